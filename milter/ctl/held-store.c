#include "held-store.h"

#include <string.h>

#include "owner-person.h"
#include "shown.h"
#include "store/held-check.h"
#include "store/journal.h"
#include "store/owner-process.h"
#include "who.h"

void
held_store_clear(HeldStore *store)
{
	database_close(store->database);
	spool_free(store->spool);
	config_free(store->config);
	g_free(store->who);
}

void
held_copy_clear(HeldCopy *copy)
{
	g_clear_pointer(&copy->id, g_free);
	g_clear_pointer(&copy->entry, spool_entry_free);
	g_clear_error(&copy->failure);
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
	const gboolean lasts = access == DATABASE_WRITE && has_copies(store->spool);

	command_say(store->context, lasts ? "no database at %s: it is made from the held messages"
					  : "no database at %s: only the held messages are read",
		    store->config->database);
	store->database = database_open(lasts ? store->config->database : ":memory:",
					DATABASE_CREATE, error);
	if (store->database == NULL || store->compares)
		return store->database != NULL;
	return held_check(store->database, store->spool, TRUE, ignore_oddity, NULL, error);
}

int
held_store_open(HeldStore *store, CommandContext *context, DatabaseAccess access)
{
	g_autoptr(GError) error = NULL;

	store->context = context;
	store->config = command_config(context);
	if (store->config == NULL)
		return EX_CONFIG;
	command_say_defaults(context, store->config);
	store->who = who_runs();
	if (!owner_process_become(store->config->database, &error))
		return command_fail_with(context, error);
	store->spool = spool_new(store->config->database);
	store->database = database_open(store->config->database, access, &error);
	if (access != DATABASE_INSPECT &&
	    g_error_matches(error, DATABASE_ERROR, DATABASE_ERROR_MISSING)) {
		g_clear_error(&error);
		make_index(store, access, &error);
	}
	return error == NULL ? EX_OK : command_fail_with(context, error);
}

/* WORD as the beginning of an id (transfer full), or NULL. */
static char *
id_prefix(const char *word)
{
	gsize length = strspn(word, "0123456789abcdefABCDEF");

	if (length < HELD_LEAST_DIGITS || word[length] != '\0')
		return NULL;
	return g_ascii_strdown(word, -1);
}

/* Append those ids of PLACE that begin with PREFIX and were not found before. */
static gboolean
collect(const Spool *spool, SpoolPlace place, const char *prefix, GPtrArray *found, GError **error)
{
	g_auto(GStrv) ids = spool_list(spool, place, error);

	for (char **id = ids; id != NULL && *id != NULL; id++)
		if (g_str_has_prefix(*id, prefix) &&
		    !g_ptr_array_find_with_equal_func(found, *id, g_str_equal, NULL))
			g_ptr_array_add(found, g_strdup(*id));
	return ids != NULL;
}

/* Another program may move it while we look. */
static void
read_copy(const Spool *spool, const char *id, HeldCopy *copy)
{
	enum { TRIES = 5 };

	copy->id = g_strdup(id);
	for (guint try = 0; try < TRIES; try++) {
		g_clear_error(&copy->failure);
		copy->place = spool_find(spool, id, NULL);
		if (copy->place < SPOOL_DONE)
			copy->entry = spool_read(spool, copy->place, id, &copy->failure);
		if (copy->place != SPOOL_NOWHERE &&
		    !g_error_matches(copy->failure, SPOOL_ERROR, SPOOL_ERROR_MISSING))
			return;
	}
}

/* What was kept for an address that has become an alias is its person's. */
static int
find_person(const HeldStore *store, HeldCopy *copy)
{
	if (copy->entry == NULL || store->database == NULL)
		return EX_OK;
	return owner_person(store->context, store->database, &copy->entry->owner, NULL);
}

int
held_store_find(const HeldStore *store, const char *word, HeldCopy *copy)
{
	g_autofree char *prefix = id_prefix(word);
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;

	if (prefix == NULL)
		return command_fail(store->context, EX_USAGE,
				    "\"%s\": expected the id of a held message, or its first six"
				    " digits or more", word);
	for (SpoolPlace place = SPOOL_HELD; place < SPOOL_NOWHERE; place++)
		if (!collect(store->spool, place, prefix, found, &error))
			return command_fail_with(store->context, error);
	if (found->len > 1)
		return command_fail(store->context, EX_DATAERR,
				    "\"%s\" begins the ids of %u messages: give more digits", word,
				    found->len);
	if (found->len == 0)
		return command_fail(store->context, EX_DATAERR,
				    "there is no held message \"%s\"", word);
	read_copy(store->spool, found->pdata[0], copy);
	return find_person(store, copy);
}

int
held_store_each(HeldStore *store, char **words, HeldVerb verb, gpointer user_data)
{
	int status = EX_OK;

	for (; *words != NULL; words++) {
		g_auto(HeldCopy) copy = { 0 };
		int one = held_store_find(store, *words, &copy);

		if (one == EX_OK)
			one = verb(store, &copy, user_data);
		if (status == EX_OK)
			status = one;
	}
	return status;
}

int
held_store_run(CommandContext *context, const char *summary, HeldVerb verb, int argc, char **argv)
{
	g_auto(GStrv) words = NULL;
	const GOptionEntry entries[] = {
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL },
		{ 0 },
	};
	g_auto(HeldStore) store = { 0 };
	int status;

	if (!command_parse(context, "ID...", summary, entries, argc, argv))
		return EX_USAGE;
	if (words == NULL)
		return command_fail(context, EX_USAGE, "which message?  Expected an ID");
	status = held_store_open(&store, context, DATABASE_WRITE);
	return status == EX_OK ? held_store_each(&store, words, verb, NULL) : status;
}

gboolean
held_store_note(HeldStore *store, const char *event, const char *id, const char *owner,
		const char *detail, GError **error)
{
	const JournalEntry entry = {
		.time = g_get_real_time() / G_USEC_PER_SEC,
		.event = event,
		.owner = owner,
		.who = store->who,
		.copy = id,
		.detail = detail,
	};

	return journal_add(store->database, &entry, error);
}

int
held_store_say_over(HeldStore *store, const HeldCopy *copy, const char *const *events)
{
	g_autofree char *event = NULL;
	g_autofree char *when = NULL;
	g_autoptr(GError) error = NULL;
	gint64 time;

	if (!journal_last(store->database, copy->id, &event, &time, &error))
		return command_fail_with(store->context, error);
	if (event == NULL)
		return command_fail(store->context, EX_DATAERR,
				    "%.*s is over: it was delivered or deleted, the journal does not"
				    " say when", HELD_SHOWN_DIGITS, copy->id);
	when = shown_time(time);
	if (!g_strv_contains(events, event))
		return command_fail(store->context, EX_DATAERR,
				    "%.*s is over: it was %s at %s, nothing of it is left",
				    HELD_SHOWN_DIGITS, copy->id, event, when);
	printf("%.*s was %s before, at %s\n", HELD_SHOWN_DIGITS, copy->id, event, when);
	return EX_OK;
}
