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
	const Party *staying; /* (nullable) */
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

static Party *
find_party(const GPtrArray *parties, const char *field, const char *to)
{
	for (guint i = 0; i < parties->len; i++) {
		Party *party = parties->pdata[i];

		if (strcmp(party->field, field) == 0 && g_strcmp0(party->to, to) == 0)
			return party;
	}
	return NULL;
}

static void
join_party(const Parting *parting, GPtrArray *parties, Verdict *verdict)
{
	g_autofree char *field = own_field(parting, verdict);
	const char *to = verdict->action == ACTION_REDIRECT ? verdict->redirect : NULL;
	Party *party = find_party(parties, field, to);

	if (party == NULL) {
		party = g_new0(Party, 1);
		party->field = g_steal_pointer(&field);
		party->to = to;
		party->readers = g_ptr_array_new();
		g_ptr_array_add(parties, party);
	}
	g_ptr_array_add(party->readers, verdict);
}

/* Those who get the message now, in parties. */
static GPtrArray *
find_parties(const Parting *parting)
{
	GPtrArray *parties = g_ptr_array_new_with_free_func((GDestroyNotify)party_free);

	for (guint i = 0; i < parting->verdicts->len; i++) {
		Verdict *verdict = parting->verdicts->pdata[i];

		if (verdict->action <= ACTION_REDIRECT)
			join_party(parting, parties, verdict);
	}
	return parties;
}

/* Whether PARTY is sent to a recipient of the message: who leaves it cannot be added to it. */
static gboolean
crosses_itself(const Parting *parting, const Party *party)
{
	const GPtrArray *all = parting->judgement->verdicts;

	for (guint i = 0; party->to != NULL && i < all->len; i++)
		if (g_ascii_strcasecmp(((const Verdict *)all->pdata[i])->recipient, party->to) == 0)
			return TRUE;
	return FALSE;
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
}

static gboolean
is_injected_to(const PlanCopy *copy, const char *address)
{
	return copy->way == COPY_INJECTED && g_ascii_strcasecmp(copy->to, address) == 0;
}

/* Whether ADDRESS gets it without being redirected to once more. */
static gboolean
gets_it(const Parting *parting, const char *address)
{
	if (parting->staying != NULL && g_strcmp0(parting->staying->to, address) == 0)
		return TRUE;
	if (plan_reaches(parting->judgement->verdicts, address))
		return TRUE;
	for (guint i = 0; i < parting->plan->copies->len; i++)
		if (is_injected_to(parting->plan->copies->pdata[i], address))
			return TRUE;
	return FALSE;
}

static void
leave(const Parting *parting, Verdict *verdict)
{
	g_ptr_array_add(parting->plan->delete_recipients, g_strdup(verdict->recipient));
	if (verdict->action == ACTION_DISCARD)
		return;
	if (verdict->action != ACTION_REDIRECT || !gets_it(parting, verdict->redirect))
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

void
plan_part_recipients(Plan *plan, const Judgement *judgement, const GPtrArray *verdicts,
		     Message *message, const PlanSettings *settings)
{
	Parting parting = { plan, judgement, verdicts, message, settings, NULL };
	g_autoptr(GPtrArray) parties = find_parties(&parting);

	parting.staying = who_stays(&parting, parties);
	for (guint i = 0; i < verdicts->len; i++) {
		Verdict *verdict = verdicts->pdata[i];

		if (parting.staying == NULL ||
		    !g_ptr_array_find(parting.staying->readers, verdict, NULL))
			leave(&parting, verdict);
	}
	if (parting.staying != NULL)
		stay(&parting);
}
