/*
 * csv-formula - cells that a spreadsheet takes for text
 *
 * What a spreadsheet finds to begin with =, +, - or @ it computes: a name, an address or a note of
 * somebody else's could read the reader's other files, or run a program.  An apostrophe in front
 * makes it text.
 */
#ifndef IMPORT_CSV_FORMULA_H
#define IMPORT_CSV_FORMULA_H

#include <glib.h>

/*
 * TEXT with an apostrophe wherever a formula would begin, also if the spreadsheet parts cells at
 * other characters than we (transfer full).
 */
char *csv_formula_quote(const char *text);

/* What csv_formula_quote() was given, of what it gave (transfer full). */
char *csv_formula_unquote(const char *quoted);

#endif
