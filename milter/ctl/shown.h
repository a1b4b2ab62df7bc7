/*
 * shown - what others wrote, made fit for a terminal
 */
#ifndef CTL_SHOWN_H
#define CTL_SHOWN_H

#include <glib.h>

/*
 * TEXT in one line, without what would move the cursor or turn the text around (transfer full); "-"
 * for NULL.
 */
char *shown_line(const char *text);

/*
 * The same of many lines: at most so many LINES and BYTES; *CUT whether there was more (transfer
 * full).
 */
char *shown_lines(const char *text, guint lines, gsize bytes, gboolean *cut);

/* SECONDS since 1970 as ISO 8601, UTC (transfer full, nullable: no such time). */
char *shown_time(gint64 seconds);

#endif
