/*
 * progress - how far a long work has come: a bar on a terminal, else nothing
 */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <glib.h>
#include <stdio.h>

typedef struct Progress Progress;

/*
 * Begin to show LABEL on STREAM, if that is a terminal.  TOTAL: what progress_update() will end
 * with; 0: not known, then only the count is shown.  Returns (transfer full).
 */
Progress *progress_new(FILE *stream, const char *label, guint64 total);

/* DONE of the total; drawn at most ten times a second. */
void progress_update(Progress *progress, guint64 done);

/* Take the bar off the terminal and free PROGRESS; NULL is fine. */
void progress_end(Progress *progress);

#endif
