/*
 * release - a held message goes to its recipient, once
 */
#ifndef DECIDE_RELEASE_H
#define DECIDE_RELEASE_H

#include "copy.h"

/* Before the first release: whom to deliver to.  FALSE with DECIDE_ERROR_REINJECTOR. */
gboolean release_begin(Decider *decider, GError **error);

/*
 * Deliver COPY to its recipient, as it came but for our own fields.  DECISION tells what became of
 * it, and whether it may come twice.  Each step may be the last one of this program: what is done
 * twice does no harm. FALSE with DECIDE_ERROR_OVER, _REFUSED, _UNRECORDED or _BROKEN, SPOOL_ERROR
 * or STORE_ERROR.
 */
gboolean release_copy(Decider *decider, HeldCopy *copy, Decision *decision, GError **error);

#endif
