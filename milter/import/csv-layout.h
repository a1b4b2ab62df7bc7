/*
 * csv-layout - which column of whose CSV means what
 *
 * Programs write the columns of an address book in their own words and languages; a
 * new one is rows of a table here.
 */
#ifndef IMPORT_CSV_LAYOUT_H
#define IMPORT_CSV_LAYOUT_H

#include "import.h"

typedef enum {
	CELL_NOTHING,
	CELL_NAME, /* the whole name */
	CELL_GIVEN,
	CELL_MIDDLE,
	CELL_FAMILY, /* its parts */
	CELL_NICKNAME,
	CELL_EMAIL,
	CELL_PAGE,
	CELL_PROFILE, /* network:form:value */
	CELL_LEARNED, /* values that were only learned */
	CELL_STATE,
	CELL_NETWORK,
	CELL_SOURCE,
	CELL_SINCE,
	CELL_NOTE,
} CellMeaning;

typedef struct CsvLayout CsvLayout;

/*
 * The layout whose header row CELLS (char *) are, among those of FORMAT, or of all for NULL
 * (transfer none, nullable).
 */
const CsvLayout *csv_layout_find(const GPtrArray *cells, const ImportFormat *format);

/* What the column that HEADING stands over means. */
CellMeaning csv_layout_meaning(const CsvLayout *layout, const char *heading);

/* Whether it is that of our own exports. */
gboolean csv_layout_is_own(const CsvLayout *layout);

/* What parts several values in one cell. */
const char *csv_layout_separator(const CsvLayout *layout);

/* The header row of our own layout, without line end. */
extern const char csv_own_header[];

#endif
