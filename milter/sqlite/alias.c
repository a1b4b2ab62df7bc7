/* owners_alias(): who becomes an alias, and whose book its contacts go into. */
#include <string.h>

#include "merge.h"
#include "parts.h"

/* ---- one step, no chain ---- */

/* Whether SQL has a row for ADDRESS: the other end of an alias in *OTHER (transfer full). */
static gboolean
find_other(Database *database, const char *sql, const char *address, char **other, GError **error)
{
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean row;

	*other = NULL;
	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, address, -1, SQLITE_TRANSIENT);
	if (!database_step(database, statement, &row, error))
		return FALSE;
	if (row)
		*other = g_strdup((const char *)sqlite3_column_text(statement, 0));
	sqlite3_reset(statement);
	return TRUE;
}

G_GNUC_PRINTF(3, 4)
static gboolean
fail(GError **error, OwnersErrorCode code, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_propagate_error(error, g_error_new_valist(OWNERS_ERROR, code, format, arguments));
	va_end(arguments);
	return FALSE;
}

static gboolean
check_person(Database *database, const char *address, const char *person, GError **error)
{
	static const char sql[] = "SELECT person FROM alias WHERE address = ?1 LIMIT 1";
	g_autofree char *other = NULL;

	if (strcmp(address, person) == 0)
		return fail(error, OWNERS_ERROR_CHAIN, "%s cannot be an alias of itself", address);
	if (!find_other(database, sql, person, &other, error))
		return FALSE;
	return other == NULL ||
	       fail(error, OWNERS_ERROR_CHAIN, "%s is an alias itself, of %s: name the person",
		    person, other);
}

static gboolean
check_chain(Database *database, const char *address, const char *const *persons, GError **error)
{
	static const char sql[] = "SELECT address FROM alias WHERE person = ?1 LIMIT 1";
	g_autofree char *other = NULL;

	for (gsize i = 0; persons[i] != NULL; i++)
		if (!check_person(database, address, persons[i], error))
			return FALSE;
	if (persons[0] == NULL)
		return TRUE;
	if (!find_other(database, sql, address, &other, error))
		return FALSE;
	return other == NULL ||
	       fail(error, OWNERS_ERROR_CHAIN,
		    "%s is a person, of whom %s is an alias: take that away first", address, other);
}

/* They would be asked no more, and nobody would notice. */
static gboolean
check_settings(Database *database, const char *address, GError **error)
{
	g_autoptr(OwnerSettings) settings =
		database->owners.settings(&database->owners, address, error);

	if (settings == NULL)
		return FALSE;
	return owner_settings_is_empty(settings) ||
	       fail(error, OWNERS_ERROR_SETTINGS,
		    "%s has settings of its own: clear them first, those of the person will hold",
		    address);
}

/* ---- its rows ---- */

/* Run SQL with the one or two texts that it takes. */
static gboolean
run_with(Database *database, const char *sql, const char *first, const char *second, GError **error)
{
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, first, -1, SQLITE_TRANSIENT);
	if (second != NULL)
		sqlite3_bind_text(statement, 2, second, -1, SQLITE_TRANSIENT);
	return database_run(database, statement, error);
}

static gboolean
replace_rows(Database *database, const char *address, const char *const *persons, GError **error)
{
	static const char remove[] = "DELETE FROM alias WHERE address = ?1";
	static const char insert[] =
		"INSERT OR IGNORE INTO alias (address, person) VALUES (?1, ?2)";

	if (!run_with(database, remove, address, NULL, error))
		return FALSE;
	for (; *persons != NULL; persons++)
		if (!run_with(database, insert, address, *persons, error))
			return FALSE;
	return TRUE;
}

/* ---- what it had becomes its person's ---- */

/* When a learned one was last written to. */
static gboolean
move_seen(Database *database, gint64 from, gint64 to, GError **error)
{
	static const char sql[] =
		"UPDATE contact SET seen = max(seen, (SELECT seen FROM contact WHERE id = ?1))"
		" WHERE id = ?2";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, from);
	sqlite3_bind_int64(statement, 2, to);
	return database_run(database, statement, error);
}

/* A decline holds in the other book too; all else is only added to what stands there. */
static gboolean
move_contact(Database *database, Contact *contact, const char *person, GError **error)
{
	g_autoptr(GArray) known = known_new(contact);
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_autofree char *address = contact->owner;
	gint64 id = contact->id;
	gboolean removed;

	contact->owner = g_strdup(person);
	contact->id = 0;
	if (!merge_find(database, contact, known, ids, error))
		return FALSE;
	if (ids->len > 0 && contact->state != CONTACT_DECLINED &&
	    contact_source(contact) == SOURCE_MANUAL) {
		g_free(contact->source);
		contact->source = g_strdup(contact_source_words[SOURCE_IMPORT]);
	}
	return merge_store(database, contact, known, ids, error) &&
	       move_seen(database, id, contact->id, error) &&
	       merge_remove(database, address, id, &removed, error);
}

static gboolean
move_contacts(Database *database, const char *address, const char *person, guint *moved,
	      GError **error)
{
	g_autoptr(GPtrArray) contacts = contacts_list(&database->contacts, address, error);

	if (contacts == NULL)
		return FALSE;
	for (guint i = 0; i < contacts->len; i++)
		if (!move_contact(database, contacts->pdata[i], person, error))
			return FALSE;
	*moved = contacts->len;
	return TRUE;
}

static gboolean
move_history(Database *database, const char *address, const char *person, GError **error)
{
	static const char *const statements[] = {
		"UPDATE invitation SET owner = ?2 WHERE owner = ?1",
		"UPDATE invitation_identity SET owner = ?2 WHERE owner = ?1",
		"UPDATE sighting SET owner = ?2 WHERE owner = ?1",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(statements); i++)
		if (!run_with(database, statements[i], address, person, error))
			return FALSE;
	return TRUE;
}

static gboolean
make_alias(Database *database, const char *address, const char *const *persons, guint *moved,
	   GError **error)
{
	if (!check_chain(database, address, persons, error) ||
	    !replace_rows(database, address, persons, error))
		return FALSE;
	if (persons[0] == NULL || persons[1] != NULL)
		return TRUE;
	return check_settings(database, address, error) &&
	       move_contacts(database, address, persons[0], moved, error) &&
	       move_history(database, address, persons[0], error);
}

gboolean
owners_alias(Owners *owners, const char *address, const char *const *persons, guint *moved,
	     GError **error)
{
	Database *database = owners->engine;
	guint contacts = 0;

	if (!database_begin_bulk(database, error))
		return FALSE;
	if (!make_alias(database, address, persons, &contacts, error)) {
		database_rollback(database);
		return FALSE;
	}
	if (moved != NULL)
		*moved = contacts;
	return database_commit(database, error);
}
