#include "import.h"

#include <string.h>

#include "csv.h"
#include "vcard.h"

const char *const import_format_words[] = {
	[IMPORT_ANY] = "any",		[IMPORT_VCARD] = "vcard",
	[IMPORT_CSV] = "csv",		[IMPORT_GOOGLE] = "google",
	[IMPORT_LINKEDIN] = "linkedin", [IMPORT_OUTLOOK] = "outlook",
	[IMPORT_THUNDERBIRD] = "thunderbird", [IMPORT_SENT] = "sent",
	NULL,
};

static gboolean
begins_card(const InputLine *line)
{
	g_autofree char *text = g_strndup(line->data, line->length);

	return g_ascii_strcasecmp(g_strstrip(text), "BEGIN:VCARD") == 0;
}

/* What stands before the first card may be anything, but not much. */
#define LOOK_AT 20

/* Give back LINES, of which the data stands behind each. */
static void
give_back(Input *input, const GPtrArray *lines)
{
	for (guint i = lines->len; i > 0; i--)
		input_unread(input, lines->pdata[i - 1]);
}

static gboolean
find_format(Input *input, ImportFormat *format, GError **error)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) failed = NULL;
	InputLine line;

	while (*format == IMPORT_ANY && lines->len < LOOK_AT &&
	       input_next(input, &line, &failed)) {
		g_ptr_array_add(lines, input_line_copy(&line));
		if (begins_card(&line))
			*format = IMPORT_VCARD;
	}
	if (failed != NULL) {
		g_propagate_error(error, g_steal_pointer(&failed));
		return FALSE;
	}
	give_back(input, lines);
	return TRUE;
}

gboolean
import_book(Input *input, ImportFormat format, const ImportHandler *handler, GError **error)
{
	if (format == IMPORT_ANY && !find_format(input, &format, error))
		return FALSE;
	return format == IMPORT_VCARD ? import_vcard(input, handler, error)
				      : import_csv(input, format, handler, error);
}
