/*
 * visible - what others wrote, without what only pretends to be text
 *
 * Control characters move a terminal's cursor and change its state, the controls of direction turn
 * a line around, and what has no width hides in names.  None of it is ever printed.
 */
#ifndef BASE_VISIBLE_H
#define BASE_VISIBLE_H

#include <glib.h>

/* Whether C can be seen, or is a space.  A tab, a line end and other control characters are not. */
gboolean visible_is(gunichar c);

/*
 * Append LENGTH BYTES to TEXT: control characters as "?", bytes that are no UTF-8 as U+FFFD, what
 * is invisible not at all.  Line ends and tabs stay if LINES.
 */
void visible_append(GString *text, const char *bytes, gsize length, gboolean lines);

/* The bytes at the end of BYTES that may be the beginning of one more character. */
gsize visible_rest(const char *bytes, gsize length);

/* TEXT in one line (transfer full); "" for NULL. */
char *visible_line(const char *text);

/*
 * JSON, in which control characters of ASCII are escaped, with all that cannot be seen escaped as
 * well (transfer full).
 */
char *visible_json(const char *json);

#endif
