/*
 * evidence - a message as the rules see it
 *
 * The values of fields and the predicates, each computed once.  Before the body
 * is there what needs it is UNKNOWN, so that one evaluator serves both the
 * screen (header alone) and the recognition (whole message).
 */
#ifndef RECOGNIZE_EVIDENCE_H
#define RECOGNIZE_EVIDENCE_H

#include <glib.h>

#include "language/ruleset.h"
#include "mail/message.h"

typedef enum { TRUTH_NO, TRUTH_UNKNOWN, TRUTH_YES } Truth;

typedef struct Evidence Evidence;

/* RECIPIENTS: envelope recipients, NULL-terminated (nullable: not known).  All lent for the Evidence's life. */
Evidence *evidence_new(const Ruleset *rules, Message *message, const char *const *recipients,
		       gboolean with_body);
void evidence_free(Evidence *evidence); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Evidence, evidence_free)

Message *evidence_message(const Evidence *evidence);
const Ruleset *evidence_rules(const Evidence *evidence);
gboolean evidence_with_body(const Evidence *evidence);

/* A value of a field; for links also whether it is an href. */
typedef struct EvidenceValue {
	const char *text;
	gboolean href;
} EvidenceValue;

/* The values of FIELD (array of EvidenceValue; transfer none); NULL: unknown before the body. */
const GArray *evidence_values(Evidence *evidence, const RuleField *field);

Truth evidence_predicate(Evidence *evidence, Predicate predicate);

/* The network by whose from domains the mail is: From, or Sender where From is a person's own (nullable).
 * *OWN_NAME (nullable) tells whether it is own-name mail (a from domain only as Sender). */
const Network *evidence_network(Evidence *evidence, gboolean *own_name);

/* From's domain in A-label form, and its organizational domain ("" where there is none). */
const char *evidence_domain(Evidence *evidence);
const char *evidence_organization(Evidence *evidence);

/* Whether LINK is an accept link of NETWORK (DESIGN 4.2; NULL: by its words alone), and whether it leads to its member-links. */
gboolean evidence_is_accept_link(Evidence *evidence, const Link *link, const Network *network);
gboolean evidence_leads_to(const Link *link, const Network *network);
gboolean evidence_has_accept_link(Evidence *evidence, const Network *network);

/*
 * Whether the mail is an answer, a forward, a delivery report or calendar mail, to which lines
 * do not apply; mail BY_NETWORK may well be an answer.
 */
Truth evidence_excluded(Evidence *evidence, gboolean by_network);

/* Whether all pairs of LINE hold. */
Truth evidence_line(Evidence *evidence, const RuleLine *line);

/* Whether LINE holds and the mail is none of those to which it does not apply (evidence_excluded()). */
Truth evidence_applies(Evidence *evidence, const RuleLine *line, gboolean by_network);

/* Whether all of some of its pairs hold, of which one at least must not be negated. */
typedef enum {
	PAIRS_WORDING, /* on subject, from-name and text: what an imitation copies */
	PAIRS_HEADER,  /* on header fields */
	PAIRS_TEXT,    /* on text */
} PairChoice;
Truth evidence_pairs(Evidence *evidence, const RuleLine *line, PairChoice choice);

/* The same for PAIRS_HEADER; YES where there are none, and then *NONE is set. */
Truth evidence_header_pairs(Evidence *evidence, const RuleLine *line, gboolean *none);

/* Whether PAIR is of CHOICE, and whether it holds. */
gboolean evidence_chosen(const RulePair *pair, PairChoice choice);
Truth evidence_pair(Evidence *evidence, const RuleLine *line, const RulePair *pair);

/* Whether LINE reads only what stands in an href: a strong inviter or a date line, where the mail has HTML, shown or not. */
gboolean evidence_href_only(Evidence *evidence, const RuleLine *line);

/*
 * How much of TEXT, LENGTH bytes (-1: up to its NUL), may be compared with one more expression: all
 * of it, unless a body of a megabyte met hundreds of them; then its beginning, at last nothing.
 */
gsize evidence_afford(Evidence *evidence, const char *text, gssize length);

/* Whether an expression of LIST (nullable) holds for TEXT, of what can be afforded. */
gboolean evidence_list_holds(Evidence *evidence, const WordList *list, const char *text);

/* Ask less of the processor: for a second look that only explains. */
void evidence_economize(Evidence *evidence);

/* Note SENTENCE (transfer full). */
void evidence_remark(Evidence *evidence, char *sentence);

/* What was given up or computed while matching, a sentence each (GPtrArray of char *; nullable: nothing). */
const GPtrArray *evidence_remarks(const Evidence *evidence);

#endif
