/* invitectl held decline: decline once, and the rest is silent */
#include "decide/decline.h"
#include "run.h"

static int
decline_one(HeldRun *run, HeldCopy *copy, gpointer number)
{
	static const char *const before[] = { "declined", NULL };
	g_auto(Decision) decision = { 0 };
	g_autoptr(GError) error = NULL;
	const gboolean good =
		decline_copy(&run->decider, copy, GPOINTER_TO_UINT(number), &decision, &error);

	if (g_error_matches(error, DECIDE_ERROR, DECIDE_ERROR_OVER))
		return held_run_say_over(run, copy, before);
	held_run_print(run, &decision);
	if (decision.others > 0)
		printf("%u more of this inviter to %s declined with it\n", decision.others,
		       copy->entry->owner);
	if (!good)
		return held_run_fail(run, copy, error);
	if (decision.end == DECISION_GONE)
		printf("%.*s declined\n", COPY_SHOWN_DIGITS, copy->id);
	else
		printf("%.*s stays held: it names others, too\n", COPY_SHOWN_DIGITS, copy->id);
	return EX_OK;
}

static int
run_decline(CommandContext *context, int argc, char **argv)
{
	int number = 0;
	g_auto(GStrv) words = NULL;
	const GOptionEntry entries[] = {
		HELD_INVITER_OPTION(&number),
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL },
		{ 0 },
	};
	g_auto(HeldRun) run = { 0 };
	int status;

	if (!command_parse(
		    context, "ID...",
		    "Decline who invites, in the owner's book, and let go of all that is held of"
		    " them\nfor this owner.",
		    entries, argc, argv))
		return EX_USAGE;
	status = held_run_check_words(context, words, number);
	if (status == EX_OK)
		status = held_run_open(&run, context, STORE_WRITE);
	return status == EX_OK ? held_run_each(&run, words, decline_one, GINT_TO_POINTER(number))
			       : status;
}

const Command held_decline_command = { "decline", run_decline,
				       "decline who invites, and let go of their mail" };
