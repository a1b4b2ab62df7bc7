/*
 * learned - contacts that nobody wrote down: made from the mail that their owner sends
 *
 * What a person or an import said is not changed by it, and who was declined stays so.
 */
#ifndef STORE_LEARNED_H
#define STORE_LEARNED_H

#include "people/contact.h"
#include "database.h"

typedef enum {
	LEARNED_NOTHING, /* it was known, or is declined: nothing is written, but once a day that it was seen */
	LEARNED_MORE,    /* another name of somebody known */
	LEARNED_NEW,
} Learned;

/*
 * Take CONTACT, a learned one of an owner's with one address, into the book: found by a few
 * look-ups, written only where it is new.  MAY_ADD FALSE: nobody new is added.  An owner who is an alias
 * gives way to the person; what several share learns nothing.
 */
gboolean learned_add(Database *database, Contact *contact, gboolean may_add, Learned *learned,
		     GError **error);

/* Undo all that OWNER learned; *CONTACTS how many went.  What was learned of others goes from theirs. */
gboolean learned_forget(Database *database, const char *owner, guint *contacts, GError **error);

/* Forget learned contacts that were last seen before TIME. */
gboolean learned_purge(Database *database, gint64 time, GError **error);

#endif
