/* History over SQLite: what each owner got of each inviter. */
#include "people/identities.h"
#include "parts.h"

/* Of what is proven only the strong is: an inviter could have typed the rest. */
static IdentityForms
forms_of(const Meeting *meeting)
{
	Inviter told = *meeting->inviter;

	for (IdentityType type = IDENTITY_NAME; type < IDENTITY_TYPES; type++)
		if (meeting->proven && !told.known[type].strong)
			told.known[type].value = NULL;
	return identity_forms(&told);
}

static gboolean
is_name_alone(const IdentityForms *forms)
{
	return forms->form[IDENTITY_EMAIL] == NULL && forms->form[IDENTITY_PROFILE] == NULL &&
	       forms->form[IDENTITY_INVITATION] == NULL;
}

/* Bind what each statement below begins with: owner and network, the four types and forms. */
static void
bind_forms(sqlite3_stmt *statement, const Meeting *meeting, const IdentityForms *forms)
{
	const gboolean alone = is_name_alone(forms);

	sqlite3_bind_text(statement, 1, meeting->owner, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 2, meeting->network_key, -1, SQLITE_STATIC);
	for (IdentityType type = IDENTITY_NAME; type < IDENTITY_TYPES; type++) {
		const char *form = type == IDENTITY_NAME && !alone ? NULL : forms->form[type];
		int at = 1 + 2 * (int)type;

		sqlite3_bind_int(statement, at, type);
		sqlite3_bind_text(statement, at + 1, form, -1, SQLITE_STATIC);
	}
}

/*
 * The invitations that bind_forms() asks for, PROVEN or not; a form that is NULL is no row's.  A
 * thousand may be called so: as many as these tell enough.  The join is crossed so that each is
 * looked up by all of the key.
 */
#define KNOWN_AGAIN(proven)                                                                        \
	"SELECT known.invitation"                                                                  \
	" FROM (VALUES (?3, ?4), (?5, ?6), (?7, ?8), (?9, ?10)) AS asked"                          \
	" CROSS JOIN invitation_identity AS known"                                                 \
	" WHERE known.owner = ?1 AND known.network = ?2 AND known.proven " proven                  \
	" AND known.type = asked.column1 AND known.form = asked.column2 LIMIT 500"

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

/* Whether MEETING's owner has any history with its network: most have none, and one key tells. */
static gboolean
has_history(Database *database, const Meeting *meeting, gint64 *has, GError **error)
{
	static const char sql[] =
		"SELECT 1 FROM invitation_identity WHERE owner = ?1 AND network = ?2 LIMIT 1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	*has = 0;
	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, meeting->owner, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 2, meeting->network_key, -1, SQLITE_STATIC);
	return one_number(database, statement, has, error);
}

static gboolean
history_count(History *history, const Meeting *meeting, guint *count, GError **error)
{
	Database *database = history->engine;
	static const char sql[] = "SELECT coalesce(sum(count - EXISTS (SELECT 1 FROM sighting"
				  "  WHERE owner = ?1 AND message_id = ?11 AND sighting.invitation "
				  "= invitation.id)), 0)"
				  " FROM invitation WHERE id IN (" KNOWN_AGAIN("IN (?12, 1)") ")";
	g_auto(IdentityForms) forms = { { NULL } };
	sqlite3_stmt *statement;
	gint64 number = 0, has;

	*count = 0;
	if (!has_history(database, meeting, &has, error))
		return FALSE;
	if (!has)
		return TRUE;
	statement = database_prepare(database, sql, error);
	if (statement == NULL)
		return FALSE;
	forms = forms_of(meeting);
	bind_forms(statement, meeting, &forms);
	sqlite3_bind_text(statement, 11, meeting->message_id, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 12, meeting->proven != FALSE);
	if (!one_number(database, statement, &number, error))
		return FALSE;
	*count = (guint)number;
	return TRUE;
}

/*
 * *ID: the invitation that MEETING belongs to, 0: none yet.  One who has a name alone belongs to
 * those who have no more: what is known by more must not grow by a namesake's mail.
 */
static gboolean
find(Database *database, const Meeting *meeting, const IdentityForms *forms, gint64 *id,
     GError **error)
{
	static const char sql[] = "SELECT min(id) FROM invitation WHERE id IN (" KNOWN_AGAIN(
		"= ?11") ")"
			 " AND NOT (?12 AND EXISTS (SELECT 1 FROM invitation_identity AS more"
			 "  WHERE more.invitation = invitation.id AND more.type > ?3))";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	*id = 0;
	if (statement == NULL)
		return FALSE;
	bind_forms(statement, meeting, forms);
	sqlite3_bind_int(statement, 11, meeting->proven != FALSE);
	sqlite3_bind_int(statement, 12, is_name_alone(forms));
	return one_number(database, statement, id, error);
}

static gboolean
insert_invitation(Database *database, const Meeting *meeting, gint64 time, gint64 *id,
		  GError **error)
{
	static const char sql[] =
		"INSERT INTO invitation (owner, network, count, first, last, proven)"
		" VALUES (?1, ?2, 0, ?3, ?3, ?4)";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, meeting->owner, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(statement, 2, meeting->network_key, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(statement, 3, time);
	sqlite3_bind_int(statement, 4, meeting->proven != FALSE);
	if (!database_run(database, statement, error))
		return FALSE;
	*id = database_last_id(database);
	return TRUE;
}

static gboolean
insert_identity(Database *database, const Meeting *meeting, gint64 id, IdentityType type,
		const char *form, GError **error)
{
	static const char sql[] = "INSERT OR IGNORE INTO invitation_identity (owner, network, "
				  "type, form, invitation, proven)"
				  " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
	sqlite3_stmt *statement;

	if (form == NULL)
		return TRUE;
	statement = database_prepare(database, sql, error);
	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, meeting->owner, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(statement, 2, meeting->network_key, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(statement, 3, type);
	sqlite3_bind_text(statement, 4, form, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(statement, 5, id);
	sqlite3_bind_int(statement, 6, meeting->proven != FALSE);
	return database_run(database, statement, error);
}

/* *IS_NEW: the message was not taken down before. */
static gboolean
insert_sighting(Database *database, const Meeting *meeting, gint64 id, gint64 time,
		gboolean *is_new, GError **error)
{
	static const char sql[] =
		"INSERT OR IGNORE INTO sighting (owner, message_id, invitation, time)"
		" VALUES (?1, ?2, ?3, ?4)";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, meeting->owner, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(statement, 2, meeting->message_id, -1, SQLITE_TRANSIENT);
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
	static const char sql[] = "UPDATE invitation SET count = count + 1,"
				  " first = min(first, ?2), last = max(last, ?2) WHERE id = ?1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, id);
	sqlite3_bind_int64(statement, 2, time);
	return database_run(database, statement, error);
}

static gboolean
add(Database *database, const Meeting *meeting, const IdentityForms *forms, gint64 time,
    GError **error)
{
	gboolean is_new;
	gint64 id;

	if (!find(database, meeting, forms, &id, error))
		return FALSE;
	if (id == 0 && !insert_invitation(database, meeting, time, &id, error))
		return FALSE;
	for (IdentityType type = IDENTITY_NAME; type < IDENTITY_TYPES; type++)
		if (!insert_identity(database, meeting, id, type, forms->form[type], error))
			return FALSE;
	return insert_sighting(database, meeting, id, time, &is_new, error) &&
	       (!is_new || count_one(database, id, time, error));
}

static gboolean
history_add(History *history, const Meeting *meeting, gint64 time, GError **error)
{
	Database *database = history->engine;
	g_auto(IdentityForms) forms = forms_of(meeting);

	if (is_name_alone(&forms) && forms.form[IDENTITY_NAME] == NULL)
		return TRUE;
	if (!database_begin(database, error))
		return FALSE;
	if (!add(database, meeting, &forms, time, error)) {
		database_rollback(database);
		return FALSE;
	}
	return database_commit(database, error);
}

static gboolean
history_purge(History *history, gint64 time, GError **error)
{
	Database *database = history->engine;
	static const char sql[] = "DELETE FROM invitation WHERE last < ?1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, time);
	return database_run(database, statement, error);
}

/* ---- those of one form ---- */

static HistoryRow *
read_row(sqlite3_stmt *statement)
{
	HistoryRow *row = history_row_new();

	row->id = sqlite3_column_int64(statement, 0);
	row->owner = g_strdup((const char *)sqlite3_column_text(statement, 1));
	row->network = g_strdup((const char *)sqlite3_column_text(statement, 2));
	row->count = (guint)sqlite3_column_int(statement, 3);
	row->first = sqlite3_column_int64(statement, 4);
	row->last = sqlite3_column_int64(statement, 5);
	row->proven = sqlite3_column_int(statement, 6) != 0;
	return row;
}

static gboolean
read_forms(Database *database, HistoryRow *row, GError **error)
{
	static const char sql[] =
		"SELECT form FROM invitation_identity WHERE invitation = ?1 ORDER BY type, form";
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean more = TRUE;

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, row->id);
	while (TRUE) {
		if (!database_step(database, statement, &more, error))
			return FALSE;
		if (!more)
			return TRUE;
		g_ptr_array_add(row->forms,
				g_strdup((const char *)sqlite3_column_text(statement, 0)));
	}
}

static GPtrArray *
history_find(History *history, IdentityType type, const char *form, GError **error)
{
	static const char sql[] =
		"SELECT id, owner, network, count, first, last, proven FROM invitation WHERE id IN"
		" (SELECT invitation FROM invitation_identity WHERE type = ?1 AND form = ?2) ORDER "
		"BY id";
	Database *database = history->engine;
	g_autoptr(GPtrArray) rows =
		g_ptr_array_new_with_free_func((GDestroyNotify)history_row_free);
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean more = TRUE;

	if (statement == NULL)
		return NULL;
	sqlite3_bind_int(statement, 1, (int)type);
	sqlite3_bind_text(statement, 2, form, -1, SQLITE_TRANSIENT);
	while (TRUE) {
		HistoryRow *row;

		if (!database_step(database, statement, &more, error))
			return NULL;
		if (!more)
			return g_steal_pointer(&rows);
		row = read_row(statement);
		g_ptr_array_add(rows, row);
		if (!read_forms(database, row, error)) {
			sqlite3_reset(statement);
			return NULL;
		}
	}
}

const History sqlite_history = {
	.count = history_count,
	.add = history_add,
	.find = history_find,
	.purge = history_purge,
};
