#include "run.h"

#include <pwd.h>
#include <unistd.h>

#include "ctl/contact/print.h"
#include "ctl/shown.h"
#include "store/held-check.h"
#include "store/become.h"

void
held_run_clear(HeldRun *run)
{
	decider_clear(&run->decider);
}

/*
 * "alice (uid 0)": who called sudo, else the login name of the process's user (transfer full).
 * Asked before the process becomes somebody else.
 */
static char *
who_runs(void)
{
	const uid_t uid = getuid();
	/* Only root can be believed to come from sudo: anybody may set a variable. */
	const char *caller = uid == 0 ? g_getenv("SUDO_USER") : NULL;
	const struct passwd *user = caller == NULL ? getpwuid(uid) : NULL;
	g_autofree char *name = NULL;

	if (caller == NULL)
		caller = user != NULL ? user->pw_name : "?";
	name = g_utf8_make_valid(caller, -1);
	return g_strdup_printf("%s (uid %u)", name, (guint)uid);
}

static gboolean
has_copies(const Spool *spool)
{
	gboolean any = FALSE;

	for (SpoolPlace place = SPOOL_HELD; place < SPOOL_NOWHERE && !any; place++) {
		g_auto(GStrv) ids = spool_list(spool, place, NULL);

		any = ids != NULL && *ids != NULL;
	}
	return any;
}

/* What cannot be read is told by "held check". */
static void
ignore_oddity(const char *id, const char *sentence, gboolean mended, gpointer user_data)
{
	(void)id;
	(void)sentence;
	(void)mended;
	(void)user_data;
}

/* The index is made anew from the files: in memory, or in a database that is made for it. */
static gboolean
make_index(HeldRun *run, StoreAccess access, GError **error)
{
	const gboolean lasts = access == STORE_WRITE && has_copies(run->decider.spool);

	command_say(run->context,
		    lasts ? "no database at %s: it is made from the held messages"
			  : "no database at %s: only the held messages are read",
		    run->decider.config->database);
	run->decider.store = run->context->engine->open(
		lasts ? run->decider.config->database : STORE_IN_MEMORY, STORE_CREATE, error);
	if (run->decider.store == NULL || run->compares)
		return run->decider.store != NULL;
	return held_check(run->decider.store->held, run->decider.spool, TRUE, ignore_oddity, NULL,
			  error);
}

int
held_run_open(HeldRun *run, CommandContext *context, StoreAccess access)
{
	g_autoptr(GError) error = NULL;

	run->context = context;
	run->decider.engine = context->engine;
	run->decider.config = command_config(context);
	if (run->decider.config == NULL)
		return EX_CONFIG;
	command_say_defaults(context, run->decider.config);
	run->decider.who = who_runs();
	if (!become_owner(run->decider.config->database, &error))
		return command_fail_with(context, error);
	run->decider.spool = spool_new(run->decider.config->database);
	run->decider.store = context->engine->open(run->decider.config->database, access, &error);
	if (access != STORE_INSPECT && g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING)) {
		g_clear_error(&error);
		make_index(run, access, &error);
	}
	return error == NULL ? EX_OK : command_fail_with(context, error);
}

int
held_run_each(HeldRun *run, char **words, HeldVerb verb, gpointer user_data)
{
	int status = EX_OK;

	for (; *words != NULL; words++) {
		g_auto(HeldCopy) copy = { 0 };
		g_autoptr(GError) error = NULL;
		int one = copy_find(&run->decider, *words, &copy, &error)
				  ? verb(run, &copy, user_data)
				  : command_fail_with(run->context, error);

		if (status == EX_OK)
			status = one;
	}
	return status;
}

int
held_run_say_over(HeldRun *run, const HeldCopy *copy, const char *const *events)
{
	g_autofree char *event = NULL;
	g_autofree char *when = NULL;
	g_autoptr(GError) error = NULL;
	gint64 time;

	if (!copy_past(&run->decider, copy, &event, &time, &error))
		return command_fail_with(run->context, error);
	if (event == NULL)
		return command_fail(
			run->context, EX_DATAERR,
			"%.*s is over: it was delivered or deleted, the journal does not"
			" say when",
			COPY_SHOWN_DIGITS, copy->id);
	when = shown_time(time);
	if (!g_strv_contains(events, event))
		return command_fail(run->context, EX_DATAERR,
				    "%.*s is over: it was %s at %s, nothing of it is left",
				    COPY_SHOWN_DIGITS, copy->id, event, when);
	printf("%.*s was %s before, at %s\n", COPY_SHOWN_DIGITS, copy->id, event, when);
	return EX_OK;
}

void
held_run_print(const HeldRun *run, const Decision *decision)
{
	g_autofree char *line = decision->contact != NULL ? contact_line(decision->contact) : NULL;

	for (guint i = 0; decision->remarks != NULL && i < decision->remarks->len; i++)
		command_say(run->context, "%s", (const char *)decision->remarks->pdata[i]);
	if (line != NULL)
		command_print_line(line);
}

int
held_run_check_words(CommandContext *context, char **words, int number)
{
	if (words == NULL)
		return command_fail(context, EX_USAGE, "which message?  Expected an ID");
	if (number < 0 || (number > 0 && words[1] != NULL))
		return command_fail(context, EX_USAGE,
				    "--inviter counts from 1, and is for one ID");
	return EX_OK;
}

/* What INVITER is best known by. */
static const char *
called(const Inviter *inviter)
{
	if (inviter->name.value != NULL)
		return inviter->name.value;
	return inviter->email.value != NULL ? inviter->email.value : inviter->profile.value;
}

int
held_run_fail(const HeldRun *run, const HeldCopy *copy, const GError *error)
{
	g_autoptr(GPtrArray) inviters = NULL;
	g_autoptr(GString) people = g_string_new(NULL);

	if (!g_error_matches(error, DECIDE_ERROR, DECIDE_ERROR_WHOM))
		return command_fail_with(run->context, error);
	inviters = spool_entry_inviters(copy->entry);
	for (guint i = 0; i < inviters->len; i++) {
		g_autofree char *line = shown_line(called(inviters->pdata[i]));

		g_string_append_printf(people, "%s %u %s", i > 0 ? "," : "", i + 1, line);
	}
	return command_fail(run->context, EX_DATAERR,
			    "%s, say with --inviter NUMBER whom you mean:%s", error->message,
			    people->str);
}
