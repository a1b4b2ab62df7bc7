#include "counts.h"

#include <stdio.h>
#include <string.h>

#include "ctl/json-member.h"
#include "ctl/shown.h"

#define WIDEST 40 /* characters of a column */

struct Counts {
	const char *const *columns;
	guint most;
	GHashTable *rows; /* words, joined by tabs -> Row, owned */
};

typedef struct Row {
	char **words;
	guint64 count;
} Row;

static void
row_free(gpointer data)
{
	Row *row = data;

	g_strfreev(row->words);
	g_free(row);
}

Counts *
counts_new(const char *const *columns, guint most)
{
	Counts *counts = g_new0(Counts, 1);

	counts->columns = columns;
	counts->most = most;
	counts->rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, row_free);
	return counts;
}

void
counts_free(Counts *counts)
{
	if (counts == NULL)
		return;
	g_hash_table_unref(counts->rows);
	g_free(counts);
}

/* The words of a row (transfer full); all dots where WORDS is NULL. */
static char **
row_words(const Counts *counts, const char *const *words)
{
	guint columns = g_strv_length((char **)counts->columns);
	char **copy = g_new0(char *, columns + 1);

	for (guint i = 0; i < columns; i++)
		copy[i] = words == NULL ? g_strdup("...")
					: shown_line(words[i] != NULL ? words[i] : COUNTS_NOTHING);
	return copy;
}

void
counts_add(Counts *counts, const char *const *words)
{
	gboolean full = g_hash_table_size(counts->rows) >= counts->most;
	g_auto(GStrv) copy = row_words(counts, words);
	g_autofree char *key = g_strjoinv("\t", copy);
	Row *row = g_hash_table_lookup(counts->rows, key);

	if (row == NULL && full && words != NULL) {
		counts_add(counts, NULL);
		return;
	}
	if (row == NULL) {
		row = g_new0(Row, 1);
		row->words = g_steal_pointer(&copy);
		g_hash_table_insert(counts->rows, g_steal_pointer(&key), row);
	}
	row->count++;
}

gboolean
counts_is_empty(const Counts *counts)
{
	return g_hash_table_size(counts->rows) == 0;
}

static void
add_word(JsonBuilder *builder, const char *name, const char *word)
{
	json_member_string(builder, name, strcmp(word, COUNTS_NOTHING) != 0 ? word : NULL);
}

static gint
by_count(gconstpointer a, gconstpointer b)
{
	const Row *left = *(const Row *const *)a, *right = *(const Row *const *)b;

	if (left->count != right->count)
		return left->count < right->count ? 1 : -1;
	for (guint i = 0; left->words[i] != NULL; i++)
		if (strcmp(left->words[i], right->words[i]) != 0)
			return strcmp(left->words[i], right->words[i]);
	return 0;
}

/* The rows in order (transfer container). */
static GPtrArray *
sorted(const Counts *counts)
{
	GPtrArray *rows = g_ptr_array_new();
	GHashTableIter iter;
	gpointer row;

	g_hash_table_iter_init(&iter, counts->rows);
	while (g_hash_table_iter_next(&iter, NULL, &row))
		g_ptr_array_add(rows, row);
	g_ptr_array_sort(rows, by_count);
	return rows;
}

/* Two spaces and WORD in a column that is WIDTH characters wide. */
static void
append_word(GString *line, const char *word, glong width)
{
	glong length = g_utf8_strlen(word, -1);
	g_autofree char *cut = length > width ? g_utf8_substring(word, 0, width - 1) : NULL;

	if (cut != NULL)
		g_string_append_printf(line, "  %s~", cut);
	else
		g_string_append_printf(line, "  %s%*s", word, (int)(width - length), "");
}

/* COUNT and WORDS under one another, without blanks at the end. */
static void
print_line(const char *count, const char *const *words, const glong *widths)
{
	g_autoptr(GString) line = g_string_new(NULL);

	g_string_printf(line, "%8s", count);
	for (guint i = 0; words[i] != NULL; i++)
		append_word(line, words[i], widths[i]);
	printf("%s\n", g_strchomp(line->str));
}

static glong
column_width(const Counts *counts, const GPtrArray *rows, guint shown, guint column)
{
	glong width = (glong)strlen(counts->columns[column]);

	for (guint i = 0; i < MIN(rows->len, shown); i++) {
		const Row *row = rows->pdata[i];

		width = MAX(width, g_utf8_strlen(row->words[column], -1));
	}
	return MIN(width, WIDEST);
}

void
counts_print(const Counts *counts, guint shown)
{
	g_autoptr(GPtrArray) rows = sorted(counts);
	guint columns = g_strv_length((char **)counts->columns);
	g_autofree glong *widths = g_new0(glong, columns);

	for (guint i = 0; i < columns; i++)
		widths[i] = column_width(counts, rows, shown, i);
	print_line("count", counts->columns, widths);
	for (guint i = 0; i < MIN(rows->len, shown); i++) {
		const Row *row = rows->pdata[i];
		g_autofree char *count = g_strdup_printf("%" G_GUINT64_FORMAT, row->count);

		print_line(count, (const char *const *)row->words, widths);
	}
	if (rows->len > shown)
		printf("%10sand %u more\n", "", rows->len - shown);
}

void
counts_add_json(const Counts *counts, JsonBuilder *builder, const char *name)
{
	g_autoptr(GPtrArray) rows = sorted(counts);

	json_member_begin_array(builder, name);
	for (guint i = 0; i < rows->len; i++) {
		const Row *row = rows->pdata[i];

		json_builder_begin_object(builder);
		for (guint j = 0; counts->columns[j] != NULL; j++)
			add_word(builder, counts->columns[j], row->words[j]);
		json_member_number(builder, "count", (gint64)row->count);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}
