#include "database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/private.h"
#include "schema.h"

static void
database_finalize(gpointer statement)
{
	sqlite3_finalize(statement);
}

static Database *
database_new(const char *path)
{
	Database *database = g_new0(Database, 1);

	database->path = g_strdup(path);
	database->statements =
		g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, database_finalize);
	return database;
}

static gboolean
database_handle_open(Database *database, const char *name, int flags, GError **error)
{
	int result = sqlite3_open_v2(name, &database->handle,
				     flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

	if (result != SQLITE_OK)
		return database_fail(database, result, error);

	/*
	 * The file is trusted no further than its pages: no functions from its schema, no odd
	 * cells.
	 */
	sqlite3_busy_timeout(database->handle, BUSY_TIMEOUT);
	sqlite3_db_config(database->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	return database_execute(database,
				"PRAGMA trusted_schema = OFF;"
				"PRAGMA cell_size_check = ON;"
				"PRAGMA foreign_keys = ON;"
				"PRAGMA synchronous = FULL;",
				error);
}

static void
database_handle_close(Database *database)
{
	g_hash_table_remove_all(database->statements);
	sqlite3_close(database->handle);
	database->handle = NULL;
}

/* Bring the tables up to SCHEMA_VERSION: all steps or none; another process may have been first. */
static gboolean
database_upgrade(Database *database, GError **error)
{
	gint64 version;

	if (!database_begin(database, error))
		return FALSE;
	if (!schema_prepare(database->handle) ||
	    !database_number(database, "PRAGMA user_version", &version, error)) {
		database_rollback(database);
		return FALSE;
	}
	for (; version < SCHEMA_VERSION; version++) {
		g_autofree char *mark = g_strdup_printf("PRAGMA application_id = %d;"
							"PRAGMA user_version = %d;",
							SCHEMA_APPLICATION_ID, (int)version + 1);

		if (!database_execute(database, schema_upgrade(version), error) ||
		    !database_execute(database, mark, error)) {
			database_rollback(database);
			return FALSE;
		}
	}
	return database_commit(database, error);
}

/* An empty database becomes ours. */
static gboolean
database_initialize(Database *database, GError **error)
{
	return database_execute(database, "PRAGMA journal_mode = WAL", error) &&
	       database_upgrade(database, error);
}

/* Whether the file is ours and of a version that we know. */
static gboolean
database_verify(Database *database, gint64 *version, GError **error)
{
	gint64 application;

	if (!database_number(database, "PRAGMA application_id", &application, error) ||
	    !database_number(database, "PRAGMA user_version", version, error))
		return FALSE;
	if (application != SCHEMA_APPLICATION_ID) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT,
			    "%s: a database, but not one of invite-milter", database->path);
		return FALSE;
	}
	if (*version > SCHEMA_VERSION) {
		g_set_error(
			error, STORE_ERROR, STORE_ERROR_CORRUPT,
			"%s: written by a newer version of this program (schema %" G_GINT64_FORMAT
			", known are up to %d)",
			database->path, *version, SCHEMA_VERSION);
		return FALSE;
	}
	return TRUE;
}

/* Give the new file FILE, open as DESCRIPTOR, to the owner of FOLDER, and to nobody else. */
static gboolean
database_hand_over(int descriptor, const char *file, const char *folder, GError **error)
{
	struct stat status;

	if (stat(folder, &status) == 0 && fchmod(descriptor, 0600) == 0 &&
	    (geteuid() != 0 || fchown(descriptor, status.st_uid, status.st_gid) == 0))
		return TRUE;
	g_set_error(error, STORE_ERROR, STORE_ERROR_CREATE, "%s: %s", file, g_strerror(errno));
	return FALSE;
}

/* Make a whole database in FILE, an empty file. */
static gboolean
database_fill(const char *file, GError **error)
{
	g_autoptr(Database) made = database_new(file);

	return database_handle_open(made, file, SQLITE_OPEN_READWRITE, error) &&
	       database_initialize(made, error);
}

/*
 * Make the database under another name and link it to its own when it is whole: nobody ever
 * opens half a database, and of two who make it at once the second finds the first one's.
 */
static gboolean
database_make(const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *temporary = g_strconcat(path, ".XXXXXX", NULL);
	int descriptor = g_mkstemp_full(temporary, O_RDWR | O_CLOEXEC, 0600);
	gboolean made;

	if (descriptor < 0) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_CREATE,
			    "%s: cannot be made in folder %s: %s", path, folder, g_strerror(errno));
		return FALSE;
	}
	made = database_hand_over(descriptor, temporary, folder, error);
	close(descriptor);
	made = made && database_fill(temporary, error);
	if (made && link(temporary, path) != 0 && errno != EEXIST) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_CREATE, "%s: %s", path,
			    g_strerror(errno));
		made = FALSE;
	}
	g_unlink(temporary);
	return made;
}

static gboolean
database_set_missing(const char *path, GError **error)
{
	g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING, "%s: there is no database", path);
	return FALSE;
}

/*
 * Older versions let the group read, which the mail server may be in.  Another's file is left to
 * its owner.
 */
static void
database_tighten(const char *path)
{
	static const char *const parts[] = { "", "-wal", "-shm" };

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *file = g_strconcat(path, parts[i], NULL);

		private_tighten(file);
	}
}

/* Remember which file it is, before it is opened: one that replaces it meanwhile is noticed. */
static gboolean
database_find(Database *database, StoreAccess access, GError **error)
{
	struct stat status;
	gboolean there = stat(database->path, &status) == 0;

	if (!there && errno != ENOENT && errno != ENOTDIR) {
		g_set_error(error, STORE_ERROR,
			    errno == EACCES ? STORE_ERROR_PERMISSION : STORE_ERROR_OPEN, "%s: %s",
			    database->path, g_strerror(errno));
		return FALSE;
	}
	if (there && !S_ISREG(status.st_mode)) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_OPEN, "%s: not a file", database->path);
		return FALSE;
	}
	if (!there && access == STORE_CREATE) {
		if (!database_make(database->path, error))
			return FALSE;
		there = stat(database->path, &status) == 0;
	}
	if (!there || (status.st_size == 0 && access != STORE_CREATE))
		return database_set_missing(database->path, error);
	if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		database_tighten(database->path);
	database->device = status.st_dev;
	database->inode = status.st_ino;
	return TRUE;
}

static gboolean
database_open_writer(Database *database, StoreAccess access, GError **error)
{
	gint64 pages, version;

	if (!database_handle_open(database, database->path, SQLITE_OPEN_READWRITE, error) ||
	    !database_number(database, "PRAGMA page_count", &pages, error))
		return FALSE;
	if (pages == 0 && access == STORE_CREATE)
		return database_initialize(database, error);
	return database_verify(database, &version, error) &&
	       (version == SCHEMA_VERSION || database_upgrade(database, error));
}

/* After an upgrade of the program whoever comes first brings the file up to date, readers too. */
static gboolean
database_upgrade_for_reader(const Database *database, GError **error)
{
	g_autoptr(Database) writer = database_new(database->path);

	return database_open_writer(writer, STORE_WRITE, error);
}

static gboolean
database_verify_reader(Database *database, GError **error)
{
	gint64 version;

	/* Of a large database what leads to the leaves fits into 8 MiB; a small one fits whole. */
	return database_execute(database, "PRAGMA query_only = ON; PRAGMA cache_size = -8192",
				error) &&
	       database_verify(database, &version, error) &&
	       (version == SCHEMA_VERSION || database->as_is ||
		database_upgrade_for_reader(database, error));
}

/*
 * A database in WAL mode wants its -shm file written even by readers.  Who may not write
 * there can still read a database that nobody has open: no -wal file, nothing changes.
 */
static gboolean
database_open_frozen(Database *database, GError **error)
{
	g_autofree char *log = g_strconcat(database->path, "-wal", NULL);
	g_autofree char *escaped = g_uri_escape_string(database->path, "/", FALSE);
	g_autofree char *name = g_strconcat("file:", escaped, "?immutable=1", NULL);
	struct stat status;

	database_handle_close(database);
	if (stat(log, &status) == 0 && status.st_size > 0) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_PERMISSION,
			    "%s: in use by another, and its folder may not be written by this user",
			    database->path);
		return FALSE;
	}
	database->frozen = TRUE;
	return database_handle_open(database, name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
				    error) &&
	       database_verify_reader(database, error);
}

static gboolean
database_open_reader(Database *database, GError **error)
{
	g_autoptr(GError) refused = NULL;

	if (database_handle_open(database, database->path, SQLITE_OPEN_READWRITE, &refused) &&
	    database_verify_reader(database, &refused))
		return TRUE;
	if (database->handle != NULL && access(database->path, R_OK) == 0 &&
	    (g_error_matches(refused, STORE_ERROR, STORE_ERROR_OPEN) ||
	     g_error_matches(refused, STORE_ERROR, STORE_ERROR_PERMISSION)))
		return database_open_frozen(database, error);
	g_propagate_error(error, g_steal_pointer(&refused));
	return FALSE;
}

Database *
database_open(const char *path, StoreAccess access, GError **error)
{
	g_autoptr(Database) database = database_new(path);
	gboolean opened;

	database->as_is = access == STORE_INSPECT;
	if (g_str_equal(path, ":memory:") || g_str_equal(path, DATABASE_TEMPORARY))
		opened = database_handle_open(database, path,
					      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error) &&
			 database_upgrade(database, error);
	else if (!database_find(database, access, error))
		opened = FALSE;
	else if (access == STORE_READ || access == STORE_INSPECT)
		opened = database_open_reader(database, error);
	else
		opened = database_open_writer(database, access, error);

	return opened ? g_steal_pointer(&database) : NULL;
}

void
database_close(Database *database)
{
	if (database == NULL)
		return;
	database_handle_close(database);
	g_hash_table_unref(database->statements);
	g_free(database->path);
	g_free(database);
}

gboolean
database_is_current(const Database *database)
{
	struct stat status;

	return !database->frozen && stat(database->path, &status) == 0 &&
	       status.st_dev == database->device && status.st_ino == database->inode;
}
