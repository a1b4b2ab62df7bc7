/* The database file: made, opened, refused, locked, shared and replaced. */
#include <glib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sqlite/engine.h"
#include "sqlite/transaction.h"
#include "sqlite/schema.h"
#include "store/pool.h"

/* A folder of its own for each case, and the path of a database in it. */
typedef struct Place {
	char *folder;
	char *path;
} Place;

static void
place_make(Place *place, gconstpointer data)
{
	(void)data;
	place->folder = g_dir_make_tmp("test-database-XXXXXX", NULL);
	g_assert_nonnull(place->folder);
	place->path = g_build_filename(place->folder, "invite.db", NULL);
}

static void
place_clear(Place *place, gconstpointer data)
{
	g_autoptr(GDir) directory = g_dir_open(place->folder, 0, NULL);
	const char *name;

	(void)data;
	while ((name = g_dir_read_name(directory)) != NULL) {
		g_autofree char *path = g_build_filename(place->folder, name, NULL);

		g_unlink(path);
	}
	g_rmdir(place->folder);
	g_free(place->folder);
	g_free(place->path);
}

static guint
count_entries(const Place *place)
{
	g_autoptr(GDir) directory = g_dir_open(place->folder, 0, NULL);
	guint count = 0;

	while (g_dir_read_name(directory) != NULL)
		count++;
	return count;
}

/* Make a database of ours and close it. */
static void
make_database(const Place *place)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) database = sqlite_engine.open(place->path, STORE_CREATE, &error);

	g_assert_no_error(error);
	g_assert_nonnull(database);
}

/* Another program's connection, on which SQL was run. */
static sqlite3 *
open_foreign(const Place *place, const char *sql)
{
	sqlite3 *handle = NULL;

	g_assert_cmpint(sqlite3_open(place->path, &handle), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
	return handle;
}

static void
assert_refused(const Place *place, StoreAccess access, StoreErrorCode code)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) database = sqlite_engine.open(place->path, access, &error);

	g_assert_null(database);
	g_assert_error(error, STORE_ERROR, (int)code);
	g_assert_true(g_str_has_prefix(error->message, place->path));
}

static Contact *
jane(const char *email)
{
	Contact *contact = contact_new("bob@example.org");

	g_ptr_array_add(contact->names, g_strdup("Jane Doe"));
	g_ptr_array_add(contact->emails, g_strdup(email));
	contact->source = g_strdup("manual");
	return contact;
}

/* A database as VERSION made it, with ROWS. */
static void
make_version(const Place *place, guint version, const char *rows)
{
	g_autoptr(GString) sql = g_string_new(NULL);
	sqlite3 *handle = open_foreign(place, "");

	g_assert_true(schema_prepare(handle));
	for (guint i = 0; i < version; i++)
		g_string_append(sql, schema_upgrade(i));
	g_string_append_printf(sql,
			       "%sPRAGMA user_version = %u; PRAGMA application_id = 0x496e7674;",
			       rows, version);
	g_assert_cmpint(sqlite3_exec(handle, sql->str, NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(handle);
}

/* A book where "J.R. Doe" was "doe j r". */
static const char rows_1[] =
	"INSERT INTO contact VALUES (1, '*', 0, NULL, 'manual', NULL, 0);"
	"INSERT INTO identity VALUES (1, '*', 1, 'doe j r', 1, 'J.R. Doe', 0),"
	" (2, '*', 1, 'doe jr', 1, 'JR Doe', 0), (3, '*', 1, 'doe jane q', 1, 'Jane Q. Doe', 0),"
	" (4, '*', 2, 'jr@example.net', 1, 'jr@example.net', 0);";

/* A history of which nobody knows what of it was proven. */
static const char rows_6[] =
	"INSERT INTO invitation VALUES (1, 'bob@example.org', 'linkedin', 3, 1000, 2000);"
	"INSERT INTO invitation_identity VALUES"
	" ('bob@example.org', 'linkedin', 1, 'doe jane', 1),"
	" ('bob@example.org', 'linkedin', 3, 'linkedin:slug:jane-doe-42', 1);"
	"INSERT INTO sighting VALUES ('bob@example.org', '1@example.net', 1, 1000);";

static guint
messages_before(Store *database, gboolean proven)
{
	const Inviter jane = { .profile = { .value = (char *)"linkedin:slug:jane-doe-42",
					    .strong = TRUE } };
	const Meeting meeting = { "bob@example.org", "linkedin", &jane, "4@example.net", proven };
	g_autoptr(GError) error = NULL;
	guint count;

	g_assert_true(database->history->count(database->history, &meeting, &count, &error));
	g_assert_no_error(error);
	return count;
}

static void
test_old_history(Place *place, gconstpointer data)
{
	g_autoptr(Store) database = NULL;

	(void)data;
	make_version(place, 6, rows_6);
	database = sqlite_engine.open(place->path, STORE_READ, NULL);
	g_assert_nonnull(database);
	g_assert_cmpuint(messages_before(database, FALSE), ==, 3);
	g_assert_cmpuint(messages_before(database, TRUE), ==, 0);
}

static void
test_names_anew(Place *place, gconstpointer data)
{
	g_autoptr(Store) database = NULL;
	g_autoptr(GPtrArray) initials = NULL, jane_doe = NULL;
	const Contact *contact;

	(void)data;
	make_version(place, 1, rows_1);
	database = sqlite_engine.open(place->path, STORE_READ, NULL);
	g_assert_nonnull(database);
	initials = database->contacts->find(database->contacts, "*", "J. R. Doe", NULL);
	jane_doe = database->contacts->find(database->contacts, "*", "Jane Doe", NULL);
	g_assert_cmpuint(initials->len, ==, 1);
	g_assert_cmpuint(jane_doe->len, ==, 1);
	contact = initials->pdata[0];
	g_assert_cmpuint(contact->names->len, ==, 2);
	g_assert_cmpuint(contact->emails->len, ==, 1);
}

static void
test_missing(Place *place, gconstpointer data)
{
	(void)data;
	assert_refused(place, STORE_READ, STORE_ERROR_MISSING);
	assert_refused(place, STORE_WRITE, STORE_ERROR_MISSING);
	g_assert_cmpuint(count_entries(place), ==, 0);
}

static void
test_create(Place *place, gconstpointer data)
{
	struct stat status;

	(void)data;
	make_database(place);
	g_assert_cmpint(stat(place->path, &status), ==, 0);
	g_assert_cmpuint(status.st_mode & 07777, ==, 0600);
	g_assert_cmpuint(count_entries(place), ==, 1);
	make_database(place);
}

static void
test_create_for_folder_owner(Place *place, gconstpointer data)
{
	struct stat status;

	(void)data;
	if (geteuid() != 0) {
		g_test_skip("only root can give files away");
		return;
	}
	g_assert_cmpint(chown(place->folder, 65534, 65534), ==, 0);
	make_database(place);
	g_assert_cmpint(stat(place->path, &status), ==, 0);
	g_assert_cmpuint(status.st_uid, ==, 65534);
	g_assert_cmpuint(status.st_gid, ==, 65534);
}

static void
test_no_folder(Place *place, gconstpointer data)
{
	(void)data;
	g_free(place->path);
	place->path = g_build_filename(place->folder, "nowhere", "invite.db", NULL);
	assert_refused(place, STORE_CREATE, STORE_ERROR_CREATE);
}

static void
test_empty_file(Place *place, gconstpointer data)
{
	g_autoptr(Store) database = NULL;

	(void)data;
	g_assert_true(g_file_set_contents(place->path, "", 0, NULL));
	assert_refused(place, STORE_READ, STORE_ERROR_MISSING);
	make_database(place);
	database = sqlite_engine.open(place->path, STORE_READ, NULL);
	g_assert_nonnull(database);
}

static void
test_corrupt(Place *place, gconstpointer data)
{
	g_autofree char *text = g_strnfill(8192, 'x');

	(void)data;
	g_assert_true(g_file_set_contents(place->path, text, -1, NULL));
	assert_refused(place, STORE_READ, STORE_ERROR_CORRUPT);
	assert_refused(place, STORE_WRITE, STORE_ERROR_CORRUPT);
	assert_refused(place, STORE_CREATE, STORE_ERROR_CORRUPT);
}

/* The header is whole, the pages behind it are not. */
static void
test_damaged(Place *place, gconstpointer data)
{
	g_autofree char *bytes = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) database = NULL;
	gsize size;

	(void)data;
	make_database(place);
	g_assert_true(g_file_get_contents(place->path, &bytes, &size, NULL));
	for (gsize i = 4096; i < size; i++)
		bytes[i] = 'x';
	g_assert_true(g_file_set_contents(place->path, bytes, (gssize)size, NULL));
	/* Some of the tables' descriptions may lie there as well. */
	database = sqlite_engine.open(place->path, STORE_READ, &error);
	g_assert_true(database == NULL || contacts_list(database->contacts, NULL, &error) == NULL);
	g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
}

static void
test_foreign(Place *place, gconstpointer data)
{
	(void)data;
	sqlite3_close(open_foreign(place, "CREATE TABLE contact (id, owner)"));
	assert_refused(place, STORE_READ, STORE_ERROR_CORRUPT);
	assert_refused(place, STORE_CREATE, STORE_ERROR_CORRUPT);
}

static void
test_newer(Place *place, gconstpointer data)
{
	(void)data;
	make_database(place);
	sqlite3_close(open_foreign(place, "PRAGMA user_version = 99"));
	assert_refused(place, STORE_READ, STORE_ERROR_CORRUPT);
	assert_refused(place, STORE_WRITE, STORE_ERROR_CORRUPT);
}

static void
test_locked_writer(Place *place, gconstpointer data)
{
	g_autoptr(Store) database = NULL;
	g_autoptr(Contact) contact = jane("jane@example.net");
	g_autoptr(GPtrArray) contacts = NULL;
	g_autoptr(GError) error = NULL;
	sqlite3 *other;

	(void)data;
	make_database(place);
	other = open_foreign(place, "BEGIN EXCLUSIVE");
	database = sqlite_engine.open(place->path, STORE_WRITE, &error);
	g_assert_no_error(error);
	g_assert_false(database->contacts->add(database->contacts, contact, &error));
	g_assert_error(error, STORE_ERROR, STORE_ERROR_LOCKED);
	g_clear_error(&error);

	contacts = contacts_list(database->contacts, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(contacts->len, ==, 0);

	sqlite3_close(other);
	g_assert_true(database->contacts->add(database->contacts, contact, &error));
}

static void
test_locked_reader(Place *place, gconstpointer data)
{
	sqlite3 *other;

	(void)data;
	make_database(place);
	other = open_foreign(place, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;"
				    "DELETE FROM contact");
	assert_refused(place, STORE_READ, STORE_ERROR_LOCKED);
	sqlite3_close(other);
}

/* A user who may read the file and not write its folder. */
static gboolean
become_nobody(void)
{
	return setgid(65534) == 0 && setuid(65534) == 0;
}

static gboolean
can_read(const Place *place)
{
	g_autoptr(Store) database = sqlite_engine.open(place->path, STORE_READ, NULL);
	g_autoptr(GPtrArray) contacts =
		database != NULL ? contacts_list(database->contacts, NULL, NULL) : NULL;

	return contacts != NULL;
}

static void
test_read_only_user(Place *place, gconstpointer data)
{
	pid_t child;
	int status = -1;

	(void)data;
	if (geteuid() != 0) {
		g_test_skip("only root can become another user");
		return;
	}
	make_database(place);
	g_assert_cmpint(chmod(place->path, 0644) | chmod(place->folder, 0755), ==, 0);
	child = fork();
	if (child == 0)
		_exit(!become_nobody() ? 2 : !can_read(place));
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_cmpint(status, ==, 0);
	g_assert_cmpuint(count_entries(place), ==, 1);
}

#define WRITES 25

static void
write_many(const Place *place, const char *who)
{
	g_autoptr(Store) database = sqlite_engine.open(place->path, STORE_CREATE, NULL);

	for (int i = 0; database != NULL && i < WRITES; i++) {
		g_autofree char *email = g_strdup_printf("%s%d@example.net", who, i);
		g_autoptr(Contact) contact = jane(email);

		if (!database->contacts->add(database->contacts, contact, NULL))
			return;
	}
}

static void
test_two_writers(Place *place, gconstpointer data)
{
	g_autoptr(Store) database = NULL;
	g_autoptr(GPtrArray) contacts = NULL;
	pid_t child = fork();

	(void)data;
	if (child == 0) {
		write_many(place, "child");
		_exit(0);
	}
	write_many(place, "parent");
	g_assert_cmpint(waitpid(child, NULL, 0), ==, child);
	database = sqlite_engine.open(place->path, STORE_READ, NULL);
	contacts = contacts_list(database->contacts, "bob@example.org", NULL);
	g_assert_cmpuint(contacts->len, ==, 2 * WRITES);
}

static void
test_rollback(Place *place, gconstpointer data)
{
	g_autoptr(Store) database = sqlite_engine.open(STORE_IN_MEMORY, STORE_CREATE, NULL);
	gboolean removed = TRUE;

	(void)place, (void)data;
	g_assert_true(database_begin((Database *)database, NULL));
	database_rollback((Database *)database);
	g_assert_true(database->contacts->remove(database->contacts, "*", 1, &removed, NULL));
	g_assert_false(removed);
}

/* Whether the pool's book knows jane@example.net. */
static gboolean
book_knows_jane(Book *book)
{
	const Inviter inviter = { .email = { (char *)"jane@example.net", "header", TRUE } };
	const Meeting meeting = { "bob@example.org", "linkedin", &inviter, NULL, TRUE };
	Acquaintance acquaintance = { 0 };
	g_autoptr(GError) error = NULL;
	gboolean known;

	g_assert_true(book->look_up(book, &meeting, &acquaintance, &error));
	g_assert_no_error(error);
	known = acquaintance.by_identity;
	acquaintance_clear(&acquaintance);
	return known;
}

static void
add_jane(const Place *place)
{
	g_autoptr(Store) database = sqlite_engine.open(place->path, STORE_CREATE, NULL);
	g_autoptr(Contact) contact = jane("jane@example.net");

	g_assert_true(database->contacts->add(database->contacts, contact, NULL));
}

static void
assert_book_fails(Book *book, StoreErrorCode code)
{
	const Inviter inviter = { .email = { (char *)"jane@example.net", "header", TRUE } };
	const Meeting meeting = { "*", "linkedin", &inviter, NULL, TRUE };
	Acquaintance acquaintance = { 0 };
	g_autoptr(GError) error = NULL;

	g_assert_false(book->look_up(book, &meeting, &acquaintance, &error));
	g_assert_error(error, STORE_ERROR, (int)code);
}

static void
test_pool_follows(Place *place, gconstpointer data)
{
	g_autoptr(Pool) pool = pool_new(&sqlite_engine, place->path);
	Book *book = pool_book(pool, TRUE);

	(void)data;
	g_assert_false(book_knows_jane(book));
	g_assert_cmpuint(count_entries(place), ==, 0);
	add_jane(place);
	g_assert_true(book_knows_jane(book));
	g_assert_true(book_knows_jane(book));

	g_assert_cmpint(g_unlink(place->path), ==, 0);
	assert_book_fails(book, STORE_ERROR_MISSING);
	make_database(place);
	g_assert_false(book_knows_jane(book));
	add_jane(place);
	g_assert_true(book_knows_jane(book));
	pool_book_free(book);
}

static void
test_pool_reports(Place *place, gconstpointer data)
{
	g_autoptr(Pool) pool = pool_new(&sqlite_engine, place->path);
	Book *book = pool_book(pool, TRUE);

	(void)data;
	g_assert_true(
		g_file_set_contents(place->path, "this is no database, and never was", -1, NULL));
	assert_book_fails(book, STORE_ERROR_CORRUPT);
	pool_book_free(book);
}

#define LOOK_UPS 200

static gpointer
look_up_often(gpointer data)
{
	guint known = 0;

	for (int i = 0; i < LOOK_UPS; i++)
		known += book_knows_jane(data);
	return GUINT_TO_POINTER(known);
}

static void
test_pool_threads(Place *place, gconstpointer data)
{
	g_autoptr(Pool) pool = pool_new(&sqlite_engine, place->path);
	Book *book = pool_book(pool, TRUE);
	GThread *threads[12];

	(void)data;
	add_jane(place);
	for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new("reader", look_up_often, book);
	for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
		g_assert_cmpuint(GPOINTER_TO_UINT(g_thread_join(threads[i])), ==, LOOK_UPS);
	pool_book_free(book);
}

/* clang-format off */
static const struct {
	const char *name;
	void (*run)(Place *, gconstpointer);
} cases[] = {
	{ "/database/a missing file is said to be missing, and nothing is made", test_missing },
	{ "/database/a new file is whole, readable by its group, and leaves nothing beside it",
	  test_create },
	{ "/database/a new file belongs to the owner of its folder", test_create_for_folder_owner },
	{ "/database/without a folder nothing can be made", test_no_folder },
	{ "/database/an empty file is filled by who may create", test_empty_file },
	{ "/database/a file that is no database is refused", test_corrupt },
	{ "/database/damage behind the header is reported, not read", test_damaged },
	{ "/database/another program's database is refused", test_foreign },
	{ "/database/who reads first after an upgrade brings the file up to date, names too",
	  test_names_anew },
	{ "/database/a history of which nobody knows what was proven counts for nothing that is",
	  test_old_history },
	{ "/database/a newer version's database is refused", test_newer },
	{ "/database/a writer that waits too long is told that it is locked, readers go on",
	  test_locked_writer },
	{ "/database/a reader locked out is told so", test_locked_reader },
	{ "/database/who may only read can read", test_read_only_user },
	{ "/database/two processes make and write it at once and nothing is lost",
	  test_two_writers },
	{ "/database/what was rolled back leaves it usable", test_rollback },
	{ "/pool/the book follows its file: made, taken away (an error), made anew",
	  test_pool_follows },
	{ "/pool/a broken database is an error, not an empty book", test_pool_reports },
	{ "/pool/many threads read at once", test_pool_threads },
};
/* clang-format on */

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		g_test_add(cases[i].name, Place, NULL, place_make, cases[i].run, place_clear);
	return g_test_run();
}
