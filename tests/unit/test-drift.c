/* The tally of templates that no rule knows. */
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "sqlite/engine.h"
#include "sqlite/schema.h"

#define DAY (24 * 60 * 60)

static Store *
open_memory(void)
{
	g_autoptr(GError) error = NULL;
	Store *database = sqlite_engine.open(STORE_IN_MEMORY, STORE_CREATE, &error);

	g_assert_no_error(error);
	return database;
}

static void
note(Store *database, const char *network, const char *template, gint64 time)
{
	g_autoptr(GError) error = NULL;

	database->drift->note(database->drift, network, template, time, &error);
	g_assert_no_error(error);
}

/* All of it, "network template count first-last" a line. */
static char *
tally(Store *database)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows = database->drift->list(database->drift, &error);
	GString *text = g_string_new(NULL);

	g_assert_no_error(error);
	for (guint i = 0; i < rows->len; i++) {
		const Drift *row = g_ptr_array_index(rows, i);

		g_string_append_printf(text, "%s %s %d %d-%d\n", row->network, row->template,
				       (int)row->count, (int)row->first, (int)row->last);
	}
	return g_string_free(text, FALSE);
}

static void
test_counted(void)
{
	g_autoptr(Store) database = open_memory();
	g_autofree char *text = NULL;

	note(database, "club", "rare", 100);
	note(database, "club", "often", 200);
	note(database, "club", "often", 400);
	note(database, "club", "often", 300);
	note(database, "alley", "often", 500);
	text = tally(database);
	g_assert_cmpstr(text, ==,
			"alley often 1 500-500\nclub often 3 200-400\nclub rare 1 100-100\n");
}

static void
test_forgotten(void)
{
	g_autoptr(Store) database = open_memory();
	g_autofree char *text = NULL;

	note(database, "club", "old", 0);
	note(database, "club", "just", 1);
	note(database, "club", "new", 1 + DRIFT_DAYS * DAY);
	text = tally(database);
	g_assert_cmpstr(text, ==, "club just 1 1-1\nclub new 1 7776001-7776001\n");
}

/* A network that names each mail anew does not fill the disk, nor drive out another. */
static void
test_bounded(void)
{
	g_autoptr(Store) database = open_memory();
	g_autoptr(GPtrArray) rows = NULL;
	const Drift *last;

	note(database, "alley", "only", 1);
	note(database, "club", "twice", 1);
	note(database, "club", "twice", 1);
	for (int i = 0; i < 3 * DRIFT_TEMPLATES; i++) {
		g_autofree char *template = g_strdup_printf("random-%d", i);

		note(database, "club", template, 2 + i);
	}
	rows = database->drift->list(database->drift, NULL);
	g_assert_cmpuint(rows->len, ==, 1 + DRIFT_TEMPLATES);
	g_assert_cmpstr(((Drift *)g_ptr_array_index(rows, 1))->template, ==, "twice");
	last = g_ptr_array_index(rows, rows->len - 1);
	g_assert_cmpint(last->last, >, 2 * DRIFT_TEMPLATES);
}

/* Make a database at PATH as the first version left it. */
static void
make_first_version(const char *path)
{
	g_autofree char *mark = g_strdup_printf(
		"PRAGMA application_id = %d; PRAGMA user_version = 1", SCHEMA_APPLICATION_ID);
	sqlite3 *handle = NULL;

	g_assert_cmpint(sqlite3_open(path, &handle), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(handle, schema_upgrade(0), NULL, NULL, NULL), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(handle, mark, NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(handle);
}

static void
test_older(void)
{
	g_autofree char *folder = g_dir_make_tmp("test-drift-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "invite.db", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) reader = NULL, writer = NULL;
	g_autofree char *before = NULL, *after = NULL;

	make_first_version(path);
	reader = sqlite_engine.open(path, STORE_READ, &error);
	g_assert_no_error(error);
	before = tally(reader);
	g_assert_cmpstr(before, ==, "");

	writer = sqlite_engine.open(path, STORE_WRITE, &error);
	g_assert_no_error(error);
	note(writer, "club", "a", 1);
	after = tally(reader);
	g_assert_cmpstr(after, ==, "club a 1 1-1\n");

	g_clear_pointer(&reader, store_close);
	g_clear_pointer(&writer, store_close);
	g_unlink(path);
	g_rmdir(folder);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/drift/templates are counted", test_counted);
	g_test_add_func("/drift/what is long gone is forgotten", test_forgotten);
	g_test_add_func("/drift/of one network only so many are kept", test_bounded);
	g_test_add_func("/drift/an older database has none, and is upgraded by a note", test_older);
	return g_test_run();
}
