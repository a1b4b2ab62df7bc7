/* invitectl held decline: decline once, and the rest is silent */
#include "decide/decline.h"
#include "held.h"
#include "store.h"

static int
decline_one(HeldStore *store, HeldCopy *copy, gpointer number)
{
	static const char *const before[] = { "declined", NULL };
	g_auto(Decision) decision = { 0 };
	g_autoptr(GError) error = NULL;
	const gboolean good = decline_copy(&store->decider, copy, GPOINTER_TO_UINT(number), &decision,
					   &error);

	if (g_error_matches(error, DECIDE_ERROR, DECIDE_ERROR_OVER))
		return held_store_say_over(store, copy, before);
	held_store_print(store, &decision);
	if (decision.others > 0)
		printf("%u more of this inviter to %s declined with it\n", decision.others,
		       copy->entry->owner);
	if (!good)
		return held_store_fail(store, copy, error);
	if (decision.end == DECISION_GONE)
		printf("%.*s declined\n", COPY_SHOWN_DIGITS, copy->id);
	else
		printf("%.*s stays held: it names others, too\n", COPY_SHOWN_DIGITS, copy->id);
	return EX_OK;
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
	status = held_store_check_words(context, words, number);
	if (status == EX_OK)
		status = held_store_open(&store, context, DATABASE_WRITE);
	return status == EX_OK ? held_store_each(&store, words, decline_one, GINT_TO_POINTER(number))
			       : status;
}
