#include "person-order.h"

#include <string.h>

#include "person.h"

/* ---- initials ---- */

/* Scripts with capital letters are those in which a name is cut to its first. */
static gboolean
has_capitals(gunichar c)
{
	switch (g_unichar_get_script(c)) {
	case G_UNICODE_SCRIPT_LATIN:
	case G_UNICODE_SCRIPT_GREEK:
	case G_UNICODE_SCRIPT_CYRILLIC:
	case G_UNICODE_SCRIPT_ARMENIAN:
	case G_UNICODE_SCRIPT_GEORGIAN:
		return TRUE;
	default:
		return FALSE;
	}
}

static gboolean
is_initial(const char *word)
{
	return *word != '\0' && *g_utf8_next_char(word) == '\0' &&
	       has_capitals(g_utf8_get_char(word));
}

static guint
count_initials(const GPtrArray *words)
{
	guint count = 0;

	for (guint i = 0; i < words->len; i++)
		count += is_initial(words->pdata[i]);
	return count;
}

static void
drop_initials(GPtrArray *words)
{
	for (guint i = words->len; i > 0; i--)
		if (is_initial(words->pdata[i - 1]))
			g_ptr_array_remove_index(words, i - 1);
}

/* "j r doe" is "jr doe". */
static void
join_initials(GPtrArray *words)
{
	for (guint i = 0; i + 1 < words->len; i++) {
		g_autoptr(GString) run = g_string_new(words->pdata[i]);

		if (!is_initial(words->pdata[i]))
			continue;
		while (i + 1 < words->len && is_initial(words->pdata[i + 1])) {
			g_string_append(run, words->pdata[i + 1]);
			g_ptr_array_remove_index(words, i + 1);
		}
		g_free(words->pdata[i]);
		words->pdata[i] = g_strdup(run->str);
	}
}

/* Between two names an initial is often left out; beside a single one it says who. */
static void
settle_initials(GPtrArray *words)
{
	guint initials = count_initials(words);

	if (initials > 0 && words->len - initials >= 2)
		drop_initials(words);
	else if (initials > 1)
		join_initials(words);
}

/* ---- names without spaces ---- */

static gboolean
is_east_asian(gunichar c)
{
	switch (g_unichar_get_script(c)) {
	case G_UNICODE_SCRIPT_HAN:
	case G_UNICODE_SCRIPT_HIRAGANA:
	case G_UNICODE_SCRIPT_KATAKANA:
	case G_UNICODE_SCRIPT_HANGUL:
	case G_UNICODE_SCRIPT_BOPOMOFO:
		return TRUE;
	default:
		return c == 0x30fc; /* the long vowel of both kana */
	}
}

static gboolean
all_east_asian(const GPtrArray *words)
{
	for (guint i = 0; i < words->len; i++)
		for (const char *p = words->pdata[i]; *p != '\0'; p = g_utf8_next_char(p))
			if (!is_east_asian(g_utf8_get_char(p)))
				return FALSE;
	return words->len > 0;
}

/*
 * Compare TEXT, a ring of characters, from A on with itself from B on; UTF-8 sorts by code points.
 */
static int
compare_turned(const char *text, gsize size, gsize a, gsize b)
{
	for (gsize i = 0; i < size; i++) {
		guchar left = (guchar)text[(a + i) % size], right = (guchar)text[(b + i) % size];

		if (left != right)
			return left < right ? -1 : 1;
	}
	return 0;
}

/*
 * The family name stands in front or behind, with a space between or without, and nothing
 * tells which characters are which name.  Either way the characters follow one another in the
 * same ring; so the ring is opened at one place, where it reads least.
 */
static char *
turn_to_least(const char *text)
{
	gsize size = strlen(text), least = 0;

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		if (compare_turned(text, size, (gsize)(p - text), least) < 0)
			least = (gsize)(p - text);
	return g_strdup_printf("%s%.*s", text + least, (int)least, text);
}

/* ---- all ---- */

static gint
compare_words(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char *
person_order(GPtrArray *words)
{
	g_autofree char *joined = NULL;

	if (all_east_asian(words)) {
		g_ptr_array_add(words, NULL);
		joined = g_strjoinv("", (char **)words->pdata);
		return turn_to_least(joined);
	}
	settle_initials(words);
	g_ptr_array_sort(words, compare_words);
	g_ptr_array_add(words, NULL);
	return g_strjoinv(" ", (char **)words->pdata);
}

gboolean
person_form_is_full(const char *form)
{
	return strchr(form, ' ') != NULL ||
	       (is_east_asian(g_utf8_get_char(form)) && g_utf8_strlen(form, -1) >= 3);
}
