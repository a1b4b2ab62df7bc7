/*
 * terminal - what a program prints reaches the terminal as text alone
 *
 * Names of files, of people and all that mails say end in what we print; a place that forgets to
 * look at one of them must do no harm.  So standard output and standard error look at every byte.
 */
#ifndef BASE_TERMINAL_H
#define BASE_TERMINAL_H

#include <stdio.h>

#include <glib.h>

/*
 * Once, before anything is printed: from now on stdout and stderr print as visible_append() does,
 * with lines. FALSE: out of memory.
 */
gboolean terminal_guard(void);

/*
 * Standard output for what is not to be read by people (transfer full; fclose() leaves it open to
 * others), or NULL with errno.
 */
FILE *terminal_raw_output(void);

#endif
