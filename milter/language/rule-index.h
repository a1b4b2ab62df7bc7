/*
 * rule-index - which rules a mail may concern, from a glance at its header
 *
 * Nearly all mail concerns none, and finds that out by a few hashes however many
 * networks there are.  What is found is only worth a closer look; what is not
 * found cannot apply: each line "by member" or of the unlisted lies under words
 * without which one of its conditions cannot hold, or under a predicate that it
 * demands; what has neither is always worth a look.
 */
#ifndef LANGUAGE_RULE_INDEX_H
#define LANGUAGE_RULE_INDEX_H

#include "gates.h"
#include "look-alike.h"
#include "network.h"

/* A field of which the words are asked for. */
typedef struct IndexField {
	RuleField field; /* from, from-name, subject, list-id or header; lent by a line */
	Gates *lines;    /* words -> RuleLine */
} IndexField;

typedef struct RuleIndex {
	GArray *fields;                      /* IndexField */
	GPtrArray *by_predicate[PREDICATES]; /* RuleLine * that demand the predicate (nullable) */
	GPtrArray *others;                   /* RuleLine * */
	GPtrArray *for_replies;              /* of all of them those that may apply to answers */
	Gates *brands;                       /* words of brands -> Network */
	GPtrArray *other_brands;             /* Network * whose brand has no words */
	LookAlikes *look_alikes;
} RuleIndex;

/* Of LINES, those that may apply to mail not by their NETWORKS; both lent. */
RuleIndex *rule_index_new(const GPtrArray *networks, const GPtrArray *lines);
void rule_index_free(RuleIndex *index); /* NULL is fine */

/*
 * Call FUNC for each Network, maybe several times, whose brand NAME (nullable) or DOMAIN may
 * bear, or of which DOMAIN may look like a domain.  TRUE: FUNC said it is enough.
 */
gboolean rule_index_visit_claimed(const RuleIndex *index, const char *name, const char *domain,
				  GatesFunc func, gpointer user_data);

#endif
