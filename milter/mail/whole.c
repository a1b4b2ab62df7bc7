#include "whole.h"

#include <string.h>

void
whole_clear(Whole *whole)
{
	g_clear_pointer(&whole->folder, g_free);
	g_clear_pointer(&whole->overflow, overflow_free);
	g_clear_error(&whole->error);
	whole->most = whole->size = 0;
}

/* A fold is "\n" in a Field and CRLF on the wire. */
gsize
whole_field_size(const Field *field)
{
	gsize size = strlen(field->name) + strlen(":\r\n");

	for (const char *p = field->value; *p != '\0'; p++)
		size += *p == '\n' ? 2 : 1;
	return size;
}

void
whole_begin(Whole *whole, const Header *header, const char *folder, guint64 most)
{
	whole_clear(whole);
	whole->folder = g_strdup(folder);
	whole->most = most;
	for (guint i = 0; i < header_count(header); i++)
		whole->size += whole_field_size(header_field(header, i));
}

void
whole_add(Whole *whole, gsize size, const char *data, gsize beyond)
{
	whole->size += size;
	if (beyond == 0 || !whole_wants_more(whole))
		return;
	if (whole->overflow == NULL)
		whole->overflow = overflow_new(whole->folder, &whole->error);
	if (whole->overflow != NULL)
		overflow_add(whole->overflow, data, beyond, &whole->error);
}

gboolean
whole_wants_more(const Whole *whole)
{
	return whole->folder != NULL && whole->error == NULL && whole->size <= whole->most;
}

const char *
whole_lacks(const Whole *whole, const Header *header)
{
	if (whole->folder == NULL)
		return "its body was not kept";
	if (whole->size > whole->most)
		return "it is larger than max-size";
	if (whole->error != NULL)
		return whole->error->message;
	for (guint i = 0; i < header_count(header); i++)
		if (whole_field_size(header_field(header, i)) > FIELD_SURELY_UNCUT)
			return "a header field was cut";
	return NULL;
}

static gboolean
emit_field(const Field *field, MessageSink sink, gpointer data, GError **error)
{
	g_autoptr(GString) line = g_string_new(field->name);

	g_string_append_c(line, ':');
	for (const char *p = field->value; *p != '\0'; p++) {
		if (*p == '\n')
			g_string_append_c(line, '\r');
		g_string_append_c(line, *p);
	}
	g_string_append(line, "\r\n");
	return sink(data, line->str, line->len, error);
}

gboolean
whole_emit(const Whole *whole, const Header *header, guint first, const GByteArray *body,
	   MessageSink sink, gpointer data, GError **error)
{
	for (guint i = first; i < header_count(header); i++)
		if (!emit_field(header_field(header, i), sink, data, error))
			return FALSE;
	return sink(data, "\r\n", 2, error) &&
	       (body->len == 0 || sink(data, body->data, body->len, error)) &&
	       (whole->overflow == NULL || overflow_emit(whole->overflow, sink, data, error));
}
