#include "csv-formula.h"

#include <string.h>

/* What begins a formula; the same as wide as a letter of Chinese is taken for it, too. */
static gboolean
begins_formula(const char *text)
{
	switch (g_utf8_get_char(text)) {
	case '=':
	case '+':
	case '-':
	case '@':
	case '\t':
	case '\r':
	case 0xff1d:
	case 0xff0b:
	case 0xff0d:
	case 0xff20:
		return TRUE;
	default:
		return FALSE;
	}
}

/* Whether at TEXT, where a cell may begin, a formula does, behind any number of our apostrophes. */
static gboolean
is_formula(const char *text)
{
	text += strspn(text, "'");
	return *text != '\0' &&
	       (begins_formula(text) || begins_formula(text + strspn(text, " \"")));
}

/* Some part cells at a semicolon or a tab, and every line may be a row. */
static gboolean
may_end_cell(char c)
{
	return strchr(",;|\t\r\n", c) != NULL;
}

char *
csv_formula_quote(const char *text)
{
	GString *quoted = g_string_new(NULL);
	gboolean begins = TRUE;

	for (; *text != '\0'; text++) {
		if (begins && is_formula(text))
			g_string_append_c(quoted, '\'');
		begins = may_end_cell(*text);
		g_string_append_c(quoted, *text);
	}
	return g_string_free(quoted, FALSE);
}

char *
csv_formula_unquote(const char *quoted)
{
	GString *text = g_string_new(NULL);
	gboolean begins = TRUE;

	for (; *quoted != '\0'; quoted++) {
		if (begins && *quoted == '\'' && is_formula(quoted))
			quoted++;
		begins = may_end_cell(*quoted);
		g_string_append_c(text, *quoted);
	}
	return g_string_free(text, FALSE);
}
