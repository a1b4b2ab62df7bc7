/*
 * merge - one person, one contact: what joins what, inside the engine
 *
 * What is merged with a transaction begun: merge_add() begins its own.
 */
#ifndef SQLITE_MERGE_H
#define SQLITE_MERGE_H

#include "known.h"

/*
 * The row of a SELECT id, owner, state, network, source, note, since FROM contact; no values yet
 * (transfer full).
 */
Contact *contact_from_row(sqlite3_stmt *statement);

/*
 * Add to IDS (gint64) the contacts of CONTACT's book that are the same person as CONTACT with
 * KNOWN, the oldest first.
 */
gboolean merge_find(Database *database, const Contact *contact, const GArray *known, GArray *ids,
		    GError **error);

/* Whether *ADDS anything if CONTACT with KNOWN is joined to IDS, of merge_find(). */
gboolean merge_adds(Database *database, const Contact *contact, const GArray *known,
		    const GArray *ids, gboolean *adds, GError **error);

/* Store CONTACT with KNOWN: a new contact where IDS is empty, else all of them become one. */
gboolean merge_store(Database *database, Contact *contact, const GArray *known, const GArray *ids,
		     GError **error);

/* Contacts.add and Contacts.remove of store/contacts.h. */
gboolean merge_add(Database *database, Contact *contact, GError **error);
gboolean merge_remove(Database *database, const char *owner, gint64 id, gboolean *removed,
		      GError **error);

#endif
