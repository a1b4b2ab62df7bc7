/* invitectl held delete: let go of held messages, whoever wrote them */
#include "decide/settle.h"
#include "run.h"

static int
delete_one(HeldRun *run, HeldCopy *copy, gpointer data)
{
	static const char *const before[] = { "deleted", "declined", "expired", NULL };
	g_auto(Decision) decision = { 0 };
	g_autoptr(GError) error = NULL;

	(void)data;
	if (settle_delete(&run->decider, copy, &decision, &error)) {
		printf("%.*s deleted\n", COPY_SHOWN_DIGITS, copy->id);
		return EX_OK;
	}
	return g_error_matches(error, DECIDE_ERROR, DECIDE_ERROR_OVER)
		       ? held_run_say_over(run, copy, before)
		       : command_fail_with(run->context, error);
}

static int
run_delete(CommandContext *context, int argc, char **argv)
{
	g_auto(GStrv) words = NULL;
	const GOptionEntry entries[] = {
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL },
		{ 0 },
	};
	g_auto(HeldRun) run = { 0 };
	int status;

	if (!command_parse(context, "ID...", "Delete held messages.  No book changes.", entries,
			   argc, argv))
		return EX_USAGE;
	status = held_run_check_words(context, words, 0);
	if (status == EX_OK)
		status = held_run_open(&run, context, STORE_WRITE);
	return status == EX_OK ? held_run_each(&run, words, delete_one, NULL) : status;
}

const Command held_delete_command = { "delete", run_delete, "let go of held messages" };
