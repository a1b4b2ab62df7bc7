/*
 * drift - which templates of which networks the rules do not know
 *
 * A tally without anybody's name: the network, what it calls its template, how often and when it
 * came.  Bounded: DRIFT_TEMPLATES of a network, of which the rarest and oldest makes room;
 * what was not seen for DRIFT_DAYS is forgotten at the next note.
 */
#ifndef STORE_DRIFT_H
#define STORE_DRIFT_H

#include <glib.h>

#define DRIFT_TEMPLATES 100
#define DRIFT_DAYS 90

typedef struct Drift {
	char *network;
	char *template;
	gint64 count;
	gint64 first, last; /* seconds since 1970 */
} Drift;

/* Each operation returns FALSE, or NULL, with STORE_ERROR. */
typedef struct DriftLog DriftLog;
struct DriftLog {
	gpointer engine;

	/* Count a mail of TEMPLATE by NETWORK that came at TIME. */
	gboolean (*note)(DriftLog *drift, const char *network, const char *template, gint64 time,
			 GError **error);

	/*
	 * All that was noted, by network, the most frequent first: (transfer full) a GPtrArray of
	 * Drift *, empty too where the store is older than the tally.
	 */
	GPtrArray *(*list)(DriftLog *drift, GError **error);
};

#endif
