#include "decode.h"

#include <string.h>

#include <unicode/uchar.h>

#include "charset.h"
#include "encoded-word.h"

/* Raw bytes first: encoded words are ASCII and remain what they are. */
static char *
unfold(const char *raw)
{
	char *text = charset_to_utf8(raw, -1, NULL);
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

/*
 * What draws nothing (Unicode's Default_Ignorable_Code_Point): joiners, marks of direction,
 * variants ...
 */
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
