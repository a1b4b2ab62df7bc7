#include "letter.h"

#include <string.h>

static void
field_free(gpointer data)
{
	LetterField *field = data;

	g_free(field->name);
	g_free(field->value);
	g_free(field);
}

static void
add_field(Letter *letter, const GString *line)
{
	const char *colon = strchr(line->str, ':');
	LetterField *field;

	if (colon == NULL)
		return;
	field = g_new0(LetterField, 1);
	field->name = g_strchomp(g_strndup(line->str, (gsize)(colon - line->str)));
	field->value = g_strdup(colon + 1);
	g_ptr_array_add(letter->fields, field);
}

static void
take_return_path(Letter *letter)
{
	for (guint i = 0; i < letter->fields->len; i++) {
		const LetterField *field = g_ptr_array_index(letter->fields, i);
		g_autofree char *path = NULL;

		if (g_ascii_strcasecmp(field->name, "Return-Path") != 0)
			continue;
		path = g_strstrip(g_strdup(field->value));
		if (path[0] == '<' && g_str_has_suffix(path, ">")) {
			path[strlen(path) - 1] = '\0';
			letter_set_sender(letter, path + 1);
		}
		return;
	}
}

/* One line of TEXT into LINE, without its end; how many bytes it took. */
static gsize
next_line(const char *text, gsize size, GString *line)
{
	const char *end = memchr(text, '\n', size);
	gsize length = end != NULL ? (gsize)(end - text) : size;

	g_string_truncate(line, 0);
	g_string_append_len(line, text, (gssize)length);
	if (line->len > 0 && line->str[line->len - 1] == '\r')
		g_string_truncate(line, line->len - 1);
	return end != NULL ? length + 1 : size;
}

/* The fields, unto the empty line: how many bytes they and it take. */
static gsize
parse_fields(Letter *letter, const char *text, gsize size)
{
	g_autoptr(GString) field = g_string_new(NULL);
	g_autoptr(GString) line = g_string_new(NULL);
	gsize at = 0;

	while (at < size) {
		at += next_line(text + at, size - at, line);
		if (line->len == 0)
			break;
		if (line->str[0] == ' ' || line->str[0] == '\t') {
			g_string_append_printf(field, "\n%s", line->str);
			continue;
		}
		add_field(letter, field);
		g_string_assign(field, line->str);
	}
	add_field(letter, field);
	return at;
}

Letter *
letter_parse(const char *text, gsize size)
{
	Letter *letter = g_new0(Letter, 1);
	g_autoptr(GString) line = g_string_new(NULL);
	gsize at;

	letter->sender = g_strdup("");
	letter->recipients = g_ptr_array_new_with_free_func(g_free);
	letter->fields = g_ptr_array_new_with_free_func(field_free);
	letter->body = g_string_new(NULL);
	at = parse_fields(letter, text, size);
	while (at < size) {
		at += next_line(text + at, size - at, line);
		g_string_append_len(letter->body, line->str, (gssize)line->len);
		g_string_append(letter->body, "\r\n");
	}
	take_return_path(letter);
	return letter;
}

void
letter_free(Letter *letter)
{
	if (letter == NULL)
		return;
	g_free(letter->sender);
	g_ptr_array_unref(letter->recipients);
	g_ptr_array_unref(letter->fields);
	g_string_free(letter->body, TRUE);
	g_free(letter);
}

void
letter_set_sender(Letter *letter, const char *sender)
{
	g_free(letter->sender);
	letter->sender = g_strdup(sender);
}

void
letter_add_recipient(Letter *letter, const char *recipient)
{
	g_ptr_array_add(letter->recipients, g_strdup(recipient));
}
