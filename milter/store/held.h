/*
 * held - the index over the copies in held/
 *
 * The files are the truth (spool.h); the rows make them quick to list and remember who has seen
 * what.  Whatever differs can be mended from the files (held-check.h).
 */
#ifndef STORE_HELD_H
#define STORE_HELD_H

#include "spool-entry.h"

typedef struct HeldRow {
	char *id, *owner;
	char *network, *kind, *standing; /* (nullable, as all below that are strings) */
	char *name, *email, *profile, *subject;
	char *refused; /* what the reinjector said */
	gint64 since;  /* seconds since 1970 */
	guint count;
	guint64 size; /* bytes */
	gint64 shown; /* when its owner's list had it; 0: never */
} HeldRow;

HeldRow *held_row_new(const SpoolEntry *entry); /* what the index would say of it, not shown yet
						   (transfer full) */
void held_row_free(HeldRow *row);               /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HeldRow, held_row_free)

/* Each operation returns FALSE, or NULL, with STORE_ERROR. */
typedef struct HeldIndex HeldIndex;
struct HeldIndex {
	gpointer engine;

	/* The row for ENTRY, made or brought up to date; that it was shown stays. */
	gboolean (*put)(HeldIndex *index, const SpoolEntry *entry, GError **error);
	gboolean (*remove)(HeldIndex *index, const char *id, GError **error);

	/*
	 * The rows of OWNER (NULL: all) and of what is OWNER's alias by now, oldest first:
	 * (transfer full) GPtrArray of HeldRow *.
	 */
	GPtrArray *(*list)(HeldIndex *index, const char *owner, GError **error);

	/* That its owner has seen the copy ID at TIME in a list; the first time counts. */
	gboolean (*shown)(HeldIndex *index, const char *id, gint64 time, GError **error);
};

#endif
