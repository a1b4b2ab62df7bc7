/*
 * evidence - a message as the rules see it
 *
 * The values of fields and the predicates, each computed once.  Before the body
 * is there what needs it is UNKNOWN, so that one evaluator serves both the
 * screen (header alone) and the recognition (whole message).
 */
#ifndef INVITE_EVIDENCE_H
#define INVITE_EVIDENCE_H

#include <glib.h>

#include "mail/message.h"
#include "ruleset.h"

typedef enum { TRUTH_NO, TRUTH_UNKNOWN, TRUTH_YES } Truth;

typedef struct Evidence Evidence;

/* RECIPIENTS: envelope recipients, NULL-terminated (nullable: not known).  All lent for the Evidence's life. */
Evidence *evidence_new(const Ruleset *rules, Message *message, const char *const *recipients,
		       gboolean with_body);
void evidence_free(Evidence *evidence); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Evidence, evidence_free)

Message *evidence_message(const Evidence *evidence);

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

/* Whether LINK is an accept link of NETWORK (DESIGN 4.2), and whether it leads to its member-links. */
gboolean evidence_is_accept_link(Evidence *evidence, const Link *link, const Network *network);
gboolean evidence_leads_to(const Link *link, const Network *network);

/* Whether all pairs of LINE hold. */
Truth evidence_line(Evidence *evidence, const RuleLine *line);

/* What was given up while matching, a sentence each (GPtrArray of char *). */
const GPtrArray *evidence_remarks(const Evidence *evidence);

#endif
