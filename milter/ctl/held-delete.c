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
	g_auto(GStrv) words = NULL;
	const GOptionEntry entries[] = {
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL },
		{ 0 },
	};
	g_auto(HeldStore) store = { 0 };
	int status;

	if (!command_parse(context, "ID...", "Delete held messages.  No book changes.", entries, argc,
			   argv))
		return EX_USAGE;
	if (words == NULL)
		return command_fail(context, EX_USAGE, "which message?  Expected an ID");
	status = held_store_open(&store, context, DATABASE_WRITE);
	return status == EX_OK ? held_store_each(&store, words, delete_one, NULL) : status;
}
