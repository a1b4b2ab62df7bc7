#include "visible.h"

#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"

/*
 * Letters and symbols by their kind, but blank: fillers of Hangul, and the Braille pattern without
 * dots.
 */
static const gunichar blanks[] = { 0x115f, 0x1160, 0x2800, 0x3164, 0xffa0 };

/* Combining, without width and without a mark. */
static gboolean
is_ignorable(gunichar c)
{
	return c == 0x034f || c == 0x17b4 || c == 0x17b5 || (c >= 0x180b && c <= 0x180f) ||
	       (c >= 0xe0000 && c <= 0xe0fff);
}

gboolean
visible_is(gunichar c)
{
	if (c >= ' ' && c < 0x7f)
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(blanks); i++)
		if (c == blanks[i])
			return FALSE;
	switch (g_unichar_type(c)) {
	case G_UNICODE_CONTROL:
	case G_UNICODE_FORMAT:
	case G_UNICODE_SURROGATE:
	case G_UNICODE_LINE_SEPARATOR:
	case G_UNICODE_PARAGRAPH_SEPARATOR:
		return FALSE;
	default:
		return !is_ignorable(c);
	}
}

static gboolean
is_control(gunichar c)
{
	return g_unichar_iscntrl(c) || c == 0x2028 || c == 0x2029;
}

void
visible_append(GString *text, const char *bytes, gsize length, gboolean lines)
{
	const char *end = bytes + length;

	while (bytes < end) {
		gunichar c = g_utf8_get_char_validated(bytes, end - bytes);

		if (c == (gunichar)-1 || c == (gunichar)-2 || c == 0) {
			g_string_append(text, REPLACEMENT);
			bytes++;
			continue;
		}
		if (visible_is(c) || (lines && (c == '\n' || c == '\t')))
			g_string_append_unichar(text, c);
		else if (is_control(c))
			g_string_append_c(text, '?');
		bytes = g_utf8_next_char(bytes);
	}
}

gsize
visible_rest(const char *bytes, gsize length)
{
	/* The longest character has four bytes. */
	for (gsize rest = 1; rest <= 3 && rest <= length; rest++)
		if (((guchar)bytes[length - rest] & 0xc0) == 0xc0)
			return g_utf8_get_char_validated(bytes + length - rest, (gssize)rest) ==
					       (gunichar)-2
				       ? rest
				       : 0;
	return 0;
}

char *
visible_line(const char *text)
{
	GString *line = g_string_new(NULL);

	if (text != NULL)
		visible_append(line, text, strlen(text), FALSE);
	return g_string_free(line, FALSE);
}

static void
append_escaped(GString *json, gunichar c)
{
	if (c > 0xffff)
		g_string_append_printf(json, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10),
				       0xdc00 + ((c - 0x10000) & 0x3ff));
	else
		g_string_append_printf(json, "\\u%04x", c);
}

/* Outside of strings JSON has nothing but ASCII. */
char *
visible_json(const char *json)
{
	GString *text = g_string_sized_new(strlen(json));

	for (; *json != '\0'; json = g_utf8_next_char(json)) {
		gunichar c = g_utf8_get_char(json);

		if (visible_is(c) || c == '\n')
			g_string_append_unichar(text, c);
		else
			append_escaped(text, c);
	}
	return g_string_free(text, FALSE);
}
