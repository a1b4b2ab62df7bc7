/*
 * library - what it costs to read a letter by the libraries alone
 *
 * GMime parses it and decodes its text parts to UTF-8, libxml2 reads those in HTML.  Nothing is
 * done with what they find: less than this nobody who reads mail by them can spend.
 */
#ifndef BENCH_LIBRARY_H
#define BENCH_LIBRARY_H

#include "../protocol/letter.h"

/* Once, before threads. */
void library_init(void);

void library_read(const Letter *letter);

#endif
