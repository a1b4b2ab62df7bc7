/*
 * plan-parts - what a Plan is put together from
 */
#ifndef JUDGE_PLAN_PARTS_H
#define JUDGE_PLAN_PARTS_H

#include "mail/message.h"
#include "judgement.h"

#define FIELD "X-Invitation"
#define FIELD_FROM "X-Invitation-From"

typedef enum { ANSWER_ACCEPT, ANSWER_REJECT, ANSWER_DISCARD } Answer;

/* A field to put on top or to take off. */
typedef struct PlanField {
	char *name;
	char *value; /* folded with "\n\t", ASCII, no leading space; unused where it is taken off */
	guint nth; /* which of that name, from 1, counted before any removal; unused where it is put
		      in */
} PlanField;

/*
 * Where a copy goes: into our own store, or to its recipient by the listener that does not filter.
 */
typedef enum { COPY_HELD, COPY_INJECTED } CopyWay;

/* What becomes of one recipient. */
typedef struct Outcome {
	const Verdict *verdict; /* whose (transfer none: the Judgement's) */
	Action action;          /* what happens */
	gboolean kept;          /* a copy was made when the message came before */
} Outcome;

/* What one recipient gets apart from the others. */
typedef struct PlanCopy {
	const Outcome *outcome; /* whose (transfer none: the Plan's) */
	CopyWay way;
	char *to;          /* Verdict.recipient, or whom it is redirected to */
	GPtrArray *insert; /* PlanField *, the first goes on top */
	char *subject;     /* as Plan.subject */
} PlanCopy;

/* Lives no longer than the Judgement it was made of. */
typedef struct Plan {
	GPtrArray *outcomes; /* Outcome *, in the order of the verdicts; none where nothing is
				judged */
	Answer answer;
	char *reply;                  /* text of the rejection (nullable) */
	gboolean hold;                /* the MTA's own hold or quarantine */
	char *hold_reason;            /* (nullable) */
	GPtrArray *insert;            /* PlanField *, the first goes on top */
	GPtrArray *remove;            /* PlanField *, highest nth first */
	char *subject;                /* new raw value without leading space (nullable: as it is) */
	GPtrArray *delete_recipients; /* char *, as Verdict.recipient: in all their spellings */
	GPtrArray *add_recipients;    /* char * */
	GPtrArray *copies;            /* PlanCopy *: to be safe before anything else is done */
} Plan;

typedef struct PlanSettings {
	Mode mode; /* of mail that is judged for nobody: with monitor it is not cleaned */
	const char *authserv_id; /* first word of X-Invitation (never NULL: "localhost" at least) */
	const char *const *own_hosts; /* whose Received lines are ours (nullable) */
	gboolean subject_tag; /* "[invitation] ", "[reminder] " or "[update] " before the subject */
	gboolean copies;      /* copies can be made: a listener takes them, the message is whole */
	gboolean own_client;  /* the client is another host of ours, as the mail server found it */
	GHashTable *kept;     /* a set of recipients who had a copy before (nullable: nobody) */
} PlanSettings;

/*
 * Everybody of JUDGEMENT (nullable: nobody) gets the message as it is.  KEPT as in PlanSettings.
 * Returns (transfer full).
 */
Plan *plan_new(const Judgement *judgement, GHashTable *kept);
gboolean plan_is_empty(const Plan *plan);
void plan_free(Plan *plan); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plan, plan_free)

GPtrArray *plan_fields_new(void); /* (transfer full) of PlanField *, empty */

/* Put NAME with VALUE (transfer full) beneath what FIELDS has already. */
void plan_insert(GPtrArray *fields, const char *name, char *value);

/* Take off the NTH field called NAME; call with rising NTH, for they come off from the last. */
void plan_remove(Plan *plan, const char *name, guint nth);

/* Add the copy that OUTCOME's recipient gets; fields and subject are still to come.  It is lent. */
PlanCopy *plan_add_copy(Plan *plan, const Outcome *outcome);

/* An empty set of addresses (char *, lent), in which case does not count (transfer full). */
GHashTable *plan_addresses_new(void);

/*
 * The addresses that get the message anyway, or a copy of it before (transfer full; a set of char
 * *, lent by the Judgement).
 */
GHashTable *plan_reached(const Plan *plan);

/*
 * Send the message to where those of LEAVING (Outcome *) who are redirected want it, unless it gets
 * there anyway.
 */
void plan_redirect(Plan *plan, const GPtrArray *leaving);

#endif
