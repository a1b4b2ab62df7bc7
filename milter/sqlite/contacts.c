/* Contacts over SQLite: the books of all owners. */
#include "people/identities.h"
#include "merge.h"
#include "parts.h"

static char *
column_string(sqlite3_stmt *statement, int column)
{
	return g_strdup((const char *)sqlite3_column_text(statement, column));
}

Contact *
contact_from_row(sqlite3_stmt *statement)
{
	g_autofree char *owner = column_string(statement, 1);
	Contact *contact = contact_new(owner);

	contact->id = sqlite3_column_int64(statement, 0);
	contact->state = (ContactState)sqlite3_column_int(statement, 2);
	contact->network = column_string(statement, 3);
	contact->source = column_string(statement, 4);
	contact->note = column_string(statement, 5);
	contact->since = sqlite3_column_int64(statement, 6);
	return contact;
}

static gboolean
read_identities(Database *database, Contact *contact, GError **error)
{
	static const char sql[] =
		"SELECT type, value, learned FROM identity WHERE contact = ?1 ORDER BY place";
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean row = TRUE;

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, contact->id);
	while (row) {
		GPtrArray *values;

		if (!database_step(database, statement, &row, error))
			return FALSE;
		if (!row)
			break;
		values = contact_values(contact, (IdentityType)sqlite3_column_int(statement, 0));
		if (values == NULL)
			continue;
		g_ptr_array_add(values, column_string(statement, 1));
		if (sqlite3_column_int(statement, 2) != 0)
			contact_set_learned(contact, values->pdata[values->len - 1]);
	}
	return TRUE;
}

/* Call FUNC with each contact that STATEMENT selects, whole. */
static gboolean
read_contacts(Database *database, sqlite3_stmt *statement, ContactFunc func, gpointer user_data,
	      GError **error)
{
	gboolean row = TRUE;

	while (row) {
		g_autoptr(Contact) contact = NULL;

		if (!database_step(database, statement, &row, error))
			return FALSE;
		if (!row)
			break;
		contact = contact_from_row(statement);
		if (!read_identities(database, contact, error) ||
		    !func(&contact, user_data, error)) {
			sqlite3_reset(statement);
			return FALSE;
		}
	}
	return TRUE;
}

static gboolean
contacts_foreach(Contacts *book, const char *owner, ContactFunc func, gpointer user_data,
		 GError **error)
{
	Database *database = book->engine;
	static const char sql[] =
		"SELECT id, owner, state, network, source, note, since FROM contact"
		" WHERE ?1 IS NULL OR owner = ?1 ORDER BY id";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_TRANSIENT);
	return read_contacts(database, statement, func, user_data, error);
}

/* A ContactFunc: there is one at most. */
static gboolean
keep(Contact **contact, gpointer user_data, GError **error)
{
	(void)error;
	*(Contact **)user_data = g_steal_pointer(contact);
	return TRUE;
}

static gboolean
contacts_read(Contacts *book, const char *owner, gint64 id, Contact **contact, GError **error)
{
	Database *database = book->engine;
	static const char sql[] =
		"SELECT id, owner, state, network, source, note, since FROM contact"
		" WHERE id = ?2 AND (?1 IS NULL OR owner = ?1)";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	*contact = NULL;
	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(statement, 2, id);
	return read_contacts(database, statement, keep, contact, error);
}

/* A ContactFunc: keep the contact. */
static gboolean
collect(Contact **contact, gpointer user_data, GError **error)
{
	(void)error;
	g_ptr_array_add((GPtrArray *)user_data, g_steal_pointer(contact));
	return TRUE;
}

#define FIND(condition)                                                                            \
	"SELECT id, owner, state, network, source, note, since FROM contact"                       \
	" WHERE id IN (SELECT contact FROM identity WHERE " condition                              \
	"  (type, form) IN (VALUES (?2, ?3), (?4, ?5), (?6, ?7))) ORDER BY id"

static GPtrArray *
contacts_find(Contacts *book, const char *owner, const char *word, GError **error)
{
	Database *database = book->engine;
	static const char of_owner[] = FIND("owner = ?1 AND");
	static const char of_all[] = FIND("");
	g_autofree char *profile = identity_form(IDENTITY_PROFILE, word);
	g_autofree char *email = identity_form(IDENTITY_EMAIL, word);
	g_autofree char *name =
		profile == NULL && email == NULL ? identity_form(IDENTITY_NAME, word) : NULL;
	g_autoptr(GPtrArray) contacts =
		g_ptr_array_new_with_free_func((GDestroyNotify)contact_free);
	sqlite3_stmt *statement =
		database_prepare(database, owner != NULL ? of_owner : of_all, error);

	if (statement == NULL)
		return NULL;
	if (owner != NULL)
		sqlite3_bind_text(statement, 1, owner, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(statement, 2, IDENTITY_NAME);
	sqlite3_bind_text(statement, 3, name, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(statement, 4, IDENTITY_EMAIL);
	sqlite3_bind_text(statement, 5, email, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(statement, 6, IDENTITY_PROFILE);
	sqlite3_bind_text(statement, 7, profile, -1, SQLITE_TRANSIENT);
	if (!read_contacts(database, statement, collect, contacts, error))
		return NULL;
	return g_steal_pointer(&contacts);
}

static gboolean
contacts_add(Contacts *book, Contact *contact, GError **error)
{
	return merge_add(book->engine, contact, error);
}

static gboolean
contacts_remove(Contacts *book, const char *owner, gint64 id, gboolean *removed, GError **error)
{
	return merge_remove(book->engine, owner, id, removed, error);
}

const Contacts sqlite_contacts = {
	.add = contacts_add,
	.remove = contacts_remove,
	.read = contacts_read,
	.each = contacts_foreach,
	.find = contacts_find,
	.look_up = contacts_look_up,
	.learn = contacts_learn,
	.unlearn = contacts_unlearn,
	.purge = contacts_purge,
};
