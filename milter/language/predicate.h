/*
 * predicate - what "is PREDICATE" in a rule asks of a message
 */
#ifndef LANGUAGE_PREDICATE_H
#define LANGUAGE_PREDICATE_H

#include <glib.h>

typedef enum {
	PREDICATE_PERSON_NAME,      /* From's display-name reads like a person's */
	PREDICATE_ROLE_SENDER,      /* From's local-part is a role: noreply, invitations ... */
	PREDICATE_ONE_RECIPIENT,    /* exactly one mailbox in To, none in Cc */
	PREDICATE_BULK,             /* List-Unsubscribe, Precedence bulk or junk, Auto-Submitted, Feedback-ID */
	PREDICATE_LIST,             /* List-Id or List-Post */
	PREDICATE_REPLY,            /* an answer or a forward (DESIGN 4.2) */
	PREDICATE_FOREIGN_REPLY_TO, /* Reply-To of another organization than From */
	PREDICATE_ACCEPT_LINK,      /* an accept link */
	PREDICATE_RECIPIENT_IN_LINK,/* a recipient's address in a link */
	PREDICATE_VIA_SUFFIX,       /* From's display-name ends in "via X", "(X Invitations)" ... */
	PREDICATE_MACHINE_MADE,     /* DESIGN 4.2 */
	PREDICATE_AGED,             /* the invitation is older than a day (age.h) */
	PREDICATES,
} Predicate;
extern const char *const predicate_words[];

/* Whether it can be told from the header alone. */
gboolean predicate_in_header(Predicate predicate);

#endif
