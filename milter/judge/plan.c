#include "plan.h"

#include "base/names.h"
#include "plan-actions.h"
#include "plan-copies.h"
#include "plan-text.h"

static void
hold(Plan *plan, const Judgement *judgement)
{
	plan->hold = TRUE;
	plan->hold_reason =
		g_strdup_printf("%s%s by %s", judgement->forged ? "forged " : "",
				names_word(kind_words, judgement->kind),
				judgement->network != NULL ? judgement->network : "a network");
}

/* What all of OUTCOMES agree on for the message as a whole; TRUE if it is not delivered. */
static gboolean
answer(Plan *plan, const Judgement *judgement, const GPtrArray *outcomes)
{
	switch (plan_shared_action(outcomes)) {
	case ACTION_REJECT:
		plan->answer = ANSWER_REJECT;
		plan->reply = g_strdup(judgement->forged
					       ? "This message was not sent by the network it names"
					       : "Invitations of this kind are not accepted here");
		return TRUE;
	case ACTION_DISCARD:
		plan->answer = ANSWER_DISCARD;
		return TRUE;
	case ACTION_MTA_HOLD:
		hold(plan, judgement);
		return FALSE;
	default:
		return FALSE;
	}
}

static gboolean
all_are_exempt(const GPtrArray *verdicts)
{
	for (guint i = 0; i < verdicts->len; i++)
		if (!((const Verdict *)verdicts->pdata[i])->exempt)
			return FALSE;
	return TRUE;
}

/* All share the message. */
static void
keep_together(Plan *plan, const Judgement *judgement, const GPtrArray *outcomes, Message *message,
	      const PlanSettings *settings)
{
	if (plan_all_are_silent(outcomes))
		return;
	plan_redirect(plan, outcomes);
	plan_insert_fields(plan->insert, judgement, outcomes, settings);
	if (settings->subject_tag && plan_shared_action(outcomes) == ACTION_TAG)
		plan->subject = plan_tagged_subject(judgement, outcomes, message);
}

/* Those who still need the message; who has a copy from before leaves. */
static GPtrArray *
take_leave(Plan *plan)
{
	GPtrArray *others = g_ptr_array_new();

	for (guint i = 0; i < plan->outcomes->len; i++) {
		Outcome *outcome = plan->outcomes->pdata[i];

		if (outcome->kept)
			g_ptr_array_add(plan->delete_recipients,
					g_strdup(outcome->verdict->recipient));
		else
			g_ptr_array_add(others, outcome);
	}
	return others;
}

/* Where all would leave they stay, and the message goes nowhere. */
static void
keep_the_last(Plan *plan)
{
	if (plan->answer != ANSWER_ACCEPT || plan->add_recipients->len > 0 ||
	    plan->delete_recipients->len < plan->outcomes->len)
		return;
	g_ptr_array_set_size(plan->delete_recipients, 0);
	plan->answer = ANSWER_DISCARD;
}

Plan *
plan_make(const Judgement *judgement, Message *message, const PlanSettings *settings)
{
	Plan *plan = plan_new(judgement, settings->kept);
	g_autoptr(GPtrArray) others = NULL;

	plan_decide_actions(plan, settings);
	if (!judgement_is_recognized(judgement) || all_are_exempt(judgement->verdicts)) {
		plan_clean_fields(plan, message, settings);
		return plan;
	}
	others = take_leave(plan);
	if (plan_all_are_silent(others) && others->len == plan->outcomes->len)
		return plan;
	if (others->len > 0 && answer(plan, judgement, others))
		return plan;
	plan_remove_fields(plan, message);
	if (others->len > 0 && (!settings->copies || plan->hold))
		keep_together(plan, judgement, others, message, settings);
	else
		plan_part_recipients(plan, judgement, others, message, settings);
	keep_the_last(plan);
	return plan;
}

gboolean
plan_may_copy(const Judgement *judgement)
{
	const GPtrArray *verdicts = judgement->verdicts;

	if (verdicts->len == 1)
		return ((const Verdict *)verdicts->pdata[0])->mode == MODE_ENFORCE;
	for (guint i = 0; i < verdicts->len; i++)
		if (!plan_is_silent(verdicts->pdata[i]))
			return TRUE;
	return FALSE;
}
