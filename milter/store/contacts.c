#include "contacts.h"

#include <string.h>

#include "invite/identities.h"
#include "mail/domain.h"
#include "mail/mailbox.h"

static const char SOURCE_LEARNED[] = "learned";

char *
contacts_owner(const char *word, char delimiter)
{
	if (strcmp(word, "*") == 0)
		return g_strdup(word);
	if (word[0] == '@') {
		g_autofree char *domain = NULL;

		if (word[1] == '\0' || strpbrk(word + 1, "@ <>,;") != NULL)
			return NULL;
		domain = domain_to_ascii(word + 1);
		return g_strconcat("@", domain, NULL);
	}
	{
		g_autofree char *valid = identity_form(IDENTITY_EMAIL, word);

		return valid != NULL ? mailbox_comparable(word, delimiter) : NULL;
	}
}

/* Call RUN with each value of CONTACT of the types FIRST and above. */
typedef gboolean (*ValueFunc)(Database *database, const Contact *contact, IdentityType type,
			      const char *value, const char *form, gpointer data, GError **error);

static gboolean
contact_foreach(Database *database, const Contact *contact, IdentityType first, ValueFunc run,
		gpointer data, GError **error)
{
	for (IdentityType type = first; type <= IDENTITY_PROFILE; type++) {
		const GPtrArray *values = contact_values(contact, type);

		for (guint i = 0; i < values->len; i++) {
			g_autofree char *form = identity_form(type, values->pdata[i]);

			if (form != NULL && !run(database, contact, type, values->pdata[i], form,
						 data, error))
				return FALSE;
		}
	}
	return TRUE;
}

/* Add to DATA, a GArray of ids, the contacts of the same owner that have FORM. */
static gboolean
collect_same(Database *database, const Contact *contact, IdentityType type, const char *value,
	     const char *form, gpointer data, GError **error)
{
	static const char sql[] =
		"SELECT contact FROM identity"
		" WHERE owner = ?1 AND type = ?2 AND form = ?3 ORDER BY contact";
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean row = TRUE;

	(void)value;
	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, contact->owner, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(statement, 2, type);
	sqlite3_bind_text(statement, 3, form, -1, SQLITE_TRANSIENT);
	while (row) {
		gint64 id;

		if (!database_step(database, statement, &row, error))
			return FALSE;
		if (!row)
			break;
		id = sqlite3_column_int64(statement, 0);
		g_array_append_val((GArray *)data, id);
	}
	return TRUE;
}

/* The contact that is nothing but this name, with the same state and network. */
static gboolean
collect_namesake(Database *database, const Contact *contact, IdentityType type, const char *value,
		 const char *form, gpointer data, GError **error)
{
	static const char sql[] =
		"SELECT contact.id FROM identity AS name JOIN contact ON contact.id = name.contact"
		" WHERE name.owner = ?1 AND name.type = ?2 AND name.form = ?3"
		" AND contact.state = ?4 AND contact.network IS ?5"
		" AND NOT EXISTS (SELECT 1 FROM identity AS other"
		"  WHERE other.contact = contact.id AND other.type <> ?2)";
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean row;

	(void)value;
	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, contact->owner, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(statement, 2, type);
	sqlite3_bind_text(statement, 3, form, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(statement, 4, contact->state);
	sqlite3_bind_text(statement, 5, contact->network, -1, SQLITE_TRANSIENT);
	if (!database_step(database, statement, &row, error))
		return FALSE;
	if (row) {
		gint64 id = sqlite3_column_int64(statement, 0);

		g_array_append_val((GArray *)data, id);
	}
	sqlite3_reset(statement);
	return TRUE;
}

static gboolean
contact_by_name_alone(const Contact *contact)
{
	return contact->emails->len == 0 && contact->profiles->len == 0;
}

/* The contact of the book that CONTACT is another sight of, or 0. */
static gboolean
find_same(Database *database, const Contact *contact, gint64 *id, GError **error)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(gint64));
	gboolean alone = contact_by_name_alone(contact);

	if (!contact_foreach(database, contact, alone ? IDENTITY_NAME : IDENTITY_EMAIL,
			     alone ? collect_namesake : collect_same, found, error))
		return FALSE;
	*id = 0;
	for (guint i = 0; i < found->len; i++) {
		gint64 one = g_array_index(found, gint64, i);

		*id = *id == 0 ? one : MIN(*id, one);
	}
	return TRUE;
}

static gboolean
insert_contact(Database *database, Contact *contact, GError **error)
{
	static const char sql[] =
		"INSERT INTO contact (owner, state, network, source, note, since)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, contact->owner, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 2, contact->state);
	sqlite3_bind_text(statement, 3, contact->network, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 4, contact->source, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 5, contact->note, -1, SQLITE_STATIC);
	sqlite3_bind_int64(statement, 6, contact->since);
	if (!database_run(database, statement, error))
		return FALSE;
	contact->id = database_last_id(database);
	return TRUE;
}

/*
 * What a person said last holds.  What was only learned changes nothing that was said: a
 * decline is not unlearned by writing.
 */
static gboolean
update_contact(Database *database, const Contact *contact, GError **error)
{
	static const char sql[] =
		"UPDATE contact SET state = ?2, network = ?3, source = ?4, note = coalesce(?5, note)"
		" WHERE id = ?1";
	sqlite3_stmt *statement;

	if (g_strcmp0(contact->source, SOURCE_LEARNED) == 0)
		return TRUE;
	if ((statement = database_prepare(database, sql, error)) == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, contact->id);
	sqlite3_bind_int(statement, 2, contact->state);
	sqlite3_bind_text(statement, 3, contact->network, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 4, contact->source, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 5, contact->note, -1, SQLITE_STATIC);
	return database_run(database, statement, error);
}

/* Give the contact one more name, address or profile; a learned one that is now said is learned no more. */
static gboolean
insert_identity(Database *database, const Contact *contact, IdentityType type, const char *value,
		const char *form, gpointer data, GError **error)
{
	static const char sql[] =
		"INSERT INTO identity (owner, type, form, contact, value, learned)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
		" ON CONFLICT (owner, type, form, contact)"
		" DO UPDATE SET learned = min(learned, excluded.learned)";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	(void)data;
	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, contact->owner, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(statement, 2, type);
	sqlite3_bind_text(statement, 3, form, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(statement, 4, contact->id);
	sqlite3_bind_text(statement, 5, value, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(statement, 6, g_strcmp0(contact->source, SOURCE_LEARNED) == 0);
	return database_run(database, statement, error);
}

/* Other contacts that own what CONTACT now has too are the same person: theirs becomes CONTACT's. */
static gboolean
absorb(Database *database, const Contact *contact, IdentityType type, const char *value,
       const char *form, gpointer data, GError **error)
{
	static const char move[] =
		"UPDATE OR IGNORE identity SET contact = ?1 WHERE contact = ?2";
	g_autoptr(GArray) same = g_array_new(FALSE, FALSE, sizeof(gint64));

	(void)data;
	if (!collect_same(database, contact, type, value, form, same, error))
		return FALSE;
	for (guint i = 0; i < same->len; i++) {
		gint64 other = g_array_index(same, gint64, i);
		sqlite3_stmt *statement;
		gboolean removed;

		if (other == contact->id)
			continue;
		if ((statement = database_prepare(database, move, error)) == NULL)
			return FALSE;
		sqlite3_bind_int64(statement, 1, contact->id);
		sqlite3_bind_int64(statement, 2, other);
		if (!database_run(database, statement, error) ||
		    !contacts_remove(database, contact->owner, other, &removed, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
store_contact(Database *database, Contact *contact, GError **error)
{
	if (!find_same(database, contact, &contact->id, error))
		return FALSE;
	if (!(contact->id == 0 ? insert_contact(database, contact, error)
			       : update_contact(database, contact, error)))
		return FALSE;
	return contact_foreach(database, contact, IDENTITY_NAME, insert_identity, NULL, error) &&
	       contact_foreach(database, contact, IDENTITY_EMAIL, absorb, NULL, error);
}

gboolean
contacts_add(Database *database, Contact *contact, GError **error)
{
	if (!database_begin(database, error))
		return FALSE;
	if (!store_contact(database, contact, error)) {
		database_rollback(database);
		return FALSE;
	}
	return database_commit(database, error);
}

gboolean
contacts_remove(Database *database, const char *owner, gint64 id, gboolean *removed,
		GError **error)
{
	static const char sql[] =
		"DELETE FROM contact WHERE owner = ?1 AND id = ?2";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(statement, 2, id);
	if (!database_run(database, statement, error))
		return FALSE;
	*removed = database_changes(database) > 0;
	return TRUE;
}

static char *
column_string(sqlite3_stmt *statement, int column)
{
	return g_strdup((const char *)sqlite3_column_text(statement, column));
}

static gboolean
read_identities(Database *database, Contact *contact, GError **error)
{
	static const char sql[] =
		"SELECT type, value FROM identity WHERE contact = ?1 ORDER BY id";
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
		if (values != NULL)
			g_ptr_array_add(values, column_string(statement, 1));
	}
	return TRUE;
}

/* The contacts that STATEMENT selects, whole (transfer full). */
static GPtrArray *
read_contacts(Database *database, sqlite3_stmt *statement, GError **error)
{
	g_autoptr(GPtrArray) contacts =
		g_ptr_array_new_with_free_func((GDestroyNotify)contact_free);
	gboolean row = TRUE;

	while (row) {
		g_autofree char *owner = NULL;
		Contact *contact;

		if (!database_step(database, statement, &row, error))
			return NULL;
		if (!row)
			break;
		owner = column_string(statement, 1);
		contact = contact_new(owner);
		g_ptr_array_add(contacts, contact);
		contact->id = sqlite3_column_int64(statement, 0);
		contact->state = (ContactState)sqlite3_column_int(statement, 2);
		contact->network = column_string(statement, 3);
		contact->source = column_string(statement, 4);
		contact->note = column_string(statement, 5);
		contact->since = sqlite3_column_int64(statement, 6);
		if (!read_identities(database, contact, error)) {
			sqlite3_reset(statement);
			return NULL;
		}
	}
	return g_steal_pointer(&contacts);
}

GPtrArray *
contacts_list(Database *database, const char *owner, GError **error)
{
	static const char sql[] =
		"SELECT id, owner, state, network, source, note, since FROM contact"
		" WHERE ?1 IS NULL OR owner = ?1 ORDER BY id";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return NULL;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_TRANSIENT);
	return read_contacts(database, statement, error);
}

GPtrArray *
contacts_find(Database *database, const char *owner, const char *word, GError **error)
{
	static const char sql[] =
		"SELECT id, owner, state, network, source, note, since FROM contact"
		" WHERE id IN (SELECT contact FROM identity WHERE owner = ?1"
		"  AND (type, form) IN (VALUES (?2, ?3), (?4, ?5), (?6, ?7))) ORDER BY id";
	g_autofree char *profile = identity_form(IDENTITY_PROFILE, word);
	g_autofree char *email = identity_form(IDENTITY_EMAIL, word);
	g_autofree char *name =
		profile == NULL && email == NULL ? identity_form(IDENTITY_NAME, word) : NULL;
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return NULL;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(statement, 2, IDENTITY_NAME);
	sqlite3_bind_text(statement, 3, name, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(statement, 4, IDENTITY_EMAIL);
	sqlite3_bind_text(statement, 5, email, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(statement, 6, IDENTITY_PROFILE);
	sqlite3_bind_text(statement, 7, profile, -1, SQLITE_TRANSIENT);
	return read_contacts(database, statement, error);
}
