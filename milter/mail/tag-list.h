/*
 * tag-list - "a=b; c=d" as in DKIM-Signature, a key in DNS and ARC-Seal (RFC 6376 section 3.2)
 *
 * A list is well-formed or no list: what two readers could understand in two ways proves nothing.
 */
#ifndef MAIL_TAG_LIST_H
#define MAIL_TAG_LIST_H

#include <glib.h>

typedef struct TagList TagList;

/*
 * Read the SIZE bytes at TEXT; a fold is LF or CRLF before white space.  Bytes beyond ASCII may
 * stand in values (RFC 8616).  Returns (transfer full), or NULL: a tag has no name or no "=", or
 * stands twice; there are more than 64; control characters stand in it.
 */
TagList *tag_list_parse(const char *text, gsize size);
void tag_list_free(TagList *list); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TagList, tag_list_free)

/* The value of the tag NAME, whose case counts, without white space around it (nullable). */
const char *tag_list_value(const TagList *list, const char *name);

/* The name of the first tag. */
const char *tag_list_first(const TagList *list);

/* Whether ONE is an element of VALUE, "a:b:c"; white space around elements does not count. */
gboolean tag_value_has(const char *value, const char *one);

/* VALUE (nullable) as a decimal number of at most DIGITS digits, up to 18; FALSE if it is none. */
gboolean tag_value_number(const char *value, guint digits, guint64 *number);

/* VALUE as base64, white space anywhere (transfer full), or NULL: it is none, or empty. */
GByteArray *tag_value_base64(const char *value);

#endif
