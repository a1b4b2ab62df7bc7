/*
 * judge - a message -> its Judgement
 *
 * Pure: no file, clock, log, database or mail server is known here.  Judging only collects
 * what is to be done (plan.h).
 */
#ifndef JUDGE_JUDGE_H
#define JUDGE_JUDGE_H

#include "recognize/recognize.h"
#include "book.h"
#include "judgement.h"
#include "policy.h"
#include "proof.h"
#include "verifier.h"

/* Settings of the judgement, lent by the snapshot. */
typedef struct JudgeSettings {
	const Policy *policy; /* where no line of an owner's own holds */
	Mode mode;            /* where no owner has set one */
	ProofSettings proof;
	gboolean require_proof;
	char recipient_delimiter;             /* '\0': none */
	const char *const *local_domains;     /* empty: all */
	const char *const *exempt_recipients; /* "user@" or "user@domain" or "@domain" */
	const char *const *list_addresses;    /* tagged at most; written alike */
} JudgeSettings;

/* By whom it came, and who can tell whether that is so.  To whom, EVIDENCE knows. */
typedef struct Envelope {
	const char *client_name;    /* (nullable) */
	const char *client_address; /* (nullable) */
	const char *greeting;       /* what the client said in HELO or EHLO (nullable) */
	Verifier *verifier;         /* of its signatures (nullable: we do not look ourselves) */
} Envelope;

/*
 * Judge the message of EVIDENCE by its rules, for its recipients: those of recipient_understand(),
 * doubles once, the site ("*") where there are none.  Returns (transfer full), or NULL with the
 * book's ERROR.
 */
Judgement *judge_message(const JudgeSettings *settings, Book *book, Evidence *evidence,
			 const Envelope *envelope, GError **error);

/*
 * The same where no book can be asked: a tag is the most that is wanted for anybody.  Never NULL.
 */
Judgement *judge_without_books(const JudgeSettings *settings, Evidence *evidence,
			       const Envelope *envelope);

#endif
