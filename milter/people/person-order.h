/*
 * person-order - the folded words of a name in the one order in which they compare
 */
#ifndef PEOPLE_PERSON_ORDER_H
#define PEOPLE_PERSON_ORDER_H

#include <glib.h>

/*
 * WORDS (char *, folded, in the order of the name; changed) as person_comparable() gives them:
 * initials joined or left out, East Asian names put together, all else sorted.
 * Returns (transfer full).
 */
char *person_order(GPtrArray *words);

#endif
