#include "csv-rows.h"

#include <csv.h>
#include <string.h>

#include "mail/decode.h"

/* A cell with more lines, or a row with more bytes, was never closed. */
#define LINES_LIMIT 500
#define BYTES_LIMIT (256 * 1024)

struct CsvRows {
	Input *input;
	struct csv_parser parser;
	guint columns;    /* 0: any */
	GPtrArray *cells; /* of the row being read */
	guint ended;      /* rows that ended in the last line */
	GPtrArray *lines; /* InputLine *, those of the row, to read them again */
	gsize bytes;      /* of them */
	gboolean bad_text, cut;
};

/* What nobody sees is no part of a name, a note or an address, and would reach a terminal. */
static void
end_cell(void *data, size_t length, void *user_data)
{
	CsvRows *rows = user_data;
	char *cell = g_strndup(data, length);

	if (g_utf8_validate(cell, -1, NULL))
		decode_visible(cell);
	g_ptr_array_add(rows->cells, cell);
}

static void
end_row(int c, void *user_data)
{
	CsvRows *rows = user_data;

	(void)c;
	rows->ended++;
}

static void
begin_parser(struct csv_parser *parser, char delimiter)
{
	if (csv_init(parser, CSV_APPEND_NULL) != 0)
		g_error("csv_init: out of memory");
	csv_set_delim(parser, (unsigned char)delimiter);
}

CsvRows *
csv_rows_new(Input *input, char delimiter)
{
	CsvRows *rows = g_new0(CsvRows, 1);

	rows->input = input;
	rows->cells = g_ptr_array_new_with_free_func(g_free);
	rows->lines = g_ptr_array_new_with_free_func(g_free);
	begin_parser(&rows->parser, delimiter);
	return rows;
}

void
csv_rows_free(CsvRows *rows)
{
	if (rows == NULL)
		return;
	csv_free(&rows->parser);
	g_ptr_array_unref(rows->cells);
	g_ptr_array_unref(rows->lines);
	g_free(rows);
}

void
csv_rows_expect(CsvRows *rows, guint columns)
{
	rows->columns = columns;
}

/* ---- one row ---- */

static void
begin_row(CsvRows *rows)
{
	unsigned char delimiter = csv_get_delim(&rows->parser);

	/* What a broken row left in the parser must not meet the next one. */
	csv_free(&rows->parser);
	begin_parser(&rows->parser, (char)delimiter);
	g_ptr_array_set_size(rows->cells, 0);
	g_ptr_array_set_size(rows->lines, 0);
	rows->ended = 0;
	rows->bytes = 0;
	rows->bad_text = rows->cut = FALSE;
}

static void
add_line(CsvRows *rows, const InputLine *line)
{
	InputLine *copy = input_line_copy(line);
	const char *data = copy->data;

	g_ptr_array_add(rows->lines, copy);
	rows->bytes += line->length;
	rows->cut = rows->cut || line->cut;
	rows->bad_text = rows->bad_text || memchr(data, '\0', line->length) != NULL ||
			 !g_utf8_validate(data, (gssize)line->length, NULL);
	csv_parse(&rows->parser, data, line->length, end_cell, end_row, rows);
	csv_parse(&rows->parser, "\n", 1, end_cell, end_row, rows);
}

static gboolean
has_content(const CsvRows *rows)
{
	for (guint i = 0; i < rows->cells->len; i++)
		if (*(const char *)rows->cells->pdata[i] != '\0')
			return TRUE;
	return FALSE;
}

/* Whether the cells fit: spreadsheets leave off empty cells at the end, some add one. */
static gboolean
fits(const CsvRows *rows)
{
	guint count = rows->cells->len;

	while (count > rows->columns && *(const char *)rows->cells->pdata[count - 1] == '\0')
		count--;
	if (rows->columns == 0)
		return TRUE;
	return rows->lines->len == 1 ? count <= rows->columns && (count > 1 || rows->columns == 1)
				     : count == rows->columns;
}

/*
 * Whether the quotes of the row are as RFC 4180 has them.  On one line anything may
 * stand; but where a cell goes on in the next line, a quote in its midst says that it never
 * was meant to.
 */
static gboolean
is_strict(const CsvRows *rows)
{
	struct csv_parser parser;
	gboolean strict = TRUE;

	begin_parser(&parser, (char)rows->parser.delim_char);
	csv_set_opts(&parser, CSV_STRICT | CSV_APPEND_NULL);
	for (guint i = 0; i < rows->lines->len && strict; i++) {
		const InputLine *line = rows->lines->pdata[i];

		strict = csv_parse(&parser, line->data, line->length, NULL, NULL, NULL) ==
				 line->length &&
			 csv_parse(&parser, "\n", 1, NULL, NULL, NULL) == 1;
	}
	csv_free(&parser);
	return strict;
}

static const char *
fault(const CsvRows *rows)
{
	if (rows->cut)
		return "the line is too long";
	if (rows->bad_text)
		return "the row is not UTF-8: --charset tells what the file is in";
	if (rows->ended == 0 || (rows->lines->len > 1 && !is_strict(rows)))
		return "a quote is not closed";
	if (!fits(rows))
		return "the row has other columns than the first one";
	return NULL;
}

/* A quote that is not closed takes the next rows with it: give back all lines but the first. */
static void
give_back(CsvRows *rows)
{
	for (guint i = rows->lines->len; i > 1; i--)
		input_unread(rows->input, rows->lines->pdata[i - 1]);
}

/* Read lines until a row has ended.  FALSE at the end of the file, or with ERROR. */
static gboolean
read_row(CsvRows *rows, GError **error)
{
	InputLine line;

	begin_row(rows);
	while (rows->ended == 0 && rows->lines->len < LINES_LIMIT && rows->bytes < BYTES_LIMIT) {
		g_autoptr(GError) failed = NULL;

		if (!input_next(rows->input, &line, &failed)) {
			if (failed != NULL) {
				g_propagate_error(error, g_steal_pointer(&failed));
				return FALSE;
			}
			return rows->lines->len > 0;
		}
		if (rows->lines->len == 0 && line.length == 0)
			continue;
		add_line(rows, &line);
	}
	return TRUE;
}

gboolean
csv_rows_next(CsvRows *rows, CsvRow *row, GError **error)
{
	while (read_row(rows, error)) {
		const InputLine *first = rows->lines->pdata[0];

		row->broken = fault(rows);
		row->cells = rows->cells;
		row->line = first->number;
		if (row->broken != NULL)
			give_back(rows);
		if (row->broken != NULL || has_content(rows))
			return TRUE;
	}
	return FALSE;
}

/* ---- one line ---- */

GPtrArray *
csv_split(const char *line, gsize length, char delimiter)
{
	CsvRows rows = { .cells = g_ptr_array_new_with_free_func(g_free) };

	begin_parser(&rows.parser, delimiter);
	csv_parse(&rows.parser, line, length, end_cell, end_row, &rows);
	csv_fini(&rows.parser, end_cell, end_row, &rows);
	csv_free(&rows.parser);
	return rows.cells;
}

void
csv_append(GString *line, const char *text)
{
	gsize length = strlen(text), size = 2 * length + 2;
	g_autofree char *cell = g_malloc(size);

	g_string_append_len(line, cell, (gssize)csv_write(cell, size, text, length));
}
