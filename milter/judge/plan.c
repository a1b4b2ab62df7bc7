#include "plan.h"

#include <string.h>

#include "base/names.h"
#include "plan-fields.h"

static void
field_free(PlanField *field)
{
	g_free(field->name);
	g_free(field->value);
	g_free(field);
}

GPtrArray *
plan_fields_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)field_free);
}

static void
copy_free(PlanCopy *copy)
{
	g_free(copy->to);
	g_ptr_array_unref(copy->insert);
	g_free(copy->subject);
	g_free(copy);
}

Plan *
plan_new(void)
{
	Plan *plan = g_new0(Plan, 1);

	plan->insert = plan_fields_new();
	plan->remove = plan_fields_new();
	plan->copies = g_ptr_array_new_with_free_func((GDestroyNotify)copy_free);
	plan->delete_recipients = g_ptr_array_new_with_free_func(g_free);
	plan->add_recipients = g_ptr_array_new_with_free_func(g_free);
	return plan;
}

Plan *
plan_pass(void)
{
	return plan_new();
}

void
plan_free(Plan *plan)
{
	if (plan == NULL)
		return;
	g_free(plan->reply);
	g_free(plan->hold_reason);
	g_free(plan->subject);
	g_ptr_array_unref(plan->insert);
	g_ptr_array_unref(plan->remove);
	g_ptr_array_unref(plan->delete_recipients);
	g_ptr_array_unref(plan->add_recipients);
	g_ptr_array_unref(plan->copies);
	g_free(plan);
}

gboolean
plan_is_empty(const Plan *plan)
{
	return plan->answer == ANSWER_ACCEPT && !plan->hold && plan->subject == NULL &&
	       plan->insert->len == 0 && plan->remove->len == 0 &&
	       plan->delete_recipients->len == 0 && plan->add_recipients->len == 0 &&
	       plan->copies->len == 0;
}

void
plan_insert(GPtrArray *fields, const char *name, char *value)
{
	PlanField *field = g_new0(PlanField, 1);

	field->name = g_strdup(name);
	field->value = value;
	g_ptr_array_add(fields, field);
}

void
plan_remove(Plan *plan, const char *name, guint nth)
{
	PlanField *field = g_new0(PlanField, 1);

	field->name = g_strdup(name);
	field->nth = nth;
	g_ptr_array_insert(plan->remove, 0, field);
}

/* Addresses are one whatever their case: so the mail server may write them. */
static guint
address_hash(gconstpointer address)
{
	guint hash = 5381;

	for (const char *p = address; *p != '\0'; p++)
		hash = hash * 33 + (guchar)g_ascii_tolower(*p);
	return hash;
}

static gboolean
address_equal(gconstpointer one, gconstpointer other)
{
	return g_ascii_strcasecmp(one, other) == 0;
}

GHashTable *
plan_addresses_new(void)
{
	return g_hash_table_new(address_hash, address_equal);
}

/* Who of ALL gets it, or had a copy sent elsewhere when it came before: those addresses. */
GHashTable *
plan_reached(const GPtrArray *all)
{
	GHashTable *reached = plan_addresses_new();

	for (guint i = 0; i < all->len; i++) {
		const Verdict *verdict = all->pdata[i];

		if (verdict->action <= ACTION_TAG)
			g_hash_table_add(reached, verdict->recipient);
		if (verdict->kept && verdict->action == ACTION_REDIRECT)
			g_hash_table_add(reached, verdict->redirect);
	}
	return reached;
}

/* Nobody gets the message twice because several are redirected to one address. */
void
plan_redirect(Plan *plan, const GPtrArray *leaving, const GPtrArray *all)
{
	g_autoptr(GHashTable) reached = plan_reached(all);

	for (guint i = 0; i < plan->add_recipients->len; i++)
		g_hash_table_add(reached, plan->add_recipients->pdata[i]);
	for (guint i = 0; i < leaving->len; i++) {
		const Verdict *verdict = leaving->pdata[i];

		if (verdict->action != ACTION_REDIRECT)
			continue;
		g_ptr_array_add(plan->delete_recipients, g_strdup(verdict->recipient));
		if (g_hash_table_add(reached, verdict->redirect))
			g_ptr_array_add(plan->add_recipients, g_strdup(verdict->redirect));
	}
}

static void
hold(Plan *plan, const Judgement *judgement)
{
	plan->hold = TRUE;
	plan->hold_reason = g_strdup_printf("%s%s by %s", judgement->forged ? "forged " : "",
					    names_word(kind_words, judgement->kind),
					    judgement->network != NULL ? judgement->network
								       : "a network");
}

/* What all of VERDICTS agree on for the message as a whole; TRUE if it is not delivered. */
static gboolean
answer(Plan *plan, const Judgement *judgement, const GPtrArray *verdicts)
{
	switch (plan_shared_action(verdicts)) {
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
keep_together(Plan *plan, const Judgement *judgement, const GPtrArray *verdicts, Message *message,
	      const PlanSettings *settings)
{
	if (plan_all_are_silent(verdicts))
		return;
	plan_redirect(plan, verdicts, judgement->verdicts);
	plan_insert_fields(plan->insert, judgement, verdicts, settings);
	if (settings->subject_tag && plan_shared_action(verdicts) == ACTION_TAG)
		plan->subject = plan_tagged_subject(judgement, verdicts, message);
}

/* Those who still need the message; who has a copy from before leaves. */
static GPtrArray *
take_leave(Plan *plan, const Judgement *judgement)
{
	GPtrArray *others = g_ptr_array_new();

	for (guint i = 0; i < judgement->verdicts->len; i++) {
		Verdict *verdict = judgement->verdicts->pdata[i];

		if (verdict->kept)
			g_ptr_array_add(plan->delete_recipients, g_strdup(verdict->recipient));
		else
			g_ptr_array_add(others, verdict);
	}
	return others;
}

/* Where all would leave they stay, and the message goes nowhere. */
static void
keep_the_last(Plan *plan, const Judgement *judgement)
{
	if (plan->answer != ANSWER_ACCEPT || plan->add_recipients->len > 0 ||
	    plan->delete_recipients->len < judgement->verdicts->len)
		return;
	g_ptr_array_set_size(plan->delete_recipients, 0);
	plan->answer = ANSWER_DISCARD;
}

Plan *
plan_make(Judgement *judgement, Message *message, const PlanSettings *settings)
{
	g_autoptr(GPtrArray) verdicts = NULL;
	Plan *plan;

	plan_fill_in_actions(judgement->verdicts, settings);
	if (!judgement_is_recognized(judgement) || all_are_exempt(judgement->verdicts))
		return plan_clean(message, settings);
	plan = plan_new();
	verdicts = take_leave(plan, judgement);
	if (plan_all_are_silent(verdicts) && verdicts->len == judgement->verdicts->len)
		return plan;
	if (verdicts->len > 0 && answer(plan, judgement, verdicts))
		return plan;
	plan_remove_fields(plan, message);
	if (verdicts->len > 0 && (!settings->copies || plan->hold))
		keep_together(plan, judgement, verdicts, message, settings);
	else
		plan_part_recipients(plan, judgement, verdicts, message, settings);
	keep_the_last(plan, judgement);
	return plan;
}
