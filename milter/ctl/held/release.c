/* invitectl held release: a held message goes to its recipient, once */
#include "decide/introduce.h"
#include "decide/release.h"
#include "ctl/shown.h"
#include "run.h"

typedef struct Release {
	gboolean trust;
	int inviter; /* whom, where a message names several; 0: not said */
} Release;

static void
say(const HeldCopy *copy, const char *sentence, const char *detail)
{
	g_autofree char *recipient = shown_line(copy->entry->recipient);
	g_autofree char *shown = detail != NULL ? shown_line(detail) : NULL;

	printf("%.*s %s %s%s%s\n", COPY_SHOWN_DIGITS, copy->id, sentence, recipient,
	       shown != NULL ? ": " : "", shown != NULL ? shown : "");
}

static void
say_end(const HeldCopy *copy, const Decision *decision)
{
	switch (decision->end) {
	case DECISION_DELIVERED:
		say(copy, "delivered to", decision->detail);
		break;
	case DECISION_DELIVERED_MEANWHILE:
		say(copy, "was delivered meanwhile to", NULL);
		break;
	case DECISION_DELAYED:
		say(copy, "is delivered as soon as it can be, by the filter, to",
		    decision->detail != NULL ? decision->detail : "it has it in hand");
		break;
	default:
		break;
	}
}

/* Nothing of it is left, its inviter neither. */
static int
release_over(HeldRun *run, const HeldCopy *copy, gboolean trust)
{
	static const char *const before[] = { "released", NULL };
	int status = held_run_say_over(run, copy, before);

	if (status == EX_OK && trust)
		return command_fail(
			run->context, EX_DATAERR,
			"who invited is not known any more: \"invitectl contact add\" puts"
			" people into a book");
	return status;
}

static int
trust(HeldRun *run, const HeldCopy *copy, guint number)
{
	g_auto(Decision) decision = { 0 };
	g_autoptr(GError) error = NULL;

	introduce_trusted(&run->decider, copy, number, &decision, &error);
	held_run_print(run, &decision);
	return error == NULL ? EX_OK : held_run_fail(run, copy, error);
}

static int
release(HeldRun *run, HeldCopy *copy, gboolean trusts)
{
	g_auto(Decision) decision = { 0 };
	g_autoptr(GError) error = NULL;

	release_copy(&run->decider, copy, &decision, &error);
	held_run_print(run, &decision);
	if (decision.again)
		printf("%.*s is on its way already\n", COPY_SHOWN_DIGITS, copy->id);
	if (g_error_matches(error, DECIDE_ERROR, DECIDE_ERROR_OVER))
		return release_over(run, copy, trusts);
	if (g_error_matches(error, DECIDE_ERROR, DECIDE_ERROR_UNRECORDED))
		say(copy, "delivered to", NULL);
	if (error != NULL)
		return command_fail_with(run->context, error);
	say_end(copy, &decision);
	return EX_OK;
}

static int
release_one(HeldRun *run, HeldCopy *copy, gpointer data)
{
	const Release *asked = data;
	int status = EX_OK;

	if (copy->entry == NULL && copy->place < SPOOL_DONE)
		return command_fail_with(run->context, copy->failure);
	if (asked->trust && copy->entry != NULL)
		status = trust(run, copy, (guint)asked->inviter);
	return status == EX_OK ? release(run, copy, asked->trust) : status;
}

static int
release_all(CommandContext *context, Release *asked, char **words)
{
	g_auto(HeldRun) run = { 0 };
	g_autoptr(GError) error = NULL;
	int status = held_run_open(&run, context, STORE_WRITE);

	if (status != EX_OK)
		return status;
	return release_begin(&run.decider, &error) ? held_run_each(&run, words, release_one, asked)
						   : command_fail_with(context, error);
}

static int
run_release(CommandContext *context, int argc, char **argv)
{
	Release release = { 0 };
	g_auto(GStrv) words = NULL;
	const GOptionEntry entries[] = {
		{ "trust", 0, 0, G_OPTION_ARG_NONE, &release.trust,
		  "Put the inviter into the owner's book first", NULL },
		HELD_INVITER_OPTION(&release.inviter),
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL },
		{ 0 },
	};
	int status;

	if (!command_parse(context, "ID...",
			   "Deliver held messages to their recipients, as they came but for our own"
			   " fields.",
			   entries, argc, argv))
		return EX_USAGE;
	status = held_run_check_words(context, words, release.inviter);
	if (status != EX_OK)
		return status;
	if (release.inviter > 0 && !release.trust)
		return command_fail(context, EX_USAGE, "--inviter says whom to --trust");
	return release_all(context, &release, words);
}

const Command held_release_command = { "release", run_release, "deliver held messages, once" };
