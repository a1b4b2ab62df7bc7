#include "decode.h"

#include <errno.h>
#include <string.h>

#include <unicode/uchar.h>

#include "charset.h"
#include "encoded-word.h"

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
	static const char *const names[] = { "",	  "us-ascii", "ascii", "unknown-8bit",
					     "x-unknown", "8bit",     "7bit",  "default_charset",
					     NULL };

	return charset == NULL || is_any(charset, names);
}

static gboolean
is_utf8(const char *charset)
{
	return g_strcmp0(charset_name(charset), "utf-8") == 0;
}

/* A name from outside goes to iconv only if it has the form of one ("//" would be an instruction).
 */
GIConv
decode_open(const char *charset)
{
	const char *name = charset_name(charset);

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
decode_utf8(const char *data, gssize length, const char *charset)
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

/* Raw bytes first: encoded words are ASCII and remain what they are. */
static char *
unfold(const char *raw)
{
	char *text = decode_utf8(raw, -1, NULL);
	char *to = text;
	const char *from;

	for (from = text; *from != '\0'; from++) {
		if (*from != '\n' && *from != '\r')
			*to++ = *from == '\t' ? ' ' : *from;
	}
	*to = '\0';
	return text;
}

/* Control characters, those that encoded words bring too, break no line of ours. */
static char *
take_controls_off(char *text)
{
	char *to = text;
	const char *from, *next;

	for (from = text; *from != '\0'; from = next) {
		gunichar c;

		next = g_utf8_next_char(from);
		if (*from >= ' ' && *from < 0x7f) {
			*to++ = *from;
			continue;
		}
		c = g_utf8_get_char(from);
		if (c == '\t' || c == '\n' || c == '\r') {
			*to++ = ' ';
		} else if (!g_unichar_iscntrl(c)) {
			memmove(to, from, (gsize)(next - from));
			to += next - from;
		}
	}
	*to = '\0';
	return text;
}

char *
decode_header(const char *raw)
{
	g_autofree char *unfolded = unfold(raw);
	GString *text;

	if (strstr(unfolded, "=?") == NULL)
		return g_strstrip(take_controls_off(g_steal_pointer(&unfolded)));
	text = g_string_sized_new(strlen(unfolded));
	encoded_word_decode(unfolded, text, NULL);
	return g_strstrip(take_controls_off(g_string_free(text, FALSE)));
}

static void
append_as_word(const char *text, GString *result)
{
	static const char hex[] = "0123456789ABCDEF";
	const guchar *p;

	g_string_append(result, "=?utf-8?Q?");
	for (p = (const guchar *)text; *p != '\0'; p++) {
		if (g_ascii_isalnum(*p)) {
			g_string_append_c(result, (char)*p);
		} else {
			g_string_append_c(result, '=');
			g_string_append_c(result, hex[*p >> 4]);
			g_string_append_c(result, hex[*p & 15]);
		}
	}
	g_string_append(result, "?=");
}

char *
decode_join_words(const char *value)
{
	g_autofree char *unfolded = unfold(value);
	GString *result;

	if (strstr(unfolded, "=?") == NULL)
		return g_steal_pointer(&unfolded);
	result = g_string_sized_new(strlen(unfolded));
	encoded_word_decode(unfolded, result, append_as_word);
	return g_string_free(result, FALSE);
}

/* What draws nothing (Unicode's Default_Ignorable_Code_Point): joiners, marks of direction, variants ... */
static gboolean
is_invisible(gunichar c)
{
	return u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

/* The end of the printable ASCII at TEXT, which is most of all text. */
static const char *
skip_printable(const char *text)
{
	while (*text >= ' ' && *text < 0x7f)
		text++;
	return text;
}

char *
decode_visible(char *text)
{
	char *to = text;
	const char *from, *next;

	for (from = text; *from != '\0'; from = next) {
		gunichar c;

		next = skip_printable(from);
		if (next > from) {
			if (to != from)
				memmove(to, from, (gsize)(next - from));
			to += next - from;
			continue;
		}
		next = g_utf8_next_char(from);
		c = g_utf8_get_char(from);
		if (c == '\r') {
			if (*next != '\n')
				*to++ = '\n';
		} else if (c == 0x2028 || c == 0x2029) {
			*to++ = '\n';
		} else if (c == 0xA0 || g_unichar_type(c) == G_UNICODE_SPACE_SEPARATOR) {
			*to++ = ' ';
		} else if (c == '\n' || c == '\t' || !(g_unichar_iscntrl(c) || is_invisible(c))) {
			memmove(to, from, (gsize)(next - from));
			to += next - from;
		}
	}
	*to = '\0';
	return text;
}

char *
decode_collapse(char *text)
{
	char *to = text;
	const char *from;

	for (from = text; *from != '\0'; from++) {
		if (!g_ascii_isspace(*from))
			*to++ = *from;
		else if (to > text && to[-1] != ' ')
			*to++ = ' ';
	}
	if (to > text && to[-1] == ' ')
		to--;
	*to = '\0';
	return text;
}
