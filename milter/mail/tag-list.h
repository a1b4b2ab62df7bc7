/*
 * tag-list - "a=b; c=d" as in DKIM-Signature and ARC-Seal (RFC 6376 section 3.2), read strictly
 *
 * A verifier that is lenient and a reader that is not do not see the same signature, so whatever
 * the grammar does not allow is no tag list.
 */
#ifndef MAIL_TAG_LIST_H
#define MAIL_TAG_LIST_H

#include <glib.h>

typedef struct TagList TagList;

/*
 * Read the raw VALUE of a field.  Returns (transfer full), or NULL where it is no tag list: a tag
 * without "=", a tag twice, a byte that is not printable ASCII, more tags than any signer writes.
 */
TagList *tag_list_parse(const char *value);
void tag_list_free(TagList *list); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TagList, tag_list_free)

/* The value of TAG, whose case counts, without white space around it (transfer none, nullable). */
const char *tag_list_get(const TagList *list, const char *tag);

/* The same as a number of at most DIGITS digits, up to 18; -1 where it is absent or none. */
gint64 tag_list_number(const TagList *list, const char *tag, guint digits);

#endif
