#include "structured.h"

#include <string.h>

/*
 * The quote at P, inside a comment, where quotes mean nothing.  But a writer who puts a
 * stranger's text between quotes closes them before the comment ends: returns the closing one,
 * or NULL.
 */
static const char *
skip_quoted(const char *p)
{
	for (p++; *p != '"'; p++) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		else if (*p == '(' || *p == ')' || *p == '\0')
			return NULL;
	}
	return p;
}

static const char *
skip_comment(const char *p)
{
	guint depth = 0;

	do {
		if (*p == '\\' && p[1] != '\0')
			p++;
		else if (*p == '(')
			depth++;
		else if (*p == ')')
			depth--;
		else if (*p == '"')
			p = skip_quoted(p);
		if (p == NULL || *p == '\0')
			return NULL;
		p++;
	} while (depth > 0);

	return p;
}

void
structured_skip(Structured *cursor)
{
	while (*cursor->at != '\0') {
		const char *next = cursor->at + strspn(cursor->at, " \t\r\n");

		cursor->spaced = cursor->spaced || next > cursor->at;
		if (*next == '(')
			next = skip_comment(next);
		if (next == cursor->at)
			return;
		if (next == NULL) {
			cursor->broken = TRUE;
			next = cursor->at + strlen(cursor->at);
		}
		cursor->at = next;
	}
}

gboolean
structured_take(Structured *cursor, char c)
{
	structured_skip(cursor);
	if (*cursor->at != c || c == '\0')
		return FALSE;
	cursor->at++;
	cursor->spaced = FALSE;
	return TRUE;
}

static char *
take_until(Structured *cursor, const char *stops)
{
	const char *begin = cursor->at;

	while ((guchar)*cursor->at > ' ' && *cursor->at != 0x7f &&
	       strchr(stops, *cursor->at) == NULL)
		cursor->at++;
	if (cursor->at == begin)
		return NULL;
	cursor->spaced = FALSE;
	return g_strndup(begin, (gsize)(cursor->at - begin));
}

char *
structured_token(Structured *cursor)
{
	structured_skip(cursor);
	return take_until(cursor, "()<>@,;:\\\"/[]?=");
}

static char *
take_quoted(Structured *cursor)
{
	g_autoptr(GString) text = g_string_new(NULL);
	const char *p = cursor->at + 1;

	for (; *p != '"' && *p != '\0'; p++) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		g_string_append_c(text, *p);
	}
	cursor->broken = cursor->broken || *p == '\0';
	cursor->at = *p == '"' ? p + 1 : p;
	cursor->spaced = FALSE;

	return g_strdup(text->str);
}

char *
structured_value(Structured *cursor)
{
	structured_skip(cursor);
	return *cursor->at == '"' ? take_quoted(cursor) : take_until(cursor, ";()\"");
}

gboolean
structured_at_end(Structured *cursor)
{
	structured_skip(cursor);
	return *cursor->at == '\0';
}
