#include "plan-parts.h"

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

static Outcome *
outcome_new(const Verdict *verdict, GHashTable *kept)
{
	Outcome *outcome = g_new0(Outcome, 1);

	outcome->verdict = verdict;
	outcome->action = ACTION_PASS;
	outcome->kept = kept != NULL && g_hash_table_contains(kept, verdict->recipient);
	return outcome;
}

static void
add_outcomes(GPtrArray *outcomes, const GPtrArray *verdicts, GHashTable *kept)
{
	for (guint i = 0; i < verdicts->len; i++)
		g_ptr_array_add(outcomes, outcome_new(verdicts->pdata[i], kept));
}

Plan *
plan_new(const Judgement *judgement, GHashTable *kept)
{
	Plan *plan = g_new0(Plan, 1);

	plan->outcomes = g_ptr_array_new_with_free_func(g_free);
	if (judgement != NULL)
		add_outcomes(plan->outcomes, judgement->verdicts, kept);
	plan->insert = plan_fields_new();
	plan->remove = plan_fields_new();
	plan->copies = g_ptr_array_new_with_free_func((GDestroyNotify)copy_free);
	plan->delete_recipients = g_ptr_array_new_with_free_func(g_free);
	plan->add_recipients = g_ptr_array_new_with_free_func(g_free);
	return plan;
}

void
plan_free(Plan *plan)
{
	if (plan == NULL)
		return;
	g_free(plan->reply);
	g_free(plan->hold_reason);
	g_free(plan->subject);
	g_ptr_array_unref(plan->outcomes);
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

PlanCopy *
plan_add_copy(Plan *plan, const Outcome *outcome)
{
	const Verdict *verdict = outcome->verdict;
	PlanCopy *copy = g_new0(PlanCopy, 1);

	copy->outcome = outcome;
	copy->way = outcome->action == ACTION_QUARANTINE ? COPY_HELD : COPY_INJECTED;
	copy->to = g_strdup(outcome->action == ACTION_REDIRECT ? verdict->redirect
							       : verdict->recipient);
	copy->insert = plan_fields_new();
	g_ptr_array_add(plan->copies, copy);
	return copy;
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

GHashTable *
plan_reached(const Plan *plan)
{
	GHashTable *reached = plan_addresses_new();

	for (guint i = 0; i < plan->outcomes->len; i++) {
		const Outcome *outcome = plan->outcomes->pdata[i];

		if (outcome->action <= ACTION_TAG)
			g_hash_table_add(reached, outcome->verdict->recipient);
		if (outcome->kept && outcome->action == ACTION_REDIRECT)
			g_hash_table_add(reached, outcome->verdict->redirect);
	}
	return reached;
}

/* Nobody gets the message twice because several are redirected to one address. */
void
plan_redirect(Plan *plan, const GPtrArray *leaving)
{
	g_autoptr(GHashTable) reached = plan_reached(plan);

	for (guint i = 0; i < plan->add_recipients->len; i++)
		g_hash_table_add(reached, plan->add_recipients->pdata[i]);
	for (guint i = 0; i < leaving->len; i++) {
		const Outcome *outcome = leaving->pdata[i];
		const Verdict *verdict = outcome->verdict;

		if (outcome->action != ACTION_REDIRECT)
			continue;
		g_ptr_array_add(plan->delete_recipients, g_strdup(verdict->recipient));
		if (g_hash_table_add(reached, verdict->redirect))
			g_ptr_array_add(plan->add_recipients, g_strdup(verdict->redirect));
	}
}
