/*
 * words - the vocabulary of the judgement, as enums and words
 */
#ifndef LANGUAGE_WORDS_H
#define LANGUAGE_WORDS_H

typedef enum { KIND_NONE, KIND_INVITATION, KIND_REMINDER, KIND_UPDATE } Kind;
typedef enum {
	CATEGORY_PROFESSIONAL,
	CATEGORY_SOCIAL,
	CATEGORY_CONTACTS,
	CATEGORY_FAMILY,
	CATEGORY_WORKSPACE,
} Category;
typedef enum { PROOF_DKIM, PROOF_DMARC, PROOF_SPF, PROOF_UNPROVEN, PROOF_NONE, PROOF_FAILED } Proof;
typedef enum {
	STANDING_UNKNOWN,
	STANDING_NAME_ONLY,
	STANDING_LOOKALIKE,
	STANDING_DECLINED,
	STANDING_TRUSTED,
	STANDING_FORGED,
} Standing;
/* From mild to harsh. */
typedef enum {
	ACTION_PASS,
	ACTION_TAG,
	ACTION_REDIRECT,
	ACTION_QUARANTINE,
	ACTION_MTA_HOLD,
	ACTION_REJECT,
	ACTION_DISCARD,
} Action;
typedef enum { MODE_MONITOR, MODE_TAG, MODE_ENFORCE } Mode;

/* NameTables (base/names.h). */
extern const char *const kind_words[];
extern const char *const category_words[];
extern const char *const proof_words[];
extern const char *const standing_words[];
extern const char *const action_words[];
extern const char *const mode_words[];

#endif
