/*
 * mailbox - a display-name and an addr-spec (RFC 5322 section 3.4)
 */
#ifndef MAIL_MAILBOX_H
#define MAIL_MAILBOX_H

#include <glib.h>

typedef struct Mailbox {
	const char *name;    /* display-name, decoded UTF-8, white space collapsed (nullable) */
	const char *address; /* addr-spec as written, UTF-8, never empty */
	gboolean plain;      /* of the plainest shape, so that nobody can take it for another */
	gboolean doubtful;   /* not written as RFC 5322 says: what a reader may take it for */
} Mailbox;

/* LENGTH: bytes of ADDRESS, -1: up to the NUL. */
Mailbox *mailbox_new(const char *name, const char *address, gssize length); /* (transfer full) */
void mailbox_free(Mailbox *mailbox);                                        /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mailbox, mailbox_free)

/*
 * Take "<jane@example.org>" or "jane@example.org" as in MAIL and RCPT; returns (transfer full) the
 * bare address.
 */
char *mailbox_bare(const char *path);

/* Whether PATH is BARE, with or without <>, and nothing else. */
gboolean mailbox_path_is(const char *path, const char *bare);

/*
 * Whether ADDRESS is a local-part without quotes, "@" and a domain: nothing in it can be taken for
 * anything else, wherever a program writes it down.
 */
gboolean mailbox_is_plain(const char *address);

/* The part after the last "@" (transfer none, nullable: there is none). */
const char *mailbox_domain(const char *address);

/* Whether ADDRESS can be somebody's: a local-part, and a domain or an IP address in brackets. */
gboolean mailbox_is_somebodys(const char *address);

/*
 * The form in which addresses are compared: local-part in lower case without
 * the detail after the first DELIMITER (a byte, '\0': none; a leading one is no
 * delimiter), domain as domain_to_ascii().  Returns (transfer full).
 */
char *mailbox_comparable(const char *address, char delimiter);

/*
 * Whether ADDRESS (comparable form) is one of PATTERNS (nullable): "user@", "user@domain" or
 * "@domain".
 */
gboolean mailbox_is_listed(const char *const *patterns, const char *address, char delimiter);

/*
 * Whether the local-part is a role: no-reply, postmaster, notifications, invitations,
 * mailer-daemon, info ...
 */
gboolean mailbox_is_role(const char *address);

#endif
