/*
 * book - address books for the targets that import them
 */
#ifndef TESTS_FUZZ_BOOK_H
#define TESTS_FUZZ_BOOK_H

#include "import/import.h"

/* Rules of an invented network whose members have pages; kept for good. */
const Ruleset *book_rules(void);

/*
 * The contacts in DATA, read in FORMAT and CHARSET (nullable): GPtrArray of Contact * (transfer
 * full).
 */
GPtrArray *book_read(const void *data, gsize size, const ImportFormat *format, const char *charset);

/* What CONTACT may look like, and that both of our own formats give it back. */
void book_check(const Contact *contact);

#endif
