#include "erase.h"

#include <unistd.h>

/* What is half written for longer is written by nobody. */
#define LEFTOVER_SECONDS 600

/* Let go of the file, unless it is on its way at this moment. */
static gboolean
erase_file(const Spool *spool, const TracesCopy *copy, Erased *erased, GError **error)
{
	g_autoptr(GError) failure = NULL;
	int claim = spool_claim(spool, copy->place, copy->entry->id, &failure);
	gboolean settled;

	if (claim < 0) {
		erased->busy += failure == NULL;
		return TRUE;
	}
	settled = spool_settle(spool, copy->entry->id, copy->place, error);
	close(claim);
	erased->copies += settled;
	return settled;
}

static gboolean
erase_files(const Spool *spool, const Traces *traces, Erased *erased, GError **error)
{
	const gint64 now = g_get_real_time() / G_USEC_PER_SEC;

	for (guint i = 0; i < traces->copies->len; i++)
		if (!erase_file(spool, traces->copies->pdata[i], erased, error))
			return FALSE;
	g_strfreev(spool_leftovers(spool, now - LEFTOVER_SECONDS, TRUE, NULL));
	return TRUE;
}

gboolean
erase_traces(Store *store, const Spool *spool, const Traces *traces, const char *who,
	     Erased *erased, GError **error)
{
	*erased = (Erased){ 0 };
	return erase_files(spool, traces, erased, error) &&
	       store->upkeep->erase(store->upkeep, traces, NULL, who, erased, error);
}

gboolean
erase_owner(Store *store, const Spool *spool, const char *owner, const char *who, Erased *erased,
	    GError **error)
{
	g_autoptr(Traces) traces = traces_of_owner(spool, owner, error);

	*erased = (Erased){ 0 };
	return traces != NULL && erase_files(spool, traces, erased, error) &&
	       store->upkeep->erase(store->upkeep, traces, owner, who, erased, error);
}
