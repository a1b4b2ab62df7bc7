/* What can be done for one recipient of several: verdicts -> actions. */
#include "plan.h"

#include <string.h>

#include "plan-fields.h"

/* What only happens to the message as a whole. */
static gboolean
is_for_all(Action action)
{
	return action == ACTION_MTA_HOLD || action == ACTION_REJECT || action == ACTION_DISCARD;
}

static gboolean
is_redirectable(const Verdict *verdict)
{
	return verdict->redirect != NULL &&
	       g_ascii_strcasecmp(verdict->redirect, verdict->recipient) != 0;
}

/* What mode enforce does for one of several who do not AGREE, where no copies can be made. */
static Action
in_one_message(const Verdict *verdict, gboolean agreed)
{
	if (verdict->wanted == ACTION_QUARANTINE)
		return ACTION_TAG;
	if (is_for_all(verdict->wanted) && !agreed)
		return ACTION_TAG;
	return verdict->wanted;
}

/* The same where each may have a copy: who is discarded only leaves. */
static Action
apart(const Verdict *verdict, gboolean agreed)
{
	if (!is_for_all(verdict->wanted) || agreed || verdict->wanted == ACTION_DISCARD)
		return verdict->wanted;
	return verdict->has_book ? ACTION_QUARANTINE : ACTION_TAG;
}

static Action
enforced(const Verdict *verdict, gboolean agreed, gboolean copies)
{
	if (verdict->wanted == ACTION_REDIRECT && !is_redirectable(verdict))
		return ACTION_TAG;
	return copies ? apart(verdict, agreed) : in_one_message(verdict, agreed);
}

gboolean
plan_all_want_the_same(const GPtrArray *verdicts, Mode mode)
{
	const Verdict *first = verdicts->len > 0 ? verdicts->pdata[0] : NULL;

	for (guint i = 0; i < verdicts->len; i++) {
		const Verdict *verdict = verdicts->pdata[i];

		if (verdict->mode != mode || verdict->wanted != first->wanted)
			return FALSE;
	}
	return first != NULL;
}

gboolean
plan_is_silent(const Verdict *verdict)
{
	return verdict->exempt || verdict->mode == MODE_MONITOR;
}

gboolean
plan_all_are_silent(const GPtrArray *verdicts)
{
	for (guint i = 0; i < verdicts->len; i++)
		if (!plan_is_silent(verdicts->pdata[i]))
			return FALSE;
	return TRUE;
}

gboolean
plan_may_copy(const Judgement *judgement)
{
	const GPtrArray *verdicts = judgement->verdicts;

	if (verdicts->len == 1)
		return ((const Verdict *)verdicts->pdata[0])->mode == MODE_ENFORCE;
	return !plan_all_are_silent(verdicts);
}

void
plan_fill_in_actions(GPtrArray *verdicts, const PlanSettings *settings)
{
	/* Who is in another mode refuses nothing, and keeps the others' refusal from the client. */
	gboolean agreed = plan_all_want_the_same(verdicts, MODE_ENFORCE);

	for (guint i = 0; i < verdicts->len; i++) {
		Verdict *verdict = verdicts->pdata[i];

		switch (verdict->mode) {
		case MODE_MONITOR:
			verdict->action = ACTION_PASS;
			break;
		case MODE_TAG:
			verdict->action = MIN(verdict->wanted, ACTION_TAG);
			break;
		case MODE_ENFORCE:
			verdict->action = enforced(verdict, agreed, settings->copies);
			break;
		}
	}
}

int
plan_shared_action(const GPtrArray *verdicts)
{
	int action = ((const Verdict *)verdicts->pdata[0])->action;

	for (guint i = 1; i < verdicts->len; i++)
		if ((int)((const Verdict *)verdicts->pdata[i])->action != action)
			return -1;
	return action;
}
