/*
 * decline - decline an inviter once, and the rest is silent
 */
#ifndef DECIDE_DECLINE_H
#define DECIDE_DECLINE_H

#include "copy.h"

/*
 * Decline the inviter NUMBER (copy_choose()) of COPY in its owner's book, and let go of all that is
 * held of them for this owner; of COPY itself once nobody whom it names is left to be answered.
 * Whoever forged a message named whom they liked: it goes, and nobody is declined.  FALSE with
 * DECIDE_ERROR_OVER, _ON_ITS_WAY, _WHOM or _NOBODY, SPOOL_ERROR or STORE_ERROR.
 */
gboolean decline_copy(Decider *decider, const HeldCopy *copy, guint number, Decision *decision,
		      GError **error);

#endif
