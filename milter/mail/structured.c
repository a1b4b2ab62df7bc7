#include "structured.h"

#include <string.h>

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
		else if (*p == '\0')
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
	return TRUE;
}

static char *
take_until(Structured *cursor, const char *stops)
{
	const char *begin = cursor->at;

	while ((guchar)*cursor->at > ' ' && *cursor->at != 0x7f &&
	       strchr(stops, *cursor->at) == NULL)
		cursor->at++;

	return cursor->at > begin ? g_strndup(begin, cursor->at - begin) : NULL;
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
