/* A database is whole or it is said what is wrong; a backup is what it was at one moment. */
#include "room.h"
#include "sqlite/engine.h"
#include "sqlite/transaction.h"

#define JANE "jane@example.net"

static Store *
open_for(const char *path, StoreAccess access)
{
	g_autoptr(GError) error = NULL;
	Store *database = sqlite_engine.open(path, access, &error);

	g_assert_no_error(error);
	return database;
}

static void
add(Store *database, const char *name, const char *email)
{
	g_autoptr(Contact) contact = contact_new("bob@example.org");
	g_autoptr(GError) error = NULL;

	g_ptr_array_add(contact->names, g_strdup(name));
	g_ptr_array_add(contact->emails, g_strdup(email));
	contact->source = g_strdup("manual");
	database->contacts->add(database->contacts, contact, &error);
	g_assert_no_error(error);
}

/* A DatabaseFinding. */
static void
note(const char *sentence, gpointer text)
{
	g_string_append_printf(text, "%s\n", sentence);
}

typedef struct Row {
	const char *name;
	const char *sql;     /* what befalls it */
	const char *finding; /* the beginning of the only line that is said; NULL: it is whole */
} Row;

/* clang-format off */
static const Row rows[] = {
	{ "a database that was used", "DELETE FROM contact", NULL },
	{ "a row without what it belongs to", "DELETE FROM contact WHERE id = 1",
	  "a row of table identity belongs to one of table contact that is not there\n"
	  "a row of table identity belongs to one of table contact that is not there\n" },
	{ "a contact that is nobody", "DELETE FROM identity",
	  "1 contacts have neither name nor address nor profile\n" },
	{ "a name in another's book",
	  "UPDATE identity SET owner = 'eve@example.org' WHERE type = 1",
	  "1 names, addresses or profiles stand in another book than their contact\n" },
	{ "an invitation by nobody",
	  "INSERT INTO invitation (owner, network, count, first, last) VALUES ('a', 'b', 1, 1, 1)",
	  "1 invitations of the history are by nobody\n" },
	{ "an index that is gone", "DROP INDEX held_owner", "the index held_owner is missing\n" },
	{ "an index that is another",
	  "DROP INDEX held_owner; CREATE INDEX held_owner ON held (since)",
	  "the index held_owner is another than this version makes\n" },
	{ "a table of somebody's", "CREATE TABLE notes (text)",
	  "the table notes is none of ours\n" },
	{ "a version before", "PRAGMA user_version = 2", "its schema is 2, this version's is " },
};
/* clang-format on */

static void
check(gconstpointer data)
{
	const Row *row = data;
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = NULL, looked_at = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) said = g_string_new(NULL);
	gboolean keys, current;

	room_init(&room);
	database = open_for(room.database, STORE_CREATE);
	add(database, "Jane Doe", JANE);
	keys = row->finding == NULL;
	database_execute((Database *)database,
			 keys ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF", NULL);
	database_execute((Database *)database, row->sql, &error);
	g_assert_no_error(error);
	looked_at = open_for(room.database, STORE_INSPECT);
	looked_at->upkeep->check(looked_at->upkeep, note, said, &current, &error);
	g_assert_no_error(error);
	g_assert_cmpint(current, ==, strstr(row->sql, "user_version") == NULL);
	if (row->finding == NULL)
		g_assert_cmpstr(said->str, ==, "");
	else
		g_assert_true(g_str_has_prefix(said->str, row->finding));
}

/* To look at an old database is not to change it. */
static void
check_inspect(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = NULL, looked_at = NULL;
	gint64 version;

	room_init(&room);
	database = open_for(room.database, STORE_CREATE);
	database_execute((Database *)database, "PRAGMA user_version = 2", NULL);
	looked_at = open_for(room.database, STORE_INSPECT);
	g_assert_true(database_version((Database *)looked_at, &version, NULL));
	g_assert_cmpint(version, ==, 2);
	g_assert_false(database_execute((Database *)looked_at, "DELETE FROM contact", NULL));
}

static void
check_backup(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = NULL, copy = NULL;
	g_autofree char *path = NULL;
	g_autoptr(GPtrArray) contacts = NULL;
	g_autoptr(GError) error = NULL;
	GStatBuf status;

	room_init(&room);
	path = g_build_filename(room.folder, "copy.db", NULL);
	database = open_for(room.database, STORE_CREATE);
	add(database, "Jane Doe", JANE);
	database->upkeep->back_up(database->upkeep, path, &error);
	g_assert_no_error(error);
	add(database, "John Roe", "john@example.net");
	g_stat(path, &status);
	g_assert_cmpint(status.st_mode & 07777, ==, 0600);
	copy = open_for(path, STORE_READ);
	contacts = contacts_list(copy->contacts, NULL, NULL);
	g_assert_cmpuint(contacts->len, ==, 1);
}

/* While a transaction of another is open. */
static void
check_backup_while_written(void)
{
	g_auto(Room) room = { 0 };
	g_autoptr(Store) database = NULL, writer = NULL, copy = NULL;
	g_autofree char *path = NULL;
	g_autoptr(GPtrArray) contacts = NULL;

	room_init(&room);
	path = g_build_filename(room.folder, "copy.db", NULL);
	writer = open_for(room.database, STORE_CREATE);
	add(writer, "Jane Doe", JANE);
	g_assert_true(database_begin((Database *)writer, NULL));
	database_execute((Database *)writer, "DELETE FROM contact", NULL);
	database = open_for(room.database, STORE_INSPECT);
	g_assert_true(database->upkeep->back_up(database->upkeep, path, NULL));
	g_assert_true(database_commit((Database *)writer, NULL));
	copy = open_for(path, STORE_READ);
	contacts = contacts_list(copy->contacts, NULL, NULL);
	g_assert_cmpuint(contacts->len, ==, 1);
}

static void
check_backup_nowhere(void)
{
	g_autoptr(Store) database = sqlite_engine.open(STORE_IN_MEMORY, STORE_CREATE, NULL);
	g_autoptr(GError) error = NULL;

	g_assert_false(database->upkeep->back_up(database->upkeep, "/nonexistent/copy.db", &error));
	g_assert_error(error, STORE_ERROR, STORE_ERROR_CREATE);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	GIVEN_ROWS("database-check", rows, check);
	g_test_add_func("/database-check/looking changes nothing", check_inspect);
	g_test_add_func("/backup/it is the database as it was", check_backup);
	g_test_add_func("/backup/also while somebody writes", check_backup_while_written);
	g_test_add_func("/backup/a folder that is not there is said", check_backup_nowhere);
	return g_test_run();
}
