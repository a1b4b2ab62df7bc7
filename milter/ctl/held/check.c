/* invitectl held check: index, files and leftovers, and what is odd about them */
#include "check.h"
#include "ctl/shown.h"
#include "store/held-check.h"

/* What is half written for longer is written by nobody. */
enum { LEFTOVER_SECONDS = 3600 };

typedef struct Verify {
	HeldRun *run;
	gboolean repair;
	guint mended, odd;
} Verify;

static void
tell(const char *id, const char *sentence, gboolean mended, gpointer data)
{
	Verify *verify = data;
	g_autofree char *line = shown_line(sentence);
	g_autofree char *name = shown_line(id);

	printf("%.*s: %s%s\n", COPY_SHOWN_DIGITS, name, line, mended ? ": mended" : "");
	if (mended)
		verify->mended++;
	else
		verify->odd++;
}

/* A copy lies in one folder; in two it would come twice. */
static void
verify_place(Verify *verify, SpoolPlace place, const char *id)
{
	const Spool *spool = verify->run->decider.spool;

	if (place == SPOOL_HELD && spool_time(spool, SPOOL_OUTBOX, id) != 0)
		tell(id, "it is held, and waits in the outbox too", FALSE, verify);
	if (spool_time(spool, SPOOL_DONE, id) != 0)
		tell(id, "it is over, delivered or deleted, and here again", FALSE, verify);
}

static gboolean
verify_places(Verify *verify, SpoolPlace place, GError **error)
{
	g_auto(GStrv) ids = spool_list(verify->run->decider.spool, place, error);

	for (char **id = ids; id != NULL && *id != NULL; id++)
		verify_place(verify, place, *id);
	return ids != NULL;
}

/* Those in held/ are read by held_check(). */
static gboolean
verify_outbox(Verify *verify, GError **error)
{
	const Spool *spool = verify->run->decider.spool;
	g_auto(GStrv) ids = spool_list(spool, SPOOL_OUTBOX, error);

	for (char **id = ids; id != NULL && *id != NULL; id++) {
		g_autoptr(GError) failure = NULL;
		g_autoptr(SpoolEntry) entry = spool_read(spool, SPOOL_OUTBOX, *id, &failure);

		if (entry == NULL && !g_error_matches(failure, SPOOL_ERROR, SPOOL_ERROR_MISSING))
			tell(*id, failure->message, FALSE, verify);
	}
	return ids != NULL;
}

static gboolean
verify_done(Verify *verify, GError **error)
{
	const Spool *spool = verify->run->decider.spool;
	g_auto(GStrv) ids = spool_list(spool, SPOOL_DONE, error);
	gboolean removed;

	for (char **id = ids; id != NULL && *id != NULL; id++)
		if (spool_has_rest(spool, *id, verify->repair, &removed))
			tell(*id,
			     "it is over, delivered or deleted, but its message is still there",
			     removed, verify);
	return ids != NULL;
}

static gboolean
verify_leftovers(Verify *verify, GError **error)
{
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	g_auto(GStrv) names = spool_leftovers(verify->run->decider.spool, now - LEFTOVER_SECONDS,
					      verify->repair, error);

	for (char **name = names; name != NULL && *name != NULL; name++)
		tell(*name, "a half-written file of a program that ended, in tmp", verify->repair,
		     verify);
	return names != NULL;
}

int
held_verify(HeldRun *run, gboolean repair)
{
	Verify verify = { .run = run, .repair = repair };
	g_autoptr(GError) error = NULL;

	if (!held_check(run->decider.store->held, run->decider.spool, repair, tell, &verify,
			&error) ||
	    !verify_places(&verify, SPOOL_HELD, &error) ||
	    !verify_places(&verify, SPOOL_OUTBOX, &error) || !verify_outbox(&verify, &error) ||
	    !verify_done(&verify, &error) || !verify_leftovers(&verify, &error))
		return command_fail_with(run->context, error);
	if (verify.odd + verify.mended == 0)
		puts("index and files agree");
	else if (verify.odd > 0 && !repair)
		puts("held check --repair mends what can be mended");
	return verify.odd == 0 ? EX_OK : EX_DATAERR;
}

static int
run_check(CommandContext *context, int argc, char **argv)
{
	gboolean repair = FALSE;
	const GOptionEntry entries[] = {
		{ "repair", 0, 0, G_OPTION_ARG_NONE, &repair,
		  "Make the index what the files say, and remove leftovers", NULL },
		{ 0 },
	};
	g_auto(HeldRun) run = { .compares = TRUE };
	int status;

	if (!command_parse(
		    context, NULL,
		    "Compare the index with the held messages, which are the truth, and say what"
		    " is odd.",
		    entries, argc, argv))
		return EX_USAGE;
	status = held_run_open(&run, context, repair ? STORE_WRITE : STORE_READ);
	return status == EX_OK ? held_verify(&run, repair) : status;
}

const Command held_check_command = { "check", run_check,
				     "compare the index with the files, and mend it" };
