/*
 * counts - how often what came together: rows of words, each with a number
 */
#ifndef CTL_REHEARSE_COUNTS_H
#define CTL_REHEARSE_COUNTS_H

#include <json-glib/json-glib.h>

typedef struct Counts Counts;

#define COUNTS_NOTHING "-" /* in tables; null in JSON */

/*
 * Rows of the COLUMNS, NULL-terminated and lent; at most MOST different ones are told apart, the
 * rest is one row whose words are "..." (transfer full).
 */
Counts *counts_new(const char *const *columns, guint most);
void counts_free(Counts *counts); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Counts, counts_free)

/*
 * Count a row: as many words as there are columns, NULL for COUNTS_NOTHING; controls in them become
 * "?".
 */
void counts_add(Counts *counts, const char *const *words);

/* Whether there is no row. */
gboolean counts_is_empty(const Counts *counts);

/*
 * A table for a person, the most frequent rows first, at most SHOWN of them and how many more there
 * are.
 */
void counts_print(const Counts *counts, guint shown);

/* An array of objects called NAME, a member for each column and "count". */
void counts_add_json(const Counts *counts, JsonBuilder *builder, const char *name);

#endif
