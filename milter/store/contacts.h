/*
 * contacts - the books over SQLite
 */
#ifndef STORE_CONTACTS_H
#define STORE_CONTACTS_H

#include "invite/book.h"
#include "invite/contact.h"
#include "database.h"

/* The comparable form of an owner: an address, "@domain" or "*"; NULL if WORD is none (transfer full). */
char *contacts_owner(const char *word, char delimiter);

/*
 * Add CONTACT to its owner's book; one that shares an address or profile with a contact of
 * that book is joined to it (state, names and the rest added).  CONTACT->id is the row's.
 */
gboolean contacts_add(Database *database, Contact *contact, GError **error);

/* Remove contact ID of OWNER; *REMOVED whether there was one. */
gboolean contacts_remove(Database *database, const char *owner, gint64 id, gboolean *removed,
			 GError **error);

/* Contacts of OWNER (NULL: all), in order of id: GPtrArray of Contact * (transfer full). */
GPtrArray *contacts_list(Database *database, const char *owner, GError **error);

/* The contacts of OWNER that have this name, address or profile: (transfer full) GPtrArray of Contact *. */
GPtrArray *contacts_find(Database *database, const char *owner, const char *word, GError **error);

/* Book.look_up over DATABASE (book.h); two or three indexed selects. */
gboolean contacts_look_up(Database *database, const char *owner, const char *network,
			  const Inviter *inviter, Acquaintance *acquaintance, GError **error);

#endif
