/*
 * name-clean - a person's name out of what stands around it
 *
 * Networks and members write more than the name: an employer behind a bar, an
 * address, pronouns, emoji, and in sentences the recipient in front.
 */
#ifndef PEOPLE_NAME_CLEAN_H
#define PEOPLE_NAME_CLEAN_H

#include <glib.h>

/*
 * TEXT without "Reminder - " in front, quotes, white space, emoji, addresses and pronouns in
 * brackets, and what follows a bar or dash; runs of white space made one blank.  Titles, suffixes
 * and "Doe, Jane" stay as they are written.  Returns (transfer full), maybe "".
 */
char *name_clean(const char *text);

/*
 * The part of NAME, clean and from a sentence, behind a salutation: "Jane Doe" of "Hi Bob, Jane
 * Doe".  RECIPIENT (words in comparable form, as keys) tells "Bob, Jane" from "Doe, Jane".
 * Returns (transfer none) a place in NAME.
 */
const char *name_without_salutation(const char *name, GHashTable *recipient);

/* Whether NAME stands for nobody one could know: "Someone", "A friend", "You". */
gboolean name_is_nobody(const char *name);

/*
 * The people that NAME, from a sentence, lists: "Jane Doe, Ann Poe and 2 others" are two.  Only
 * names of two words or more are parted.  Returns (transfer full) an array of char *, NULL
 * where NAME is of one person.
 */
GPtrArray *name_list(const char *name);

#endif
