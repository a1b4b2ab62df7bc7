/*
 * evidence - a message as the rules see it
 *
 * The values of its fields, each read once, and what was found out already.  It
 * begins with the header alone, when what needs the body is UNKNOWN, and grows
 * when the body is there: one evaluator serves both the screen and the recognition.
 */
#ifndef RECOGNIZE_EVIDENCE_H
#define RECOGNIZE_EVIDENCE_H

#include <glib.h>

#include "language/ruleset.h"
#include "mail/message.h"
#include "evidence-values.h"

typedef enum { TRUTH_NO, TRUTH_UNKNOWN, TRUTH_YES } Truth;

static inline Truth
truth_of(gboolean holds)
{
	return holds ? TRUTH_YES : TRUTH_NO;
}

typedef struct Evidence Evidence;

/*
 * RECIPIENTS: envelope recipients, NULL-terminated (nullable: not known).  All lent for the
 * Evidence's life.
 */
Evidence *evidence_new(const Ruleset *rules, Message *message, const char *const *recipients);
void evidence_free(Evidence *evidence); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Evidence, evidence_free)

/* The body is there, too.  What the header alone could not tell is asked anew. */
void evidence_add_body(Evidence *evidence);
gboolean evidence_with_body(const Evidence *evidence);

Message *evidence_message(const Evidence *evidence);
const Ruleset *evidence_rules(const Evidence *evidence);
const char *const *evidence_recipients(const Evidence *evidence);

/* The values of FIELD (array of EvidenceValue; transfer none); NULL: unknown before the body. */
const GArray *evidence_values(Evidence *evidence, const RuleField *field);

/*
 * The network by whose from domains the mail is: From, or Sender where From is a person's own
 * (nullable). *OWN_NAME (nullable) tells whether it is own-name mail (a from domain only as
 * Sender).
 */
const Network *evidence_network(Evidence *evidence, gboolean *own_name);

/* From's domain in A-label form, and its organizational domain ("" where there is none). */
const char *evidence_domain(Evidence *evidence);
const char *evidence_organization(Evidence *evidence);

/*
 * How much of TEXT, LENGTH bytes (-1: up to its NUL), may be compared with one more expression: all
 * of it, unless a body of a megabyte met hundreds of them; then its beginning, at last nothing.
 */
gsize evidence_afford(Evidence *evidence, const char *text, gssize length);

/* Ask less of the processor: for a second look that only explains. */
void evidence_economize(Evidence *evidence);

/* Note SENTENCE (transfer full). */
void evidence_remark(Evidence *evidence, char *sentence);

/*
 * What was given up or computed while matching, a sentence each (GPtrArray of char *; nullable:
 * nothing).
 */
const GPtrArray *evidence_remarks(const Evidence *evidence);

/* ---- what others found out and keep here (transfer none; theirs to fill in) ---- */

/* The answer to a question: a Predicate, or ... */
#define QUESTION_NOTICE PREDICATES /* whether it is a delivery report or calendar mail */
typedef struct Answered {
	gboolean known;
	Truth truth;
} Answered;
Answered *evidence_answered(Evidence *evidence, guint question);

/* What the screen found (screen.h). */
typedef struct Screened {
	gboolean known;
	gboolean may_match;
	const RuleLine *ignored; /* (nullable) */
} Screened;
Screened *evidence_screened(Evidence *evidence);

/* Link * -> LinkSense (accept-link.h). */
GHashTable *evidence_link_senses(Evidence *evidence);

#endif
