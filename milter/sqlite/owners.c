/* Owners over SQLite: aliases and settings. */
#include <string.h>

#include "base/names.h"
#include "parts.h"

/* The first column of each row that STATEMENT selects goes to VALUES (char *). */
static gboolean
collect(Database *database, sqlite3_stmt *statement, GPtrArray *values, GError **error)
{
	gboolean row = TRUE;

	while (TRUE) {
		if (!database_step(database, statement, &row, error))
			return FALSE;
		if (!row)
			break;
		g_ptr_array_add(values, g_strdup((const char *)sqlite3_column_text(statement, 0)));
	}
	sqlite3_clear_bindings(statement);
	return TRUE;
}

/*
 * The rows that SQL has for VALUE (nullable: it has no parameter): (transfer full) GPtrArray of
 * char *.
 */
static GPtrArray *
select_all(Database *database, const char *sql, const char *value, GError **error)
{
	g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return NULL;
	if (value != NULL)
		sqlite3_bind_text(statement, 1, value, -1, SQLITE_STATIC);
	return collect(database, statement, values, error) ? g_steal_pointer(&values) : NULL;
}

static GPtrArray *
select_persons(Database *database, const char *address, GError **error)
{
	static const char sql[] = "SELECT person FROM alias WHERE address = ?1 ORDER BY person";

	return select_all(database, sql, address, error);
}

/* ---- settings ---- */

static void
add_lines(GPtrArray *lines, const unsigned char *text)
{
	g_auto(GStrv) parts = g_strsplit((const char *)text, "\n", -1);

	for (char **part = parts; *part != NULL; part++)
		if (**part != '\0')
			g_ptr_array_add(lines, g_strdup(*part));
}

/* A row of SELECT owner, mode, policy, always, never. */
static OwnerSettings *
read_settings(sqlite3_stmt *statement)
{
	OwnerSettings *settings =
		owner_settings_new((const char *)sqlite3_column_text(statement, 0));
	const char *mode = (const char *)sqlite3_column_text(statement, 1);

	if (mode != NULL)
		settings->mode = names_value(mode_words, mode, OWNER_NO_MODE);
	add_lines(settings->policy, sqlite3_column_text(statement, 2));
	add_lines(settings->always, sqlite3_column_text(statement, 3));
	add_lines(settings->never, sqlite3_column_text(statement, 4));
	return settings;
}

/* The nearest first: an address, "@domain" or "*". */
static int
place_of(const char *owner)
{
	return strcmp(owner, "*") == 0 ? 2 : owner[0] == '@' ? 1 : 0;
}

static int
compare_places(gconstpointer a, gconstpointer b)
{
	const OwnerSettings *const *first = a, *const *second = b;

	return place_of((*first)->owner) - place_of((*second)->owner);
}

static gboolean
find_settings(Database *database, Owner *owner, GError **error)
{
	static const char sql[] = "SELECT owner, mode, policy, always, never FROM owner_setting"
				  " WHERE owner IN (?1, ?2, ?3)";
	g_auto(GStrv) places = owner_places(owner->name);
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean row = TRUE;

	if (statement == NULL)
		return FALSE;
	for (int i = 0; places[i] != NULL; i++)
		sqlite3_bind_text(statement, i + 1, places[i], -1, SQLITE_STATIC);
	while (TRUE) {
		if (!database_step(database, statement, &row, error))
			return FALSE;
		if (!row)
			break;
		g_ptr_array_add(owner->settings, read_settings(statement));
	}
	sqlite3_clear_bindings(statement);
	g_ptr_array_sort(owner->settings, compare_places);
	return TRUE;
}

static OwnerSettings *
owners_settings(Owners *owners, const char *owner, GError **error)
{
	Database *database = owners->engine;
	static const char sql[] =
		"SELECT owner, mode, policy, always, never FROM owner_setting WHERE owner = ?1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	OwnerSettings *settings;
	gboolean row;

	if (statement == NULL)
		return NULL;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_TRANSIENT);
	if (!database_step(database, statement, &row, error))
		return NULL;
	if (!row)
		return owner_settings_new(owner);
	settings = read_settings(statement);
	sqlite3_reset(statement);
	return settings;
}

static void
bind_lines(sqlite3_stmt *statement, int number, const GPtrArray *lines)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < lines->len; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? "\n" : "",
				       (const char *)lines->pdata[i]);
	sqlite3_bind_text(statement, number, text->str, -1, SQLITE_TRANSIENT);
}

static gboolean
remove_settings(Database *database, const char *owner, GError **error)
{
	static const char sql[] = "DELETE FROM owner_setting WHERE owner = ?1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_TRANSIENT);
	return database_run(database, statement, error);
}

static gboolean
owners_set(Owners *owners, const OwnerSettings *settings, GError **error)
{
	Database *database = owners->engine;
	static const char sql[] =
		"INSERT OR REPLACE INTO owner_setting (owner, mode, policy, always, never)"
		" VALUES (?1, ?2, ?3, ?4, ?5)";
	sqlite3_stmt *statement;

	if (owner_settings_is_empty(settings))
		return remove_settings(database, settings->owner, error);
	statement = database_prepare(database, sql, error);
	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, settings->owner, -1, SQLITE_TRANSIENT);
	if (settings->mode != OWNER_NO_MODE)
		sqlite3_bind_text(statement, 2, names_word(mode_words, settings->mode), -1,
				  SQLITE_STATIC);
	bind_lines(statement, 3, settings->policy);
	bind_lines(statement, 4, settings->always);
	bind_lines(statement, 5, settings->never);
	return database_run(database, statement, error);
}

/* ---- who is behind an address ---- */

static Owner *
owners_find(Owners *owners, const char *address, GError **error)
{
	Database *database = owners->engine;
	g_autoptr(GPtrArray) persons = select_persons(database, address, error);
	g_autoptr(Owner) owner = NULL;

	if (persons == NULL)
		return NULL;
	owner = owner_new(persons->len == 1 ? persons->pdata[0] : address);
	owner->persons = persons->len;
	return find_settings(database, owner, error) ? g_steal_pointer(&owner) : NULL;
}

/* ---- all that is known of one ---- */

static gboolean
count_contacts(Database *database, const char *owner, guint64 *count, GError **error)
{
	static const char sql[] = "SELECT count(*) FROM contact WHERE owner = ?1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean row;

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_TRANSIENT);
	if (!database_step(database, statement, &row, error))
		return FALSE;
	*count = row ? (guint64)sqlite3_column_int64(statement, 0) : 0;
	sqlite3_reset(statement);
	return TRUE;
}

static OwnerRecord *
owners_record(Owners *owners, const char *owner, GError **error)
{
	Database *database = owners->engine;
	static const char aliases[] = "SELECT address FROM alias AS mine WHERE person = ?1 AND "
				      "(SELECT count(*) FROM alias"
				      " WHERE alias.address = mine.address) = 1 ORDER BY address";
	static const char shares[] = "SELECT address FROM alias AS mine WHERE person = ?1 AND "
				     "(SELECT count(*) FROM alias"
				     " WHERE alias.address = mine.address) > 1 ORDER BY address";
	g_autoptr(OwnerRecord) record = g_new0(OwnerRecord, 1);

	if ((record->settings = owners_settings(owners, owner, error)) == NULL ||
	    (record->aliases = select_all(database, aliases, owner, error)) == NULL ||
	    (record->shares = select_all(database, shares, owner, error)) == NULL ||
	    (record->persons = select_persons(database, owner, error)) == NULL ||
	    !count_contacts(database, owner, &record->contacts, error))
		return NULL;
	return g_steal_pointer(&record);
}

static GPtrArray *
owners_list(Owners *owners, GError **error)
{
	Database *database = owners->engine;
	static const char sql[] =
		"SELECT owner FROM owner_setting UNION SELECT address FROM alias"
		" UNION SELECT person FROM alias UNION SELECT owner FROM contact ORDER BY 1";

	return select_all(database, sql, NULL, error);
}

const Owners sqlite_owners = {
	.find = owners_find,
	.alias = owners_alias,
	.set = owners_set,
	.settings = owners_settings,
	.record = owners_record,
	.list = owners_list,
};
