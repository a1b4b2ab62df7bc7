/* DriftLog over SQLite. */
#include "parts.h"

static gboolean
count(Database *database, const char *network, const char *template, gint64 time, GError **error)
{
	static const char sql[] = "INSERT INTO drift (network, template, count, first, last)"
				  " VALUES (?1, ?2, 1, ?3, ?3)"
				  " ON CONFLICT (network, template) DO UPDATE"
				  " SET count = count + 1, last = max(last, excluded.last)";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, network, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 2, template, -1, SQLITE_STATIC);
	sqlite3_bind_int64(statement, 3, time);
	return database_run(database, statement, error);
}

static gboolean
forget_old(Database *database, gint64 time, GError **error)
{
	static const char sql[] = "DELETE FROM drift WHERE last < ?1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, time - (gint64)DRIFT_DAYS * 24 * 60 * 60);
	return database_run(database, statement, error);
}

/* What was just noted stays: else a template could never become frequent. */
static gboolean
make_room(Database *database, const char *network, const char *template, GError **error)
{
	static const char sql[] =
		"DELETE FROM drift WHERE network = ?1 AND template IN"
		" (SELECT template FROM drift WHERE network = ?1 AND template <> ?2"
		"  ORDER BY count DESC, last DESC LIMIT -1 OFFSET ?3)";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, network, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 2, template, -1, SQLITE_STATIC);
	sqlite3_bind_int64(statement, 3, DRIFT_TEMPLATES - 1);
	return database_run(database, statement, error);
}

static gboolean
drift_note(DriftLog *drift, const char *network, const char *template, gint64 time, GError **error)
{
	Database *database = drift->engine;
	if (!database_begin(database, error))
		return FALSE;
	if (!count(database, network, template, time, error) ||
	    !forget_old(database, time, error) || !make_room(database, network, template, error)) {
		database_rollback(database);
		return FALSE;
	}
	return database_commit(database, error);
}

static void
drift_free(gpointer data)
{
	Drift *drift = data;

	g_free(drift->network);
	g_free(drift->template);
	g_free(drift);
}

static Drift *
read_row(sqlite3_stmt *statement)
{
	Drift *drift = g_new0(Drift, 1);

	drift->network = g_strdup((const char *)sqlite3_column_text(statement, 0));
	drift->template = g_strdup((const char *)sqlite3_column_text(statement, 1));
	drift->count = sqlite3_column_int64(statement, 2);
	drift->first = sqlite3_column_int64(statement, 3);
	drift->last = sqlite3_column_int64(statement, 4);
	return drift;
}

/* A reader does not upgrade what it reads. */
static gboolean
has_table(Database *database, gboolean *there, GError **error)
{
	static const char sql[] = "SELECT 1 FROM sqlite_schema WHERE name = 'drift'";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL || !database_step(database, statement, there, error))
		return FALSE;
	sqlite3_reset(statement);
	return TRUE;
}

static GPtrArray *
drift_list(DriftLog *drift, GError **error)
{
	Database *database = drift->engine;
	static const char sql[] = "SELECT network, template, count, first, last FROM drift"
				  " ORDER BY network, count DESC, template";
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(drift_free);
	sqlite3_stmt *statement;
	gboolean row;

	if (!has_table(database, &row, error))
		return NULL;
	if (!row)
		return g_steal_pointer(&rows);
	statement = database_prepare(database, sql, error);
	if (statement == NULL)
		return NULL;
	do {
		if (!database_step(database, statement, &row, error))
			return NULL;
		if (row)
			g_ptr_array_add(rows, read_row(statement));
	} while (row);
	return g_steal_pointer(&rows);
}

const DriftLog sqlite_drift = {
	.note = drift_note,
	.list = drift_list,
};
