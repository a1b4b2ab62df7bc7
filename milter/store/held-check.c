#include "held-check.h"

typedef struct Check {
	HeldIndex *index;
	const Spool *spool;
	gboolean repair;
	HeldOddity tell;
	gpointer user_data;
	GHashTable *rows; /* id -> HeldRow *, those not seen among the files yet */
} Check;

gboolean
held_index(HeldIndex *index, const Spool *spool, const char *id, GError **error)
{
	g_autoptr(GError) failure = NULL;
	g_autoptr(SpoolEntry) entry = spool_read(spool, SPOOL_HELD, id, &failure);

	if (entry != NULL)
		return index->put(index, entry, error);
	if (g_error_matches(failure, SPOOL_ERROR, SPOOL_ERROR_MISSING))
		return index->remove(index, id, error);
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

static gboolean
row_is_right(const HeldRow *row, const SpoolEntry *entry)
{
	return g_strcmp0(row->owner, entry->owner) == 0 &&
	       g_strcmp0(row->network, entry->network) == 0 &&
	       g_strcmp0(row->kind, entry->kind) == 0 &&
	       g_strcmp0(row->standing, entry->standing) == 0 &&
	       g_strcmp0(row->name, entry->first.name.value) == 0 &&
	       g_strcmp0(row->email, entry->first.email.value) == 0 &&
	       g_strcmp0(row->profile, entry->first.profile.value) == 0 &&
	       g_strcmp0(row->subject, entry->subject) == 0 &&
	       g_strcmp0(row->refused, entry->refused) == 0 && row->since == entry->since &&
	       row->count == entry->count && row->size == entry->size;
}

static gboolean
mend(const Check *check, const char *id, const SpoolEntry *entry, const char *sentence,
     GError **error)
{
	HeldIndex *index = check->index;

	if (check->repair &&
	    !(entry != NULL ? index->put(index, entry, error) : index->remove(index, id, error)))
		return FALSE;
	check->tell(id, sentence, check->repair, check->user_data);
	return TRUE;
}

static gboolean
check_file(const Check *check, const char *id, GError **error)
{
	g_autoptr(GError) failure = NULL;
	g_autoptr(SpoolEntry) entry = spool_read(check->spool, SPOOL_HELD, id, &failure);
	const HeldRow *row = g_hash_table_lookup(check->rows, id);
	gboolean good = TRUE;

	/* Released or deleted since the folder was read. */
	if (g_error_matches(failure, SPOOL_ERROR, SPOOL_ERROR_MISSING))
		return TRUE;
	if (entry == NULL)
		check->tell(id, failure->message, FALSE, check->user_data);
	else if (!g_str_equal(entry->id, id))
		check->tell(id, "the file is called otherwise than its header says", FALSE,
			    check->user_data);
	else if (row == NULL)
		good = mend(check, id, entry, "the index did not have it", error);
	else if (!row_is_right(row, entry))
		good = mend(check, id, entry, "the index said something else than the file", error);
	g_hash_table_remove(check->rows, id);
	return good;
}

/* Why a row has no file. */
static const char *
where_it_went(const Spool *spool, const char *id)
{
	switch (spool_find(spool, id, NULL)) {
	case SPOOL_OUTBOX:
		return "it was released and waits in the outbox; the index still had it";
	case SPOOL_DONE:
		return "it was delivered or deleted; the index still had it";
	case SPOOL_HELD:
		return NULL;
	default:
		return "its file is gone, nobody knows why; the index still had it";
	}
}

static gboolean
check_rows_left(const Check *check, GError **error)
{
	GHashTableIter iter;
	gpointer id;

	g_hash_table_iter_init(&iter, check->rows);
	while (g_hash_table_iter_next(&iter, &id, NULL)) {
		const char *sentence = where_it_went(check->spool, id);

		if (sentence != NULL && !mend(check, id, NULL, sentence, error))
			return FALSE;
	}
	return TRUE;
}

static GHashTable *
rows_by_id(GPtrArray *rows)
{
	GHashTable *by_id = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < rows->len; i++)
		g_hash_table_insert(by_id, ((HeldRow *)rows->pdata[i])->id, rows->pdata[i]);
	return by_id;
}

gboolean
held_check(HeldIndex *index, const Spool *spool, gboolean repair, HeldOddity tell,
	   gpointer user_data, GError **error)
{
	g_autoptr(GPtrArray) rows = index->list(index, NULL, error);
	g_autoptr(GHashTable) by_id = rows != NULL ? rows_by_id(rows) : NULL;
	g_auto(GStrv) ids = rows != NULL ? spool_list(spool, SPOOL_HELD, error) : NULL;
	const Check check = { index, spool, repair, tell, user_data, by_id };

	if (ids == NULL)
		return FALSE;
	for (char **id = ids; *id != NULL; id++)
		if (!check_file(&check, *id, error))
			return FALSE;
	return check_rows_left(&check, error);
}
