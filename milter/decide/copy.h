/*
 * copy - one held message, by its id or the beginning of it
 */
#ifndef DECIDE_COPY_H
#define DECIDE_COPY_H

#include "decider.h"

/* So many digits of an id are shown, and so many must at least be given. */
enum { COPY_SHOWN_DIGITS = 12, COPY_LEAST_DIGITS = 6 };

typedef struct HeldCopy {
	char *id;
	SpoolPlace place;
	SpoolEntry *entry; /* (nullable: the copy is over, or cannot be read) */
	GError *failure;   /* why it cannot be read (nullable) */
} HeldCopy;

void held_copy_clear(HeldCopy *copy);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HeldCopy, held_copy_clear)

/*
 * The one copy whose id begins with WORD; what was kept for an address that is an alias by now is
 * its person's. FALSE with DECIDE_ERROR_WORD or _UNKNOWN, SPOOL_ERROR or STORE_ERROR.
 */
gboolean copy_find(const Decider *decider, const char *word, HeldCopy *copy, GError **error);

/*
 * What ended the copy, which is over: *EVENT (transfer full; NULL: the journal does not know) at
 * *TIME. FALSE with STORE_ERROR.
 */
gboolean copy_past(const Decider *decider, const HeldCopy *copy, char **event, gint64 *time,
		   GError **error);

/* Whether COPY can be decided about.  FALSE with DECIDE_ERROR_OVER or _ON_ITS_WAY. */
gboolean copy_check_held(const HeldCopy *copy, GError **error);

/* Set ERROR to CODE and "ID: sentence"; FALSE. */
gboolean copy_fail(const HeldCopy *copy, DecideErrorCode code, GError **error, const char *format,
		   ...) G_GNUC_PRINTF(4, 5);

/* Whether what ENTRY says of its inviters is proven, by its stored verdict. */
gboolean copy_is_proven(const Decider *decider, const SpoolEntry *entry);

/* Whether the network sent no such message, whatever ENTRY says of it. */
gboolean copy_is_forged(const SpoolEntry *entry);

/*
 * Who of INVITERS (Inviter *) is meant by NUMBER, from 1; 0: the only one.  *INVITER (transfer
 * none) is NULL where the message names nobody.  FALSE with DECIDE_ERROR_WHOM or _NOBODY.
 */
gboolean copy_choose(const HeldCopy *copy, const GPtrArray *inviters, guint number,
		     const Inviter **inviter, GError **error);

#endif
