#include "tag-list.h"

#include <string.h>

/* More tags than any signer writes. */
#define TAG_LIMIT 64

#define FOLDING_SPACE " \t\n"

struct TagList {
	GHashTable *tags; /* name -> value, both char * */
};

/* Printable ASCII and white space; a line end stands before white space only. */
static gboolean
is_clean(const char *value)
{
	for (const char *p = value; *p != '\0'; p++) {
		if (*p == '\n' ? p[1] != ' ' && p[1] != '\t'
			       : *p != '\t' && (*p < ' ' || *p > '~'))
			return FALSE;
	}
	return TRUE;
}

/* ALPHA *(ALPHA / DIGIT / "_") */
static gboolean
is_name(const char *name)
{
	if (!g_ascii_isalpha(*name))
		return FALSE;
	while (g_ascii_isalnum(*name) || *name == '_')
		name++;
	return *name == '\0';
}

/* Take one "name = value"; FALSE where it is none, or its name was there before. */
static gboolean
take_tag(TagList *list, char *text)
{
	char *equals = strchr(text, '=');
	char *name;

	if (equals == NULL)
		return FALSE;
	*equals = '\0';
	name = g_strstrip(text);
	if (!is_name(name) || g_hash_table_contains(list->tags, name))
		return FALSE;
	g_hash_table_insert(list->tags, g_strdup(name), g_strdup(g_strstrip(equals + 1)));
	return TRUE;
}

TagList *
tag_list_parse(const char *value)
{
	g_autoptr(TagList) list = g_new0(TagList, 1);
	g_auto(GStrv) tags = NULL;
	guint count;

	list->tags = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	if (!is_clean(value))
		return NULL;
	tags = g_strsplit(value, ";", TAG_LIMIT + 2);
	count = g_strv_length(tags);
	/* The last tag may end in ";". */
	if (count > 1 && tags[count - 1][strspn(tags[count - 1], FOLDING_SPACE)] == '\0')
		count--;
	if (count > TAG_LIMIT)
		return NULL;
	for (guint i = 0; i < count; i++)
		if (!take_tag(list, tags[i]))
			return NULL;
	return count > 0 ? g_steal_pointer(&list) : NULL;
}

void
tag_list_free(TagList *list)
{
	if (list == NULL)
		return;
	g_hash_table_unref(list->tags);
	g_free(list);
}

const char *
tag_list_get(const TagList *list, const char *tag)
{
	return g_hash_table_lookup(list->tags, tag);
}

gint64
tag_list_number(const TagList *list, const char *tag, guint digits)
{
	const char *value = tag_list_get(list, tag);

	if (value == NULL || *value == '\0' || strlen(value) > MIN(digits, 18) ||
	    value[strspn(value, "0123456789")] != '\0')
		return -1;
	return (gint64)g_ascii_strtoull(value, NULL, 10);
}
