/* HeldIndex over SQLite. */
#include "parts.h"

static gboolean
held_put(HeldIndex *index, const SpoolEntry *entry, GError **error)
{
	Database *database = index->engine;
	static const char sql[] =
		"INSERT INTO held (id, owner, network, kind, standing, name, email, profile, "
		"subject,"
		" refused, since, count, size)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
		" ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, network = "
		"excluded.network,"
		" kind = excluded.kind, standing = excluded.standing, name = excluded.name,"
		" email = excluded.email, profile = excluded.profile, subject = excluded.subject,"
		" refused = excluded.refused, since = excluded.since, count = excluded.count,"
		" size = excluded.size";
	const char *const texts[] = {
		entry->id,
		entry->owner,
		entry->network,
		entry->kind,
		entry->standing,
		entry->first.name.value,
		entry->first.email.value,
		entry->first.profile.value,
		entry->subject,
		entry->refused,
	};
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		sqlite3_bind_text(statement, (int)i + 1, texts[i], -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(statement, 11, entry->since);
	sqlite3_bind_int(statement, 12, (int)entry->count);
	sqlite3_bind_int64(statement, 13, (gint64)entry->size);
	return database_run(database, statement, error);
}

static gboolean
held_remove(HeldIndex *index, const char *id, GError **error)
{
	Database *database = index->engine;
	static const char sql[] = "DELETE FROM held WHERE id = ?1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, id, -1, SQLITE_TRANSIENT);
	return database_run(database, statement, error);
}

static char *
column(sqlite3_stmt *statement, int number)
{
	return g_strdup((const char *)sqlite3_column_text(statement, number));
}

static HeldRow *
read_row(sqlite3_stmt *statement)
{
	HeldRow *row = g_new0(HeldRow, 1);
	char **const texts[] = {
		&row->id,   &row->owner, &row->network, &row->kind,    &row->standing,
		&row->name, &row->email, &row->profile, &row->subject, &row->refused,
	};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		*texts[i] = column(statement, (int)i);
	row->since = sqlite3_column_int64(statement, 10);
	row->count = (guint)sqlite3_column_int(statement, 11);
	row->size = (guint64)sqlite3_column_int64(statement, 12);
	row->shown = sqlite3_column_int64(statement, 13);
	return row;
}

static GPtrArray *
held_list(HeldIndex *index, const char *owner, GError **error)
{
	Database *database = index->engine;
	static const char sql[] =
		"SELECT id, owner, network, kind, standing, name, email, profile, subject, refused,"
		" since, count, size, shown FROM held WHERE ?1 IS NULL OR owner = ?1"
		" OR owner IN (SELECT address FROM alias AS mine WHERE person = ?1"
		"  AND (SELECT count(*) FROM alias WHERE alias.address = mine.address) = 1)"
		" ORDER BY since, id";
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)held_row_free);
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean more = TRUE;

	if (statement == NULL)
		return NULL;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_TRANSIENT);
	while (more) {
		if (!database_step(database, statement, &more, error))
			return NULL;
		if (more)
			g_ptr_array_add(rows, read_row(statement));
	}
	return g_steal_pointer(&rows);
}

static gboolean
held_shown(HeldIndex *index, const char *id, gint64 time, GError **error)
{
	Database *database = index->engine;
	static const char sql[] = "UPDATE held SET shown = ?2 WHERE id = ?1 AND shown IS NULL";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, id, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(statement, 2, time);
	return database_run(database, statement, error);
}

const HeldIndex sqlite_held = {
	.put = held_put,
	.remove = held_remove,
	.list = held_list,
	.shown = held_shown,
};
