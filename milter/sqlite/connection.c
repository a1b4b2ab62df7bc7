#include "connection.h"

#include <errno.h>

static StoreErrorCode
database_error_code(const Database *database, int result)
{
	int number = database->handle != NULL ? sqlite3_system_errno(database->handle) : 0;

	if ((result & 0xff) == SQLITE_CANTOPEN && (number == EACCES || number == EPERM))
		return STORE_ERROR_PERMISSION;
	switch (result & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return STORE_ERROR_LOCKED;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_FORMAT:
		return STORE_ERROR_CORRUPT;
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return STORE_ERROR_PERMISSION;
	case SQLITE_CANTOPEN:
	case SQLITE_IOERR:
		return STORE_ERROR_OPEN;
	default:
		return STORE_ERROR_WRITE;
	}
}

gboolean
database_fail(const Database *database, int result, GError **error)
{
	g_set_error(error, STORE_ERROR, database_error_code(database, result), "%s: %s",
		    database->path,
		    database->handle != NULL ? sqlite3_errmsg(database->handle)
					     : sqlite3_errstr(result));
	return FALSE;
}

gboolean
database_execute(Database *database, const char *sql, GError **error)
{
	int result = sqlite3_exec(database->handle, sql, NULL, NULL, NULL);

	return result == SQLITE_OK || database_fail(database, result, error);
}

/* The one number that a PRAGMA answers. */
gboolean
database_number(Database *database, const char *sql, gint64 *number, GError **error)
{
	gboolean row;
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL || !database_step(database, statement, &row, error))
		return FALSE;
	*number = row ? sqlite3_column_int64(statement, 0) : 0;
	sqlite3_reset(statement);
	return TRUE;
}

sqlite3_stmt *
database_prepare(Database *database, const char *sql, GError **error)
{
	sqlite3_stmt *statement = g_hash_table_lookup(database->statements, sql);
	int result;

	if (statement != NULL) {
		sqlite3_reset(statement);
		sqlite3_clear_bindings(statement);
		return statement;
	}
	result = sqlite3_prepare_v3(database->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
				    &statement, NULL);
	if (result != SQLITE_OK) {
		database_fail(database, result, error);
		return NULL;
	}
	g_hash_table_insert(database->statements, (gpointer)sql, statement);
	return statement;
}

gboolean
database_step(Database *database, sqlite3_stmt *statement, gboolean *row, GError **error)
{
	int result = sqlite3_step(statement);

	*row = result == SQLITE_ROW;
	if (result == SQLITE_ROW)
		return TRUE;
	if (result != SQLITE_DONE)
		database_fail(database, result, error);
	sqlite3_reset(statement);
	return result == SQLITE_DONE;
}

gboolean
database_run(Database *database, sqlite3_stmt *statement, GError **error)
{
	gboolean row = TRUE;

	while (row)
		if (!database_step(database, statement, &row, error))
			return FALSE;
	return TRUE;
}

gint64
database_last_id(Database *database)
{
	return sqlite3_last_insert_rowid(database->handle);
}

gint
database_changes(Database *database)
{
	return sqlite3_changes(database->handle);
}
