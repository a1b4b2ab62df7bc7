#include "flowed.h"

#include <string.h>

/*
 * A line ending in a space goes on in the next, if that is quoted as deep; "-- " is a line of its
 * own.
 */
char *
flowed_join(const char *text, gboolean delsp)
{
	GString *joined = g_string_sized_new(strlen(text));
	gsize depth_before = 0;
	gboolean soft = FALSE;

	while (*text != '\0') {
		gsize depth = strspn(text, ">");
		const char *line = text + depth;
		gsize length;

		if (*line == ' ')
			line++;
		length = strcspn(line, "\r\n");
		if (soft && depth == depth_before) {
			if (delsp)
				g_string_truncate(joined, joined->len - 1);
		} else {
			if (joined->len > 0)
				g_string_append_c(joined, '\n');
			g_string_append_len(joined, text, (gssize)depth);
			if (depth > 0)
				g_string_append_c(joined, ' ');
		}
		g_string_append_len(joined, line, (gssize)length);
		soft = length > 0 && line[length - 1] == ' ' && !(length == 3 && line[0] == '-');
		depth_before = depth;
		text = line + length;
		if (*text == '\r')
			text++;
		if (*text == '\n')
			text++;
	}
	return g_string_free(joined, FALSE);
}
