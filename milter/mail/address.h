/*
 * address - the mailboxes of an address field
 *
 * There are two readers.  Nearly every From is "Name <a@b>" or "a@b"; these are
 * read without GMime, whose result they equal.  The other one reads all the rest.
 */
#ifndef MAIL_ADDRESS_H
#define MAIL_ADDRESS_H

#include "mailbox.h"

#define ADDRESS_LIMIT 256 /* mailboxes of one field */

/*
 * Read the raw VALUE of an address field: encoded words decoded, groups opened,
 * at most 256 mailboxes.  Where the grammar fails, or the guard refuses VALUE (nested groups),
 * all words with an "@" are mailboxes, each of them doubtful.  Returns (transfer full) an array of
 * Mailbox *, maybe empty.
 */
GPtrArray *address_parse_list(const char *value);

/* ---- the two readers, for their test ---- */

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
