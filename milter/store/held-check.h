/*
 * held-check - the index of held mail against the files, which are the truth
 */
#ifndef STORE_HELD_CHECK_H
#define STORE_HELD_CHECK_H

#include "held.h"
#include "spool.h"

/* What is odd about the copy ID, and whether that is mended. */
typedef void (*HeldOddity)(const char *id, const char *sentence, gboolean mended,
			   gpointer user_data);

/*
 * Compare, tell each oddity, and with REPAIR make the index what the files say.  A file that cannot
 * be read stays, told but not mended.  FALSE with SPOOL_ERROR_READ or STORE_ERROR.
 */
gboolean held_check(HeldIndex *index, const Spool *spool, gboolean repair, HeldOddity tell,
		    gpointer user_data, GError **error);

/* Bring the row of one copy up to date: there if and only if its file is in held/. */
gboolean held_index(HeldIndex *index, const Spool *spool, const char *id, GError **error);

#endif
