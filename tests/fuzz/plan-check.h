/*
 * plan-check - what a plan must be, whatever the mail
 */
#ifndef TESTS_FUZZ_PLAN_CHECK_H
#define TESTS_FUZZ_PLAN_CHECK_H

#include "world.h"

/*
 * PLAN of JUDGEMENT in WORLD breaks no field, loses no mail and does nothing that the mode forbids.
 */
void plan_check(const Plan *plan, const Judgement *judgement, const World *world);

#endif
