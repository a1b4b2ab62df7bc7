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
#include "people/identities.h"

/* What one owner got of one inviter through one network. */
typedef struct HistoryRow {
	gint64 id;
	char *owner, *network;
	GPtrArray *forms; /* char *: what the inviter is known by, in comparable form */
	guint count;
	gint64 first, last; /* seconds since 1970 */
	gboolean proven;    /* FALSE: in their name, but nothing proves that it was they */
} HistoryRow;

HistoryRow *history_row_new(void);      /* (transfer full) */
void history_row_free(HistoryRow *row); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HistoryRow, history_row_free)

/* Each operation returns FALSE, or NULL, with STORE_ERROR. */
typedef struct History History;
struct History {
	gpointer engine;

	/* How many messages the owner got before that count for MEETING. */
	gboolean (*count)(History *history, const Meeting *meeting, guint *count, GError **error);

	/*
	 * Take MEETING down at TIME, seconds since 1970; nothing changes where that was done
	 * before.  Its message must have an id.  An inviter of whom nothing is known that counts is
	 * not taken down.
	 */
	gboolean (*add)(History *history, const Meeting *meeting, gint64 time, GError **error);

	/*
	 * What all owners got of those who have FORM, in comparable form: (transfer full) GPtrArray
	 * of HistoryRow *.
	 */
	GPtrArray *(*find)(History *history, IdentityType type, const char *form, GError **error);

	/* Forget what was last seen before TIME. */
	gboolean (*purge)(History *history, gint64 time, GError **error);
};

#endif
