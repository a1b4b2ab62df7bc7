/*
 * filter - a snapshot of settings, policy and rules; both programs judge through it
 *
 * Immutable and counted: taken at MAIL, swapped by reload.
 */
#ifndef FILTER_FILTER_H
#define FILTER_FILTER_H

#include "judge/judge.h"
#include "judge/plan.h"
#include "recognize/screen.h"
#include "verify/verification.h"
#include "config.h"
#include "login-map.h"

typedef struct Filter Filter;

/* What the command line says over the file; NULL members: as the file says. */
typedef struct FilterOverrides {
	const char *const *rules; /* directories */
	const char *socket;
	const char *keys;             /* a file of keys that is asked in place of DNS */
	const char *const *own_hosts; /* where the file says none: the MTA's {j} is given per
					 message instead */
} FilterOverrides;

/*
 * Read and check everything: configuration, rules, logins, whether modes and policy can be kept.
 * Returns (transfer full), or NULL with STATEMENT_ERROR or FILTER_ERROR_IMPOSSIBLE.
 */
#define FILTER_ERROR (g_quark_from_static_string("filter-error"))
typedef enum { FILTER_ERROR_IMPOSSIBLE } FilterErrorCode;
Filter *filter_load(const char *path, const FilterOverrides *overrides, GError **error);
void filter_free(Filter *filter); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Filter, filter_free)

const Config *filter_config(const Filter *filter);
const Ruleset *filter_rules(const Filter *filter);
const LoginMap *filter_logins(const Filter *filter); /* (nullable: there is none) */

/*
 * What a postmaster should know before mail comes: a sentence each, e.g. no authserv-id (GPtrArray
 * of char *; transfer none).
 */
const GPtrArray *filter_warnings(const Filter *filter);

/* What is read of a mail: as configured, and the fields that rules ask for wherever they stand. */
MessageLimits filter_limits(const Filter *filter);

/* A new Message with these limits (transfer full). */
Message *filter_message(const Filter *filter);

/*
 * Whom PATH, as in RCPT, means (recipient.h; transfer full).  TOLD: as the mail server tells it
 * (nullable); HOST: its own name (nullable).
 */
char *filter_understand(const Filter *filter, const char *path, const char *told, const char *host);

/*
 * MESSAGE, for RECIPIENTS (as evidence_new() takes them), as the rules see it: once its header is
 * complete. All lent, the rules too.  Returns (transfer full).
 */
Evidence *filter_evidence(const Filter *filter, Message *message, const char *const *recipients);

/*
 * Begin our own look at the signatures of MESSAGE, which has all its header; its body is still to
 * be fed (verification.h).  Returns (transfer full), or NULL: no signature may matter, or verify is
 * no.
 */
Verification *filter_verification(const Filter *filter, Message *message);

/*
 * What the judgement asks of VERIFICATION (nullable: no signature may matter).  Lives in *ANSWER,
 * which lends both; NULL where verify is no.
 */
Verifier *filter_verifier(const Filter *filter, VerificationAnswer *answer,
			  Verification *verification);

/* Judge with BOOK.  HOST: the MTA's own name, used where own-hosts is unset (nullable). */
Judgement *filter_judge(const Filter *filter, Book *book, Evidence *evidence,
			const Envelope *envelope, const char *host, GError **error);

/* The same where the books cannot be read (judge_without_books()). */
Judgement *filter_judge_blindly(const Filter *filter, Evidence *evidence, const Envelope *envelope,
				const char *host);

/*
 * Whether copies are made at all: what mode an owner has set is not known before a message is
 * judged.  Any recipient of it may have a copy from when it came before: to others too, or in
 * another mode.
 */
gboolean filter_makes_copies(const Filter *filter);

/*
 * Whether POLICY, which may be an owner's own, can be kept in MODE: its networks are known, and
 * what is quarantined can be released.  FALSE with FILTER_ERROR_IMPOSSIBLE.
 */
gboolean filter_check_policy(const Filter *filter, const Policy *policy, Mode mode, GError **error);

/* Whose Received lines are ours, for mail that *HOST had, lent (nullable; NULL-terminated). */
const char *const *filter_own_hosts(const Filter *filter, const char *const *host);

/* What the mail server knows of a message, and what can be done with it; lent. */
typedef struct PlanOccasion {
	const char *host;   /* its own name (nullable) */
	const char *client; /* the name of the client as it verified that (nullable) */
	gboolean copies;    /* one can be made of the message */
	GHashTable *kept;   /* who has one already, as in PlanSettings (nullable) */
} PlanOccasion;

/* What is to be done (plan.h), also for mail that is only to be cleaned (JUDGEMENT NULL). */
Plan *filter_plan(const Filter *filter, const Judgement *judgement, Message *message,
		  const PlanOccasion *occasion);

#endif
