/*
 * inviter - the inviter of a held message goes into its owner's book
 */
#ifndef DECIDE_INVITER_H
#define DECIDE_INVITER_H

#include "copy.h"

/* Whether what ENTRY says of its inviters is proven, by its stored verdict. */
gboolean inviter_is_proven(const Decider *decider, const SpoolEntry *entry);

/* Whether the network sent no such message, whatever ENTRY says of it. */
gboolean inviter_is_forged(const SpoolEntry *entry);

/*
 * Who of INVITERS (Inviter *) is meant by NUMBER, from 1; 0: the only one.  *INVITER (transfer none) is NULL
 * where the message names nobody.  FALSE with DECIDE_ERROR_WHOM or _NOBODY.
 */
gboolean inviter_choose(const HeldCopy *copy, const GPtrArray *inviters, guint number,
			const Inviter **inviter, GError **error);

/*
 * Trust the inviter NUMBER (inviter_choose()) of COPY in its owner's book, as DECISION tells: the name, address
 * and profile that are strong.  FALSE with DECIDE_ERROR_DOUBTFUL where nothing proves the message, or neither
 * an address nor a profile of them is strong; _WHOM, _NOBODY or STORE_ERROR.
 */
gboolean inviter_trust(Decider *decider, const HeldCopy *copy, guint number, Decision *decision,
		       GError **error);

/*
 * Decline INVITER (nullable), whom COPY names, in its owner's book.  What is proven and strong is declined; a
 * name that is not, for such mail at this network alone.  DECISION has the contact, or a remark why there is
 * none.  FALSE with STORE_ERROR.
 */
gboolean inviter_decline(Decider *decider, const HeldCopy *copy, const Inviter *inviter,
			 Decision *decision, GError **error);

#endif
