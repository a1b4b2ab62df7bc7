#include "charset.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST 40

/*
 * As mail says it, in lower case and without punctuation, and as iconv calls it.  Sorted by
 * the first.
 */
/* clang-format off */
static const struct Charset {
	const char *said;
	const char *meant;
} charsets[] = {
	{ "armscii8", "armscii-8" }, { "big5", "big5-hkscs" }, { "big5hkscs", "big5-hkscs" },
	{ "chinese", "gb18030" }, { "cnbig5", "big5-hkscs" }, { "cp037", "ibm037" },
	{ "cp1125", "cp1125" }, { "cp1250", "windows-1250" }, { "cp1251", "windows-1251" },
	{ "cp1252", "windows-1252" }, { "cp1253", "windows-1253" }, { "cp1254", "windows-1254" },
	{ "cp1255", "windows-1255" }, { "cp1256", "windows-1256" }, { "cp1257", "windows-1257" },
	{ "cp1258", "windows-1258" }, { "cp437", "cp437" }, { "cp500", "ibm500" }, { "cp65001",
	  "utf-8" },
	{ "cp737", "cp737" }, { "cp775", "cp775" }, { "cp850", "cp850" }, { "cp852", "cp852" },
	{ "cp855", "cp855" }, { "cp857", "cp857" }, { "cp858", "cp858" }, { "cp860", "cp860" },
	{ "cp861", "cp861" }, { "cp862", "cp862" }, { "cp863", "cp863" }, { "cp864", "cp864" },
	{ "cp865", "cp865" }, { "cp866", "cp866" }, { "cp869", "cp869" }, { "cp874", "cp874" },
	{ "cp932", "cp932" }, { "cp936", "gb18030" }, { "cp949", "cp949" },
	{ "cp950", "big5-hkscs" }, { "csbig5", "big5-hkscs" }, { "cseuckr", "cp949" },
	{ "csgb2312", "gb18030" }, { "csiso2022jp", "iso-2022-jp" },
	{ "csiso2022kr", "iso-2022-kr" }, { "csisolatin1", "windows-1252" },
	{ "csisolatin2", "iso-8859-2" }, { "cskoi8r", "koi8-r" },
	{ "csksc56011987", "cp949" }, { "csshiftjis", "cp932" }, { "dos874", "cp874" },
	{ "ebcdiccpus", "ibm037" }, { "euccn", "gb18030" }, { "eucjp", "euc-jp" },
	{ "euckr", "cp949" }, { "euctw", "euc-tw" }, { "gb18030", "gb18030" },
	{ "gb2312", "gb18030" }, { "gb231280", "gb18030" }, { "gbk", "gb18030" },
	{ "georgianps", "georgian-ps" }, { "ibm037", "ibm037" }, { "ibm1047", "ibm1047" },
	{ "ibm437", "cp437" }, { "ibm500", "ibm500" }, { "ibm775", "cp775" },
	{ "ibm850", "cp850" }, { "ibm852", "cp852" }, { "ibm855", "cp855" },
	{ "ibm857", "cp857" }, { "ibm858", "cp858" }, { "ibm860", "cp860" },
	{ "ibm861", "cp861" }, { "ibm862", "cp862" }, { "ibm863", "cp863" },
	{ "ibm864", "cp864" }, { "ibm865", "cp865" }, { "ibm866", "cp866" },
	{ "ibm869", "cp869" }, { "iso10646ucs2", "ucs-2" }, { "iso2022cn", "iso-2022-cn-ext" },
	{ "iso2022cnext", "iso-2022-cn-ext" }, { "iso2022jp", "iso-2022-jp" },
	{ "iso2022jp1", "iso-2022-jp-2" }, { "iso2022jp2", "iso-2022-jp-2" },
	{ "iso2022jp3", "iso-2022-jp-3" }, { "iso2022kr", "iso-2022-kr" },
	{ "iso88591", "windows-1252" }, { "iso885910", "iso-8859-10" },
	{ "iso885911", "cp874" }, { "iso885913", "iso-8859-13" },
	{ "iso885914", "iso-8859-14" }, { "iso885915", "iso-8859-15" },
	{ "iso885916", "iso-8859-16" }, { "iso88592", "iso-8859-2" },
	{ "iso88593", "iso-8859-3" }, { "iso88594", "iso-8859-4" }, { "iso88595", "iso-8859-5" },
	{ "iso88596", "iso-8859-6" }, { "iso88597", "iso-8859-7" }, { "iso88598", "iso-8859-8" },
	{ "iso88598e", "iso-8859-8" }, { "iso88598i", "iso-8859-8" },
	{ "iso88599", "windows-1254" }, { "johab", "johab" }, { "koi8", "koi8-r" },
	{ "koi8r", "koi8-r" }, { "koi8ru", "koi8-u" }, { "koi8t", "koi8-t" },
	{ "koi8u", "koi8-u" }, { "korean", "cp949" }, { "ksc5601", "cp949" },
	{ "ksc56011987", "cp949" }, { "ksc56011989", "cp949" }, { "l1", "windows-1252" },
	{ "l2", "iso-8859-2" }, { "latin1", "windows-1252" }, { "latin10", "iso-8859-16" },
	{ "latin2", "iso-8859-2" }, { "latin3", "iso-8859-3" }, { "latin4", "iso-8859-4" },
	{ "latin5", "windows-1254" }, { "latin6", "iso-8859-10" }, { "latin9", "iso-8859-15" },
	{ "mac", "macintosh" }, { "maccentraleurope", "mac-centraleurope" },
	{ "maccyrillic", "mac-cyrillic" }, { "macintosh", "macintosh" },
	{ "macroman", "macintosh" }, { "ms932", "cp932" }, { "ms936", "gb18030" },
	{ "ms949", "cp949" }, { "ms950", "big5-hkscs" }, { "mskanji", "cp932" },
	{ "shiftjis", "cp932" }, { "shiftjisx0213", "shift_jisx0213" }, { "sjis", "cp932" },
	{ "tcvn", "tcvn5712-1" }, { "tis620", "cp874" }, { "ucs2", "ucs-2" }, { "ucs4", "ucs-4" },
	{ "uhc", "cp949" }, { "unicode", "utf-16" }, { "unicode11utf7", "utf-7" },
	{ "unicode11utf8", "utf-8" },
	{ "utf16", "utf-16" }, { "utf16be", "utf-16be" }, { "utf16le", "utf-16le" },
	{ "utf32", "utf-32" }, { "utf32be", "utf-32be" }, { "utf32le", "utf-32le" },
	{ "utf7", "utf-7" }, { "utf8", "utf-8" }, { "viscii", "viscii" }, { "windows1250",
	  "windows-1250" },
	{ "windows1251", "windows-1251" }, { "windows1252", "windows-1252" },
	{ "windows1253", "windows-1253" }, { "windows1254", "windows-1254" },
	{ "windows1255", "windows-1255" }, { "windows1256", "windows-1256" },
	{ "windows1257", "windows-1257" }, { "windows1258", "windows-1258" },
	{ "windows31j", "cp932" }, { "windows874", "cp874" }, { "windows936", "gb18030" },
	{ "windows949", "cp949" }, { "windows950", "big5-hkscs" },
	{ "xcp1250", "windows-1250" }, { "xcp1251", "windows-1251" },
	{ "xcp1252", "windows-1252" }, { "xeucjp", "euc-jp" }, { "xgbk", "gb18030" },
	{ "xmaccyrillic", "mac-cyrillic" }, { "xmacroman", "macintosh" },
	{ "xsjis", "cp932" }, { "xutf8", "utf-8" }, { "xxbig5", "big5-hkscs" },
};
/* clang-format on */

/* What one thread opened: NULL: not yet, (GIConv)-1: this system has none. */
typedef struct Opened {
	GIConv converters[G_N_ELEMENTS(charsets)];
} Opened;

static pthread_key_t opened_key;

static void
opened_free(void *data)
{
	Opened *opened = data;

	for (gsize i = 0; i < G_N_ELEMENTS(charsets); i++)
		if (opened->converters[i] != NULL && opened->converters[i] != (GIConv)-1)
			g_iconv_close(opened->converters[i]);
	g_free(opened);
}

static void
make_key(void)
{
	pthread_key_create(&opened_key, opened_free);
}

static Opened *
opened_of_thread(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	Opened *opened;

	pthread_once(&once, make_key);
	opened = pthread_getspecific(opened_key);
	if (opened == NULL) {
		opened = g_new0(Opened, 1);
		pthread_setspecific(opened_key, opened);
	}
	return opened;
}

static int
compare(const void *said, const void *charset)
{
	return strcmp(said, ((const struct Charset *)charset)->said);
}

static const struct Charset *
find(const char *charset)
{
	char said[LONGEST + 1];
	gsize length = 0;

	for (; *charset != '\0' && length < LONGEST; charset++)
		if (g_ascii_isalnum(*charset))
			said[length++] = g_ascii_tolower(*charset);
	said[length] = '\0';
	return bsearch(said, charsets, G_N_ELEMENTS(charsets), sizeof *charsets, compare);
}

/* How iconv calls it (nullable: mail knows none of that name). */
static const char *
name_of(const char *charset)
{
	const struct Charset *found = find(charset);

	return found != NULL ? found->meant : NULL;
}

GIConv
charset_converter(const char *charset)
{
	const struct Charset *found = find(charset);
	GIConv *converter;

	if (found == NULL)
		return (GIConv)-1;
	converter = &opened_of_thread()->converters[found - charsets];
	if (*converter == NULL)
		*converter = g_iconv_open("UTF-8", found->meant);
	else if (*converter != (GIConv)-1)
		g_iconv(*converter, NULL, NULL, NULL, NULL);
	return *converter;
}

/* ---- converting ---- */

#define REPLACEMENT "\xef\xbf\xbd"

static gboolean
is_any(const char *charset, const char *const *names)
{
	for (; *names != NULL; names++) {
		if (g_ascii_strcasecmp(charset, *names) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_unspecific(const char *charset)
{
	static const char *const names[] = { "",          "us-ascii", "ascii", "unknown-8bit",
					     "x-unknown", "8bit",     "7bit",  "default_charset",
					     NULL };

	return charset == NULL || is_any(charset, names);
}

static gboolean
is_utf8(const char *charset)
{
	return g_strcmp0(name_of(charset), "utf-8") == 0;
}

/*
 * A name from outside goes to iconv only if it has the form of one ("//" would be an instruction).
 */
GIConv
charset_open(const char *charset)
{
	const char *name = name_of(charset);

	if (name != NULL)
		return g_iconv_open("UTF-8", name);
	if (strlen(charset) > 40 || charset[strspn(charset, "abcdefghijklmnopqrstuvwxyz"
							    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
							    "0123456789-_.:+")] != '\0')
		return (GIConv)-1;
	return g_iconv_open("UTF-8", charset);
}

/* NUL is a character in every charset, but ends a string in C. */
static char *
finish(GString *text)
{
	char *to = text->str, *from;

	if (memchr(text->str, '\0', text->len) != NULL) {
		for (from = text->str; from < text->str + text->len; from++) {
			if (*from != '\0')
				*to++ = *from;
		}
		g_string_truncate(text, (gsize)(to - text->str));
	}
	if (!g_utf8_validate(text->str, (gssize)text->len, NULL)) {
		char *valid = g_utf8_make_valid(text->str, (gssize)text->len);

		g_string_free(text, TRUE);
		return valid;
	}
	return g_string_free(text, FALSE);
}

static char *
convert(GIConv converter, const char *data, gsize length)
{
	GString *text = g_string_sized_new(length + length / 8 + 16);
	char *from = (char *)data;
	char buffer[4096];

	for (;;) {
		char *to = buffer;
		gsize room = sizeof buffer;
		gsize rc = g_iconv(converter, length > 0 ? &from : NULL, &length, &to, &room);
		int error = errno;

		g_string_append_len(text, buffer, to - buffer);
		if (rc != (gsize)-1) {
			if (length == 0 && from == NULL)
				break;
			from = NULL; /* once more, to flush the converter's state */
			continue;
		}
		if (error == E2BIG)
			continue;
		g_string_append(text, REPLACEMENT);
		if (error != EILSEQ || length <= 1)
			break;
		from++;
		length--;
	}
	return finish(text);
}

static char *
decode_as(const char *data, gsize length, const char *charset)
{
	GIConv converter = charset_converter(charset);

	if (converter == (GIConv)-1)
		converter = charset_converter("windows-1252");
	if (converter == (GIConv)-1)
		return g_utf8_make_valid(data, (gssize)length);
	return convert(converter, data, length);
}

char *
charset_to_utf8(const char *data, gssize length, const char *charset)
{
	gsize size = length < 0 ? strlen(data) : (gsize)length;
	gboolean unspecific = is_unspecific(charset);

	if (unspecific || is_utf8(charset)) {
		GString *text = g_string_new_len(data, (gssize)size);

		if (!unspecific)
			return finish(text);
		/* NUL in it does not make UTF-8 windows-1252. */
		if (memchr(data, '\0', size) == NULL &&
		    !g_utf8_validate(data, (gssize)size, NULL)) {
			g_string_free(text, TRUE);
			return decode_as(data, size, "windows-1252");
		}
		return finish(text);
	}
	return decode_as(data, size, charset);
}
