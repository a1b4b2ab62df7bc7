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
 * How iconv calls CHARSET (transfer none, nullable: mail knows none of that name).  Latin-1 and its
 * like mean the larger charset of Windows (WHATWG Encoding).
 */
const char *charset_name(const char *charset);

#endif
