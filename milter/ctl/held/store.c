#include "store.h"

#include "ctl/contact/print.h"
#include "ctl/shown.h"
#include "ctl/who.h"
#include "store/held-check.h"
#include "store/owner-process.h"

void
held_store_clear(HeldStore *store)
{
	decider_clear(&store->decider);
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
make_index(HeldStore *store, DatabaseAccess access, GError **error)
{
	const gboolean lasts = access == DATABASE_WRITE && has_copies(store->decider.spool);

	command_say(store->context, lasts ? "no database at %s: it is made from the held messages"
					  : "no database at %s: only the held messages are read",
		    store->decider.config->database);
	store->decider.database = database_open(lasts ? store->decider.config->database : ":memory:",
					DATABASE_CREATE, error);
	if (store->decider.database == NULL || store->compares)
		return store->decider.database != NULL;
	return held_check(store->decider.database, store->decider.spool, TRUE, ignore_oddity, NULL, error);
}

int
held_store_open(HeldStore *store, CommandContext *context, DatabaseAccess access)
{
	g_autoptr(GError) error = NULL;

	store->context = context;
	store->decider.config = command_config(context);
	if (store->decider.config == NULL)
		return EX_CONFIG;
	command_say_defaults(context, store->decider.config);
	store->decider.who = who_runs();
	if (!owner_process_become(store->decider.config->database, &error))
		return command_fail_with(context, error);
	store->decider.spool = spool_new(store->decider.config->database);
	store->decider.database = database_open(store->decider.config->database, access, &error);
	if (access != DATABASE_INSPECT &&
	    g_error_matches(error, DATABASE_ERROR, DATABASE_ERROR_MISSING)) {
		g_clear_error(&error);
		make_index(store, access, &error);
	}
	return error == NULL ? EX_OK : command_fail_with(context, error);
}

int
held_store_each(HeldStore *store, char **words, HeldVerb verb, gpointer user_data)
{
	int status = EX_OK;

	for (; *words != NULL; words++) {
		g_auto(HeldCopy) copy = { 0 };
		g_autoptr(GError) error = NULL;
		int one = copy_find(&store->decider, *words, &copy, &error)
				  ? verb(store, &copy, user_data)
				  : command_fail_with(store->context, error);

		if (status == EX_OK)
			status = one;
	}
	return status;
}

int
held_store_say_over(HeldStore *store, const HeldCopy *copy, const char *const *events)
{
	g_autofree char *event = NULL;
	g_autofree char *when = NULL;
	g_autoptr(GError) error = NULL;
	gint64 time;

	if (!copy_past(&store->decider, copy, &event, &time, &error))
		return command_fail_with(store->context, error);
	if (event == NULL)
		return command_fail(store->context, EX_DATAERR,
				    "%.*s is over: it was delivered or deleted, the journal does not"
				    " say when", COPY_SHOWN_DIGITS, copy->id);
	when = shown_time(time);
	if (!g_strv_contains(events, event))
		return command_fail(store->context, EX_DATAERR,
				    "%.*s is over: it was %s at %s, nothing of it is left",
				    COPY_SHOWN_DIGITS, copy->id, event, when);
	printf("%.*s was %s before, at %s\n", COPY_SHOWN_DIGITS, copy->id, event, when);
	return EX_OK;
}

void
held_store_print(const HeldStore *store, const Decision *decision)
{
	g_autofree char *line = decision->contact != NULL ? contact_line(decision->contact) : NULL;

	for (guint i = 0; decision->remarks != NULL && i < decision->remarks->len; i++)
		command_say(store->context, "%s", (const char *)decision->remarks->pdata[i]);
	if (line != NULL)
		command_print_line(line);
}

int
held_store_check_words(CommandContext *context, char **words, int number)
{
	if (words == NULL)
		return command_fail(context, EX_USAGE, "which message?  Expected an ID");
	if (number < 0 || (number > 0 && words[1] != NULL))
		return command_fail(context, EX_USAGE, "--inviter counts from 1, and is for one ID");
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
held_store_fail(const HeldStore *store, const HeldCopy *copy, const GError *error)
{
	g_autoptr(GPtrArray) inviters = NULL;
	g_autoptr(GString) people = g_string_new(NULL);

	if (!g_error_matches(error, DECIDE_ERROR, DECIDE_ERROR_WHOM))
		return command_fail_with(store->context, error);
	inviters = spool_entry_inviters(copy->entry);
	for (guint i = 0; i < inviters->len; i++) {
		g_autofree char *line = shown_line(called(inviters->pdata[i]));

		g_string_append_printf(people, "%s %u %s", i > 0 ? "," : "", i + 1, line);
	}
	return command_fail(store->context, EX_DATAERR,
			    "%s, say with --inviter NUMBER whom you mean:%s", error->message, people->str);
}
