/* Upkeep.check: pages, references, tables and books. */
#include "database.h"
#include "parts.h"
#include "schema.h"

/* A check on its way. */
typedef struct Check {
	Database *database;
	UpkeepFinding tell;
	gpointer user_data;
} Check;

G_GNUC_PRINTF(2, 3)
static void
tell(const Check *check, const char *format, ...)
{
	g_autofree char *sentence = NULL;
	va_list arguments;

	va_start(arguments, format);
	sentence = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	check->tell(sentence, check->user_data);
}

/* Made of each row of a statement. */
typedef void (*RowFunc)(const Check *check, sqlite3_stmt *statement, gpointer data);

static gboolean
foreach_row(const Check *check, Database *database, const char *sql, RowFunc func, gpointer data,
	    GError **error)
{
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean row = TRUE;

	while (statement != NULL) {
		if (!database_step(database, statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		func(check, statement, data);
	}
	return FALSE;
}

static const char *
text(sqlite3_stmt *statement, int column)
{
	const char *value = (const char *)sqlite3_column_text(statement, column);

	return value != NULL ? value : "?";
}

/* ---- pages and references, as SQLite sees them ---- */

static void
tell_integrity(const Check *check, sqlite3_stmt *statement, gpointer data)
{
	(void)data;
	if (g_strcmp0(text(statement, 0), "ok") != 0)
		tell(check, "%s", text(statement, 0));
}

static void
tell_reference(const Check *check, sqlite3_stmt *statement, gpointer data)
{
	(void)data;
	tell(check, "a row of table %s belongs to one of table %s that is not there",
	     text(statement, 0), text(statement, 2));
}

/* ---- tables and indexes, against those of a new database ---- */

static void
collect_object(const Check *check, sqlite3_stmt *statement, gpointer objects)
{
	(void)check;
	g_hash_table_insert(objects, g_strdup(text(statement, 0)), g_strdup(text(statement, 1)));
}

static GHashTable *
objects_of(const Check *check, Database *database, GError **error)
{
	static const char sql[] = "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE name "
				  "NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
	g_autoptr(GHashTable) objects =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	if (!foreach_row(check, database, sql, collect_object, objects, error))
		return NULL;
	return g_steal_pointer(&objects);
}

static void
compare_objects(const Check *check, GHashTable *wanted, GHashTable *there)
{
	GHashTableIter iter;
	gpointer name, sql;

	g_hash_table_iter_init(&iter, wanted);
	while (g_hash_table_iter_next(&iter, &name, &sql)) {
		const char *other = g_hash_table_lookup(there, name);

		if (other == NULL)
			tell(check, "the %s is missing", (const char *)name);
		else if (g_strcmp0(other, sql) != 0)
			tell(check, "the %s is another than this version makes",
			     (const char *)name);
	}
	g_hash_table_iter_init(&iter, there);
	while (g_hash_table_iter_next(&iter, &name, NULL))
		if (!g_hash_table_contains(wanted, name))
			tell(check, "the %s is none of ours", (const char *)name);
}

static gboolean
check_schema(const Check *check, GError **error)
{
	g_autoptr(Database) fresh = database_open(STORE_IN_MEMORY, STORE_CREATE, error);
	g_autoptr(GHashTable) wanted = fresh != NULL ? objects_of(check, fresh, error) : NULL;
	g_autoptr(GHashTable) there =
		wanted != NULL ? objects_of(check, check->database, error) : NULL;

	if (there == NULL)
		return FALSE;
	compare_objects(check, wanted, there);
	return TRUE;
}

/* ---- what rows say, beyond what SQLite knows ---- */

/* clang-format off */
static const struct {
	const char *sql; /* counts rows */
	const char *sentence;
} row_checks[] = {
	{ "SELECT count(*) FROM contact WHERE NOT EXISTS"
	  " (SELECT 1 FROM identity WHERE identity.contact = contact.id)",
	  "contacts have neither name nor address nor profile" },
	{ "SELECT count(*) FROM identity JOIN contact ON contact.id = identity.contact"
	  " WHERE identity.owner <> contact.owner",
	  "names, addresses or profiles stand in another book than their contact" },
	{ "SELECT count(*) FROM invitation WHERE NOT EXISTS"
	  " (SELECT 1 FROM invitation_identity AS i WHERE i.invitation = invitation.id)",
	  "invitations of the history are by nobody" },
};
/* clang-format on */

static void
tell_count(const Check *check, sqlite3_stmt *statement, gpointer sentence)
{
	const gint64 count = sqlite3_column_int64(statement, 0);

	if (count > 0)
		tell(check, "%" G_GINT64_FORMAT " %s", count, (const char *)sentence);
}

static gboolean
check_rows(const Check *check, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(row_checks); i++)
		if (!foreach_row(check, check->database, row_checks[i].sql, tell_count,
				 (gpointer)row_checks[i].sentence, error))
			return FALSE;
	return TRUE;
}

gboolean
upkeep_check(Upkeep *upkeep, UpkeepFinding func, gpointer user_data, gboolean *current,
	     GError **error)
{
	Database *database = upkeep->engine;
	const Check check = { database, func, user_data };
	gint64 version;

	if (!database_version(database, &version, error) ||
	    !foreach_row(&check, database, "PRAGMA integrity_check", tell_integrity, NULL, error) ||
	    !foreach_row(&check, database, "PRAGMA foreign_key_check", tell_reference, NULL, error))
		return FALSE;
	*current = version == SCHEMA_VERSION;
	if (*current)
		return check_schema(&check, error) && check_rows(&check, error);
	tell(&check,
	     "its schema is %" G_GINT64_FORMAT ", this version's is %d: \"db upgrade\" brings it"
	     " up to date",
	     version, SCHEMA_VERSION);
	return TRUE;
}
