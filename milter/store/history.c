#include "history.h"

#include <string.h>

#include "invite/identities.h"

static gboolean
forms_are_empty(const IdentityForms *forms)
{
	return forms->name == NULL && forms->email == NULL && forms->profile == NULL &&
	       forms->invitation == NULL;
}

/* The one number that STATEMENT answers; *NUMBER stays where there is no row. */
static gboolean
one_number(Database *database, sqlite3_stmt *statement, gint64 *number, GError **error)
{
	gboolean row;

	if (!database_step(database, statement, &row, error))
		return FALSE;
	if (row)
		*number = sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return TRUE;
}

static gboolean
find_by_identity(Database *database, const char *owner, const char *network, const IdentityForms *forms,
		 gint64 *id, GError **error)
{
	static const char sql[] =
		"SELECT min(invitation) FROM invitation_identity"
		" WHERE owner = ?1 AND network = ?2 AND (type, form) IN (VALUES (?3, ?4), (?5, ?6),"
		"  (?7, ?8))";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 2, network, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 3, IDENTITY_EMAIL);
	sqlite3_bind_text(statement, 4, forms->email, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 5, IDENTITY_PROFILE);
	sqlite3_bind_text(statement, 6, forms->profile, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 7, IDENTITY_INVITATION);
	sqlite3_bind_text(statement, 8, forms->invitation, -1, SQLITE_STATIC);
	return one_number(database, statement, id, error);
}

/* A namesake with another address, or another profile of the same form, is another person. */
static gboolean
find_by_name(Database *database, const char *owner, const char *network, const IdentityForms *forms,
	     gint64 *id, GError **error)
{
	static const char sql[] =
		"SELECT min(name.invitation) FROM invitation_identity AS name"
		" WHERE name.owner = ?1 AND name.network = ?2 AND name.type = ?3 AND name.form = ?4"
		" AND NOT EXISTS (SELECT 1 FROM invitation_identity AS other"
		"  WHERE other.invitation = name.invitation"
		"  AND ((?6 IS NOT NULL AND other.type = ?5 AND other.form <> ?6)"
		"   OR (?8 IS NOT NULL AND other.type = ?7 AND other.form <> ?8"
		"    AND substr(other.form, 1, length(?9)) = ?9)))";
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gsize prefix = forms->profile != NULL ? identity_profile_prefix(forms->profile) : 0;

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 2, network, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 3, IDENTITY_NAME);
	sqlite3_bind_text(statement, 4, forms->name, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 5, IDENTITY_EMAIL);
	sqlite3_bind_text(statement, 6, forms->email, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 7, IDENTITY_PROFILE);
	sqlite3_bind_text(statement, 8, forms->profile, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 9, forms->profile, (int)prefix, SQLITE_STATIC);
	return one_number(database, statement, id, error);
}

/* *ID: the invitation that an inviter of these FORMS belongs to, 0: none yet. */
static gboolean
find(Database *database, const char *owner, const char *network, const IdentityForms *forms, gint64 *id,
     GError **error)
{
	*id = 0;
	if ((forms->email != NULL || forms->profile != NULL || forms->invitation != NULL) &&
	    !find_by_identity(database, owner, network, forms, id, error))
		return FALSE;
	return *id != 0 || forms->name == NULL ||
	       find_by_name(database, owner, network, forms, id, error);
}

gboolean
history_count(Database *database, const char *owner, const char *network, const Inviter *inviter,
	      const char *message_id, guint *count, GError **error)
{
	static const char sql[] =
		"SELECT count - EXISTS (SELECT 1 FROM sighting"
		"  WHERE owner = ?2 AND message_id = ?3 AND invitation = ?1)"
		" FROM invitation WHERE id = ?1";
	g_auto(IdentityForms) forms = identity_forms(inviter);
	sqlite3_stmt *statement;
	gint64 id, number = 0;

	*count = 0;
	if (!find(database, owner, network, &forms, &id, error))
		return FALSE;
	if (id == 0)
		return TRUE;
	statement = database_prepare(database, sql, error);
	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, id);
	sqlite3_bind_text(statement, 2, owner, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 3, message_id, -1, SQLITE_STATIC);
	if (!one_number(database, statement, &number, error))
		return FALSE;
	*count = (guint)number;
	return TRUE;
}

static gboolean
insert_invitation(Database *database, const char *owner, const char *network, gint64 time,
		  gint64 *id, GError **error)
{
	static const char sql[] =
		"INSERT INTO invitation (owner, network, count, first, last)"
		" VALUES (?1, ?2, 0, ?3, ?3)";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(statement, 2, network, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(statement, 3, time);
	if (!database_run(database, statement, error))
		return FALSE;
	*id = database_last_id(database);
	return TRUE;
}

static gboolean
insert_identity(Database *database, const char *owner, const char *network, gint64 id,
		IdentityType type, const char *form, GError **error)
{
	static const char sql[] =
		"INSERT OR IGNORE INTO invitation_identity (owner, network, type, form, invitation)"
		" VALUES (?1, ?2, ?3, ?4, ?5)";
	sqlite3_stmt *statement;

	if (form == NULL)
		return TRUE;
	statement = database_prepare(database, sql, error);
	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(statement, 2, network, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(statement, 3, type);
	sqlite3_bind_text(statement, 4, form, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(statement, 5, id);
	return database_run(database, statement, error);
}

/* *IS_NEW: the message was not taken down before. */
static gboolean
insert_sighting(Database *database, const char *owner, const char *message_id, gint64 id,
		gint64 time, gboolean *is_new, GError **error)
{
	static const char sql[] =
		"INSERT OR IGNORE INTO sighting (owner, message_id, invitation, time)"
		" VALUES (?1, ?2, ?3, ?4)";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(statement, 2, message_id, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(statement, 3, id);
	sqlite3_bind_int64(statement, 4, time);
	if (!database_run(database, statement, error))
		return FALSE;
	*is_new = database_changes(database) > 0;
	return TRUE;
}

static gboolean
count_one(Database *database, gint64 id, gint64 time, GError **error)
{
	static const char sql[] =
		"UPDATE invitation SET count = count + 1,"
		" first = min(first, ?2), last = max(last, ?2) WHERE id = ?1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, id);
	sqlite3_bind_int64(statement, 2, time);
	return database_run(database, statement, error);
}

static gboolean
add(Database *database, const char *owner, const char *network, const IdentityForms *forms,
    const char *message_id, gint64 time, GError **error)
{
	gboolean is_new;
	gint64 id;

	if (!find(database, owner, network, forms, &id, error))
		return FALSE;
	if (id == 0 && !insert_invitation(database, owner, network, time, &id, error))
		return FALSE;
	return insert_identity(database, owner, network, id, IDENTITY_NAME, forms->name, error) &&
	       insert_identity(database, owner, network, id, IDENTITY_EMAIL, forms->email, error) &&
	       insert_identity(database, owner, network, id, IDENTITY_PROFILE, forms->profile,
			       error) &&
	       insert_identity(database, owner, network, id, IDENTITY_INVITATION,
			       forms->invitation, error) &&
	       insert_sighting(database, owner, message_id, id, time, &is_new, error) &&
	       (!is_new || count_one(database, id, time, error));
}

gboolean
history_add(Database *database, const char *owner, const char *network, const Inviter *inviter,
	    const char *message_id, gint64 time, GError **error)
{
	g_auto(IdentityForms) forms = identity_forms(inviter);

	if (forms_are_empty(&forms))
		return TRUE;
	if (!database_begin(database, error))
		return FALSE;
	if (!add(database, owner, network, &forms, message_id, time, error)) {
		database_rollback(database);
		return FALSE;
	}
	return database_commit(database, error);
}

gboolean
history_purge(Database *database, gint64 time, GError **error)
{
	static const char sql[] = "DELETE FROM invitation WHERE last < ?1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, time);
	return database_run(database, statement, error);
}
