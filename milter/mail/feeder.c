#include "feeder.h"

#include <string.h>

/* What Postfix keeps of one field, folds included. */
#define FIELD_LIMIT 60000

void
feeder_begin(Feeder *feeder, Message *message, gboolean unquote)
{
	*feeder = (Feeder){ .message = message, .field = g_string_new(NULL), .unquote = unquote };
}

static gboolean
starts_with(Piece piece, const char *word)
{
	return piece.size >= strlen(word) && memcmp(piece.data, word, strlen(word)) == 0;
}

/* PIECE without its line end. */
static Piece
without_end(Piece piece)
{
	if (piece.size > 0 && piece.data[piece.size - 1] == '\n')
		piece.size--;
	if (piece.size > 0 && piece.data[piece.size - 1] == '\r')
		piece.size--;
	return piece;
}

/*
 * The length of the field's name that LINE begins with; 0: it is no field (as Postfix's is_header).
 */
static gsize
name_length(Piece line)
{
	gsize length = 0, colon;

	while (length < line.size && g_ascii_isgraph(line.data[length]) && line.data[length] != ':')
		length++;
	colon = length;
	while (colon < line.size && (line.data[colon] == ' ' || line.data[colon] == '\t'))
		colon++;

	return colon < line.size && line.data[colon] == ':' ? length : 0;
}

static void
append(GString *field, const char *data, gsize size)
{
	gsize begin = field->len;

	g_string_append_len(field, data, MIN(size, FIELD_LIMIT - MIN(begin, FIELD_LIMIT)));
	for (char *p = field->str + begin; p < field->str + field->len; p++) {
		if (*p == '\r')
			*p = ' ';
	}
}

/* The sender: the first Return-Path, else the word after "From " of an mbox. */
static void
note_sender(Feeder *feeder, const char *path)
{
	if (!feeder->sender_known)
		message_set_sender(feeder->message, path);
	feeder->sender_known = TRUE;
}

static void
flush(Feeder *feeder)
{
	char *name = feeder->field->str;
	gsize length = name_length((Piece){ name, feeder->field->len, TRUE });
	char *value;

	if (feeder->field->len == 0)
		return;
	value = name + strcspn(name, ":") + 1;
	name[length] = '\0';
	message_add_field(feeder->message, name, value);
	if (g_ascii_strcasecmp(name, "Return-Path") == 0)
		note_sender(feeder, g_strstrip(value));
	g_string_truncate(feeder->field, 0);
}

/* "From jane@example.org Mon Jan  1 10:00:00 2024"; Mozilla writes "-", which says nothing. */
static void
read_separator(Feeder *feeder, Piece line)
{
	g_autofree char *text = g_strndup(line.data, MIN(line.size, 1024));
	char *path = text + strlen("From ");

	path[strcspn(path, " \t")] = '\0';
	if (g_ascii_strcasecmp(path, "MAILER-DAEMON") == 0)
		message_set_sender(feeder->message, "<>");
	else if (strchr(path, '@') != NULL)
		message_set_sender(feeder->message, path);
}

static void
add_body(Feeder *feeder, Piece piece)
{
	gsize marks = 0;

	if (feeder->unquote && piece.begins) {
		while (marks < piece.size && piece.data[marks] == '>')
			marks++;
		if (marks > 0 &&
		    starts_with((Piece){ piece.data + marks, piece.size - marks, FALSE }, "From "))
			piece = (Piece){ piece.data + 1, piece.size - 1, FALSE };
	}
	message_add_body(feeder->message, piece.data, piece.size);
}

/* A line of the header, or the one that ends it. */
static void
add_line(Feeder *feeder, Piece piece)
{
	Piece line = without_end(piece);
	gboolean space = line.size > 0 && (*line.data == ' ' || *line.data == '\t');

	if (feeder->state == FEEDER_BEFORE &&
	    (starts_with(line, "From ") || starts_with(line, ">From "))) {
		if (*line.data == 'F')
			read_separator(feeder, line);
		return;
	}
	feeder->state = FEEDER_HEADER;
	if (space && feeder->field->len > 0) {
		append(feeder->field, "\n", 1);
		append(feeder->field, line.data, line.size);
		return;
	}
	flush(feeder);
	if (name_length(line) > 0) {
		append(feeder->field, line.data, line.size);
		return;
	}
	feeder->state = FEEDER_BODY;
	if (line.size > 0)
		add_body(feeder, piece);
}

void
feeder_add(Feeder *feeder, Piece piece)
{
	Piece line = without_end(piece);

	if (feeder->state == FEEDER_BODY)
		add_body(feeder, piece);
	else if (piece.begins)
		add_line(feeder, piece);
	else if (feeder->state == FEEDER_HEADER)
		append(feeder->field, line.data, line.size);
}

void
feeder_end(Feeder *feeder)
{
	flush(feeder);
	g_string_free(feeder->field, TRUE);
	feeder->field = NULL;
}
