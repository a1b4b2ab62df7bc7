/*
 * recipient - whom a mail server means by what stands in RCPT
 *
 * A sender may write one recipient in many ways, and the mail server delivers all of them to one
 * mailbox.  Whoever judges goes by the one address that is meant.
 */
#ifndef MAIL_RECIPIENT_H
#define MAIL_RECIPIENT_H

#include <glib.h>

/* What is known of the mail server; all lent. */
typedef struct RecipientSite {
	const char *const *local_domains; /* A-labels (nullable, or empty: every domain is ours) */
	const char *const *own_hosts;     /* the mail server's names, A-labels (nullable) */
	const char *host;                 /* as it calls itself (nullable) */
} RecipientSite;

/*
 * The address that PATH means, a path as RCPT has it, with or without <>.  TOLD is the mail
 * server's own word, {rcpt_addr} (nullable, or "").  Returns (transfer full) the address in lower
 * case, its domain in A-label form, its local-part quoted only where it must be.  Two that mean the
 * same read the same; the detail stays.  doc/recipients.md has what the servers were seen to do.
 *
 * - An address at the mail server itself (no domain, an own host, localhost, an address in
 *   brackets) is at the local domain that the mail server lies in, else at the first of them.
 * - TOLD with a domain is believed.  But what it leads away from a domain of ours stays in that:
 *   Sendmail tells where its virtusertable sends it.
 * - TOLD without a domain, as Sendmail tells a mailbox of its own, says who; PATH says at which
 *   domain.
 * - Without TOLD, "bob%a@b", "a!bob@b", "bob@a@b", quoted or not, mean bob@a where a is ours,
 *   though nobody knows whether the mail server follows such ways; else what stands before
 *   the last "@" is a name as others.
 *
 * Whom nobody can tell is returned as "<...>", printable: see recipient_is_clear().
 */
char *recipient_understand(const char *path, const char *told, const RecipientSite *site);

/* Whether RECIPIENT is an address, and not a path that nobody could make sense of. */
gboolean recipient_is_clear(const char *recipient);

/* The domain that an unclear RECIPIENT may be of, as it ends (transfer full, nullable). */
char *recipient_likely_domain(const char *recipient);

#endif
