/*
 * structured - a cursor over a structured field: white space, comments, words
 *
 * Never fails by itself: what it wants is there, or nothing is taken.  What a stranger's text
 * can have shaped makes it broken.  Private to authres*.c and received.c.
 */
#ifndef MAIL_STRUCTURED_H
#define MAIL_STRUCTURED_H

#include <glib.h>

typedef struct Structured {
	const char *at;
	gboolean
		broken; /* a comment or quoted string, or a quote inside a comment, does not pair */
	gboolean spaced; /* white space, not only comments, was skipped since something was taken */
} Structured;

/* Skip white space and comments, nested ones too. */
void structured_skip(Structured *cursor);

/* Skip them, then take the byte C if it stands there. */
gboolean structured_take(Structured *cursor, char c);

/* Skip them, then take a token (RFC 2045 section 5.1).  (transfer full, nullable) */
char *structured_token(Structured *cursor);

/*
 * Skip them, then take a quoted string, or a run of bytes without space, ";", parentheses and
 * quotes.  (transfer full, nullable)
 */
char *structured_value(Structured *cursor);

/* Skip white space and comments; whether nothing is left. */
gboolean structured_at_end(Structured *cursor);

#endif
