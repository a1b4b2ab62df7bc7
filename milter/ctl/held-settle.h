/*
 * held-settle - the end of a held message without delivery
 */
#ifndef CTL_HELD_SETTLE_H
#define CTL_HELD_SETTLE_H

#include "held-store.h"

/*
 * Let go of the copy ID in held/ by EVENT, in the journal first, OWNER nullable.  FALSE with
 * DATABASE_ERROR or SPOOL_ERROR; SPOOL_ERROR_MISSING: somebody else was quicker.
 */
gboolean held_settle(HeldStore *store, const char *id, const char *owner, const char *event,
		     GError **error);

#endif
