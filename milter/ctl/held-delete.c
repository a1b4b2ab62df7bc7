/* invitectl held delete: let go of held messages, whoever wrote them */
#include "held-command.h"
#include "held-settle.h"

static int
delete_one(HeldStore *store, HeldCopy *copy, gpointer data)
{
	static const char *const before[] = { "deleted", "declined", "expired", NULL };
	const char *owner = copy->entry != NULL ? copy->entry->owner : NULL;
	g_autoptr(GError) error = NULL;

	(void)data;
	if (copy->place == SPOOL_OUTBOX)
		return command_fail(store->context, EX_DATAERR,
				    "%.*s is not held: it is on its way to its recipient",
				    HELD_SHOWN_DIGITS, copy->id);
	if (copy->place != SPOOL_HELD)
		return held_store_say_over(store, copy, before);
	if (!held_settle(store, copy->id, owner, "deleted", &error))
		return command_fail_with(store->context, error);
	printf("%.*s deleted\n", HELD_SHOWN_DIGITS, copy->id);
	return EX_OK;
}

int
held_delete_command(CommandContext *context, int argc, char **argv)
{
	return held_store_run(context, "Delete held messages.  No book changes.", delete_one, argc, argv);
}
