/*
 * staging - contacts on their way into a book: all of them or none
 *
 * They are gathered in a database of their own, on disk, where nobody waits for them, and
 * those that are one person become one.  Then one transaction brings them into the
 * book; until it ends readers see the book as it was, and if it does not end it stays so.
 */
#ifndef STORE_STAGING_H
#define STORE_STAGING_H

#include "contacts.h"

typedef struct Staging Staging;

/* What becomes of those that were gathered. */
typedef struct StagingCounts {
	guint64 added;     /* new contacts */
	guint64 merged;    /* a contact of the book got something by them */
	guint64 unchanged; /* the book had it all */
} StagingCounts;

/* Called as the merge goes on: DONE of staging_count(). */
typedef void (*StagingProgressFunc)(guint64 done, gpointer user_data);

/* Gather for the book of OWNER (comparable form).  (transfer full), or NULL with DATABASE_ERROR. */
Staging *staging_new(const char *owner, GError **error);
void staging_free(Staging *staging); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Staging, staging_free)

/* Add CONTACT, whose owner becomes the book's. */
gboolean staging_add(Staging *staging, Contact *contact, GError **error);

/* How many there are, those that are one person counted once; FALSE with ERROR. */
gboolean staging_count(Staging *staging, guint64 *count, GError **error);

/*
 * Merge them into BOOK, as contacts_add() would one after the other, and count in *COUNTS.
 * DRY: only count; then BOOK may be NULL for one that is not there.
 */
gboolean staging_merge(Staging *staging, Database *book, gboolean dry, StagingProgressFunc progress,
		       gpointer user_data, StagingCounts *counts, GError **error);

#endif
