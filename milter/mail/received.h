/*
 * received - which server says in its Received line that it took the message (RFC 5321 section 4.4)
 */
#ifndef MAIL_RECEIVED_H
#define MAIL_RECEIVED_H

#include <glib.h>

/*
 * The host after "by" in a Received VALUE, A-label form (transfer full, nullable: there is none,
 * or comments and quotes do not pair, so that nobody can tell).
 */
char *received_by(const char *value);

/* Whether that is one of OWN_HOSTS (NULL-terminated, nullable). */
gboolean received_by_own(const char *value, const char *const *own_hosts);

#endif
