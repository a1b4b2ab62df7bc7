/*
 * check - index, files and leftovers, and what is odd about them
 */
#ifndef CTL_HELD_CHECK_H
#define CTL_HELD_CHECK_H

#include "run.h"

/* Tell each oddity of an open STORE, mend it if REPAIR.  EX_DATAERR: some are not mended. */
int held_verify(HeldRun *run, gboolean repair);

#endif
