/*
 * held-inviter - the inviter of a held message goes into its owner's book
 */
#ifndef CTL_HELD_INVITER_H
#define CTL_HELD_INVITER_H

#include "held-store.h"
#include "store/contacts.h"

/*
 * Store the inviter of COPY in its owner's book as STATE, and print the contact: name, and of
 * address and profile what is strong; it is said what was not taken.  An exit status: EX_DATAERR
 * where nobody is known well enough, or the network did not send the message.
 */
int held_inviter_store(HeldStore *store, const HeldCopy *copy, ContactState state);

#endif
