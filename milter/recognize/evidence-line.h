/*
 * evidence-line - whether the lines of the rules hold for a message
 */
#ifndef RECOGNIZE_EVIDENCE_LINE_H
#define RECOGNIZE_EVIDENCE_LINE_H

#include "evidence.h"

/* Whether PREDICATE holds for the lines of NETWORK (nullable: of any). */
Truth evidence_predicate(Evidence *evidence, Predicate predicate, const Network *network);

/*
 * Whether the mail is an answer, a forward, a delivery report or calendar mail, to which lines
 * do not apply; mail BY_NETWORK may well be an answer.
 */
Truth evidence_excluded(Evidence *evidence, gboolean by_network);

/* Whether all pairs of LINE hold. */
Truth evidence_line(Evidence *evidence, const RuleLine *line);

/*
 * Whether LINE holds and the mail is none of those to which it does not apply
 * (evidence_excluded()).
 */
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

/*
 * Whether LINE reads only what stands in an href: a strong inviter or a date line, where the mail
 * has HTML, shown or not.
 */
gboolean evidence_href_only(Evidence *evidence, const RuleLine *line);

#endif
