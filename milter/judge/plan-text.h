/*
 * plan-text - what the fields and the subject of a message or of one copy say
 *
 * READERS (Outcome *, not none) are those who see it: a field that several see says nothing of one
 * alone.
 */
#ifndef JUDGE_PLAN_TEXT_H
#define JUDGE_PLAN_TEXT_H

#include "plan-parts.h"

/* The value of X-Invitation as READERS may see it (transfer full). */
char *plan_field_value(const Judgement *judgement, const GPtrArray *readers,
		       const PlanSettings *settings);

/* Append to INSERT the fields that READERS get. */
void plan_insert_fields(GPtrArray *insert, const Judgement *judgement, const GPtrArray *readers,
			const PlanSettings *settings);

/*
 * The subject with its tag (transfer full); NULL where it has one: our own host tagged it before
 * us.
 */
char *plan_tagged_subject(const Judgement *judgement, const GPtrArray *readers, Message *message);

#endif
