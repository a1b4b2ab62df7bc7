/*
 * held-inviter - the inviter of a held message goes into its owner's book
 */
#ifndef CTL_HELD_INVITER_H
#define CTL_HELD_INVITER_H

#include "held-store.h"
#include "store/contacts.h"

/* Whether what ENTRY says of its inviters is proven, by its stored verdict. */
gboolean held_inviter_is_proven(const HeldStore *store, const SpoolEntry *entry);

/* The option --inviter, which says who of several is meant; NUMBER: where it goes, an int. */
#define HELD_INVITER_OPTION(number)                                                               \
	{ "inviter", 0, 0, G_OPTION_ARG_INT, number, "Whom, where the message names several", "NUMBER" }

/* Whether NUMBER of that option and WORDS (nullable), the ids, go together.  An exit status, after saying why not. */
int held_inviter_check(CommandContext *context, char **words, int number);

/*
 * Who of INVITERS (Inviter *) is meant by NUMBER, from 1; 0: the only one.  *INVITER (transfer none) is NULL
 * where the message names nobody.  An exit status: EX_DATAERR after saying whom COPY names.
 */
int held_inviter_choose(const HeldStore *store, const HeldCopy *copy, const GPtrArray *inviters,
			guint number, const Inviter **inviter);

/*
 * Trust the inviter NUMBER of COPY in its owner's book: the name, address and profile that are strong;
 * it is said what was not taken.  Prints the contact.  An exit status: EX_DATAERR where nothing proves the
 * message, or neither an address nor a profile of them is strong.
 */
int held_inviter_trust(HeldStore *store, const HeldCopy *copy, guint number);

/*
 * Decline INVITER (nullable), whom COPY names, in its owner's book, and print the contact.  What is proven
 * and strong is declined; a name that is not, for such mail at this network alone.  *DECLINED (transfer
 * full) as it stands in the book now, or NULL after saying why nobody is.  An exit status.
 */
int held_inviter_decline(HeldStore *store, const HeldCopy *copy, const Inviter *inviter,
			 Contact **declined);

#endif
