/*
 * settle - the end of held messages without delivery
 */
#ifndef DECIDE_SETTLE_H
#define DECIDE_SETTLE_H

#include "copy.h"
#include "store/store.h"

/*
 * Let go of the copy ID in held/ by EVENT, in the journal first, OWNER nullable.  FALSE with
 * STORE_ERROR or SPOOL_ERROR; SPOOL_ERROR_MISSING: somebody else was quicker.
 */
gboolean settle_id(Decider *decider, const char *id, const char *owner, const char *event,
		   GError **error);

/*
 * Delete COPY, whoever wrote it; no book changes.  FALSE with DECIDE_ERROR_OVER or _ON_ITS_WAY, or
 * settle_id()'s.
 */
gboolean settle_delete(Decider *decider, const HeldCopy *copy, Decision *decision, GError **error);

/* What old messages came to. */
typedef struct Expired {
	GPtrArray *gone; /* HeldRow *, those that went */
	guint untold;    /* as old, but their owners never saw a list with them: they stay */
} Expired;

void expired_clear(Expired *expired);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Expired, expired_clear)

/*
 * Let go of what was held before TIME, if its owner was shown a list with it or its inviter is
 * declined; or, if DRY, only find it.  *EXPIRED has what went, also where the rest failed: FALSE
 * with STORE_ERROR or SPOOL_ERROR.
 */
gboolean settle_expire(Decider *decider, gint64 time, gboolean dry, Expired *expired,
		       GError **error);

#endif
