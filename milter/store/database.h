/*
 * database - one SQLite file: opened, upgraded, prepared, stepped
 *
 * WAL, foreign keys, busy timeout 2 s, BEGIN IMMEDIATE for every write; the version of the
 * schema stands in user_version and is upgraded in place.
 */
#ifndef STORE_DATABASE_H
#define STORE_DATABASE_H

#include <glib.h>
#include <sqlite3.h>

#define DATABASE_ERROR (g_quark_from_static_string("database-error"))
typedef enum {
	DATABASE_ERROR_MISSING, /* no file there, or one without a byte */
	DATABASE_ERROR_OPEN,    /* cannot be opened or read */
	DATABASE_ERROR_LOCKED,  /* busy for longer than the timeout */
	DATABASE_ERROR_CORRUPT, /* not a database of ours, damaged, or of a newer version */
	DATABASE_ERROR_WRITE,   /* full, read-only ... */
	DATABASE_ERROR_CREATE,  /* cannot be made: no such folder, no permission */
	DATABASE_ERROR_PERMISSION, /* this user may not read or write it */
} DatabaseErrorCode;

typedef enum {
	DATABASE_INSPECT, /* must exist; never written, nor upgraded: it may be of an older version */
	DATABASE_READ,   /* must exist; never written */
	DATABASE_WRITE,  /* must exist */
	DATABASE_CREATE, /* made with its folder's owner and mode 0640 if it is not there */
} DatabaseAccess;

typedef struct Database Database;

/* The path of a database on disk that nobody else sees, gone when it is closed. */
#define DATABASE_TEMPORARY ""

/* Open PATH (":memory:" and DATABASE_TEMPORARY too).  Returns (transfer full), or NULL with DATABASE_ERROR.  One thread at a time. */
Database *database_open(const char *path, DatabaseAccess access, GError **error);
void database_close(Database *database); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Database, database_close)

/* Where it was opened (transfer none). */
const char *database_path(const Database *database);

/* Whether the file at its path is still the one that was opened. */
gboolean database_is_current(const Database *database);

/* A statement kept prepared for SQL, a static string; reset and without bindings (transfer none), or NULL with ERROR. */
sqlite3_stmt *database_prepare(Database *database, const char *sql, GError **error);

/* Step once: TRUE and *ROW whether there is a row; FALSE with ERROR.  At the end of rows the statement is reset. */
gboolean database_step(Database *database, sqlite3_stmt *statement, gboolean *row, GError **error);

/* Step a statement without rows to its end. */
gboolean database_run(Database *database, sqlite3_stmt *statement, GError **error);

gboolean database_begin(Database *database, GError **error);
/* Begin a transaction of many rows: wait two minutes for other writers, and keep up to 64 MiB in memory. */
gboolean database_begin_bulk(Database *database, GError **error);

/*
 * Until database_end_batch() all transactions are parts of one; to roll one back rolls back all of it.  It is
 * ended, too, where it FAILED: then nothing of it is written.
 */
gboolean database_begin_batch(Database *database, GError **error);
gboolean database_end_batch(Database *database, gboolean failed, GError **error);

gboolean database_commit(Database *database, GError **error);
void database_rollback(Database *database);

/* Run SQL, one or more statements that answer nothing. */
gboolean database_execute(Database *database, const char *sql, GError **error);

/* The version of its schema (PRAGMA user_version). */
gboolean database_version(Database *database, gint64 *version, GError **error);

/*
 * After what was deleted is committed: nothing of it stays in free pages and in the log.  DATABASE_ERROR_LOCKED:
 * somebody reads for too long, it is to be done again.
 */
gboolean database_scrub(Database *database, GError **error);

/* A number that changes when another connection has written to the database (PRAGMA data_version). */
gboolean database_data_version(Database *database, gint64 *version, GError **error);

gint64 database_last_id(Database *database);
gint database_changes(Database *database);

#endif
