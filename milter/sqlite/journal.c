/* Journal over SQLite. */
#include "parts.h"

static gboolean
journal_add(Journal *journal, const JournalEntry *entry, GError **error)
{
	Database *database = journal->engine;
	static const char sql[] =
		"INSERT INTO journal (time, event, owner, who, queue_id, copy, detail)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
	const char *const texts[] = {
		entry->event, entry->owner, entry->who, entry->queue_id, entry->copy, entry->detail,
	};
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, entry->time);
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		sqlite3_bind_text(statement, (int)i + 2, texts[i], -1, SQLITE_TRANSIENT);
	return database_run(database, statement, error);
}

static gboolean
journal_last(Journal *journal, const char *id, char **event, gint64 *time, GError **error)
{
	Database *database = journal->engine;
	static const char sql[] =
		"SELECT event, time FROM journal WHERE copy = ?1 AND event <> 'shown'"
		" ORDER BY id DESC LIMIT 1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean row;

	*event = NULL;
	*time = 0;
	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, id, -1, SQLITE_TRANSIENT);
	if (!database_step(database, statement, &row, error))
		return FALSE;
	if (row) {
		*event = g_strdup((const char *)sqlite3_column_text(statement, 0));
		*time = sqlite3_column_int64(statement, 1);
	}
	sqlite3_reset(statement);
	return TRUE;
}

static gboolean
journal_purge(Journal *journal, gint64 time, GError **error)
{
	Database *database = journal->engine;
	static const char sql[] = "DELETE FROM journal WHERE time < ?1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, time);
	return database_run(database, statement, error);
}

const Journal sqlite_journal = {
	.add = journal_add,
	.last = journal_last,
	.purge = journal_purge,
};
