#include "plan-actions.h"

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
plan_all_want_the_same(const GPtrArray *outcomes, Mode mode)
{
	const Outcome *first = outcomes->len > 0 ? outcomes->pdata[0] : NULL;

	for (guint i = 0; i < outcomes->len; i++) {
		const Verdict *verdict = ((const Outcome *)outcomes->pdata[i])->verdict;

		if (verdict->mode != mode || verdict->wanted != first->verdict->wanted)
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
plan_all_are_silent(const GPtrArray *outcomes)
{
	for (guint i = 0; i < outcomes->len; i++)
		if (!plan_is_silent(((const Outcome *)outcomes->pdata[i])->verdict))
			return FALSE;
	return TRUE;
}

static Action
decide(const Verdict *verdict, gboolean agreed, gboolean copies)
{
	switch (verdict->mode) {
	case MODE_MONITOR:
		return ACTION_PASS;
	case MODE_TAG:
		return MIN(verdict->wanted, ACTION_TAG);
	case MODE_ENFORCE:
		return enforced(verdict, agreed, copies);
	}
	return ACTION_PASS;
}

void
plan_decide_actions(Plan *plan, const PlanSettings *settings)
{
	/* Who is in another mode refuses nothing, and keeps the others' refusal from the client. */
	gboolean agreed = plan_all_want_the_same(plan->outcomes, MODE_ENFORCE);

	for (guint i = 0; i < plan->outcomes->len; i++) {
		Outcome *outcome = plan->outcomes->pdata[i];

		outcome->action = decide(outcome->verdict, agreed, settings->copies);
	}
}

int
plan_shared_action(const GPtrArray *outcomes)
{
	int action = (int)((const Outcome *)outcomes->pdata[0])->action;

	for (guint i = 1; i < outcomes->len; i++)
		if ((int)((const Outcome *)outcomes->pdata[i])->action != action)
			return -1;
	return action;
}
