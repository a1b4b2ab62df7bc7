/*
 * plan - verdicts -> what is to be done with the message; pure
 */
#ifndef JUDGE_PLAN_H
#define JUDGE_PLAN_H

#include "judge.h"

typedef enum { ANSWER_ACCEPT, ANSWER_REJECT, ANSWER_DISCARD } Answer;

/* A field to put on top or to take off. */
typedef struct PlanField {
	char *name;
	char *value; /* folded with "\n\t", ASCII, no leading space; unused where it is taken off */
	guint nth;   /* which of that name, from 1, counted before any removal; unused where it is put in */
} PlanField;

/* Where a copy goes: into our own store, or to its recipient by the reinjector that does not filter. */
typedef enum { COPY_HELD, COPY_INJECTED } CopyWay;

/* What one recipient gets apart from the others. */
typedef struct PlanCopy {
	Verdict *verdict;  /* whose (transfer none: the Judgement's) */
	CopyWay way;
	char *to;          /* Verdict.recipient, or whom it is redirected to */
	GPtrArray *insert; /* PlanField *, the first goes on top */
	char *subject;     /* as Plan.subject */
} PlanCopy;

/* Lives no longer than the Judgement it was made of. */
typedef struct Plan {
	Answer answer;
	char *reply;        /* text of the rejection (nullable) */
	gboolean hold;      /* the MTA's own hold or quarantine */
	char *hold_reason;  /* (nullable) */
	GPtrArray *insert;  /* PlanField *, the first goes on top */
	GPtrArray *remove;  /* PlanField *, highest nth first */
	char *subject;      /* new raw value without leading space (nullable: as it is) */
	GPtrArray *delete_recipients; /* char *, as Verdict.recipient: in all their spellings */
	GPtrArray *add_recipients;    /* char * */
	GPtrArray *copies;            /* PlanCopy *: to be safe before anything else is done */
} Plan;

typedef struct PlanSettings {
	Mode mode;               /* of mail that is judged for nobody: with monitor it is not cleaned */
	const char *authserv_id; /* first word of X-Invitation (never NULL: "localhost" at least) */
	const char *const *own_hosts; /* whose Received lines are ours (nullable) */
	gboolean subject_tag;    /* "[invitation] ", "[reminder] " or "[update] " before the subject */
	gboolean copies;         /* copies can be made: a reinjector takes them, the message is whole */
	gboolean own_client;     /* the client is another host of ours, as the mail server found it */
} PlanSettings;

/*
 * Fill in Verdict.action and say what is to be done.
 *
 * With copies, recipients whose fields would read alike keep the message itself, the larger party
 * first; each other one leaves it and gets a copy, held or injected.  What holds for the
 * message as a whole (reject, mta-hold) is for one of several a quarantine, for owners without a
 * book a tag.  Who has Verdict.kept leaves without another copy.
 *
 * Without copies all share one message: the mildest of their actions happens, reject, mta-hold
 * and discard only if all agree, redirect each for itself; what cannot be done for one recipient
 * becomes a tag.
 *
 * Each in the mode of their own: for those in mode monitor nothing happens.  With copies theirs has no
 * field of ours; without, the field that all share says nothing of them.
 *
 * The last recipient is never removed, the answer is then discard.  Where all are in mode monitor the
 * plan is empty.  Never NULL; empty lists where nothing is to do.
 */
Plan *plan_make(Judgement *judgement, Message *message, const PlanSettings *settings);

/* Whether JUDGEMENT may take copies: one recipient needs one only to be held, of several each may get their own. */
gboolean plan_may_copy(const Judgement *judgement);

/*
 * Only take off incoming fields of our names, as for mail that is not judged.
 *
 * Nothing in a message proves who wrote a field.  So one stays only if another host of ours handed the
 * message over, which the mail server knows and no sender can write, if it stands above the Received
 * line of that host, where nobody wrote after it, and if it bears our authserv-id.
 */
Plan *plan_clean(Message *message, const PlanSettings *settings);
Plan *plan_pass(void); /* nothing at all is done, as with a copy of ours that comes back (transfer full) */
gboolean plan_is_empty(const Plan *plan);
void plan_free(Plan *plan); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plan, plan_free)

#endif
