#include "tags.h"

#include <string.h>

#define WHITE " \t\r\n"
enum { TAGS_MOST = 64, DIGITS_MOST = 18 };

typedef struct Tag {
	const char *name, *value;
} Tag;

struct Tags {
	char *text; /* cut into names and values */
	Tag tags[TAGS_MOST];
	guint count;
};

void
tags_free(Tags *tags)
{
	if (tags == NULL)
		return;
	g_free(tags->text);
	g_free(tags);
}

const char *
tags_value(const Tags *tags, const char *name)
{
	for (guint i = 0; i < tags->count; i++)
		if (strcmp(tags->tags[i].name, name) == 0)
			return tags->tags[i].value;
	return NULL;
}

const char *
tags_first(const Tags *tags)
{
	return tags->tags[0].name;
}

static gboolean
is_name(const char *text)
{
	if (!g_ascii_isalpha(*text))
		return FALSE;
	while (g_ascii_isalnum(*text) || *text == '_')
		text++;
	return *text == '\0';
}

/* PART without white space around it, which becomes the end of the string. */
static char *
strip(char *part)
{
	gsize length;

	part += strspn(part, WHITE);
	length = strlen(part);
	while (length > 0 && strchr(WHITE, part[length - 1]) != NULL)
		length--;
	part[length] = '\0';
	return part;
}

static gboolean
add_tag(Tags *tags, char *part)
{
	char *equals = strchr(part, '=');
	const char *name;

	if (equals == NULL || tags->count == TAGS_MOST)
		return FALSE;
	*equals = '\0';
	name = strip(part);
	if (!is_name(name) || tags_value(tags, name) != NULL)
		return FALSE;
	tags->tags[tags->count++] = (Tag){ name, strip(equals + 1) };
	return TRUE;
}

/* Printable, white space, or beyond ASCII (RFC 8616), and every line but the first one goes on. */
static gboolean
is_text(const char *text, gsize size)
{
	for (gsize i = 0; i < size; i++) {
		guchar c = (guchar)text[i];
		char next = i + 1 < size ? text[i + 1] : '\0';

		if ((c < ' ' && strchr(WHITE, c) == NULL) || c == '\0' || c == 0x7f)
			return FALSE;
		if ((c == '\r' && next != '\n') || (c == '\n' && next != ' ' && next != '\t'))
			return FALSE;
	}
	return TRUE;
}

Tags *
tags_parse(const char *text, gsize size)
{
	g_autoptr(Tags) tags = NULL;
	char *part, *end;

	if (!is_text(text, size))
		return NULL;
	tags = g_new0(Tags, 1);
	part = tags->text = g_strndup(text, size);
	while ((end = strchr(part, ';')) != NULL) {
		*end = '\0';
		if (!add_tag(tags, part))
			return NULL;
		part = end + 1;
	}
	/* After the last ";" nothing need follow. */
	if (part[strspn(part, WHITE)] != '\0' && !add_tag(tags, part))
		return NULL;
	return tags->count > 0 ? g_steal_pointer(&tags) : NULL;
}

gboolean
tags_list_has(const char *list, const char *one)
{
	gsize length = strlen(one);

	for (const char *p = list; p != NULL; p = strchr(p, ':')) {
		p += *p == ':' ? 1 : 0;
		p += strspn(p, WHITE);
		if (strncmp(p, one, length) == 0) {
			const char *after = p + length + strspn(p + length, WHITE);

			if (*after == ':' || *after == '\0')
				return TRUE;
		}
	}
	return FALSE;
}

gboolean
tags_number(const char *value, guint64 *number)
{
	gsize digits = strspn(value, "0123456789");

	if (digits == 0 || digits > DIGITS_MOST || value[digits] != '\0')
		return FALSE;
	*number = g_ascii_strtoull(value, NULL, 10);
	return TRUE;
}

GByteArray *
tags_base64(const char *value)
{
	g_autoptr(GString) digits = g_string_new(NULL);
	gsize length, padding = 0;
	guchar *octets;

	for (const char *p = value; *p != '\0'; p++) {
		if (strchr(WHITE, *p) != NULL)
			continue;
		if (*p != '=' && (padding > 0 || (!g_ascii_isalnum(*p) && *p != '+' && *p != '/')))
			return NULL;
		padding += *p == '=';
		if (*p != '=')
			g_string_append_c(digits, *p);
	}
	/* Where padding is written it is right, and no digit stands alone. */
	if (digits->len == 0 || digits->len % 4 == 1 ||
	    (padding > 0 && (padding > 2 || (digits->len + padding) % 4 != 0)))
		return NULL;
	while (digits->len % 4 != 0)
		g_string_append_c(digits, '=');
	octets = g_base64_decode(digits->str, &length);
	return g_byte_array_new_take(octets, length);
}
