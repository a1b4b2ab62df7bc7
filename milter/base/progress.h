/*
 * progress - a bar on a terminal, and nothing anywhere else
 */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <glib.h>

typedef struct Progress Progress;

/*
 * A bar over TOTAL bytes, 0 where nobody knows how many, on the descriptor OUT, if that is a
 * terminal (transfer full).  It is drawn at most ten times a second.
 */
Progress *progress_new(int out, guint64 total);

/* Take it off and forget it; NULL is fine. */
void progress_free(Progress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Progress, progress_free)

/* One more thing of SIZE bytes is done. */
void progress_step(Progress *progress, guint64 size);

/* Take it off for other text; the next step draws it again. */
void progress_hide(Progress *progress);

/*
 * What is drawn in WIDTH columns when COUNT things of DONE bytes were done in SECONDS (transfer
 * full):
 * "[=====>    ]  50 %, 1234 done, 0:12 left".
 */
char *progress_line(guint64 done, guint64 total, guint64 count, gint64 seconds, guint width);

#endif
