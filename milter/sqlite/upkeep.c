/* Upkeep.erase, and the rest of Upkeep that is short. */
#include "store/traces.h"
#include "parts.h"

/*
 * Run SQL, which has one parameter, a number or TEXT (nullable); *COUNT grows by the rows it
 * changed.
 */
static gboolean
run(Database *database, const char *sql, gint64 number, const char *text, guint *count,
    GError **error)
{
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	if (text != NULL)
		sqlite3_bind_text(statement, 1, text, -1, SQLITE_TRANSIENT);
	else
		sqlite3_bind_int64(statement, 1, number);
	if (!database_run(database, statement, error))
		return FALSE;
	*count += (guint)database_changes(database);
	return TRUE;
}

/* ---- messages ---- */

/* What the index and the journal say of the messages. */
static gboolean
erase_copies(Database *database, const Traces *traces, Erased *erased, GError **error)
{
	static const char journal[] = "DELETE FROM journal WHERE copy = ?1";

	for (guint i = 0; i < traces->copies->len; i++) {
		const TracesCopy *copy = traces->copies->pdata[i];

		if (!database->held.remove(&database->held, copy->entry->id, error) ||
		    !run(database, journal, 0, copy->entry->id, &erased->journal, error))
			return FALSE;
	}
	return TRUE;
}

/* ---- rows ---- */

static gboolean
erase_rows(Database *database, const Traces *traces, Erased *erased, GError **error)
{
	static const char contact[] = "DELETE FROM contact WHERE id = ?1";
	static const char invitation[] = "DELETE FROM invitation WHERE id = ?1";

	for (guint i = 0; i < traces->contacts->len; i++)
		if (!run(database, contact, ((const Contact *)traces->contacts->pdata[i])->id, NULL,
			 &erased->contacts, error))
			return FALSE;
	for (guint i = 0; i < traces->invitations->len; i++)
		if (!run(database, invitation,
			 ((const HistoryRow *)traces->invitations->pdata[i])->id, NULL,
			 &erased->invitations, error))
			return FALSE;
	return TRUE;
}

/*
 * The tables that say whose a row is (transfer full), also those that are made when this is long
 * forgotten.
 */
static GPtrArray *
owned_tables(Database *database, GError **error)
{
	static const char sql[] =
		"SELECT name FROM sqlite_schema AS t WHERE type = 'table' AND EXISTS"
		" (SELECT 1 FROM pragma_table_info(t.name) AS c WHERE c.name = 'owner')";
	g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func(g_free);
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean row = TRUE;

	if (statement == NULL)
		return NULL;
	while (row) {
		if (!database_step(database, statement, &row, error))
			return NULL;
		if (row)
			g_ptr_array_add(tables,
					g_strdup((const char *)sqlite3_column_text(statement, 0)));
	}
	return g_steal_pointer(&tables);
}

/* How many rows OWNER has, before they go. */
static gboolean
count_rows(Database *database, const char *sql, const char *owner, guint *count, GError **error)
{
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean row;

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_TRANSIENT);
	if (!database_step(database, statement, &row, error))
		return FALSE;
	*count = (guint)sqlite3_column_int(statement, 0);
	sqlite3_reset(statement);
	return TRUE;
}

static gboolean
erase_owned(Database *database, const char *owner, Erased *erased, GError **error)
{
	static const char aliases[] = "DELETE FROM alias WHERE address = ?1 OR person = ?1";
	g_autoptr(GPtrArray) tables = owned_tables(database, error);
	guint gone = 0;

	if (tables == NULL || !run(database, aliases, 0, owner, &gone, error) ||
	    !count_rows(database, "SELECT count(*) FROM contact WHERE owner = ?1", owner,
			&erased->contacts, error) ||
	    !count_rows(database, "SELECT count(*) FROM invitation WHERE owner = ?1", owner,
			&erased->invitations, error) ||
	    !count_rows(database, "SELECT count(*) FROM journal WHERE owner = ?1", owner,
			&erased->journal, error))
		return FALSE;
	for (guint i = 0; i < tables->len; i++) {
		char *sql = sqlite3_mprintf("DELETE FROM \"%w\" WHERE owner = %Q",
					    (const char *)tables->pdata[i], owner);
		gboolean done = database_execute(database, sql, error);

		sqlite3_free(sql);
		if (!done)
			return FALSE;
	}
	return TRUE;
}

static gboolean
take_down(Database *database, const char *who, const Erased *erased, GError **error)
{
	g_autofree char *detail =
		g_strdup_printf("contacts=%u history=%u messages=%u journal=%u", erased->contacts,
				erased->invitations, erased->copies, erased->journal);
	const JournalEntry entry = {
		.time = g_get_real_time() / G_USEC_PER_SEC,
		.event = "erased",
		.who = who,
		.detail = detail,
	};

	return database->journal.add(&database->journal, &entry, error);
}

/* ---- all ---- */

/* In one transaction. */
static gboolean
upkeep_erase(Upkeep *upkeep, const Traces *traces, const char *owner, const char *who,
	     Erased *erased, GError **error)
{
	Database *database = upkeep->engine;

	if (!database_execute(database, "PRAGMA secure_delete = ON", error) ||
	    !database_begin(database, error))
		return FALSE;
	if ((owner != NULL && !erase_owned(database, owner, erased, error)) ||
	    !erase_rows(database, traces, erased, error) ||
	    !erase_copies(database, traces, erased, error) ||
	    !take_down(database, who, erased, error)) {
		database_rollback(database);
		return FALSE;
	}
	return database_commit(database, error) && database_scrub(database, error);
}

static gboolean
upkeep_version(Upkeep *upkeep, gint64 *version, GError **error)
{
	return database_version(upkeep->engine, version, error);
}

const Upkeep sqlite_upkeep = {
	.version = upkeep_version,
	.check = upkeep_check,
	.back_up = upkeep_back_up,
	.erase = upkeep_erase,
};
