/*
 * history - what each owner got of each inviter
 *
 * Reminders are joined to their invitation by owner, network and inviter: the number of the
 * invitation, an address or a profile in common is the same inviter; so is a name, unless both have an address, or a profile of one form,
 * and these differ.  One Message-ID counts once.
 */
#ifndef STORE_HISTORY_H
#define STORE_HISTORY_H

#include "invite/inviter.h"
#include "database.h"

/*
 * How many messages of INVITER through NETWORK the owner got before the one called MESSAGE_ID
 * (nullable).  FALSE with DATABASE_ERROR.
 */
gboolean history_count(Database *database, const char *owner, const char *network,
		       const Inviter *inviter, const char *message_id, guint *count,
		       GError **error);

/*
 * Take down that the owner got MESSAGE_ID of INVITER at TIME, seconds since 1970; nothing changes
 * where that was done before.  An inviter of whom nothing is known is not taken down.
 */
gboolean history_add(Database *database, const char *owner, const char *network,
		     const Inviter *inviter, const char *message_id, gint64 time, GError **error);

/* Forget what was last seen before TIME. */
gboolean history_purge(Database *database, gint64 time, GError **error);

#endif
