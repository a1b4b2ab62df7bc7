/*
 * who - the person at the command line, for the journal
 */
#ifndef CTL_WHO_H
#define CTL_WHO_H

#include <glib.h>

/*
 * "alice (uid 0)": who called sudo, else the login name of the process's user (transfer full).  To be
 * asked before the process becomes somebody else.
 */
char *who_runs(void);

#endif
