#include "names.h"

#include <string.h>

const char *
names_word(const char *const *table, int value)
{
	if (value < 0)
		return "?";
	for (int i = 0; table[i] != NULL; i++)
		if (i == value)
			return table[i];
	return "?";
}

int
names_value(const char *const *table, const char *word, gssize length)
{
	gsize size = length < 0 ? strlen(word) : (gsize)length;

	for (int i = 0; table[i] != NULL; i++)
		if (strlen(table[i]) == size && memcmp(table[i], word, size) == 0)
			return i;
	return -1;
}

char *
names_expected(const char *const *table)
{
	GString *text = g_string_new(table[0]);

	for (int i = 1; table[0] != NULL && table[i] != NULL; i++) {
		g_string_append(text, table[i + 1] == NULL ? " or " : ", ");
		g_string_append(text, table[i]);
	}
	return g_string_free(text, FALSE);
}

/* Levenshtein's distance, one row at a time; words that long are no typing mistakes. */
static guint
edit_distance(const char *a, const char *b)
{
	enum { LONGEST = 64 };
	guint row[LONGEST + 1];
	gsize width = strlen(b);

	if (strlen(a) > LONGEST || width > LONGEST)
		return G_MAXUINT;

	for (gsize j = 0; j <= width; j++)
		row[j] = (guint)j;
	for (gsize i = 1; a[i - 1] != '\0'; i++) {
		guint diagonal = row[0];

		row[0] = (guint)i;
		for (gsize j = 1; j <= width; j++) {
			guint swap = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			row[j] = MIN(swap, MIN(row[j], row[j - 1]) + 1);
		}
	}
	return row[width];
}

const char *
names_nearest(const char *const *table, const char *word)
{
	const char *nearest = NULL;
	guint best = 3;

	for (int i = 0; table[i] != NULL; i++) {
		guint distance = edit_distance(table[i], word);

		/* Of a word of three letters nothing is left after two mistakes. */
		if (distance < best && distance < strlen(table[i])) {
			best = distance;
			nearest = table[i];
		}
	}
	return nearest;
}
