#include "import.h"

#include <string.h>

#include "csv.h"

/* A format with a grammar of its own. */
extern const ImportFormat vcard_format;

/* Tables, of which csv-layout.c has what each begins with. */
static const ImportFormat csv_format = { "csv", import_csv,
					 NULL }; /* ours, or any with names and addresses */
static const ImportFormat google_format = { "google", import_csv, NULL };
static const ImportFormat linkedin_format = { "linkedin", import_csv, NULL };
static const ImportFormat outlook_format = { "outlook", import_csv, NULL };
static const ImportFormat thunderbird_format = { "thunderbird", import_csv, NULL };

const ImportFormat import_sent_format = { "sent", NULL, NULL };

static const ImportFormat *const formats[] = {
	&vcard_format,   &csv_format,         &google_format,      &linkedin_format,
	&outlook_format, &thunderbird_format, &import_sent_format,
};

const ImportFormat *
import_format_find(const char *word)
{
	for (gsize i = 0; i < G_N_ELEMENTS(formats); i++)
		if (strcmp(formats[i]->word, word) == 0)
			return formats[i];
	return NULL;
}

const char **
import_format_words(void)
{
	const char **words = g_new0(const char *, G_N_ELEMENTS(formats) + 1);

	for (gsize i = 0; i < G_N_ELEMENTS(formats); i++)
		words[i] = formats[i]->word;
	return words;
}

/* The format that begins with LINE (nullable). */
static const ImportFormat *
format_beginning(const InputLine *line)
{
	for (gsize i = 0; i < G_N_ELEMENTS(formats); i++)
		if (formats[i]->begins != NULL && formats[i]->begins(line))
			return formats[i];
	return NULL;
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
find_format(Input *input, const ImportFormat **format, GError **error)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) failed = NULL;
	InputLine line;

	while (*format == NULL && lines->len < LOOK_AT && input_next(input, &line, &failed)) {
		g_ptr_array_add(lines, input_line_copy(&line));
		*format = format_beginning(&line);
	}
	if (failed != NULL) {
		g_propagate_error(error, g_steal_pointer(&failed));
		return FALSE;
	}
	give_back(input, lines);
	return TRUE;
}

gboolean
import_book(Input *input, const ImportFormat *format, const ImportHandler *handler, GError **error)
{
	if (format == NULL && !find_format(input, &format, error))
		return FALSE;
	return format != NULL ? format->read(input, format, handler, error)
			      : import_csv(input, NULL, handler, error);
}
