/*
 * correspondent - whom a mail that somebody sent makes a contact of its sender
 *
 * Whom one writes to one knows; but not a list, a role, a network or a crowd.  What is found is
 * learned, not said: the names may be such as the others gave themselves.
 */
#ifndef JUDGE_CORRESPONDENT_H
#define JUDGE_CORRESPONDENT_H

#include "language/ruleset.h"
#include "mail/message.h"
#include "people/contact.h"

/* A mail to more people is an announcement. */
#define CORRESPONDENT_CROWD 20

/* A correspondent is called by few names; more are somebody's game. */
#define CORRESPONDENT_NAMES 5

typedef struct CorrespondentSettings {
	const Ruleset *rules;
	const char *const
		*list_addresses; /* lists of ours: "user@", "user@domain" or "@domain" (nullable) */
	const char *const *own;  /* addresses of the sender's own, as well (nullable) */
	char recipient_delimiter;
} CorrespondentSettings;

/*
 * Who wrote MESSAGE: the comparable form of its one From mailbox (transfer full), or NULL where
 * that is several, or none.
 */
char *correspondent_sender(Message *message, char delimiter);

/*
 * Whether a person wrote MESSAGE to persons: not through a list, in bulk, by a program, no
 * report, receipt or calendar mail, none of ours, and not to a crowd.  The header alone is read.
 */
gboolean correspondent_is_letter(Message *message);

/*
 * The persons a letter of SENDER (comparable form) makes contacts: those of RECIPIENTS
 * (NULL-terminated, as in RCPT), or, where that is NULL, all of To, Cc and Bcc, each with the
 * names these fields give them.  Returns (transfer full) an array of Contact *, learned, without
 * owner and time, each with one address.  More than a crowd of RECIPIENTS are nobody.
 */
GPtrArray *correspondents_of(const CorrespondentSettings *settings, Message *message,
			     const char *sender, const char *const *recipients);

/*
 * Add NAME to what CONTACT is called, unless it is there in another spelling, is an address, or one
 * too many.
 */
void correspondent_add_name(Contact *contact, const char *name);

#endif
