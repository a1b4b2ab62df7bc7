/*
 * erase - forget somebody for good
 *
 * Rows go, and with them what was in free pages and in the log; messages go, and an empty file
 * named by a digest stays where a client might send one again.
 */
#ifndef STORE_ERASE_H
#define STORE_ERASE_H

#include "traces.h"

/* What is taken down of it: WHO did it, no more. */
gboolean erase_traces(Store *store, const Spool *spool, const Traces *traces, const char *who,
		      Erased *erased, GError **error);

/* OWNER's book and settings, history, journal and held mail: whatever says whose it is. */
gboolean erase_owner(Store *store, const Spool *spool, const char *owner, const char *who,
		     Erased *erased, GError **error);

#endif
