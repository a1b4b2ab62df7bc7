/*
 * person - the names of people: one form in which they compare
 */
#ifndef INVITE_PERSON_H
#define INVITE_PERSON_H

#include <glib.h>

/*
 * The form in which names compare: normalized (NFKD), case folded, without
 * accents, titles ("Dr", "Prof") and suffixes ("Jr", "PhD", "MBA"), an employer
 * after a bar or dash, nicknames in quotes or brackets, and emoji; "Doe, Jane" as
 * "Jane Doe"; words in alphabetical order, one space between.  Returns (transfer full), ""
 * where nothing is left.
 */
char *person_comparable(const char *name);

/* How many words the comparable form of NAME has; two where a script writes a whole name as one. */
guint person_words(const char *name);

/* Whether NAME reads like a person's: two to five words with letters (one in Han, Hangul or kana), no digits, address, or
 * word of a service or company ("Team", "Inc", "GmbH", "Newsletter", "Support" ...). */
gboolean person_is_name(const char *name);

#endif
