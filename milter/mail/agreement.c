#include "agreement.h"

enum {
	SHORTEST_WORD = 4, /* bytes; shorter ones are in every text */
	FEW_WORDS = 8,
	MOST_WORDS = 20000,
};

/* The hash of the next word of *TEXT, which moves behind it; 0 at the end. */
static guint32
next_word(const char **text)
{
	const char *p = *text;

	while (*p != '\0') {
		guint32 hash = 0x811c9dc5u;
		guint length = 0;

		for (; g_ascii_isalnum(*p) || (*p & 0x80) != 0; p++, length++)
			hash = (hash ^ (guchar)g_ascii_tolower(*p)) * 0x01000193u;
		if (length >= SHORTEST_WORD) {
			*text = p;
			return hash | 1;
		}
		p += length == 0;
	}
	*text = p;
	return 0;
}

static GHashTable *
words_of(const char *text)
{
	GHashTable *words = g_hash_table_new(NULL, NULL);
	guint32 hash;

	while ((hash = next_word(&text)) != 0 && g_hash_table_size(words) < MOST_WORDS)
		g_hash_table_add(words, GUINT_TO_POINTER(hash));
	return words;
}

gboolean
agreement_adds(const char *text, const char *other)
{
	g_autoptr(GHashTable) words = words_of(text), others = words_of(other);
	GHashTableIter iter;
	gpointer word;
	guint missing = 0;

	g_hash_table_iter_init(&iter, others);
	while (g_hash_table_iter_next(&iter, &word, NULL))
		missing += !g_hash_table_contains(words, word);
	return missing >= FEW_WORDS && missing > g_hash_table_size(others) / 2;
}
