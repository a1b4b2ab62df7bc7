#include "html-style.h"

#include <string.h>

enum { LONGEST_STYLE = 4096 };

struct HtmlStyle {
	GString *text; /* ";display:none;color:red;", lower case, no white space */
};

HtmlStyle *
html_style_read(const char *style)
{
	HtmlStyle *read = g_new(HtmlStyle, 1);
	gsize i;

	read->text = g_string_new(";");
	for (i = 0; style[i] != '\0' && i < LONGEST_STYLE; i++) {
		if (!g_ascii_isspace(style[i]))
			g_string_append_c(read->text, g_ascii_tolower(style[i]));
	}
	g_string_append_c(read->text, ';');
	return read;
}

void
html_style_free(HtmlStyle *style)
{
	g_string_free(style->text, TRUE);
	g_free(style);
}

/* The last value of PROPERTY, ";display:" (transfer none, nullable); it ends with ";" or "!". */
static const char *
value_of(const HtmlStyle *style, const char *property)
{
	const char *found = g_strrstr(style->text->str, property);

	return found == NULL ? NULL : found + strlen(property);
}

static gboolean
is_word(const char *value, const char *word)
{
	gsize length = strlen(word);

	return value != NULL && strncmp(value, word, length) == 0 &&
	       (value[length] == ';' || value[length] == '!');
}

/* 0, 0px, 0.0em, .0%: a number without any digit but zero. */
static gboolean
is_zero(const char *value)
{
	gsize digits = value == NULL ? 0 : strspn(value, "0.");

	return digits > 0 && !g_ascii_isdigit(value[digits]);
}

gboolean
html_style_hides(const HtmlStyle *style)
{
	return is_word(value_of(style, ";display:"), "none") ||
	       is_word(value_of(style, ";visibility:"), "hidden") ||
	       is_zero(value_of(style, ";max-height:")) || is_zero(value_of(style, ";opacity:"));
}

HtmlFont
html_style_font(const HtmlStyle *style)
{
	const char *size = value_of(style, ";font-size:");

	if (size == NULL)
		return HTML_FONT_INHERITED;
	return is_zero(size) ? HTML_FONT_NONE : HTML_FONT_SEEN;
}
