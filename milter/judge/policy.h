/*
 * policy - lines of conditions -> an action; the first line that holds decides
 *
 *	line      = condition... action
 *	condition = KIND | STANDING | PROOF | CATEGORY | NETWORK | "list" | "count>=" N
 *	action    = "pass" | "tag" | "quarantine" | "mta-hold" | "reject" | "discard"
 *	          | "redirect" ADDRESS
 *
 * Conditions stand in any order, at most one of a type, and all must hold.  "none" is the proof.
 * Any word that is of no other list is a network's name, or the domain of an unlisted network.
 */
#ifndef JUDGE_POLICY_H
#define JUDGE_POLICY_H

#include "base/statement.h"
#include "judgement.h"

typedef struct Policy Policy;

typedef struct PolicyDecision {
	Action action;
	const char *redirect; /* ADDRESS of redirect (transfer none, nullable) */
	const char *where;    /* "invite-milter.conf:12", "default:3", or NULL: no line held */
	gboolean declines;    /* the whole network is declined */
} PolicyDecision;

Policy *policy_new(void);         /* (transfer full) empty: everything passes */
Policy *policy_new_default(void); /* (transfer full) the built-in lines */
void policy_free(Policy *policy); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Policy, policy_free)

/* Add the line at the cursor: "unknown reminder quarantine".  FALSE with STATEMENT_ERROR_SYNTAX. */
gboolean policy_add(Policy *policy, Statement *statement, GError **error);

/* What an owner may wish of a whole network. */
typedef enum { POLICY_ALWAYS, POLICY_NEVER } PolicyWish;

/*
 * Add the line that OWNER's wish for NETWORK makes.  Always wanted mail passes where it is proven,
 * but not of those who are declined; never wanted mail is quarantined, and its inviters are as good
 * as declined.  Forged mail is not the network's: neither covers it.
 */
void policy_add_wish(Policy *policy, const char *network, PolicyWish wish, const char *owner);

/*
 * What is done for VERDICT, one of JUDGEMENT's, by what is known so far: kind, standing, proof ...
 */
PolicyDecision policy_decide(const Policy *policy, const Judgement *judgement,
			     const Verdict *verdict);

/*
 * "file:line" of the first line with ACTION (transfer none, nullable); "default:..." is built in.
 */
const char *policy_find(const Policy *policy, Action action);

/* Whether WORD may be a network's name, or the domain of an unlisted one. */
gboolean policy_is_network(const char *word);

/*
 * The name of the first network a line asks for that KNOWN does not know, with its place in *WHERE
 * (nullable).
 */
const char *policy_unknown_network(const Policy *policy, gboolean (*known)(const char *, gpointer),
				   gpointer data, const char **where);

#endif
