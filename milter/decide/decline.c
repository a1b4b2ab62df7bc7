#include "decline.h"

#include "judge/trust.h"
#include "store/store.h"
#include "introduce.h"
#include "settle.h"

static gboolean
is_declined(Contacts *contacts, const Meeting *meeting, gboolean *declined, GError **error)
{
	Acquaintance acquaintance = { 0 };
	gboolean good = contacts->look_up(contacts, meeting, &acquaintance, error);

	*declined = good && trust_standing(&acquaintance, meeting->proven) == STANDING_DECLINED;
	acquaintance_clear(&acquaintance);
	return good;
}

/*
 * *ALL: the owner's book declines all inviters of ENTRY; *NAMED: one of them is who is declined
 * now, as the book knows that has nobody else.
 */
static gboolean
look_up(Decider *decider, Contacts *one, const SpoolEntry *entry, gboolean *all, gboolean *named,
	GError **error)
{
	g_autoptr(GPtrArray) inviters = spool_entry_inviters(entry);
	gboolean declined;

	*all = inviters->len > 0;
	*named = FALSE;
	for (guint i = 0; i < inviters->len && *all; i++) {
		const Meeting meeting = {
			.owner = entry->owner,
			.network_key = entry->network,
			.inviter = inviters->pdata[i],
			.proven = copy_is_proven(decider, entry),
		};

		if (!is_declined(decider->store->contacts, &meeting, all, error) ||
		    !is_declined(one, &meeting, &declined, error))
			return FALSE;
		*named |= declined;
	}
	return TRUE;
}

/* Let go of the held message ID if it is by who is declined now.  What is forged is nobody's. */
static gboolean
settle_if_declined(Decider *decider, Contacts *one, const char *id, guint *settled, GError **error)
{
	g_autoptr(SpoolEntry) entry = spool_read(decider->spool, SPOOL_HELD, id, NULL);
	g_autoptr(GError) failure = NULL;
	gboolean all, named;

	if (entry == NULL || copy_is_forged(entry))
		return TRUE;
	if (!look_up(decider, one, entry, &all, &named, error))
		return FALSE;
	if (!all || !named)
		return TRUE;
	if (settle_id(decider, id, entry->owner, "declined", &failure)) {
		++*settled;
		return TRUE;
	}
	if (g_error_matches(failure, SPOOL_ERROR, SPOOL_ERROR_MISSING))
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

/* Before the message that was named: as long as that is held, the rest can be done again. */
static gboolean
settle_others(Decider *decider, Contacts *one, const SpoolEntry *named, guint *settled,
	      GError **error)
{
	g_autoptr(GPtrArray) rows =
		decider->store->held->list(decider->store->held, named->owner, error);

	for (guint i = 0; rows != NULL && i < rows->len; i++) {
		const HeldRow *row = rows->pdata[i];

		if (!g_str_equal(row->id, named->id) &&
		    !settle_if_declined(decider, one, row->id, settled, error))
			return FALSE;
	}
	return rows != NULL;
}

/* Settle what else is by whom DECISION declined.  *OVER: nobody of COPY is left to be answered. */
static gboolean
settle_with(Decider *decider, const HeldCopy *copy, Decision *decision, gboolean *over,
	    GError **error)
{
	g_autoptr(Store) one = NULL; /* a book in which nobody stands but whom is declined */
	const SpoolEntry *entry = copy->entry;
	Contact *contact = decision->contact;
	gboolean named, good;
	gint64 id;

	if (contact == NULL) {
		*over = entry->more == NULL || copy_is_forged(entry);
		return TRUE;
	}
	id = contact->id;
	one = decider->engine->open(STORE_IN_MEMORY, STORE_CREATE, error);
	good = one != NULL && one->contacts->add(one->contacts, contact, error);
	contact->id = id;
	if (!good || !settle_others(decider, one->contacts, entry, &decision->others, error) ||
	    !look_up(decider, one->contacts, entry, over, &named, error))
		return FALSE;
	*over |= entry->more == NULL;
	return TRUE;
}

static gboolean
decline_held(Decider *decider, const HeldCopy *copy, guint number, Decision *decision,
	     GError **error)
{
	g_autoptr(GPtrArray) inviters = spool_entry_inviters(copy->entry);
	const Inviter *inviter = NULL;
	gboolean over = FALSE;

	/* Whoever forged it named whom they liked: nobody of them is asked about. */
	if (!copy_is_forged(copy->entry) && !copy_choose(copy, inviters, number, &inviter, error))
		return FALSE;
	if (!introduce_declined(decider, copy, inviter, decision, error) ||
	    !settle_with(decider, copy, decision, &over, error))
		return FALSE;
	if (over && !settle_id(decider, copy->id, copy->entry->owner, "declined", error))
		return FALSE;
	decision->end = over ? DECISION_GONE : DECISION_STAYS;
	return TRUE;
}

gboolean
decline_copy(Decider *decider, const HeldCopy *copy, guint number, Decision *decision,
	     GError **error)
{
	if (copy->failure != NULL) {
		g_propagate_error(error, g_error_copy(copy->failure));
		return FALSE;
	}
	return copy_check_held(copy, error) && decline_held(decider, copy, number, decision, error);
}
