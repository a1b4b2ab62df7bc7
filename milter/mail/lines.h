/*
 * lines - a file as lines, in bounded memory
 */
#ifndef MAIL_LINES_H
#define MAIL_LINES_H

#include "feeder.h"

typedef struct Lines Lines;

/* Read from the descriptor FD, which stays the caller's.  (transfer full) */
Lines *lines_new(int fd);
void lines_free(Lines *lines); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lines, lines_free)

/*
 * The next line with its end, or the next piece of one too long for the
 * buffer, lent until the next call.  FALSE at the end, or with *FAILED, an
 * errno, where the file cannot be read.
 */
gboolean lines_next(Lines *lines, Piece *piece, int *failed);

#endif
