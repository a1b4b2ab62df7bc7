/*
 * names - the words of an enumeration
 *
 * A NameTable is an array of words indexed by the values of an enum and ended
 * by NULL.  The same table writes the log and reads the configuration.
 */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

#include <glib.h>

/* Return (transfer none) the word for VALUE, or "?" outside the table. */
const char *names_word(const char *const *table, int value);

/* Return the value of WORD (LENGTH bytes, -1: up to the NUL), or -1. */
int names_value(const char *const *table, const char *word, gssize length);

/* Return (transfer full) "a, b or c": what a message says was expected. */
char *names_expected(const char *const *table);

/*
 * Return (transfer none, nullable) the word of TABLE that WORD is at most two typing mistakes away
 * from.
 */
const char *names_nearest(const char *const *table, const char *word);

#endif
