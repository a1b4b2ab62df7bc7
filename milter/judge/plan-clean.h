/*
 * plan-clean - what senders, or another host of ours, wrote into fields of our names
 */
#ifndef JUDGE_PLAN_CLEAN_H
#define JUDGE_PLAN_CLEAN_H

#include "plan-parts.h"

/*
 * Only take off incoming fields of our names, as for mail that is not judged.
 *
 * Nothing in a message proves who wrote a field.  So one stays only if another host of ours handed
 * the message over, which the mail server knows and no sender can write, if it stands above the
 * Received line of that host, where nobody wrote after it, and if it bears our authserv-id.
 */
void plan_clean_fields(Plan *plan, Message *message, const PlanSettings *settings);

/* The same as a plan of its own, for nobody (transfer full). */
Plan *plan_clean(Message *message, const PlanSettings *settings);

/* Take off every field of our names. */
void plan_remove_fields(Plan *plan, Message *message);

#endif
