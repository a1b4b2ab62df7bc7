#include "transaction.h"

/* Milliseconds. */
#define BULK_TIMEOUT 120000
#define SCRUB_TIMEOUT 10000

gboolean
database_begin(Database *database, GError **error)
{
	return database->batch || database_execute(database, "BEGIN IMMEDIATE", error);
}

gboolean
database_begin_batch(Database *database, GError **error)
{
	if (!database_begin(database, error))
		return FALSE;
	database->batch = TRUE;
	return TRUE;
}

gboolean
database_end_batch(Database *database, gboolean failed, GError **error)
{
	database->batch = FALSE;
	if (!failed)
		return database_commit(database, error);
	database_rollback(database);
	return FALSE;
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
	if (database->batch || database_execute(database, "COMMIT", error))
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

gboolean
database_version(Database *database, gint64 *version, GError **error)
{
	return database_number(database, "PRAGMA user_version", version, error);
}

/* Put the log into the file and empty it; it has the pages as they were. */
static gboolean
truncate_log(Database *database, GError **error)
{
	int result;

	sqlite3_busy_timeout(database->handle, SCRUB_TIMEOUT);
	result = sqlite3_wal_checkpoint_v2(database->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL,
					   NULL);
	sqlite3_busy_timeout(database->handle, BUSY_TIMEOUT);
	return result == SQLITE_OK || database_fail(database, result, error);
}

gboolean
database_scrub(Database *database, GError **error)
{
	return database_execute(database, "VACUUM", error) && truncate_log(database, error);
}
