/*
 * origin - where in the header our own hosts' hands end
 *
 * Each host puts its fields above those it got.  What stands above the first Received that is not
 * of our own hosts was written here, or by somebody who pretends so.
 */
#ifndef JUDGE_ORIGIN_H
#define JUDGE_ORIGIN_H

#include "mail/message.h"

/*
 * The index of the first Received of MESSAGE that is not by one of OWN_HOSTS (NULL-terminated,
 * nullable), or the number of fields where there is none.
 */
guint origin_foreign(const Message *message, const char *const *own_hosts);

/* Whether FIELD is a Received line that says it is by one of OWN_HOSTS (as above). */
gboolean origin_is_own(const Field *field, const char *const *own_hosts);

/*
 * By what a message is known again when a client tries again: SHA-256 over all but the fields
 * above the first foreign Received; without such a line over all but those that our own hosts
 * write, for another try may be verified otherwise.  Hexadecimal (transfer full), or NULL with
 * message_emit()'s ERROR.
 */
char *origin_fingerprint(const Message *message, const char *const *own_hosts, GError **error);

/* By what one recipient's copy of it is known: SHA-256, 64 hexadecimal digits (transfer full). */
char *origin_copy_id(const char *fingerprint, const char *sender, const char *recipient);

#endif
