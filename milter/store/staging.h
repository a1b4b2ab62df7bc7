/*
 * staging - contacts on their way into a book: all of them or none
 *
 * They are gathered in a place of their own, on disk, where nobody waits for them, and
 * those that are one person become one.  Then one transaction brings them into the
 * book; until it ends readers see the book as it was, and if it does not end it stays so.
 */
#ifndef STORE_STAGING_H
#define STORE_STAGING_H

#include "contacts.h"

/* What becomes of those that were gathered. */
typedef struct StagingCounts {
	guint64 added;     /* new contacts */
	guint64 merged;    /* a contact of the book got something by them */
	guint64 unchanged; /* the book had it all */
} StagingCounts;

/* Called as the merge goes on: DONE of count(). */
typedef void (*StagingProgressFunc)(guint64 done, gpointer user_data);

/* Each operation returns FALSE with STORE_ERROR. */
typedef struct Staging Staging;
struct Staging {
	gpointer engine;

	/* Add CONTACT, whose owner becomes the book's. */
	gboolean (*add)(Staging *staging, Contact *contact, GError **error);

	/* How many there are, those that are one person counted once. */
	gboolean (*count)(Staging *staging, guint64 *count, GError **error);

	/*
	 * Merge them into BOOK, of the same engine, as its add() would one after the other, and
	 * count in *COUNTS. DRY: only count; then BOOK may be NULL for one that is not there.
	 */
	gboolean (*merge)(Staging *staging, Contacts *book, gboolean dry,
			  StagingProgressFunc progress, gpointer user_data, StagingCounts *counts,
			  GError **error);

	void (*free)(Staging *staging);
};

void staging_free(Staging *staging); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Staging, staging_free)

#endif
