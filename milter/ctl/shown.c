#include "shown.h"

#include <string.h>

#include "base/visible.h"
#include "mail/decode.h"

char *
shown_line(const char *text)
{
	g_autofree char *line = text != NULL ? g_utf8_make_valid(text, -1) : g_strdup("-");

	return visible_line(decode_collapse(decode_visible(line)));
}

/* Where the LINES-th line of TEXT ends, or its end. */
static gsize
length_of_lines(const char *text, guint lines)
{
	const char *end = text;

	for (; lines > 0 && *end != '\0'; lines--) {
		const char *newline = strchr(end, '\n');

		end = newline != NULL ? newline + 1 : end + strlen(end);
	}
	return (gsize)(end - text);
}

char *
shown_lines(const char *text, guint lines, gsize bytes, gboolean *cut)
{
	g_autofree char *visible = decode_visible(g_utf8_make_valid(text, -1));
	gsize size = strlen(visible), length = length_of_lines(visible, lines);

	if (length > bytes)
		length = (gsize)(g_utf8_find_prev_char(visible, visible + bytes + 1) - visible);
	*cut = length < size;
	visible[length] = '\0';
	return g_strdup(g_strchomp(visible));
}

char *
shown_time(gint64 seconds)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(seconds);

	return time != NULL ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}
