/*
 * csv-rows - the rows of a CSV file (RFC 4180), mended where a quote is not closed
 *
 * The only file that includes csv.h.
 */
#ifndef IMPORT_CSV_ROWS_H
#define IMPORT_CSV_ROWS_H

#include "input.h"

typedef struct CsvRows CsvRows;

/* One row: its cells (char *, UTF-8) and the line it begins in; lent until the next call. */
typedef struct CsvRow {
	const GPtrArray *cells;
	guint line;
	const char *broken; /* why the cells are not to be believed (nullable) */
} CsvRow;

/* Read INPUT, lent, whose cells are parted by DELIMITER.  (transfer full) */
CsvRows *csv_rows_new(Input *input, char delimiter);
void csv_rows_free(CsvRows *rows); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CsvRows, csv_rows_free)

/* From now on a row has COLUMNS cells; empty ones behind may be missing, or too many. */
void csv_rows_expect(CsvRows *rows, guint columns);

/* The next row that is not empty.  FALSE at the end, or with INPUT_ERROR. */
gboolean csv_rows_next(CsvRows *rows, CsvRow *row, GError **error);

/* The cells of LENGTH bytes of one LINE that begins and ends a row (char *; transfer full). */
GPtrArray *csv_split(const char *line, gsize length, char delimiter);

/* TEXT as a cell in quotes, appended to LINE. */
void csv_append(GString *line, const char *text);

#endif
