/*
 * contacts - the books over SQLite
 */
#ifndef STORE_CONTACTS_H
#define STORE_CONTACTS_H

#include "judge/book.h"
#include "people/contact.h"
#include "database.h"

/* The comparable form of an owner: an address, "@domain" or "*"; NULL if WORD is none (transfer full). */
char *contacts_owner(const char *word, char delimiter);

/*
 * Add CONTACT to its owner's book.  Contacts that share an address or a profile are one person
 * and become one contact, with all names, addresses and profiles.  Of a manual contact state, network and
 * note hold; what was imported or learned is only added, and of those that become one
 * the declined one's state holds.  A contact by name alone is another sight of one that is nothing but
 * these names, in the same state and network, and as well proven (contact_is_unproven()); else names
 * join nobody.
 * CONTACT->id is the row's.
 */
gboolean contacts_add(Database *database, Contact *contact, GError **error);

/* Remove contact ID of OWNER; *REMOVED whether there was one. */
gboolean contacts_remove(Database *database, const char *owner, gint64 id, gboolean *removed,
			 GError **error);

/* Called with each contact, which may be stolen by setting *CONTACT to NULL.  FALSE with ERROR stops. */
typedef gboolean (*ContactFunc)(Contact **contact, gpointer user_data, GError **error);

/* Contacts of OWNER (NULL: all) one after the other, in order of id. */
gboolean contacts_foreach(Database *database, const char *owner, ContactFunc func,
			  gpointer user_data, GError **error);

/* Contact ID of OWNER (NULL: of anybody): *CONTACT (transfer full), or NULL where there is none. */
gboolean contacts_read(Database *database, const char *owner, gint64 id, Contact **contact,
		       GError **error);

/* The same as an array: GPtrArray of Contact * (transfer full). */
GPtrArray *contacts_list(Database *database, const char *owner, GError **error);

/*
 * The contacts of OWNER (NULL: of all, which reads the whole table) that have this name, address or
 * profile: (transfer full) GPtrArray of Contact *.
 */
GPtrArray *contacts_find(Database *database, const char *owner, const char *word, GError **error);

/* Book.look_up over DATABASE (book.h): one select over indexes, and a few more where somebody has the name. */
gboolean contacts_look_up(Database *database, const Meeting *meeting, Acquaintance *acquaintance,
			  GError **error);

#endif
