/*
 * path - an address of the envelope as MAIL or RCPT had it (RFC 5321 section 4.1.2)
 *
 * The mail server knows a recipient by this spelling alone: whom it means is judged, but only
 * the path itself takes them off a message.
 */
#ifndef MAIL_PATH_H
#define MAIL_PATH_H

#include <glib.h>

typedef struct Path {
	char *address;     /* verbatim, in <>: "<bob@example.org>", "<>" */
	char **parameters; /* "NOTIFY=NEVER", verbatim; NULL-terminated, never NULL */
	char *recipient;   /* whom it means (recipient.h); NULL: of a sender */
} Path;

/*
 * From the words of a milter's MAIL or RCPT: the address, with or without <>, then parameters
 * (transfer full).  RECIPIENT: nullable, copied.
 */
Path *path_new(char *const *words, const char *recipient);
void path_free(Path *path); /* NULL is fine */

#endif
