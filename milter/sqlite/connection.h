/*
 * connection - one SQLite file, and what is asked of it: prepared, stepped, run
 */
#ifndef SQLITE_CONNECTION_H
#define SQLITE_CONNECTION_H

#include <sqlite3.h>
#include <sys/stat.h>

#include "store/store.h"

/* How long to wait for another writer, in milliseconds. */
#define BUSY_TIMEOUT 2000

typedef struct Database {
	Store store; /* first: a Store * of this engine is a Database *.  It points to these: */
	Contacts contacts;
	History history;
	HeldIndex held;
	Owners owners;
	Journal journal;
	DriftLog drift;
	Upkeep upkeep;

	char *path;
	sqlite3 *handle;
	GHashTable *statements; /* SQL, a static string -> sqlite3_stmt * */
	dev_t device;
	ino_t inode;
	gboolean batch;  /* transactions are parts of a larger one */
	gboolean as_is;  /* not upgraded */
	gboolean frozen; /* read as if nobody ever wrote it: good for one use */
} Database;

/* Set ERROR to what RESULT of SQLite says; FALSE. */
gboolean database_fail(const Database *database, int result, GError **error);

/*
 * A statement kept prepared for SQL, a static string; reset and without bindings (transfer none),
 * or NULL with ERROR.
 */
sqlite3_stmt *database_prepare(Database *database, const char *sql, GError **error);

/*
 * Step once: TRUE and *ROW whether there is a row; FALSE with ERROR.  At the end of rows the
 * statement is reset.
 */
gboolean database_step(Database *database, sqlite3_stmt *statement, gboolean *row, GError **error);

/* Step a statement without rows to its end. */
gboolean database_run(Database *database, sqlite3_stmt *statement, GError **error);

/* Run SQL, one or more statements that answer nothing. */
gboolean database_execute(Database *database, const char *sql, GError **error);

/* The one number that a PRAGMA answers. */
gboolean database_number(Database *database, const char *sql, gint64 *number, GError **error);

gint64 database_last_id(Database *database);
gint database_changes(Database *database);

#endif
