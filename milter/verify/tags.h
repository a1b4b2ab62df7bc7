/*
 * tags - a tag-list as it must be: "a=b; c=d" (RFC 6376 section 3.2)
 *
 * mail/tag-list.h reads what it can of any text.  Here a list is well-formed or no list: what two
 * readers could understand in two ways proves nothing.
 */
#ifndef VERIFY_TAGS_H
#define VERIFY_TAGS_H

#include <glib.h>

typedef struct Tags Tags;

/*
 * Read the SIZE bytes at TEXT; a fold is LF or CRLF before white space.  Returns (transfer full),
 * or NULL: a tag has no name or no "=", or stands twice; there are more than 64; control characters
 * stand in it.
 */
Tags *tags_parse(const char *text, gsize size);
void tags_free(Tags *tags); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tags, tags_free)

/* The value of the tag NAME, white space around it off, maybe empty (nullable). */
const char *tags_value(const Tags *tags, const char *name);

/* The name of the first tag. */
const char *tags_first(const Tags *tags);

/* Whether ONE is an element of the value LIST, "a:b:c"; white space around elements counts not. */
gboolean tags_list_has(const char *list, const char *one);

/* VALUE as a decimal number of at most 18 digits; FALSE if it is none. */
gboolean tags_number(const char *value, guint64 *number);

/* VALUE as base64, white space anywhere (transfer full), or NULL: it is none, or empty. */
GByteArray *tags_base64(const char *value);

#endif
