/*
 * journal - who did what, and what was decided
 */
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include <glib.h>

typedef struct JournalEntry {
	gint64 time;       /* seconds since 1970 */
	const char *event; /* "judged", "shown", "released", "declined", "deleted", "expired" ... */
	const char *owner; /* whose mail (nullable, as all below) */
	const char *who;   /* the person at the command line */
	const char *queue_id;
	const char *copy; /* the id of a copy */
	const char *detail;
} JournalEntry;

/* Each operation returns FALSE with STORE_ERROR. */
typedef struct Journal Journal;
struct Journal {
	gpointer engine;

	gboolean (*add)(Journal *journal, const JournalEntry *entry, GError **error);

	/*
	 * What was last done to the copy called ID, but for looking at it: *EVENT (transfer full;
	 * NULL: the journal does not know) at *TIME.
	 */
	gboolean (*last)(Journal *journal, const char *id, char **event, gint64 *time,
			 GError **error);

	/* Forget what was before TIME. */
	gboolean (*purge)(Journal *journal, gint64 time, GError **error);
};

#endif
