/*
 * examine - mail from files, judged as if it had just arrived
 *
 * Both programs answer "what would you do with this?" by it: invitectl check and
 * invite-milter -t.
 */
#ifndef FILTER_EXAMINE_H
#define FILTER_EXAMINE_H

#include "filter.h"
#include "report.h"

/* One mail and what became of it; lent for the call. */
typedef struct Examined {
	ReportSubject subject;
	Message *message;     /* NULL: it cannot be read */
	Evidence *evidence;   /* of it, for whom it was judged */
	gsize size;           /* bytes of it that were read */
	Judgement *judgement; /* NULL: see error */
	Plan *plan;           /* NULL where there is nothing to do */
	Verifier *verifier;   /* of its signatures (nullable: they were not looked at) */
	const GError *error;  /* the mail (MAILSTORE_ERROR) or the book cannot be read */
} Examined;

/* What is asked of each. */
typedef struct ExamineOptions {
	const char *const *to; /* recipients; NULL or empty: examine_recipients() */
	gboolean verify; /* look at signatures ourselves, as the daemon does: old keys are gone */
} ExamineOptions;

/* FALSE: that was enough. */
typedef gboolean (*ExamineFunc)(const Examined *examined, gpointer user_data);

/*
 * Judge each mail of PATH (mailstore.h) and call FUNC with it until that is enough.  FALSE where
 * any had an error.
 */
gboolean examine_path(const Filter *filter, Book *book, const char *path,
		      const ExamineOptions *options, ExamineFunc func, gpointer user_data);

/*
 * Judge a mail that was examined once more, by FILTER.  Returns (transfer full), or NULL with the
 * book's ERROR.
 */
Judgement *examine_again(const Filter *filter, Book *book, const Examined *examined,
			 GError **error);

/*
 * Whom a stored mail went to: X-Original-To, Delivered-To, To if it is exactly one mailbox,
 * else "*".  Returns (transfer full) one address, NULL-terminated.
 */
char **examine_recipients(Message *message);

#endif
