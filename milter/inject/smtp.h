/*
 * smtp - one connection to an SMTP listener (RFC 5321) that takes mail without filtering it again
 *
 * A small client of our own.  libcurl writes MAIL and RCPT itself and makes of parameters after the
 * address a broken command; libesmtp knows those of DSN and 8BITMIME alone, no XFORWARD, and adds
 * fields to the header.  A copy has to arrive with the envelope and the bytes that it came with.
 *
 * Blocks; may be used in any thread, by one at a time; needs no main loop.
 */
#ifndef INJECT_SMTP_H
#define INJECT_SMTP_H

#include <glib.h>

#define SMTP_ERROR (g_quark_from_static_string("smtp-error"))
typedef enum {
	SMTP_ERROR_UNREACHABLE, /* no listener, no connection any more, or no sense: try later */
	SMTP_ERROR_TEMPORARY,   /* 4xx to this mail, 421 too: try later */
	SMTP_ERROR_REFUSED,     /* 5xx to this mail, or its envelope cannot be said there */
	SMTP_ERROR_MAIL,        /* the mail cannot be read */
} SmtpErrorCode;

typedef struct SmtpMail {
	const char *sender;    /* "<jane@example.net>", "<>"; goes verbatim */
	const char *recipient; /* "<bob@example.org>"; goes verbatim */

	/*
	 * "BODY=8BITMIME", "NOTIFY=NEVER" ... as they came; NULL-terminated (nullable).  SIZE does
	 * not go along, AUTH and BODY=7BIT only where they are understood.  One that the mail needs
	 * and the listener does not offer is SMTP_ERROR_REFUSED.
	 */
	const char *const *sender_parameters, *const *recipient_parameters;

	/*
	 * Who brought the mail, for the listener's log where it offers XFORWARD; each nullable.
	 * The address is numeric, of IPv6 with or without "IPv6:"; "unknown" and "[192.0.2.1]" are
	 * no name.
	 */
	const char *client_name, *client_address, *helo, *protocol;

	gpointer source; /* for the functions below */

	/*
	 * The next bytes of the mail in *DATA and *SIZE, lent until the next call; *SIZE is 0 at
	 * the end.  Lines end in CRLF or LF.  FALSE with ERROR of any kind: becomes
	 * SMTP_ERROR_MAIL.
	 */
	gboolean (*read)(gpointer source, const char **data, gsize *size, GError **error);

	/*
	 * Called (nullable) when the listener has everything but the final dot: from here on it may
	 * have taken the mail.  FALSE with ERROR, which comes back as it is: it never gets the dot.
	 */
	gboolean (*before_end)(gpointer source, GError **error);
} SmtpMail;

typedef struct Smtp Smtp;

/*
 * Connect to LISTENER, "smtp:host:port" or "smtp:[::1]:port", and introduce ourselves as HELO.
 * Returns (transfer full), or NULL with SMTP_ERROR_UNREACHABLE.
 */
Smtp *smtp_open(const char *listener, const char *helo, GError **error);

/*
 * Hand MAIL over; line ends and dots that begin lines become what DATA wants (RFC 5321, 4.5.2).
 * TRUE: the listener answers for it, and says so in *ANSWER (transfer full, one line without the
 * code; nullable).  FALSE with SMTP_ERROR or that of before_end.  After before_end an
 * SMTP_ERROR_UNREACHABLE means that nobody knows; any other error, that the mail was not taken.
 */
gboolean smtp_send(Smtp *smtp, const SmtpMail *mail, char **answer, GError **error);

/* Whether another mail can go this way after the last one. */
gboolean smtp_is_usable(const Smtp *smtp);

/* Say QUIT, wait at most two seconds for the answer, and hang up.  NULL is fine. */
void smtp_close(Smtp *smtp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Smtp, smtp_close)

#endif
