/*
 * trust - proof and books -> the standing of an inviter with a recipient
 */
#ifndef JUDGE_TRUST_H
#define JUDGE_TRUST_H

#include "language/words.h"
#include "recognize/why.h"
#include "book.h"

/*
 * The standing that one acquaintance gives.  PROVEN: the mail is proved, or need not be.  An
 * address or profile beats a name, and of equals declined beats trusted; but what is only weak
 * does not clear a contact's name of another profile.
 */
Standing trust_standing(const Acquaintance *acquaintance, gboolean proven);

/* Whether PROOF makes mail proven; where none is REQUIRED, mail that nobody looked at is, too. */
gboolean trust_is_proven(Proof proof, gboolean required);

typedef struct Trust {
	Standing standing;
	guint count;       /* in the recipient's own book, of the inviter that decided */
	gboolean has_book; /* the recipient's own owner has one */
} Trust;

/* Who asks, on whose behalf; lent. */
typedef struct TrustQuestion {
	const char *owner;         /* comparable form */
	const char *network_key;   /* as in Recognition (nullable) */
	const GPtrArray *inviters; /* Inviter * */
	const char *message_id;    /* (nullable) */
	gboolean proven;           /* the mail is proved, or need not be */
	gboolean shared; /* OWNER is an address of several persons: it has no book of its own */
} TrustQuestion;

/*
 * Ask the books of the owner, its domain and the site; the nearest that knows the person decides.
 * Of several inviters the best standing counts: trusted, name-only, lookalike, unknown, declined,
 * in this order: a stranger beside somebody declined has not been declined.  Appends sentences to
 * WHY.  FALSE with the book's ERROR.
 */
gboolean trust_look_up(Book *book, const TrustQuestion *question, Trust *trust, Why *why,
		       GError **error);

#endif
