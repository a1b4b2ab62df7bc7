#include "rights.h"

#include <libmilter/mfapi.h>

#include "base/log.h"

#define CHANGE_RECIPIENTS (SMFIF_ADDRCPT | SMFIF_DELRCPT)

static const struct {
	unsigned long flag;
	const char *name;
} rights_known[] = {
	{ SMFIF_ADDHDRS, "add header fields" }, { SMFIF_CHGHDRS, "change header fields" },
	{ SMFIF_ADDRCPT, "add recipients" },    { SMFIF_DELRCPT, "remove recipients" },
	{ SMFIF_QUARANTINE, "quarantine" },
};

unsigned long
rights_wanted(void)
{
	unsigned long rights = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(rights_known); i++)
		rights |= rights_known[i].flag;
	return rights;
}

unsigned long
rights_needed(const Config *config)
{
	unsigned long rights = SMFIF_ADDHDRS | SMFIF_CHGHDRS;

	if (config->reinject != NULL)
		rights |= CHANGE_RECIPIENTS;
	if (config->mode != MODE_ENFORCE)
		return rights;
	if (policy_find(config->policy, ACTION_REDIRECT) != NULL)
		rights |= CHANGE_RECIPIENTS;
	if (policy_find(config->policy, ACTION_MTA_HOLD) != NULL)
		rights |= SMFIF_QUARANTINE;
	return rights;
}

void
rights_say_missing(Service *service, unsigned long rights)
{
	unsigned long said;

	if (rights == 0)
		return;
	said = atomic_fetch_or(&service->missing, rights);
	for (gsize i = 0; i < G_N_ELEMENTS(rights_known); i++)
		if (rights & ~said & rights_known[i].flag)
			log_warning(NULL, "the mail server does not let filters %s: done without",
				    rights_known[i].name);
}

/*
 * Who has a copy must leave the message, at all costs; so what else is done to recipients must not
 * fail.
 */
gboolean
rights_for_copies(const Session *session)
{
	return (session->actions & CHANGE_RECIPIENTS) == CHANGE_RECIPIENTS &&
	       (session->steps & SMFIP_HDR_LEADSPC) != 0;
}
