/*
 * contacts - the books of all owners
 */
#ifndef STORE_CONTACTS_H
#define STORE_CONTACTS_H

#include "judge/book.h"
#include "people/contact.h"

/*
 * Called with each contact, which may be stolen by setting *CONTACT to NULL.  FALSE with ERROR
 * stops.
 */
typedef gboolean (*ContactFunc)(Contact **contact, gpointer user_data, GError **error);

typedef enum {
	LEARNED_NOTHING, /* it was known, or is declined: nothing is written, but once a day that it
			    was seen */
	LEARNED_MORE,    /* another name of somebody known */
	LEARNED_NEW,
} Learned;

/* Each operation returns FALSE, or NULL, with STORE_ERROR. */
typedef struct Contacts Contacts;
struct Contacts {
	gpointer engine;

	/*
	 * Add CONTACT to its owner's book.  Contacts that share an address or a profile are one
	 * person and become one contact, with all names, addresses and profiles.  Of a manual
	 * contact state, network and note hold; what was imported or learned is only added, and of
	 * those that become one the declined one's state holds.  A contact by name alone is another
	 * sight of one that is nothing but these names, in the same state and network, and as well
	 * proven (contact_is_unproven()); else names join nobody. CONTACT->id is the stored one's.
	 */
	gboolean (*add)(Contacts *contacts, Contact *contact, GError **error);

	/* Remove contact ID of OWNER; *REMOVED whether there was one. */
	gboolean (*remove)(Contacts *contacts, const char *owner, gint64 id, gboolean *removed,
			   GError **error);

	/*
	 * Contact ID of OWNER (NULL: of anybody): *CONTACT (transfer full), or NULL where there is
	 * none.
	 */
	gboolean (*read)(Contacts *contacts, const char *owner, gint64 id, Contact **contact,
			 GError **error);

	/* Contacts of OWNER (NULL: all) one after the other, in order of id. */
	gboolean (*each)(Contacts *contacts, const char *owner, ContactFunc func,
			 gpointer user_data, GError **error);

	/*
	 * The contacts of OWNER (NULL: of all, which reads the whole table) that have this name,
	 * address or profile: (transfer full) GPtrArray of Contact *.
	 */
	GPtrArray *(*find)(Contacts *contacts, const char *owner, const char *word, GError **error);

	/* Book.look_up (judge/book.h), without what came before. */
	gboolean (*look_up)(Contacts *contacts, const Meeting *meeting, Acquaintance *acquaintance,
			    GError **error);

	/*
	 * Take CONTACT, with one address, which nobody wrote down but its owner's own mail, into
	 * the book: found by a few look-ups, written only where it is new.  What a person or an
	 * import said is not changed by it, and who was declined stays so.  MAY_ADD FALSE: nobody
	 * new is added.  An owner who is an alias gives way to the person; what several share
	 * learns nothing.
	 */
	gboolean (*learn)(Contacts *contacts, Contact *contact, gboolean may_add, Learned *learned,
			  GError **error);

	/*
	 * Undo all that OWNER learned; *COUNT contacts went.  What was learned of others goes from
	 * theirs.
	 */
	gboolean (*unlearn)(Contacts *contacts, const char *owner, guint *count, GError **error);

	/* Forget learned contacts that were last seen before TIME. */
	gboolean (*purge)(Contacts *contacts, gint64 time, GError **error);
};

/* All of each() as an array: GPtrArray of Contact * (transfer full). */
GPtrArray *contacts_list(Contacts *contacts, const char *owner, GError **error);

/*
 * The comparable form of an owner: an address, "@domain" or "*"; NULL if WORD is none (transfer
 * full).
 */
char *contacts_owner(const char *word, char delimiter);

#endif
