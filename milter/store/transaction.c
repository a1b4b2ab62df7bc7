/* The transactions of database.h: for writing, and for writing much. */
#include "database-private.h"

#define BULK_TIMEOUT 120000 /* milliseconds */

gboolean
database_begin(Database *database, GError **error)
{
	return database_execute(database, "BEGIN IMMEDIATE", error);
}

gboolean
database_begin_bulk(Database *database, GError **error)
{
	gboolean begun;

	sqlite3_busy_timeout(database->handle, BULK_TIMEOUT);
	begun = database_execute(database, "PRAGMA cache_size = -65536", error) &&
		database_begin(database, error);
	sqlite3_busy_timeout(database->handle, BUSY_TIMEOUT);
	return begun;
}

gboolean
database_commit(Database *database, GError **error)
{
	if (database_execute(database, "COMMIT", error))
		return TRUE;
	database_rollback(database);
	return FALSE;
}

void
database_rollback(Database *database)
{
	if (!sqlite3_get_autocommit(database->handle))
		database_execute(database, "ROLLBACK", NULL);
}

gboolean
database_data_version(Database *database, gint64 *version, GError **error)
{
	return database_number(database, "PRAGMA data_version", version, error);
}
