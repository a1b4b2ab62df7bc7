/*
 * path - an address of the envelope as MAIL or RCPT had it (RFC 5321 section 4.1.2)
 */
#ifndef MAIL_PATH_H
#define MAIL_PATH_H

#include <glib.h>

typedef struct Path {
	char *address;     /* verbatim, in <>: "<bob@example.org>", "<>" */
	char **parameters; /* "NOTIFY=NEVER", verbatim; NULL-terminated, never NULL */
} Path;

/* From the words of a milter's MAIL or RCPT: the address, with or without <>, then parameters (transfer full). */
Path *path_new(char *const *words);
void path_free(Path *path); /* NULL is fine */

#endif
