/*
 * plan-copies - each their own: who keeps the message itself, and who leaves it for a copy
 */
#ifndef JUDGE_PLAN_COPIES_H
#define JUDGE_PLAN_COPIES_H

#include "plan-parts.h"

/* Part those of OUTCOMES (Outcome *) who have no copy yet, each with what is theirs. */
void plan_part_recipients(Plan *plan, const Judgement *judgement, const GPtrArray *outcomes,
			  Message *message, const PlanSettings *settings);

#endif
