#include "vcard-property.h"

#include <string.h>

#include "decode.h"

/* Longer values are photos and keys. */
#define VALUE_LIMIT (64 * 1024)

struct VCardReader {
	VCardPropertyFunc func;
	gpointer user_data;
	GString *line; /* what was joined so far */
	guint number;  /* of the last line added */
	guint begins;  /* where LINE begins; 0: there is none */
	gboolean quoted_printable;
};

VCardReader *
vcard_reader_new(VCardPropertyFunc func, gpointer user_data)
{
	VCardReader *reader = g_new0(VCardReader, 1);

	reader->func = func;
	reader->user_data = user_data;
	reader->line = g_string_new(NULL);
	return reader;
}

void
vcard_reader_free(VCardReader *reader)
{
	if (reader == NULL)
		return;
	g_string_free(reader->line, TRUE);
	g_free(reader);
}

/* ---- one content line: group.NAME;PARAMETER=VALUE:value ---- */

/* The colon that ends the parameters: not one in quotes. */
static const char *
find_colon(const char *line, gsize length)
{
	gboolean quoted = FALSE;

	for (const char *p = line; p < line + length; p++) {
		if (*p == '"')
			quoted = !quoted;
		else if (*p == ':' && !quoted)
			return p;
	}
	return NULL;
}

/* What the parameter NAME (";NAME=") says.  (transfer full, nullable) */
static char *
parameter_value(const char *parameters, const char *name)
{
	const char *said = strstr(parameters, name);

	if (said == NULL)
		return NULL;
	said += strlen(name);
	return g_strndup(said, strcspn(said, ";"));
}

static void
append_quoted_printable(GString *bytes, const char *value, gsize length)
{
	for (const char *p = value; p < value + length; p++) {
		if (*p == '=' && p + 2 < value + length && g_ascii_isxdigit(p[1]) &&
		    g_ascii_isxdigit(p[2])) {
			g_string_append_c(bytes, (char)(g_ascii_xdigit_value(p[1]) * 16 +
							g_ascii_xdigit_value(p[2])));
			p += 2;
		} else {
			g_string_append_c(bytes, *p);
		}
	}
}

static void
tell_no_property(const VCardReader *reader)
{
	const VCardProperty none = { .line = reader->begins, .parameters = "", .value = "" };

	reader->func(&none, reader->user_data);
}

static void
tell_property(const VCardReader *reader, const char *colon)
{
	const char *line = reader->line->str, *value = colon + 1;
	gsize name_length = strcspn(line, ";:");
	const char *dot = memchr(line, '.', name_length);
	const char *begin = dot != NULL ? dot + 1 : line;
	g_autofree char *name = g_ascii_strup(begin, line + name_length - begin);
	g_autofree char *parameters =
		g_ascii_strup(line + name_length, colon - line - (gssize)name_length);
	g_autofree char *charset = parameter_value(parameters, ";CHARSET=");
	g_autoptr(GString) decoded = g_string_new(NULL);
	VCardProperty property = {
		.line = reader->begins,
		.name = name,
		.parameters = parameters,
		.charset = charset,
		.quoted_printable = reader->quoted_printable,
		.value = value,
		.length = reader->line->len - (gsize)(value - line),
	};

	if (property.quoted_printable) {
		append_quoted_printable(decoded, value, property.length);
		property.value = decoded->str;
		property.length = decoded->len;
	}
	reader->func(&property, reader->user_data);
}

/* ---- lines ---- */

static void
flush(VCardReader *reader)
{
	const char *colon = find_colon(reader->line->str, reader->line->len);

	if (reader->begins == 0)
		return;
	if (colon != NULL)
		tell_property(reader, colon);
	else if (reader->line->len > 0)
		tell_no_property(reader);
	reader->begins = 0;
}

static gboolean
says_quoted_printable(const char *line, gsize length)
{
	const char *colon = find_colon(line, length);
	g_autofree char *parameters =
		g_ascii_strup(line, colon != NULL ? colon - line : (gssize)length);

	return strstr(parameters, "QUOTED-PRINTABLE") != NULL;
}

static void
append(VCardReader *reader, const char *text, gsize length)
{
	gsize room = VALUE_LIMIT - MIN(reader->line->len, VALUE_LIMIT);

	g_string_append_len(reader->line, text, (gssize)MIN(length, room));
}

/* A line is continued by white space in front or, in vCard 2.1, by "=" behind quoted-printable. */
void
vcard_reader_add(VCardReader *reader, const char *line, gsize length)
{
	GString *joined = reader->line;

	reader->number++;
	if (reader->begins > 0 && reader->quoted_printable && joined->len > 0 &&
	    joined->str[joined->len - 1] == '=') {
		g_string_truncate(joined, joined->len - 1);
		append(reader, line, length);
	} else if (reader->begins > 0 && length > 0 && (*line == ' ' || *line == '\t')) {
		append(reader, line + 1, length - 1);
	} else {
		flush(reader);
		g_string_truncate(joined, 0);
		append(reader, line, length);
		reader->begins = reader->number;
		reader->quoted_printable = says_quoted_printable(joined->str, joined->len);
	}
}

void
vcard_reader_end(VCardReader *reader)
{
	flush(reader);
}

/* ---- values ---- */

gboolean
vcard_property_is(const VCardProperty *property, const char *name)
{
	g_autofree char *value = g_strndup(property->value, property->length);

	return g_strcmp0(property->name, name) == 0 &&
	       g_ascii_strcasecmp(g_strstrip(value), "VCARD") == 0;
}

/* Append what stands at P, a character or an escape; returns what follows. */
static const char *
take_character(GString *text, const char *p)
{
	if (*p == '\\' && p[1] != '\0') {
		p++;
		g_string_append_c(text, *p == 'n' || *p == 'N' ? ' ' : *p);
	} else {
		g_string_append_c(text, *p);
	}
	return p + 1;
}

static char *
tidy(GString *text)
{
	return decode_collapse(decode_visible(g_string_free(text, FALSE)));
}

char *
vcard_text(const char *text)
{
	GString *plain = g_string_new(NULL);

	while (*text != '\0')
		text = take_character(plain, text);
	return tidy(plain);
}

char **
vcard_parts(const char *text, char separator)
{
	GPtrArray *parts = g_ptr_array_new();
	GString *part = g_string_new(NULL);

	while (*text != '\0') {
		if (*text != separator) {
			text = take_character(part, text);
			continue;
		}
		g_ptr_array_add(parts, tidy(part));
		part = g_string_new(NULL);
		text++;
	}
	g_ptr_array_add(parts, tidy(part));
	g_ptr_array_add(parts, NULL);
	return (char **)g_ptr_array_free(parts, FALSE);
}

char *
vcard_name(const char *text)
{
	static const guint order[] = { 1, 2, 0 };
	g_auto(GStrv) parts = vcard_parts(text, ';');
	guint count = g_strv_length(parts);
	GString *name = g_string_new(NULL);

	for (guint i = 0; i < G_N_ELEMENTS(order); i++)
		if (order[i] < count)
			g_string_append_printf(name, "%s ", parts[order[i]]);
	return decode_collapse(g_string_free(name, FALSE));
}
