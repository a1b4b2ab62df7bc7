/*
 * database-private - what database.c and transaction.c know of a Database
 */
#ifndef STORE_DATABASE_PRIVATE_H
#define STORE_DATABASE_PRIVATE_H

#include <sys/stat.h>

#include "database.h"

/* How long to wait for another writer, in milliseconds. */
#define BUSY_TIMEOUT 2000

struct Database {
	char *path;
	sqlite3 *handle;
	GHashTable *statements; /* SQL, a static string -> sqlite3_stmt * */
	dev_t device;
	ino_t inode;
	gboolean batch;  /* transactions are parts of a larger one */
	gboolean as_is;  /* not upgraded */
	gboolean frozen; /* read as if nobody ever wrote it: good for one use */
};

/* Set ERROR to what RESULT of SQLite says; FALSE. */
gboolean database_fail(const Database *database, int result, GError **error);

/* The one number that a PRAGMA answers. */
gboolean database_number(Database *database, const char *sql, gint64 *number, GError **error);

#endif
