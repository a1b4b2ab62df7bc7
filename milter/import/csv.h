/*
 * csv - contacts as tables: Google, LinkedIn, Outlook, Thunderbird, and our own
 */
#ifndef IMPORT_CSV_H
#define IMPORT_CSV_H

#include "import.h"

/*
 * Read the rows of INPUT behind the header row, which is looked for in its first lines, with
 * commas, semicolons or tabs.  FALSE with IMPORT_ERROR where there is none of FORMAT (NULL: of
 * any), with INPUT_ERROR, or with what HANDLER's take said.
 */
gboolean import_csv(Input *input, const ImportFormat *format, const ImportHandler *handler,
		    GError **error);

/* The header row and CONTACT as a row of our own layout, with line ends (transfer full). */
char *export_csv_header(void);
char *export_csv(const Contact *contact);

#endif
