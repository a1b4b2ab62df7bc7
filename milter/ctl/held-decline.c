/* invitectl held decline: decline once, and the rest is silent */
#include "judge/trust.h"
#include "store/held.h"
#include "held-command.h"
#include "held-inviter.h"
#include "held-settle.h"

static gboolean
is_declined(Database *database, const Meeting *meeting, gboolean *declined, GError **error)
{
	Acquaintance acquaintance = { 0 };
	gboolean good = contacts_look_up(database, meeting, &acquaintance, error);

	*declined = good && trust_standing(&acquaintance, meeting->proven) == STANDING_DECLINED;
	acquaintance_clear(&acquaintance);
	return good;
}

/*
 * *ALL: the owner's book declines all inviters of ENTRY; *NAMED: one of them is who is declined now, as the
 * book knows that has nobody else.
 */
static gboolean
look_up(HeldStore *store, Database *one, const SpoolEntry *entry, gboolean *all,
	gboolean *named, GError **error)
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
			.proven = held_inviter_is_proven(store, entry),
		};

		if (!is_declined(store->database, &meeting, all, error) ||
		    !is_declined(one, &meeting, &declined, error))
			return FALSE;
		*named |= declined;
	}
	return TRUE;
}

/* Let go of the held message ID if it is by who is declined now.  What is forged is nobody's. */
static gboolean
settle_if_declined(HeldStore *store, Database *one, const char *id, guint *settled,
		   GError **error)
{
	g_autoptr(SpoolEntry) entry = spool_read(store->spool, SPOOL_HELD, id, NULL);
	g_autoptr(GError) failure = NULL;
	gboolean all, named;

	if (entry == NULL || g_strcmp0(entry->standing, "forged") == 0)
		return TRUE;
	if (!look_up(store, one, entry, &all, &named, error))
		return FALSE;
	if (!all || !named)
		return TRUE;
	if (held_settle(store, id, entry->owner, "declined", &failure)) {
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
settle_others(HeldStore *store, Database *one, const SpoolEntry *named, GError **error)
{
	g_autoptr(GPtrArray) rows = held_list(store->database, named->owner, error);
	guint settled = 0;

	for (guint i = 0; rows != NULL && i < rows->len; i++) {
		const HeldRow *row = rows->pdata[i];

		if (!g_str_equal(row->id, named->id) &&
		    !settle_if_declined(store, one, row->id, &settled, error))
			return FALSE;
	}
	if (settled > 0)
		printf("%u more of this inviter to %s declined with it\n", settled, named->owner);
	return rows != NULL;
}

/* Settle what else is by DECLINED (nullable: nobody).  *OVER: nobody of COPY is left to be answered. */
static gboolean
settle_with(HeldStore *store, const HeldCopy *copy, Contact *declined, gboolean *over, GError **error)
{
	g_autoptr(Database) one = NULL; /* a book in which nobody stands but whom is declined */
	gboolean named;

	if (declined == NULL) {
		*over = copy->entry->more == NULL || g_strcmp0(copy->entry->standing, "forged") == 0;
		return TRUE;
	}
	one = database_open(":memory:", DATABASE_CREATE, error);
	if (one == NULL || !contacts_add(one, declined, error) ||
	    !settle_others(store, one, copy->entry, error) ||
	    !look_up(store, one, copy->entry, over, &named, error))
		return FALSE;
	*over |= copy->entry->more == NULL;
	return TRUE;
}

static int
decline_held(HeldStore *store, const HeldCopy *copy, guint number)
{
	g_autoptr(GPtrArray) inviters = spool_entry_inviters(copy->entry);
	g_autoptr(Contact) declined = NULL;
	g_autoptr(GError) error = NULL;
	const Inviter *inviter = NULL;
	gboolean over = FALSE;
	int status = EX_OK;

	/* Whoever forged it named whom they liked: nobody of them is asked about. */
	if (g_strcmp0(copy->entry->standing, "forged") != 0)
		status = held_inviter_choose(store, copy, inviters, number, &inviter);
	if (status == EX_OK)
		status = held_inviter_decline(store, copy, inviter, &declined);
	if (status != EX_OK)
		return status;
	if (!settle_with(store, copy, declined, &over, &error) ||
	    (over && !held_settle(store, copy->id, copy->entry->owner, "declined", &error)))
		return command_fail_with(store->context, error);
	if (over)
		printf("%.*s declined\n", HELD_SHOWN_DIGITS, copy->id);
	else
		printf("%.*s stays held: it names others, too\n", HELD_SHOWN_DIGITS, copy->id);
	return EX_OK;
}

static int
decline_one(HeldStore *store, HeldCopy *copy, gpointer number)
{
	static const char *const before[] = { "declined", NULL };

	if (copy->failure != NULL)
		return command_fail_with(store->context, copy->failure);
	if (copy->place == SPOOL_OUTBOX)
		return command_fail(store->context, EX_DATAERR,
				    "%.*s is not held: it is on its way to its recipient",
				    HELD_SHOWN_DIGITS, copy->id);
	if (copy->place != SPOOL_HELD)
		return held_store_say_over(store, copy, before);
	return decline_held(store, copy, GPOINTER_TO_UINT(number));
}

int
held_decline_command(CommandContext *context, int argc, char **argv)
{
	int number = 0;
	g_auto(GStrv) words = NULL;
	const GOptionEntry entries[] = {
		HELD_INVITER_OPTION(&number),
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL },
		{ 0 },
	};
	g_auto(HeldStore) store = { 0 };
	int status;

	if (!command_parse(context, "ID...",
			   "Decline who invites, in the owner's book, and let go of all that is held of"
			   " them\nfor this owner.", entries, argc, argv))
		return EX_USAGE;
	status = held_inviter_check(context, words, number);
	if (status == EX_OK)
		status = held_store_open(&store, context, DATABASE_WRITE);
	return status == EX_OK ? held_store_each(&store, words, decline_one, GINT_TO_POINTER(number))
			       : status;
}
