/* invitectl held decline: decline once, and the rest is silent */
#include "held-command.h"
#include "held-inviter.h"
#include "held-settle.h"
#include "invite/trust.h"
#include "store/held.h"

/* Whether the book that has the decline now would have it cover ENTRY too. */
static gboolean
is_declined(HeldStore *store, const SpoolEntry *entry, gboolean *declined, GError **error)
{
	const Inviter inviter = spool_entry_inviter(entry);
	Acquaintance acquaintance = { 0 };
	gboolean good = contacts_look_up(store->database, entry->owner, entry->network, &inviter,
					 &acquaintance, error);

	*declined = good && trust_standing(&acquaintance, TRUE) == STANDING_DECLINED;
	acquaintance_clear(&acquaintance);
	return good;
}

/* Let go of the held message ID if its inviter is declined.  What is forged is nobody's. */
static gboolean
settle_if_declined(HeldStore *store, const char *id, guint *settled, GError **error)
{
	g_autoptr(SpoolEntry) entry = spool_read(store->spool, SPOOL_HELD, id, NULL);
	g_autoptr(GError) failure = NULL;
	gboolean declined;

	if (entry == NULL || g_strcmp0(entry->standing, "forged") == 0)
		return TRUE;
	if (!is_declined(store, entry, &declined, error))
		return FALSE;
	if (!declined)
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
settle_others(HeldStore *store, const SpoolEntry *named, GError **error)
{
	g_autoptr(GPtrArray) rows = held_list(store->database, named->owner, error);
	guint settled = 0;

	for (guint i = 0; rows != NULL && i < rows->len; i++) {
		const HeldRow *row = rows->pdata[i];

		if (!g_str_equal(row->id, named->id) &&
		    !settle_if_declined(store, row->id, &settled, error))
			return FALSE;
	}
	if (settled > 0)
		printf("%u more of this inviter to %s declined with it\n", settled, named->owner);
	return rows != NULL;
}

static int
decline_one(HeldStore *store, HeldCopy *copy, gpointer data)
{
	static const char *const before[] = { "declined", NULL };
	g_autoptr(GError) error = NULL;
	int status;

	(void)data;
	if (copy->failure != NULL)
		return command_fail_with(store->context, copy->failure);
	if (copy->place == SPOOL_OUTBOX)
		return command_fail(store->context, EX_DATAERR,
				    "%.*s is not held: it is on its way to its recipient",
				    HELD_SHOWN_DIGITS, copy->id);
	if (copy->place != SPOOL_HELD)
		return held_store_say_over(store, copy, before);
	status = held_inviter_store(store, copy, CONTACT_DECLINED);
	if (status != EX_OK)
		return status;
	if (!settle_others(store, copy->entry, &error) ||
	    !held_settle(store, copy->id, copy->entry->owner, "declined", &error))
		return command_fail_with(store->context, error);
	printf("%.*s declined\n", HELD_SHOWN_DIGITS, copy->id);
	return EX_OK;
}

int
held_decline_command(CommandContext *context, int argc, char **argv)
{
	return held_store_run(context, "Decline who invites, in the owner's book, and let go of all that is held of"
			      " them\nfor this owner.", decline_one, argc, argv);
}
