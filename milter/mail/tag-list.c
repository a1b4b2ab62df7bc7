#include "tag-list.h"

#include <string.h>

#define WHITE " \t\r\n"
enum { TAGS_MOST = 64 };

typedef struct Tag {
	const char *name, *value;
} Tag;

struct TagList {
	char *text; /* cut into names and values */
	Tag tags[TAGS_MOST];
	guint count;
};

void
tag_list_free(TagList *list)
{
	if (list == NULL)
		return;
	g_free(list->text);
	g_free(list);
}

const char *
tag_list_value(const TagList *list, const char *name)
{
	for (guint i = 0; i < list->count; i++)
		if (strcmp(list->tags[i].name, name) == 0)
			return list->tags[i].value;
	return NULL;
}

const char *
tag_list_first(const TagList *list)
{
	return list->tags[0].name;
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
add_tag(TagList *list, char *part)
{
	char *equals = strchr(part, '=');
	const char *name;

	if (equals == NULL || list->count == TAGS_MOST)
		return FALSE;
	*equals = '\0';
	name = strip(part);
	if (!is_name(name) || tag_list_value(list, name) != NULL)
		return FALSE;
	list->tags[list->count++] = (Tag){ name, strip(equals + 1) };
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

TagList *
tag_list_parse(const char *text, gsize size)
{
	g_autoptr(TagList) list = NULL;
	char *part, *end;

	if (!is_text(text, size))
		return NULL;
	list = g_new0(TagList, 1);
	part = list->text = g_strndup(text, size);
	while ((end = strchr(part, ';')) != NULL) {
		*end = '\0';
		if (!add_tag(list, part))
			return NULL;
		part = end + 1;
	}
	/* After the last ";" nothing need follow. */
	if (part[strspn(part, WHITE)] != '\0' && !add_tag(list, part))
		return NULL;
	return list->count > 0 ? g_steal_pointer(&list) : NULL;
}

gboolean
tag_value_has(const char *value, const char *one)
{
	gsize length = strlen(one);

	for (const char *p = value; p != NULL; p = strchr(p, ':')) {
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
tag_value_number(const char *value, guint digits, guint64 *number)
{
	gsize count = value != NULL ? strspn(value, "0123456789") : 0;

	if (count == 0 || count > digits || value[count] != '\0')
		return FALSE;
	*number = g_ascii_strtoull(value, NULL, 10);
	return TRUE;
}

GByteArray *
tag_value_base64(const char *value)
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
