/* Each recipient their own: who keeps the message itself, and who leaves it for a copy. */
#include "plan.h"

#include <string.h>

#include "plan-fields.h"

/* Those whose fields read alike, and who can be reached alike. */
typedef struct Party {
	char *field;        /* "": they get none */
	const char *to;     /* whom they are redirected to (nullable) */
	GPtrArray *readers; /* Verdict * */
} Party;

/* What is worked with, lent. */
typedef struct Parting {
	Plan *plan;
	const Judgement *judgement;
	const GPtrArray *verdicts; /* of those who have no copy yet */
	Message *message;
	const PlanSettings *settings;
	const Party *staying;   /* (nullable) */
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
alone(Verdict *verdict)
{
	GPtrArray *readers = g_ptr_array_new();

	g_ptr_array_add(readers, verdict);
	return readers;
}

/* What the field would say to VERDICT alone; "" to those for whom nothing is done. */
static char *
own_field(const Parting *parting, Verdict *verdict)
{
	g_autoptr(GPtrArray) reader = alone(verdict);

	if (plan_is_silent(verdict))
		return g_strdup("");
	return plan_field_value(parting->judgement, reader, parting->settings);
}

/* Into the one of PARTIES, also BY_KEY, whose fields read alike and who are sent to one address. */
static void
join_party(const Parting *parting, GPtrArray *parties, GHashTable *by_key, Verdict *verdict)
{
	g_autofree char *field = own_field(parting, verdict);
	const char *to = verdict->action == ACTION_REDIRECT ? verdict->redirect : NULL;
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
	g_ptr_array_add(party->readers, verdict);
}

/* Those who get the message now, in parties. */
static GPtrArray *
find_parties(const Parting *parting)
{
	GPtrArray *parties = g_ptr_array_new_with_free_func((GDestroyNotify)party_free);
	g_autoptr(GHashTable) by_key =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < parting->verdicts->len; i++) {
		Verdict *verdict = parting->verdicts->pdata[i];

		if (verdict->action <= ACTION_REDIRECT)
			join_party(parting, parties, by_key, verdict);
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
add_copy(const Parting *parting, Verdict *verdict)
{
	PlanCopy *copy = g_new0(PlanCopy, 1);
	g_autoptr(GPtrArray) reader = alone(verdict);

	copy->verdict = verdict;
	copy->way = verdict->action == ACTION_QUARANTINE ? COPY_HELD : COPY_INJECTED;
	copy->to = g_strdup(verdict->action == ACTION_REDIRECT ? verdict->redirect
							       : verdict->recipient);
	copy->insert = plan_fields_new();
	if (!plan_is_silent(verdict))
		plan_insert_fields(copy->insert, parting->judgement, reader, parting->settings);
	if (parting->settings->subject_tag && verdict->action == ACTION_TAG)
		copy->subject =
			plan_tagged_subject(parting->judgement, reader, parting->message);
	g_ptr_array_add(parting->plan->copies, copy);
	if (copy->way == COPY_INJECTED)
		g_hash_table_add(parting->reached, copy->to);
}

static void
leave(const Parting *parting, Verdict *verdict)
{
	g_ptr_array_add(parting->plan->delete_recipients, g_strdup(verdict->recipient));
	if (verdict->action == ACTION_DISCARD)
		return;
	if (verdict->action != ACTION_REDIRECT ||
	    !g_hash_table_contains(parting->reached, verdict->redirect))
		add_copy(parting, verdict);
}

static void
stay(const Parting *parting)
{
	const Party *party = parting->staying;
	Plan *plan = parting->plan;

	plan_redirect(plan, party->readers, parting->judgement->verdicts);
	if (*party->field == '\0')
		return;
	plan_insert_fields(plan->insert, parting->judgement, party->readers, parting->settings);
	if (parting->settings->subject_tag && plan_shared_action(party->readers) == ACTION_TAG)
		plan->subject = plan_tagged_subject(parting->judgement, party->readers,
						    parting->message);
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
	const GPtrArray *verdicts = parting->verdicts;
	guint next = 0;

	/* Those who stay are in the same order. */
	for (guint i = 0; i < verdicts->len; i++) {
		const Party *staying = parting->staying;

		if (staying != NULL && next < staying->readers->len &&
		    staying->readers->pdata[next] == verdicts->pdata[i])
			next++;
		else
			leave(parting, verdicts->pdata[i]);
	}
}

void
plan_part_recipients(Plan *plan, const Judgement *judgement, const GPtrArray *verdicts,
		     Message *message, const PlanSettings *settings)
{
	g_autoptr(GHashTable) recipients = recipients_of(judgement->verdicts);
	g_autoptr(GHashTable) reached = plan_reached(judgement->verdicts);
	Parting parting = { plan, judgement, verdicts, message, settings, NULL, recipients, reached };
	g_autoptr(GPtrArray) parties = find_parties(&parting);

	parting.staying = who_stays(&parting, parties);
	if (parting.staying != NULL && parting.staying->to != NULL)
		g_hash_table_add(reached, (gpointer)parting.staying->to);
	leave_all_others(&parting);
	if (parting.staying != NULL)
		stay(&parting);
}
