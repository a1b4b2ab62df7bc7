/*
 * history - what each owner got of each inviter
 *
 * Reminders are joined to their invitation by owner, network and inviter: the number of the
 * invitation, an address or a profile in common is the same inviter.  Names join only mail that
 * tells nothing more of its inviter, for anybody may be called so.  One Message-ID counts once.
 *
 * What is proven has a history of its own, of what is strong: nobody can add to it by sending mail
 * in somebody's name.  Mail that proves nothing is told what came before of either kind.
 */
#ifndef STORE_HISTORY_H
#define STORE_HISTORY_H

#include "judge/book.h"
#include "database.h"

/* How many messages the owner got before that count for MEETING.  FALSE with DATABASE_ERROR. */
gboolean history_count(Database *database, const Meeting *meeting, guint *count, GError **error);

/*
 * Take MEETING down at TIME, seconds since 1970; nothing changes where that was done before.  Its message
 * must have an id.  An inviter of whom nothing is known that counts is not taken down.
 */
gboolean history_add(Database *database, const Meeting *meeting, gint64 time, GError **error);

/* Forget what was last seen before TIME. */
gboolean history_purge(Database *database, gint64 time, GError **error);

#endif
