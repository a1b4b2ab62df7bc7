#include "trust.h"

#include <string.h>

#include "base/names.h"

/* Of several inviters the higher decides. */
static const int standing_rank[] = {
	[STANDING_DECLINED] = 0,  [STANDING_UNKNOWN] = 1, [STANDING_LOOKALIKE] = 2,
	[STANDING_NAME_ONLY] = 3, [STANDING_TRUSTED] = 4, [STANDING_FORGED] = 5,
};

Standing
trust_standing(const Acquaintance *acquaintance, gboolean proven)
{
	if (acquaintance->declined)
		return STANDING_DECLINED;
	if (acquaintance->by_identity)
		return proven ? STANDING_TRUSTED : STANDING_NAME_ONLY;
	/* A friend's address typed into the text must not make up for another profile. */
	if (acquaintance->by_weak && !(acquaintance->by_name && acquaintance->other_profile))
		return STANDING_NAME_ONLY;
	if (acquaintance->declined_name && !acquaintance->by_weak)
		return STANDING_DECLINED;
	if (acquaintance->by_name || acquaintance->by_weak)
		return acquaintance->other_profile ? STANDING_LOOKALIKE : STANDING_NAME_ONLY;
	return STANDING_UNKNOWN;
}

gboolean
trust_is_proven(Proof proof, gboolean required)
{
	return proof == PROOF_DKIM || proof == PROOF_DMARC || proof == PROOF_SPF ||
	       (proof == PROOF_NONE && !required);
}

/* Why ACQUAINTANCE gives its standing, to follow "...'s book". */
static const char *
reason(const Acquaintance *acquaintance, Standing standing)
{
	switch (standing) {
	case STANDING_TRUSTED:
		return "a strong address or profile is a trusted contact's, and the proof suffices";
	case STANDING_LOOKALIKE:
		return "the name is a trusted contact's, but the profile is another";
	case STANDING_DECLINED:
		return acquaintance->declined ? "the address or profile is declined"
					      : "the name is declined for this network";
	case STANDING_NAME_ONLY:
		if (acquaintance->by_identity)
			return "the address or profile is a trusted contact's, but nothing proves "
			       "the mail";
		if (acquaintance->by_weak)
			return "an address or profile that an inviter could have typed is a "
			       "trusted contact's";
		return "only the name is a trusted contact's";
	default:
		return "nobody of that name, address or profile";
	}
}

static const char *
called(const Inviter *inviter)
{
	const char *called = inviter_called(inviter);

	return called != NULL ? called : "an inviter that the mail does not name";
}

/*
 * What the nearest book that knows INVITER says; *TRUST gets count and has_book of the first.  An
 * address that several share has a history, but whom one of them knows is nothing to the others.
 */
static gboolean
look_up_one(Book *book, char **books, const TrustQuestion *question, const Inviter *inviter,
	    Trust *trust, Why *why, GError **error)
{
	trust->standing = STANDING_UNKNOWN;
	for (gsize i = 0; books[i] != NULL && trust->standing == STANDING_UNKNOWN; i++) {
		Acquaintance acquaintance = { 0 };
		const Meeting meeting = { books[i], question->network_key, inviter,
					  question->message_id, question->proven };

		if (!book->look_up(book, &meeting, &acquaintance, error)) {
			acquaintance_clear(&acquaintance);
			return FALSE;
		}
		if (i == 0) {
			trust->count = acquaintance.count;
			trust->has_book = acquaintance.has_book && !question->shared;
		}
		if (i == 0 && question->shared) {
			acquaintance_clear(&acquaintance);
			continue;
		}
		trust->standing = trust_standing(&acquaintance, question->proven);
		if (trust->standing != STANDING_UNKNOWN)
			why_say(why, "%s is %s in the book of %s: %s%s%s%s", called(inviter),
				names_word(standing_words, trust->standing), books[i],
				reason(&acquaintance, trust->standing),
				acquaintance.contact != NULL ? " (" : "",
				acquaintance.contact != NULL ? acquaintance.contact : "",
				acquaintance.contact != NULL ? ")" : "");
		acquaintance_clear(&acquaintance);
	}
	if (trust->standing == STANDING_UNKNOWN)
		why_say(why, "no book of %s knows %s", books[0], called(inviter));
	return TRUE;
}

gboolean
trust_look_up(Book *book, const TrustQuestion *question, Trust *trust, Why *why, GError **error)
{
	static const Inviter nobody = { 0 };
	const GPtrArray *inviters = question->inviters;
	g_auto(GStrv) books = owner_places(question->owner);
	Trust best = { 0 };

	/* An unnamed inviter is asked for too: the owner may have a book all the same. */
	for (guint i = 0; i < MAX(inviters->len, 1); i++) {
		const Inviter *inviter = inviters->len > 0 ? inviters->pdata[i] : &nobody;
		Trust one = { 0 };

		if (!look_up_one(book, books, question, inviter, &one, why, error))
			return FALSE;
		if (i == 0 || standing_rank[one.standing] > standing_rank[best.standing])
			best = one;
	}
	*trust = best;
	return TRUE;
}
