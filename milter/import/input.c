#include "input.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "mail/charset.h"
#include "mail/decode.h"

#define BLOCK (64 * 1024)
#define LINE_LIMIT (1024 * 1024)

struct Input {
	int fd;
	GIConv converter; /* (GIConv)-1: the bytes are taken as they are */
	gsize unit;       /* bytes of the smallest character */
	gboolean started, at_end, converted;
	guint64 position;           /* bytes read */
	InputProgressFunc progress; /* (nullable) */
	gpointer user_data;
	GString *raw;  /* read and not yet converted */
	GString *text; /* converted */
	gsize taken;   /* of it */
	guint number;
	GQueue unread;      /* InputLine *, each with its data behind it */
	InputLine *current; /* the one of them that is lent */
};

Input *
input_new(int fd, const char *charset, GError **error)
{
	GIConv converter = (GIConv)-1;
	Input *input;

	if (charset != NULL && (converter = charset_open(charset)) == (GIConv)-1) {
		g_set_error(error, INPUT_ERROR, INPUT_ERROR_CHARSET, "\"%s\" is no known charset",
			    charset);
		return NULL;
	}
	input = g_new0(Input, 1);
	input->fd = fd;
	input->converter = converter;
	input->converted = charset != NULL;
	input->unit = 1;
	if (charset != NULL && g_ascii_strncasecmp(charset, "utf-16", 6) == 0)
		input->unit = 2;
	input->raw = g_string_new(NULL);
	input->text = g_string_new(NULL);
	g_queue_init(&input->unread);
	return input;
}

void
input_free(Input *input)
{
	if (input == NULL)
		return;
	if (input->converter != (GIConv)-1)
		g_iconv_close(input->converter);
	g_string_free(input->raw, TRUE);
	g_string_free(input->text, TRUE);
	g_queue_clear_full(&input->unread, g_free);
	g_free(input->current);
	g_free(input);
}

/* ---- bytes to UTF-8 ---- */

/* What the first bytes say of all that follow weighs more than what was asked for. */
static void
obey_mark(Input *input)
{
	static const struct {
		const char *mark;
		gsize length, unit;
		const char *charset;
	} marks[] = {
		{ "\xef\xbb\xbf", 3, 1, "UTF-8" },
		{ "\xff\xfe", 2, 2, "UTF-16LE" },
		{ "\xfe\xff", 2, 2, "UTF-16BE" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (input->raw->len < marks[i].length ||
		    memcmp(input->raw->str, marks[i].mark, marks[i].length) != 0)
			continue;
		g_string_erase(input->raw, 0, (gssize)marks[i].length);
		if (input->converter != (GIConv)-1)
			g_iconv_close(input->converter);
		input->converter = g_iconv_open("UTF-8", marks[i].charset);
		input->unit = marks[i].unit;
		input->converted = TRUE;
		return;
	}
}

/* Convert what was read; what is no character becomes a byte that is never UTF-8. */
static void
convert(Input *input)
{
	char *from = input->raw->str;
	gsize left = input->raw->len;
	char block[BLOCK];

	while (left > 0) {
		char *to = block;
		gsize room = sizeof block;
		gsize result = g_iconv(input->converter, &from, &left, &to, &room);
		int failed = errno;

		g_string_append_len(input->text, block, to - block);
		if (result != (gsize)-1 || failed == E2BIG)
			continue;
		if (failed == EINVAL && !input->at_end)
			break;
		g_string_append_c(input->text, '\xff');
		from += MIN(input->unit, left);
		left -= MIN(input->unit, left);
	}
	g_string_erase(input->raw, 0, from - input->raw->str);
}

static void
take_block(Input *input)
{
	if (!input->started) {
		/* A mark may come in pieces from a pipe. */
		if (input->raw->len < 3 && !input->at_end)
			return;
		obey_mark(input);
		input->started = TRUE;
	}
	g_string_erase(input->text, 0, (gssize)input->taken);
	input->taken = 0;
	if (input->converter != (GIConv)-1) {
		convert(input);
		return;
	}
	g_string_append_len(input->text, input->raw->str, (gssize)input->raw->len);
	g_string_truncate(input->raw, 0);
}

static gboolean
fill(Input *input, GError **error)
{
	char block[BLOCK];
	ssize_t got;

	do
		got = read(input->fd, block, sizeof block);
	while (got < 0 && errno == EINTR);
	if (got < 0) {
		g_set_error(error, INPUT_ERROR, INPUT_ERROR_READ, "%s", g_strerror(errno));
		return FALSE;
	}
	input->at_end = got == 0;
	input->position += (guint64)got;
	if (input->progress != NULL)
		input->progress(input->position, input->user_data);
	g_string_append_len(input->raw, block, got);
	take_block(input);
	return TRUE;
}

/* ---- lines ---- */

/* Hand over LENGTH bytes, of which ENDING belong to the line end. */
static void
take_line(Input *input, InputLine *line, gsize length, gsize ending)
{
	line->data = input->text->str + input->taken;
	line->length = length;
	line->number = ++input->number;
	line->cut = FALSE;
	input->taken += length + ending;
	if (length > 0 && line->data[length - 1] == '\r')
		line->length--;
}

/* A line without end is cut; what follows up to its end is read over. */
static gboolean
cut_line(Input *input, InputLine *line, GError **error)
{
	g_autofree char *begin = g_strndup(input->text->str + input->taken, LINE_LIMIT);
	const char *newline = NULL;

	while (newline == NULL && !(input->at_end && input->taken == input->text->len)) {
		const char *text = input->text->str + input->taken;

		newline = memchr(text, '\n', input->text->len - input->taken);
		input->taken = newline != NULL ? (gsize)(newline + 1 - input->text->str)
					       : input->text->len;
		if (newline == NULL && !input->at_end && !fill(input, error))
			return FALSE;
	}
	g_free(input->current);
	input->current = g_malloc(sizeof *input->current + LINE_LIMIT + 1);
	memcpy(input->current + 1, begin, strlen(begin) + 1);
	*line = (InputLine){ (char *)(input->current + 1), strlen(begin), ++input->number, TRUE };
	return TRUE;
}

static gboolean
next_unread(Input *input, InputLine *line)
{
	g_free(input->current);
	input->current = g_queue_pop_head(&input->unread);
	if (input->current == NULL)
		return FALSE;
	*line = *input->current;
	return TRUE;
}

gboolean
input_next(Input *input, InputLine *line, GError **error)
{
	if (next_unread(input, line))
		return TRUE;
	while (TRUE) {
		const char *text = input->text->str + input->taken;
		gsize left = input->text->len - input->taken;
		const char *newline = memchr(text, '\n', left);

		if (newline != NULL) {
			take_line(input, line, (gsize)(newline - text), 1);
			return TRUE;
		}
		if (input->at_end && left == 0)
			return FALSE;
		if (input->at_end) {
			take_line(input, line, left, 0);
			return TRUE;
		}
		if (left > LINE_LIMIT)
			return cut_line(input, line, error);
		if (!fill(input, error))
			return FALSE;
	}
}

InputLine *
input_line_copy(const InputLine *line)
{
	InputLine *copy = g_malloc(sizeof *copy + line->length + 1);
	char *data = (char *)(copy + 1);

	*copy = *line;
	copy->data = memcpy(data, line->data, line->length);
	data[line->length] = '\0';
	return copy;
}

void
input_unread(Input *input, const InputLine *line)
{
	g_queue_push_head(&input->unread, input_line_copy(line));
}

void
input_set_progress(Input *input, InputProgressFunc func, gpointer user_data)
{
	input->progress = func;
	input->user_data = user_data;
}

gboolean
input_is_converted(const Input *input)
{
	return input->converted;
}

char *
input_convert(const char *bytes, gsize length, const char *charset)
{
	GIConv converter;

	if (charset == NULL)
		return memchr(bytes, '\0', length) == NULL &&
				       g_utf8_validate(bytes, (gssize)length, NULL)
			       ? g_strndup(bytes, length)
			       : NULL;
	converter = charset_converter(charset);
	return converter != (GIConv)-1
		       ? g_convert_with_iconv(bytes, (gssize)length, converter, NULL, NULL, NULL)
		       : NULL;
}
