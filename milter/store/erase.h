/*
 * erase - forget somebody for good
 *
 * Rows go, and with them what was in free pages and in the log; messages go, and an empty file
 * named by a digest stays where a client might send one again.
 */
#ifndef STORE_ERASE_H
#define STORE_ERASE_H

#include "subject.h"

typedef struct Erased {
	guint contacts, invitations, copies;
	guint journal; /* lines */
	guint busy;    /* copies that were just being delivered: they stay */
} Erased;

/* What is taken down of it: WHO did it, no more. */
gboolean erase_subject(Database *database, const Spool *spool, const Subject *subject,
		       const char *who, Erased *erased, GError **error);

/* OWNER's book and settings, history, journal and held mail: what any table says of this owner. */
gboolean erase_owner(Database *database, const Spool *spool, const char *owner, const char *who,
		     Erased *erased, GError **error);

#endif
