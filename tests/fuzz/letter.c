#include "letter.h"

LetterField *
letter_field(char *name, char *value)
{
	LetterField *field = g_new(LetterField, 1);

	field->name = name;
	field->value = value;
	return field;
}

void
letter_field_free(LetterField *field)
{
	g_free(field->name);
	g_free(field->value);
	g_free(field);
}

void
letter_free(Letter *letter)
{
	if (letter == NULL)
		return;
	g_ptr_array_unref(letter->fields);
	g_free(letter->body);
	g_free(letter);
}

/* The end of the field at P: the line end that no fold follows. */
static const char *
field_end(const char *p, const char *end)
{
	for (; p < end; p++)
		if (*p == '\n' && (p + 1 == end || (p[1] != ' ' && p[1] != '\t')))
			return p;
	return end;
}

Letter *
letter_parse(const uint8_t *data, size_t size)
{
	Letter *letter = g_new0(Letter, 1);
	const char *p = (const char *)data, *end = p + size;

	letter->fields = g_ptr_array_new_with_free_func((GDestroyNotify)letter_field_free);
	while (p < end && *p != '\n' && *p != '\r') {
		const char *stop = field_end(p, end);
		const char *colon = memchr(p, ':', (gsize)(stop - p));

		if (colon == NULL || colon == p)
			break;
		g_ptr_array_add(letter->fields,
				letter_field(fuzz_text((const uint8_t *)p, (gsize)(colon - p)),
					     fuzz_text((const uint8_t *)colon + 1,
						       (gsize)(stop - colon - 1))));
		p = stop < end ? stop + 1 : end;
	}
	if (end - p >= 2 && p[0] == '\r' && p[1] == '\n')
		p += 2;
	else if (p < end && *p == '\n')
		p++;
	letter->body_size = (gsize)(end - p);
	letter->body = g_memdup2(p, letter->body_size);
	return letter;
}

char *
letter_format(const Letter *letter, gsize *size)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < letter->fields->len; i++) {
		const LetterField *field = letter->fields->pdata[i];

		g_string_append_printf(text, "%s:%s\n", field->name, field->value);
	}
	g_string_append_c(text, '\n');
	if (letter->body_size > 0)
		g_string_append_len(text, letter->body, (gssize)letter->body_size);
	*size = text->len;
	return g_string_free(text, FALSE);
}

const char *
letter_value(const Letter *letter, const char *name)
{
	for (guint i = 0; i < letter->fields->len; i++) {
		const LetterField *field = letter->fields->pdata[i];

		if (g_ascii_strcasecmp(field->name, name) == 0)
			return field->value;
	}
	return NULL;
}

void
letter_feed_header(const Letter *letter, Message *message)
{
	const char *sender = letter_value(letter, "Return-Path");

	message_set_sender(message, sender != NULL ? sender + strspn(sender, " ") : "<>");
	for (guint i = 0; i < letter->fields->len; i++) {
		const LetterField *field = letter->fields->pdata[i];

		message_add_field(message, field->name, field->value);
	}
}

void
letter_feed_body(const Letter *letter, Message *message, FuzzDice *dice)
{
	const gsize least = 1 + letter->body_size / 8;
	gsize at = 0;

	while (at < letter->body_size) {
		const gsize wanted = fuzz_throw(dice, 3) == 0 ? 1 + fuzz_throw(dice, 3) : least;
		const gsize piece = MIN(letter->body_size - at, wanted);
		/* A piece of its own, so that whoever reads behind it is caught. */
		g_autofree char *copy = g_memdup2(letter->body + at, piece);

		message_add_body(message, copy, piece);
		at += piece;
	}
}
