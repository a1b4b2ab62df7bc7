/*
 * database - one SQLite file, opened and upgraded
 *
 * WAL, foreign keys; the version of the schema stands in user_version and is upgraded in place.
 */
#ifndef SQLITE_DATABASE_H
#define SQLITE_DATABASE_H

#include "transaction.h"

/* The path of a database on disk that nobody else sees, gone when it is closed. */
#define DATABASE_TEMPORARY ""

/*
 * Open PATH (STORE_IN_MEMORY and DATABASE_TEMPORARY too).  Returns (transfer full), or NULL with
 * STORE_ERROR.
 */
Database *database_open(const char *path, StoreAccess access, GError **error);
void database_close(Database *database); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Database, database_close)

/* Whether the file at its path is still the one that was opened. */
gboolean database_is_current(const Database *database);

#endif
