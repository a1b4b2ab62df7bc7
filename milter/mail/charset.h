/*
 * charset - the charsets of mail, and converters from them to UTF-8
 *
 * Opening a converter loads a library: it costs a thousand times what one word of a header does.
 * So each thread opens one a charset and keeps it, and only charsets of a list are ever opened.
 */
#ifndef MAIL_CHARSET_H
#define MAIL_CHARSET_H

#include <glib.h>

/*
 * A converter from CHARSET to UTF-8 that says where bytes are no characters, in its initial
 * state, or (GIConv)-1 where mail knows no such CHARSET.  Lent until the end of the thread; the
 * next call may lend the same one.
 */
GIConv charset_converter(const char *charset);

/*
 * Convert LENGTH bytes (-1: up to the NUL) of CHARSET (nullable) to UTF-8.  What
 * is no character becomes U+FFFD, NULs are left out.  No charset or us-ascii
 * means UTF-8 if it is that, else windows-1252; so does a charset nobody knows.
 * Latin-1 and its like mean the larger charset of Windows (WHATWG Encoding).
 * Returns (transfer full).
 */
char *charset_to_utf8(const char *data, gssize length, const char *charset);

/*
 * A converter from CHARSET, which a user of ours named, to UTF-8 that says where bytes are no
 * characters, or (GIConv)-1 where nobody knows CHARSET; close with g_iconv_close().
 */
GIConv charset_open(const char *charset);

#endif
