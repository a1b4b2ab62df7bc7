/*
 * predicate - what "is PREDICATE" in a rule asks of a message
 *
 * This table is all that is known of a predicate.  To add one, write its row here, its function in
 * recognize/hints.c, and a line in invite-rules(5).
 */
#ifndef LANGUAGE_PREDICATE_H
#define LANGUAGE_PREDICATE_H

#include <glib.h>

/* How a predicate may be used. */
typedef enum {
	/*
	 * The header alone tells it, so the index may put lines under it; else the body must be
	 * there.
	 */
	PREDICATE_IN_HEADER = 1 << 0,
	/* It holds for so few mails that a line for mail of others needs no other condition. */
	PREDICATE_IS_RARE = 1 << 1,
	/* A line that asks for it applies to answers, too. */
	PREDICATE_ADMITS_REPLIES = 1 << 2,
	/* Each network has an answer of its own. */
	PREDICATE_OF_NETWORK = 1 << 3,
	/*
	 * It reads the date lines: the network must have some that tell when an invitation was
	 * made, and it cannot stand in one of them.
	 */
	PREDICATE_READS_DATES = 1 << 4,
} PredicateUse;

/*
 * ROW(ID, WORD, USE, FUNCTION).  FUNCTION answers (recognize/hints.h); only the floor above needs
 * it. Those of the header that hold for the least mail stand first: a line lies under the first
 * that it demands.
 */
#define PREDICATE_ROWS(ROW)                                                                        \
	/* no list or client field, two words in From's name, Message-ID of a third organization   \
	 */                                                                                        \
	ROW(MACHINE_MADE, "machine-made", PREDICATE_IN_HEADER | PREDICATE_IS_RARE,                 \
	    hints_machine_made)                                                                    \
	/* From's local-part is a role: noreply, invitations ... */                                \
	ROW(ROLE_SENDER, "role-sender", PREDICATE_IN_HEADER, hints_role_sender)                    \
	/* From's display-name ends in "via X", "(X Invitations)" ... */                           \
	ROW(VIA_SUFFIX, "via-suffix", PREDICATE_IN_HEADER, hints_via_suffix)                       \
	/* Reply-To of another organization than From */                                           \
	ROW(FOREIGN_REPLY_TO, "foreign-reply-to", PREDICATE_IN_HEADER, hints_foreign_reply_to)     \
	/* List-Unsubscribe, Precedence bulk or junk, Auto-Submitted, Feedback-ID */               \
	ROW(BULK, "bulk", PREDICATE_IN_HEADER, hints_bulk)                                         \
	/* List-Id or List-Post */                                                                 \
	ROW(LIST, "list", PREDICATE_IN_HEADER, hints_list)                                         \
	/* From's display-name reads like a person's */                                            \
	ROW(PERSON_NAME, "person-name", PREDICATE_IN_HEADER, hints_person_name)                    \
	/* exactly one mailbox in To, none in Cc */                                                \
	ROW(ONE_RECIPIENT, "one-recipient", PREDICATE_IN_HEADER, hints_one_recipient)              \
	/* an answer or a forward; the header tells some, the quote in the body the others */      \
	ROW(REPLY, "reply", PREDICATE_ADMITS_REPLIES, hints_reply)                                 \
	/* an accept link (recognize/accept-link.h) */                                             \
	ROW(ACCEPT_LINK, "accept-link", PREDICATE_OF_NETWORK, hints_accept_link)                   \
	/* a recipient's address in a link */                                                      \
	ROW(RECIPIENT_IN_LINK, "recipient-in-link", 0, hints_recipient_in_link)                    \
	/* the invitation is older than a day (recognize/age.h) */                                 \
	ROW(AGED, "aged", PREDICATE_OF_NETWORK | PREDICATE_READS_DATES, hints_aged)

#define PREDICATE_ID(id, word, use, function) PREDICATE_##id,
typedef enum { PREDICATE_ROWS(PREDICATE_ID) PREDICATES } Predicate;
#undef PREDICATE_ID

/* A NameTable (base/names.h). */
extern const char *const predicate_words[];

/* Whether PREDICATE may be used so. */
gboolean predicate_is(Predicate predicate, PredicateUse use);

#endif
