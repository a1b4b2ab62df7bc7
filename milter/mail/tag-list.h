/*
 * tag-list - "a=b; c=d" as in DKIM-Signature and ARC-Seal (RFC 6376 section 3.2)
 */
#ifndef MAIL_TAG_LIST_H
#define MAIL_TAG_LIST_H

#include <glib.h>

/* The value of the one-letter TAG in the raw value LIST (transfer full, nullable). */
char *tag_list_value(const char *list, char tag);

/* How often NAME, in any case, stands in the tag "h", a list of field names: 0 where there is none. */
guint tag_list_signs(const char *list, const char *name);

#endif
