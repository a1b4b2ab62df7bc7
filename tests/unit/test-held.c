/* The index of held mail: rows, and how they are made what the files say. */
#include "room.h"
#include "store/held-check.h"
#include "sqlite/engine.h"

#define OTHER "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"

static Store *
empty(void)
{
	g_autoptr(GError) error = NULL;
	Store *database = sqlite_engine.open(STORE_IN_MEMORY, STORE_CREATE, &error);

	g_assert_no_error(error);
	return database;
}

static SpoolEntry *
full_entry(const char *id, const char *owner, gint64 since)
{
	SpoolEntry *entry = given_entry();

	g_free(entry->id);
	g_free(entry->owner);
	entry->id = g_strdup(id);
	entry->owner = g_strdup(owner);
	entry->since = since;
	entry->network = g_strdup("linkedin");
	entry->kind = g_strdup("reminder");
	entry->standing = g_strdup("unknown");
	entry->first.name.value = g_strdup("Jane Doe");
	entry->first.profile.value = g_strdup("linkedin:slug:jane-doe-42");
	entry->subject = g_strdup("Reminder: J\303\244ne");
	entry->count = 2;
	entry->size = 4711;
	return entry;
}

static GPtrArray *
list(Store *database, const char *owner)
{
	g_autoptr(GError) error = NULL;
	GPtrArray *rows = database->held->list(database->held, owner, &error);

	g_assert_no_error(error);
	return rows;
}

static void
put(Store *database, const char *id, const char *owner, gint64 since)
{
	g_autoptr(SpoolEntry) entry = full_entry(id, owner, since);
	g_autoptr(GError) error = NULL;

	database->held->put(database->held, entry, &error);
	g_assert_no_error(error);
}

static void
test_rows(void)
{
	g_autoptr(Store) database = empty();
	g_autoptr(GPtrArray) all = NULL, hers = NULL;
	const HeldRow *row;

	put(database, ID, "bob@example.org", 2000);
	put(database, OTHER, "ann@example.org", 1000);
	all = list(database, NULL);
	g_assert_cmpuint(all->len, ==, 2);
	g_assert_cmpstr(((HeldRow *)all->pdata[0])->id, ==, OTHER);
	hers = list(database, "ann@example.org");
	g_assert_cmpuint(hers->len, ==, 1);
	row = hers->pdata[0];
	g_assert_cmpstr(row->owner, ==, "ann@example.org");
	g_assert_cmpstr(row->network, ==, "linkedin");
	g_assert_cmpstr(row->kind, ==, "reminder");
	g_assert_cmpstr(row->standing, ==, "unknown");
	g_assert_cmpstr(row->name, ==, "Jane Doe");
	g_assert_null(row->email);
	g_assert_cmpstr(row->profile, ==, "linkedin:slug:jane-doe-42");
	g_assert_cmpstr(row->subject, ==, "Reminder: J\303\244ne");
	g_assert_null(row->refused);
	g_assert_cmpint(row->since, ==, 1000);
	g_assert_cmpuint(row->count, ==, 2);
	g_assert_cmpuint(row->size, ==, 4711);
	g_assert_cmpint(row->shown, ==, 0);
}

static gint64
shown(Store *database, const char *id)
{
	g_autoptr(GPtrArray) rows = list(database, NULL);

	for (guint i = 0; i < rows->len; i++)
		if (strcmp(((HeldRow *)rows->pdata[i])->id, id) == 0)
			return ((HeldRow *)rows->pdata[i])->shown;
	g_assert_not_reached();
}

static void
test_shown(void)
{
	g_autoptr(Store) database = empty();
	g_autoptr(GError) error = NULL;

	put(database, ID, "bob@example.org", 2000);
	put(database, OTHER, "bob@example.org", 2001);
	database->held->shown(database->held, ID, 3000, &error);
	database->held->shown(database->held, ID, 4000, &error);
	g_assert_no_error(error);
	g_assert_cmpint(shown(database, ID), ==, 3000);
	g_assert_cmpint(shown(database, OTHER), ==, 0);
	/* Made anew from its file it is no news to its owner. */
	put(database, ID, "bob@example.org", 2000);
	g_assert_cmpint(shown(database, ID), ==, 3000);
	/* Released, refused and back it is. */
	database->held->remove(database->held, ID, &error);
	put(database, ID, "bob@example.org", 2000);
	g_assert_cmpint(shown(database, ID), ==, 0);
}

static void
test_remove(void)
{
	g_autoptr(Store) database = empty();
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows = NULL;

	put(database, ID, "bob@example.org", 2000);
	database->held->remove(database->held, ID, &error);
	database->held->remove(database->held, ID, &error);
	g_assert_no_error(error);
	rows = list(database, NULL);
	g_assert_cmpuint(rows->len, ==, 0);
}

/* What held_check() told, a line each: "+ sentence" where it mended. */
static void
note(const char *id, const char *sentence, gboolean mended, gpointer user_data)
{
	g_string_append_printf(user_data, "%.6s%c %s\n", id, mended ? '+' : '-', sentence);
}

static void
assert_check(Store *database, const Room *room, gboolean repair, const char *wanted)
{
	g_autoptr(GString) told = g_string_new(NULL);
	g_autoptr(GError) error = NULL;

	held_check(database->held, room->spool, repair, note, told, &error);
	g_assert_no_error(error);
	if (!g_pattern_match_simple(wanted, told->str))
		g_assert_cmpstr(told->str, ==, wanted);
}

static void
index_it(Store *database, const Room *room)
{
	g_autoptr(GError) error = NULL;

	held_index(database->held, room->spool, ID, &error);
	g_assert_no_error(error);
}

static void
test_agree(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = empty();

	room_init(&room);
	assert_check(database, &room, FALSE, "");
	keep(&room, SPOOL_HELD, "Hi\r\n");
	index_it(database, &room);
	assert_check(database, &room, FALSE, "");
}

static void
test_file_without_row(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = empty();
	g_autoptr(GPtrArray) rows = NULL;

	room_init(&room);
	keep(&room, SPOOL_HELD, "Hi\r\n");
	assert_check(database, &room, FALSE, "012345- the index did not have it\n");
	assert_check(database, &room, FALSE, "012345- the index did not have it\n");
	assert_check(database, &room, TRUE, "012345+ the index did not have it\n");
	assert_check(database, &room, TRUE, "");
	rows = list(database, "bob@example.org");
	g_assert_cmpuint(rows->len, ==, 1);
}

static void
test_row_that_differs(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = empty();

	room_init(&room);
	keep(&room, SPOOL_HELD, "Hi\r\n");
	put(database, ID, "bob@example.org", 1700000000);
	assert_check(database, &room, TRUE,
		     "012345+ the index said something else than the file\n");
	assert_check(database, &room, TRUE, "");
}

static void
test_row_without_file(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = empty();
	g_autoptr(GError) error = NULL;

	room_init(&room);
	put(database, ID, "bob@example.org", 1700000000);
	assert_check(database, &room, FALSE, "012345- its file is gone, nobody knows why;*\n");
	keep(&room, SPOOL_OUTBOX, "Hi\r\n");
	assert_check(database, &room, FALSE, "012345- it was released and waits in the outbox;*\n");
	spool_settle(room.spool, ID, SPOOL_OUTBOX, &error);
	assert_check(database, &room, TRUE, "012345+ it was delivered or deleted;*\n");
	assert_check(database, &room, TRUE, "");
}

/* It may be all that is left of somebody's mail: neither the file nor its row goes. */
static void
test_broken_file(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = empty();
	g_autoptr(GPtrArray) rows = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *path = NULL;

	room_init(&room);
	keep(&room, SPOOL_HELD, "Hi\r\n");
	index_it(database, &room);
	path = spool_path(room.spool, SPOOL_HELD, ID);
	g_file_set_contents(path, "broken", -1, NULL);
	assert_check(database, &room, TRUE, "012345- */held/" ID ": *\n");
	assert_check(database, &room, TRUE, "012345- */held/" ID ": *\n");
	g_assert_true(g_file_test(path, G_FILE_TEST_EXISTS));
	rows = list(database, NULL);
	g_assert_cmpuint(rows->len, ==, 1);
	g_assert_false(held_index(database->held, room.spool, ID, &error));
	g_assert_error(error, SPOOL_ERROR, SPOOL_ERROR_BROKEN);
}

static void
test_renamed_file(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = empty();
	g_autofree char *path = NULL, *other = NULL;

	room_init(&room);
	keep(&room, SPOOL_HELD, "Hi\r\n");
	path = spool_path(room.spool, SPOOL_HELD, ID);
	other = spool_path(room.spool, SPOOL_HELD, OTHER);
	g_assert_cmpint(g_rename(path, other), ==, 0);
	assert_check(database, &room, TRUE,
		     "fedcba- the file is called otherwise than its header says\n");
}

static void
test_index(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = empty();
	g_autoptr(GPtrArray) there = NULL, gone = NULL;
	g_autoptr(GError) error = NULL;

	room_init(&room);
	keep(&room, SPOOL_HELD, "Hi\r\n");
	index_it(database, &room);
	there = list(database, NULL);
	g_assert_cmpuint(there->len, ==, 1);
	spool_settle(room.spool, ID, SPOOL_HELD, &error);
	index_it(database, &room);
	gone = list(database, NULL);
	g_assert_cmpuint(gone->len, ==, 0);
}

static void
add_line(Store *database, gint64 time, const char *event, const char *id)
{
	const JournalEntry entry = { .time = time, .event = event, .copy = id };
	g_autoptr(GError) error = NULL;

	database->journal->add(database->journal, &entry, &error);
	g_assert_no_error(error);
}

static void
assert_last(Store *database, const char *id, const char *wanted, gint64 at)
{
	g_autofree char *event = NULL;
	g_autoptr(GError) error = NULL;
	gint64 time;

	database->journal->last(database->journal, id, &event, &time, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(event, ==, wanted);
	g_assert_cmpint(time, ==, at);
}

static void
test_journal(void)
{
	g_autoptr(Store) database = empty();
	g_autoptr(GError) error = NULL;

	assert_last(database, ID, NULL, 0);
	add_line(database, 1000, "judged", NULL);
	add_line(database, 2000, "released", ID);
	add_line(database, 3000, "deleted", OTHER);
	add_line(database, 4000, "shown", ID);
	assert_last(database, ID, "released", 2000);
	add_line(database, 2000, "deleted", ID);
	assert_last(database, ID, "deleted", 2000);
	database->journal->purge(database->journal, 3000, &error);
	g_assert_no_error(error);
	assert_last(database, ID, NULL, 0);
	assert_last(database, OTHER, "deleted", 3000);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	g_test_add_func("/held/a row has what the list shows", test_rows);
	g_test_add_func("/held/that it was shown is known of each, and stays", test_shown);
	g_test_add_func("/held/a row may be removed twice", test_remove);
	g_test_add_func("/held/a row is there if the file is", test_index);
	g_test_add_func("/held/check/index and files agree", test_agree);
	g_test_add_func("/held/check/a file without a row", test_file_without_row);
	g_test_add_func("/held/check/a row that differs", test_row_that_differs);
	g_test_add_func("/held/check/a row without a file", test_row_without_file);
	g_test_add_func("/held/check/a broken file keeps its row", test_broken_file);
	g_test_add_func("/held/check/a file under another's name", test_renamed_file);
	g_test_add_func("/held/the journal knows what was last done", test_journal);
	return g_test_run();
}
