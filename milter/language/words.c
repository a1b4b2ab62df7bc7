#include "words.h"

#include <stddef.h>

const char *const kind_words[] = {
	[KIND_NONE] = "none",
	[KIND_INVITATION] = "invitation",
	[KIND_REMINDER] = "reminder",
	[KIND_UPDATE] = "update",
	NULL,
};

const char *const category_words[] = {
	[CATEGORY_PROFESSIONAL] = "professional", [CATEGORY_SOCIAL] = "social",
	[CATEGORY_CONTACTS] = "contacts",         [CATEGORY_FAMILY] = "family",
	[CATEGORY_WORKSPACE] = "workspace",       NULL,
};

const char *const proof_words[] = {
	[PROOF_DKIM] = "dkim",
	[PROOF_DMARC] = "dmarc",
	[PROOF_SPF] = "spf",
	[PROOF_UNPROVEN] = "unproven",
	[PROOF_NONE] = "none",
	[PROOF_FAILED] = "failed",
	NULL,
};

const char *const standing_words[] = {
	[STANDING_UNKNOWN] = "unknown",
	[STANDING_NAME_ONLY] = "name-only",
	[STANDING_LOOKALIKE] = "lookalike",
	[STANDING_DECLINED] = "declined",
	[STANDING_TRUSTED] = "trusted",
	[STANDING_FORGED] = "forged",
	NULL,
};

const char *const action_words[] = {
	[ACTION_PASS] = "pass",         [ACTION_TAG] = "tag",
	[ACTION_REDIRECT] = "redirect", [ACTION_QUARANTINE] = "quarantine",
	[ACTION_MTA_HOLD] = "mta-hold", [ACTION_REJECT] = "reject",
	[ACTION_DISCARD] = "discard",   NULL,
};

const char *const mode_words[] = {
	[MODE_MONITOR] = "monitor",
	[MODE_TAG] = "tag",
	[MODE_ENFORCE] = "enforce",
	NULL,
};
