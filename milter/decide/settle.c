#include "settle.h"

#include "store/held-check.h"

gboolean
settle_id(Decider *decider, const char *id, const char *owner, const char *event, GError **error)
{
	return decider_note(decider, event, id, owner, NULL, error) &&
	       spool_settle(decider->spool, id, SPOOL_HELD, error) &&
	       held_index(decider->store->held, decider->spool, id, error);
}

gboolean
settle_delete(Decider *decider, const HeldCopy *copy, Decision *decision, GError **error)
{
	const char *owner = copy->entry != NULL ? copy->entry->owner : NULL;

	if (!copy_check_held(copy, error) || !settle_id(decider, copy->id, owner, "deleted", error))
		return FALSE;
	decision->end = DECISION_GONE;
	return TRUE;
}

/* ---- what is old ---- */

void
expired_clear(Expired *expired)
{
	g_clear_pointer(&expired->gone, g_ptr_array_unref);
}

static gboolean
may_go(const HeldRow *row)
{
	return row->shown != 0 ||
	       (g_strcmp0(row->standing, "declined") == 0 && row->refused == NULL);
}

/*
 * GONE: by this; FALSE without an ERROR where it was released or deleted since the list was read.
 */
static gboolean
expire(Decider *decider, const HeldRow *row, gboolean *gone, GError **error)
{
	g_autoptr(GError) failure = NULL;

	*gone = settle_id(decider, row->id, row->owner, "expired", &failure);
	if (*gone || g_error_matches(failure, SPOOL_ERROR, SPOOL_ERROR_MISSING))
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

gboolean
settle_expire(Decider *decider, gint64 time, gboolean dry, Expired *expired, GError **error)
{
	g_autoptr(GPtrArray) rows = decider->store->held->list(decider->store->held, NULL, error);
	gboolean good = rows != NULL;

	expired->gone = g_ptr_array_new_with_free_func((GDestroyNotify)held_row_free);
	for (guint i = 0; good && i < rows->len; i++) {
		const HeldRow *row = rows->pdata[i];
		gboolean gone = dry;

		if (row->since >= time)
			continue;
		if (!may_go(row)) {
			expired->untold++;
			continue;
		}
		good = dry || expire(decider, row, &gone, error);
		if (gone)
			g_ptr_array_add(expired->gone, g_steal_pointer(&rows->pdata[i]));
	}
	return good;
}
