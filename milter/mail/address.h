/*
 * address - two readers of address fields: the plain shapes, and all the rest
 *
 * Nearly every From is "Name <a@b>" or "a@b"; these are read here without
 * GMime, whose result they equal.  Private to mailbox.c and its test.
 */
#ifndef MAIL_ADDRESS_H
#define MAIL_ADDRESS_H

#include "mailbox.h"

#define ADDRESS_LIMIT 256 /* mailboxes of one field */

/* The one mailbox of VALUE (transfer full), or NULL: VALUE has no plain shape, ask the other. */
Mailbox *address_parse_plain(const char *value);

/* All mailboxes of any VALUE: array of Mailbox * (transfer full). */
GPtrArray *address_parse_any(const char *value);

/*
 * LENGTH bytes of NAME in one line, quotes around the whole off, white space collapsed; NULL if
 * nothing is left.  (transfer full)
 */
char *address_clean_name(const char *name, gsize length);

#endif
