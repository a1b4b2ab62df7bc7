#include "merge.h"

#include "transaction.h"

/* How much a source weighs: the order of contact_source_words. */
#define WEIGHT(column) "CASE " column " WHEN 'learned' THEN 0 WHEN 'import' THEN 1 ELSE 2 END"

static gboolean
by_name_alone(const GArray *known)
{
	for (guint i = 0; i < known->len; i++)
		if (g_array_index(known, Known, i).type != IDENTITY_NAME)
			return FALSE;
	return TRUE;
}

/* ---- who is the same ---- */

/* Keep IDS sorted, each once. */
static void
add_id(GArray *ids, gint64 id)
{
	guint i = 0;

	while (i < ids->len && g_array_index(ids, gint64, i) < id)
		i++;
	if (i == ids->len || g_array_index(ids, gint64, i) != id)
		g_array_insert_val(ids, i, id);
}

/* Step STATEMENT, which selects ids, to its end. */
static gboolean
collect_ids(Database *database, sqlite3_stmt *statement, GArray *ids, GError **error)
{
	gboolean row = TRUE;

	while (TRUE) {
		if (!database_step(database, statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		add_id(ids, sqlite3_column_int64(statement, 0));
	}
}

/* The contacts of OWNER that have ONE. */
static gboolean
find_by(Database *database, const char *owner, const Known *one, GArray *ids, GError **error)
{
	static const char sql[] =
		"SELECT contact FROM identity WHERE owner = ?1 AND type = ?2 AND form = ?3";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 2, one->type);
	sqlite3_bind_text(statement, 3, one->form, -1, SQLITE_STATIC);
	return collect_ids(database, statement, ids, error);
}

/*
 * The contacts that are nothing but names, one of them ONE, in CONTACT's state and network, and as
 * well proven.
 */
static gboolean
find_namesakes(Database *database, const Contact *contact, const Known *one, GArray *ids,
	       GError **error)
{
	static const char sql[] =
		"SELECT contact.id FROM identity AS name JOIN contact ON contact.id = name.contact"
		" WHERE name.owner = ?1 AND name.type = ?2 AND name.form = ?3"
		" AND contact.state = ?4 AND contact.network IS ?5"
		" AND (contact.source = '" CONTACT_UNPROVEN "') = ?6"
		" AND NOT EXISTS (SELECT 1 FROM identity AS other"
		"  WHERE other.contact = contact.id AND other.type <> ?2)";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, contact->owner, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 2, IDENTITY_NAME);
	sqlite3_bind_text(statement, 3, one->form, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 4, contact->state);
	sqlite3_bind_text(statement, 5, contact->network, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 6, contact_is_unproven(contact));
	return collect_ids(database, statement, ids, error);
}

/* Whether contact ID has ONE, and whether it is only *LEARNED there. */
static gboolean
has_known(Database *database, const char *owner, gint64 id, const Known *one, gboolean *has,
	  gboolean *learned, GError **error)
{
	static const char sql[] = "SELECT learned FROM identity"
				  " WHERE owner = ?1 AND type = ?2 AND form = ?3 AND contact = ?4";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 2, one->type);
	sqlite3_bind_text(statement, 3, one->form, -1, SQLITE_STATIC);
	sqlite3_bind_int64(statement, 4, id);
	if (!database_step(database, statement, has, error))
		return FALSE;
	*learned = *has && sqlite3_column_int(statement, 0) != 0;
	sqlite3_reset(statement);
	return TRUE;
}

/*
 * Of namesakes keep the oldest that has all the names of KNOWN: with it nothing is joined that was
 * not.
 */
static gboolean
keep_whole_namesake(Database *database, const Contact *contact, const GArray *known, GArray *ids,
		    GError **error)
{
	for (guint i = 0; i < ids->len; i++) {
		gint64 id = g_array_index(ids, gint64, i);
		gboolean has = TRUE, learned;

		for (guint j = 0; j < known->len && has; j++)
			if (!has_known(database, contact->owner, id,
				       &g_array_index(known, Known, j), &has, &learned, error))
				return FALSE;
		if (!has)
			continue;
		g_array_set_size(ids, 0);
		g_array_append_val(ids, id);
		return TRUE;
	}
	g_array_set_size(ids, 0);
	return TRUE;
}

gboolean
merge_find(Database *database, const Contact *contact, const GArray *known, GArray *ids,
	   GError **error)
{
	if (known->len > 0 && by_name_alone(known))
		return find_namesakes(database, contact, &g_array_index(known, Known, 0), ids,
				      error) &&
		       keep_whole_namesake(database, contact, known, ids, error);
	for (guint i = 0; i < known->len; i++) {
		const Known *one = &g_array_index(known, Known, i);

		if (one->type != IDENTITY_NAME &&
		    !find_by(database, contact->owner, one, ids, error))
			return FALSE;
	}
	return TRUE;
}

/* Whether CONTACT weighs more than the stored ID. */
static gboolean
outweighs(Database *database, const Contact *contact, gint64 id, gboolean *more, GError **error)
{
	static const char sql[] = "SELECT " WEIGHT("source") " < ?2 FROM contact WHERE id = ?1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, id);
	sqlite3_bind_int(statement, 2, contact_source(contact));
	if (!database_step(database, statement, more, error))
		return FALSE;
	*more = *more && sqlite3_column_int(statement, 0) != 0;
	sqlite3_reset(statement);
	return TRUE;
}

gboolean
merge_adds(Database *database, const Contact *contact, const GArray *known, const GArray *ids,
	   gboolean *adds, GError **error)
{
	gint64 id;

	*adds = ids->len != 1;
	if (*adds)
		return TRUE;
	id = g_array_index(ids, gint64, 0);
	if (!outweighs(database, contact, id, adds, error))
		return FALSE;
	for (guint i = 0; i < known->len && !*adds; i++) {
		const Known *one = &g_array_index(known, Known, i);
		gboolean has, learned;

		if (!has_known(database, contact->owner, id, one, &has, &learned, error))
			return FALSE;
		*adds = !has || (learned && !one->learned);
	}
	return TRUE;
}

/* ---- storing ---- */

static gboolean
insert_contact(Database *database, Contact *contact, GError **error)
{
	static const char sql[] = "INSERT INTO contact (owner, state, network, source, note, since)"
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
 * What a person said last holds.  An import changes only what was learned, and what is
 * learned changes nothing: a decline is not unlearned by writing.
 */
static gboolean
update_contact(Database *database, const Contact *contact, GError **error)
{
	static const char sql[] = "UPDATE contact SET state = ?2, network = ?3, source = ?4, note "
				  "= coalesce(?5, note)"
				  " WHERE id = ?1 AND (?6 = 2 OR " WEIGHT("source") " < ?6)";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, contact->id);
	sqlite3_bind_int(statement, 2, contact->state);
	sqlite3_bind_text(statement, 3, contact->network, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 4, contact->source, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 5, contact->note, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 6, contact_source(contact));
	return database_run(database, statement, error);
}

/* Behind all that the contact ID has. */
static gboolean
last_place(Database *database, gint64 id, gint64 *place, GError **error)
{
	static const char sql[] = "SELECT coalesce(max(place), 0) FROM identity WHERE contact = ?1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean row;

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, id);
	if (!database_step(database, statement, &row, error))
		return FALSE;
	*place = sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	return TRUE;
}

/*
 * Give CONTACT one more name, address or profile; a learned one that is now said is learned no
 * more.
 */
static gboolean
insert_known(Database *database, const Contact *contact, const Known *one, gint64 place,
	     GError **error)
{
	static const char sql[] =
		"INSERT INTO identity (owner, type, form, contact, value, learned, place)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
		" ON CONFLICT (owner, type, form, contact)"
		" DO UPDATE SET learned = min(learned, excluded.learned)";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, contact->owner, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 2, one->type);
	sqlite3_bind_text(statement, 3, one->form, -1, SQLITE_STATIC);
	sqlite3_bind_int64(statement, 4, contact->id);
	sqlite3_bind_text(statement, 5, one->value, -1, SQLITE_STATIC);
	sqlite3_bind_int(statement, 6, one->learned);
	sqlite3_bind_int64(statement, 7, place);
	return database_run(database, statement, error);
}

gboolean
merge_remove(Database *database, const char *owner, gint64 id, gboolean *removed, GError **error)
{
	static const char sql[] = "DELETE FROM contact WHERE owner = ?1 AND id = ?2";
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

static gboolean
run_on_two(Database *database, const char *sql, const Contact *contact, gint64 other,
	   GError **error)
{
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, contact->id);
	sqlite3_bind_int64(statement, 2, other);
	sqlite3_bind_int(statement, 3, contact_source(contact));
	return database_run(database, statement, error);
}

/* What OTHER has becomes CONTACT's, and OTHER goes. */
static gboolean
absorb(Database *database, const Contact *contact, gint64 other, GError **error)
{
	static const char take[] =
		"UPDATE contact SET"
		" state = iif(?3 = 2, contact.state, max(contact.state, other.state)),"
		" source = iif(" WEIGHT("other.source") " > " WEIGHT(
			"contact.source") ","
					  "  other.source, contact.source),"
					  " note = coalesce(contact.note, other.note),"
					  " since = min(contact.since, other.since)"
					  " FROM contact AS other WHERE contact.id = ?1 AND "
					  "other.id = ?2";
	static const char confirm[] =
		"UPDATE identity SET learned = 0 WHERE contact = ?1 AND learned = 1"
		" AND EXISTS (SELECT 1 FROM identity AS other WHERE other.contact = ?2"
		"  AND other.type = identity.type AND other.form = identity.form"
		"  AND other.learned = 0)";
	static const char move[] =
		"UPDATE OR IGNORE identity SET contact = ?1,"
		" place = place + (SELECT max(place) FROM identity WHERE contact = ?1)"
		" WHERE contact = ?2";
	gboolean removed;

	return run_on_two(database, take, contact, other, error) &&
	       run_on_two(database, confirm, contact, other, error) &&
	       run_on_two(database, move, contact, other, error) &&
	       merge_remove(database, contact->owner, other, &removed, error);
}

gboolean
merge_store(Database *database, Contact *contact, const GArray *known, const GArray *ids,
	    GError **error)
{
	gint64 place = 0;

	if (ids->len > 0)
		contact->id = g_array_index(ids, gint64, 0);
	if (ids->len > 0 && !last_place(database, contact->id, &place, error))
		return FALSE;
	if (!(ids->len == 0 ? insert_contact(database, contact, error)
			    : update_contact(database, contact, error)))
		return FALSE;
	for (guint i = 0; i < known->len; i++)
		if (!insert_known(database, contact, &g_array_index(known, Known, i), ++place,
				  error))
			return FALSE;
	for (guint i = 1; i < ids->len; i++)
		if (!absorb(database, contact, g_array_index(ids, gint64, i), error))
			return FALSE;
	return TRUE;
}

static gboolean
add_contact(Database *database, Contact *contact, GError **error)
{
	g_autoptr(GArray) known = known_new(contact);
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));

	return merge_find(database, contact, known, ids, error) &&
	       merge_store(database, contact, known, ids, error);
}

gboolean
merge_add(Database *database, Contact *contact, GError **error)
{
	if (!database_begin(database, error))
		return FALSE;
	if (!add_contact(database, contact, error)) {
		database_rollback(database);
		return FALSE;
	}
	return database_commit(database, error);
}
