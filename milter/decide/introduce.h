/*
 * introduce - the inviter of a held message goes into its owner's book
 */
#ifndef DECIDE_INTRODUCE_H
#define DECIDE_INTRODUCE_H

#include "copy.h"

/*
 * Trust the inviter NUMBER (copy_choose()) of COPY in its owner's book, as DECISION tells: the
 * name, address and profile that are strong.  FALSE with DECIDE_ERROR_DOUBTFUL where nothing proves
 * the message, or neither an address nor a profile of them is strong; _WHOM, _NOBODY or
 * STORE_ERROR.
 */
gboolean introduce_trusted(Decider *decider, const HeldCopy *copy, guint number, Decision *decision,
			   GError **error);

/*
 * Decline INVITER (nullable), whom COPY names, in its owner's book.  What is proven and strong is
 * declined; a name that is not, for such mail at this network alone.  DECISION has the contact, or
 * a remark why there is none.  FALSE with STORE_ERROR.
 */
gboolean introduce_declined(Decider *decider, const HeldCopy *copy, const Inviter *inviter,
			    Decision *decision, GError **error);

#endif
