#include "plan-copies.h"

#include <string.h>

#include "plan-actions.h"
#include "plan-text.h"

/* Those whose fields read alike, and who can be reached alike. */
typedef struct Party {
	char *field;        /* "": they get none */
	const char *to;     /* whom they are redirected to (nullable) */
	GPtrArray *readers; /* Outcome * */
} Party;

/* What is worked with, lent. */
typedef struct Parting {
	Plan *plan;
	const Judgement *judgement;
	const GPtrArray *outcomes; /* of those who have no copy yet */
	Message *message;
	const PlanSettings *settings;
	const Party *staying; /* (nullable) */
	/* A message may have thousands of recipients: each is looked up once. */
	GHashTable *recipients; /* of all, a set */
	GHashTable *reached;    /* addresses that get it without one more copy, a set */
} Parting;

static void
party_free(Party *party)
{
	g_free(party->field);
	g_ptr_array_unref(party->readers);
	g_free(party);
}

static GPtrArray *
alone(Outcome *outcome)
{
	GPtrArray *readers = g_ptr_array_new();

	g_ptr_array_add(readers, outcome);
	return readers;
}

/* What the field would say to OUTCOME's recipient alone; "" where nothing is done for them. */
static char *
own_field(const Parting *parting, Outcome *outcome)
{
	g_autoptr(GPtrArray) reader = alone(outcome);

	if (plan_is_silent(outcome->verdict))
		return g_strdup("");
	return plan_field_value(parting->judgement, reader, parting->settings);
}

/* Into the one of PARTIES, also BY_KEY, whose fields read alike and who are sent to one address. */
static void
join_party(const Parting *parting, GPtrArray *parties, GHashTable *by_key, Outcome *outcome)
{
	g_autofree char *field = own_field(parting, outcome);
	const char *to = outcome->action == ACTION_REDIRECT ? outcome->verdict->redirect : NULL;
	g_autofree char *key = g_strconcat(to != NULL ? to : "", "\n", field, NULL);
	Party *party = g_hash_table_lookup(by_key, key);

	if (party == NULL) {
		party = g_new0(Party, 1);
		party->field = g_steal_pointer(&field);
		party->to = to;
		party->readers = g_ptr_array_new();
		g_ptr_array_add(parties, party);
		g_hash_table_insert(by_key, g_steal_pointer(&key), party);
	}
	g_ptr_array_add(party->readers, outcome);
}

/* Those who get the message now, in parties. */
static GPtrArray *
find_parties(const Parting *parting)
{
	GPtrArray *parties = g_ptr_array_new_with_free_func((GDestroyNotify)party_free);
	g_autoptr(GHashTable) by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < parting->outcomes->len; i++) {
		Outcome *outcome = parting->outcomes->pdata[i];

		if (outcome->action <= ACTION_REDIRECT)
			join_party(parting, parties, by_key, outcome);
	}
	return parties;
}

/* Whether PARTY is sent to a recipient of the message: who leaves it cannot be added to it. */
static gboolean
crosses_itself(const Parting *parting, const Party *party)
{
	return party->to != NULL && g_hash_table_contains(parting->recipients, party->to);
}

/* The fewest copies: the largest party stays, of equal ones the first that is not redirected. */
static const Party *
who_stays(const Parting *parting, const GPtrArray *parties)
{
	const Party *best = NULL;

	for (guint i = 0; i < parties->len; i++) {
		const Party *party = parties->pdata[i];

		if (crosses_itself(parting, party))
			continue;
		if (best == NULL || party->readers->len > best->readers->len ||
		    (party->readers->len == best->readers->len && best->to != NULL &&
		     party->to == NULL))
			best = party;
	}
	return best;
}

static void
add_copy(const Parting *parting, Outcome *outcome)
{
	PlanCopy *copy = plan_add_copy(parting->plan, outcome);
	g_autoptr(GPtrArray) reader = alone(outcome);

	if (!plan_is_silent(outcome->verdict))
		plan_insert_fields(copy->insert, parting->judgement, reader, parting->settings);
	if (parting->settings->subject_tag && outcome->action == ACTION_TAG)
		copy->subject = plan_tagged_subject(parting->judgement, reader, parting->message);
	if (copy->way == COPY_INJECTED)
		g_hash_table_add(parting->reached, copy->to);
}

static void
leave(const Parting *parting, Outcome *outcome)
{
	const Verdict *verdict = outcome->verdict;

	g_ptr_array_add(parting->plan->delete_recipients, g_strdup(verdict->recipient));
	if (outcome->action == ACTION_DISCARD)
		return;
	if (outcome->action != ACTION_REDIRECT ||
	    !g_hash_table_contains(parting->reached, verdict->redirect))
		add_copy(parting, outcome);
}

static void
stay(const Parting *parting)
{
	const Party *party = parting->staying;
	Plan *plan = parting->plan;

	plan_redirect(plan, party->readers);
	if (*party->field == '\0')
		return;
	plan_insert_fields(plan->insert, parting->judgement, party->readers, parting->settings);
	if (parting->settings->subject_tag && plan_shared_action(party->readers) == ACTION_TAG)
		plan->subject =
			plan_tagged_subject(parting->judgement, party->readers, parting->message);
}

static GHashTable *
recipients_of(const GPtrArray *verdicts)
{
	GHashTable *recipients = plan_addresses_new();

	for (guint i = 0; i < verdicts->len; i++)
		g_hash_table_add(recipients, ((const Verdict *)verdicts->pdata[i])->recipient);
	return recipients;
}

/* All but those who stay. */
static void
leave_all_others(const Parting *parting)
{
	const GPtrArray *outcomes = parting->outcomes;
	guint next = 0;

	/* Those who stay are in the same order. */
	for (guint i = 0; i < outcomes->len; i++) {
		const Party *staying = parting->staying;

		if (staying != NULL && next < staying->readers->len &&
		    staying->readers->pdata[next] == outcomes->pdata[i])
			next++;
		else
			leave(parting, outcomes->pdata[i]);
	}
}

void
plan_part_recipients(Plan *plan, const Judgement *judgement, const GPtrArray *outcomes,
		     Message *message, const PlanSettings *settings)
{
	g_autoptr(GHashTable) recipients = recipients_of(judgement->verdicts);
	g_autoptr(GHashTable) reached = plan_reached(plan);
	Parting parting = {
		.plan = plan,
		.judgement = judgement,
		.outcomes = outcomes,
		.message = message,
		.settings = settings,
		.recipients = recipients,
		.reached = reached,
	};
	g_autoptr(GPtrArray) parties = find_parties(&parting);

	parting.staying = who_stays(&parting, parties);
	if (parting.staying != NULL && parting.staying->to != NULL)
		g_hash_table_add(reached, (gpointer)parting.staying->to);
	leave_all_others(&parting);
	if (parting.staying != NULL)
		stay(&parting);
}
