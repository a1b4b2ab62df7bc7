/*
 * plan - verdicts -> what is to be done with the message; pure
 */
#ifndef JUDGE_PLAN_H
#define JUDGE_PLAN_H

#include "plan-clean.h"
#include "plan-parts.h"

/*
 * Say what is to be done.
 *
 * With copies, recipients whose fields would read alike keep the message itself, the larger party
 * first; each other one leaves it and gets a copy, held or injected.  What holds for the
 * message as a whole (reject, mta-hold) is for one of several a quarantine, for owners without a
 * book a tag.  Who is kept leaves without another copy.
 *
 * Without copies all share one message: the mildest of their actions happens, reject, mta-hold
 * and discard only if all agree, redirect each for itself; what cannot be done for one recipient
 * becomes a tag.
 *
 * Each in the mode of their own: for those in mode monitor nothing happens.  With copies theirs has
 * no field of ours; without, the field that all share says nothing of them.
 *
 * The last recipient is never removed, the answer is then discard.  Where all are in mode monitor
 * the plan is empty.  Never NULL; empty lists where nothing is to do.
 */
Plan *plan_make(const Judgement *judgement, Message *message, const PlanSettings *settings);

/*
 * Whether JUDGEMENT may take copies: one recipient needs one only to be held, of several each may
 * get their own.
 */
gboolean plan_may_copy(const Judgement *judgement);

#endif
