/*
 * book - whom an owner knows
 *
 * The judgement asks through this interface; SQLite answers in store/, an array in tests.
 */
#ifndef JUDGE_BOOK_H
#define JUDGE_BOOK_H

#include <glib.h>

#include "people/inviter.h"
#include "owner.h"

/*
 * An owner meets an inviter in one message; lent.  Who proves nothing may call themselves anything:
 * such a meeting never counts for one that is proven, and never is what declines it.
 */
typedef struct Meeting {
	const char *owner;       /* comparable form: "bob@example.org", "@example.org", "*" */
	const char *network_key; /* as in Recognition */
	const Inviter *inviter;
	const char *message_id; /* the message does not count itself (nullable) */
	gboolean proven;        /* the mail is proved, or need not be */
} Meeting;

/* How one owner's book knows an inviter. */
typedef struct Acquaintance {
	gboolean has_book;    /* the owner has contacts */
	gboolean by_identity; /* a trusted contact has the strong address or profile */
	gboolean by_weak; /* a trusted contact has an address or profile that is only weak here */
	gboolean by_name; /* a trusted contact has the name (learned names: two words or more);
			     not looked for where by_identity or declined tell */
	gboolean other_profile; /* ... but that contact has another profile of the same form at this
				   network */
	gboolean declined;      /* a declined contact has the address or profile */
	gboolean declined_name; /* a declined contact of this network has the name, and the mail
				   names nobody else by it */
	guint count;   /* messages of this inviter and network seen before; of one that is proven,
			  only those that were proven, and strong */
	char *contact; /* who matched, for why (nullable) */
} Acquaintance;

void acquaintance_clear(Acquaintance *acquaintance);

typedef struct Book Book;
struct Book {
	/*
	 * What the book of MEETING's owner alone says of the inviter.  FALSE with ERROR where it
	 * cannot be read.
	 */
	gboolean (*look_up)(Book *book, const Meeting *meeting, Acquaintance *acquaintance,
			    GError **error);

	/*
	 * Who gets the mail of ADDRESS, in comparable form: (transfer full), or NULL with ERROR
	 * where that cannot be read.  NULL: a book without aliases and settings.
	 */
	Owner *(*find_owner)(Book *book, const char *address, GError **error);
};

/* What BOOK says of ADDRESS (find_owner). */
Owner *book_find_owner(Book *book, const char *address, GError **error);

/* A book in which nobody stands (transfer none): no database. */
Book *book_empty(void);

#endif
