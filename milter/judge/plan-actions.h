/*
 * plan-actions - what can be done for one recipient of several: what is wanted -> what happens
 */
#ifndef JUDGE_PLAN_ACTIONS_H
#define JUDGE_PLAN_ACTIONS_H

#include "plan-parts.h"

/* Fill in the action of each of PLAN's outcomes. */
void plan_decide_actions(Plan *plan, const PlanSettings *settings);

/* The arrays below are of Outcome *. */

/* Whether all of OUTCOMES, not none, are in MODE and want one action. */
gboolean plan_all_want_the_same(const GPtrArray *outcomes, Mode mode);

/* Whether nothing is done for VERDICT, and no field of ours says anything of them. */
gboolean plan_is_silent(const Verdict *verdict);
gboolean plan_all_are_silent(const GPtrArray *outcomes);

/* The action that OUTCOMES, not none, share, or -1. */
int plan_shared_action(const GPtrArray *outcomes);

#endif
