/*
 * decode - bytes of mail -> UTF-8
 *
 * Whatever comes in, what goes out is valid UTF-8 without NUL.
 */
#ifndef MAIL_DECODE_H
#define MAIL_DECODE_H

#include <glib.h>

/*
 * Decode the raw value of a field: unfolded, encoded words (RFC 2047) decoded,
 * raw 8-bit read as UTF-8 if it is that, else as windows-1252, control
 * characters off, surrounding white space off.  Returns (transfer full).
 */
char *decode_header(const char *raw);

/*
 * The raw VALUE with each run of adjacent encoded words put as one, in UTF-8 and
 * "Q": for GMime, which loses what follows the padding of a base64 word.
 * Returns (transfer full).
 */
char *decode_join_words(const char *value);

/*
 * Take out of TEXT, valid UTF-8, what no reader sees: control characters but tab
 * and line feed, zero-width characters, soft hyphens.  No-break and other wide
 * spaces become a space, all line ends "\n".  Works in place, returns TEXT.
 */
char *decode_visible(char *text);

/* Every run of white space becomes one space, none at either end.  Works in place, returns TEXT. */
char *decode_collapse(char *text);

#endif
