/* Contacts that nobody wrote down: made from the mail that their owner sends. */

#include <string.h>

#include "judge/correspondent.h"
#include "merge.h"
#include "parts.h"

/* How exactly it is remembered when somebody was last written to, in seconds. */
#define SEEN_EVERY 86400

/* The stored contact that a learned one is another sight of. */
typedef struct Stored {
	gint64 id;
	gboolean declined;
	gint64 seen; /* when it was last; not kept (0) of one that somebody wrote down */
	gboolean learned;
} Stored;

static gboolean
read_stored(Database *database, Stored *stored, GError **error)
{
	static const char sql[] =
		"SELECT state, source = 'learned', max(since, seen) FROM contact WHERE id = ?1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);
	gboolean row;

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, stored->id);
	if (!database_step(database, statement, &row, error))
		return FALSE;
	if (row) {
		stored->declined = sqlite3_column_int(statement, 0) == CONTACT_DECLINED;
		stored->learned = sqlite3_column_int(statement, 1) != 0;
		stored->seen = sqlite3_column_int64(statement, 2);
	}
	sqlite3_reset(statement);
	return TRUE;
}

static gboolean
touch(Database *database, const Stored *stored, gint64 now, GError **error)
{
	static const char sql[] = "UPDATE contact SET seen = ?2 WHERE id = ?1";
	sqlite3_stmt *statement;

	if (!stored->learned || now - stored->seen < SEEN_EVERY)
		return TRUE;
	if ((statement = database_prepare(database, sql, error)) == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, stored->id);
	sqlite3_bind_int64(statement, 2, now);
	return database_run(database, statement, error);
}

/* Whether KNOWN has NAME; *NAMES counts those that it has. */
static gboolean
has_name(const GArray *known, const char *name, guint *names)
{
	g_autofree char *form = identity_form(IDENTITY_NAME, name);
	gboolean has = form == NULL;

	*names = 0;
	for (guint i = 0; i < known->len; i++) {
		const Known *one = &g_array_index(known, Known, i);

		if (one->type != IDENTITY_NAME)
			continue;
		++*names;
		has |= g_strcmp0(one->form, form) == 0;
	}
	return has;
}

/* Take out of CONTACT what the stored ID has already, and what would be one name too many. */
static gboolean
keep_new_names(Database *database, gint64 id, Contact *contact, GError **error)
{
	g_autoptr(GArray) known = known_read(database, id, error);
	guint names = 0;

	if (known == NULL)
		return FALSE;
	for (guint i = contact->names->len; i > 0; i--)
		if (has_name(known, contact->names->pdata[i - 1], &names))
			g_ptr_array_remove_index(contact->names, i - 1);
	names += contact->names->len;
	while (names-- > CORRESPONDENT_NAMES && contact->names->len > 0)
		g_ptr_array_set_size(contact->names, (gint)contact->names->len - 1);
	return TRUE;
}

/* Whom we know: another name perhaps, and that they were written to. */
static gboolean
see_again(Database *database, gint64 id, Contact *contact, Learned *learned, GError **error)
{
	Stored stored = { .id = id };

	if (!read_stored(database, &stored, error))
		return FALSE;
	if (stored.declined)
		return TRUE;
	if (!keep_new_names(database, id, contact, error))
		return FALSE;
	if (contact->names->len > 0) {
		*learned = LEARNED_MORE;
		if (!merge_add(database, contact, error))
			return FALSE;
	}
	return touch(database, &stored, contact->since, error);
}

/*
 * The book is the person's, whichever of their addresses they wrote from; what several share has
 * none.
 */
static gboolean
find_book(Database *database, Contact *contact, gboolean *has_book, GError **error)
{
	g_autoptr(Owner) owner = database->owners.find(&database->owners, contact->owner, error);

	if (owner == NULL)
		return FALSE;
	*has_book = !owner_is_shared(owner);
	g_free(contact->owner);
	contact->owner = g_strdup(owner->name);
	return TRUE;
}

gboolean
contacts_learn(Contacts *book, Contact *contact, gboolean may_add, Learned *learned, GError **error)
{
	Database *database = book->engine;
	g_autoptr(GArray) known = known_new(contact);
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
	gboolean has_book;

	*learned = LEARNED_NOTHING;
	if (!find_book(database, contact, &has_book, error))
		return FALSE;
	if (!has_book)
		return TRUE;
	if (!merge_find(database, contact, known, ids, error))
		return FALSE;
	if (ids->len > 0)
		return see_again(database, g_array_index(ids, gint64, 0), contact, learned, error);
	if (!may_add)
		return TRUE;
	*learned = LEARNED_NEW;
	return merge_add(database, contact, error);
}

/* Run SQL, whose only parameter is OWNER. */
static gboolean
run_for(Database *database, const char *sql, const char *owner, GError **error)
{
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_text(statement, 1, owner, -1, SQLITE_TRANSIENT);
	return database_run(database, statement, error);
}

static gboolean
forget(Database *database, const char *owner, guint *count, GError **error)
{
	static const char all[] = "DELETE FROM contact WHERE owner = ?1 AND source = 'learned'";
	static const char rest[] = "DELETE FROM identity WHERE owner = ?1 AND learned = 1";

	if (!run_for(database, all, owner, error))
		return FALSE;
	*count = (guint)database_changes(database);
	return run_for(database, rest, owner, error);
}

gboolean
contacts_unlearn(Contacts *book, const char *owner, guint *count, GError **error)
{
	Database *database = book->engine;
	if (!database_begin(database, error))
		return FALSE;
	if (!forget(database, owner, count, error)) {
		database_rollback(database);
		return FALSE;
	}
	return database_commit(database, error);
}

gboolean
contacts_purge(Contacts *book, gint64 time, GError **error)
{
	Database *database = book->engine;
	static const char sql[] =
		"DELETE FROM contact WHERE source = 'learned' AND max(since, seen) < ?1";
	sqlite3_stmt *statement = database_prepare(database, sql, error);

	if (statement == NULL)
		return FALSE;
	sqlite3_bind_int64(statement, 1, time);
	return database_run(database, statement, error);
}
