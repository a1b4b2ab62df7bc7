/* invitectl held delete: let go of held messages, whoever wrote them */
#include "decide/settle.h"
#include "held.h"
#include "store.h"

static int
delete_one(HeldStore *store, HeldCopy *copy, gpointer data)
{
	static const char *const before[] = { "deleted", "declined", "expired", NULL };
	g_auto(Decision) decision = { 0 };
	g_autoptr(GError) error = NULL;

	(void)data;
	if (settle_delete(&store->decider, copy, &decision, &error)) {
		printf("%.*s deleted\n", COPY_SHOWN_DIGITS, copy->id);
		return EX_OK;
	}
	return g_error_matches(error, DECIDE_ERROR, DECIDE_ERROR_OVER)
		       ? held_store_say_over(store, copy, before)
		       : command_fail_with(store->context, error);
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
	status = held_store_check_words(context, words, 0);
	if (status == EX_OK)
		status = held_store_open(&store, context, DATABASE_WRITE);
	return status == EX_OK ? held_store_each(&store, words, delete_one, NULL) : status;
}
