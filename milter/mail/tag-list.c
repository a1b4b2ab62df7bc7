#include "tag-list.h"

/* More tags, or names in one, than any signer writes. */
#define TAG_LIMIT 64
#define NAME_LIMIT 500

char *
tag_list_value(const char *list, char tag)
{
	g_auto(GStrv) tags = g_strsplit(list, ";", TAG_LIMIT);

	for (char **one = tags; *one != NULL; one++) {
		char *text = g_strstrip(*one);
		char *equals = text + 1 + strspn(*text != '\0' ? text + 1 : "", " \t\r\n");

		if (*text == tag && *equals == '=')
			return g_strdup(g_strstrip(equals + 1));
	}
	return NULL;
}

guint
tag_list_signs(const char *list, const char *name)
{
	g_autofree char *value = tag_list_value(list, 'h');
	g_auto(GStrv) names = g_strsplit(value != NULL ? value : "", ":", NAME_LIMIT);
	guint count = 0;

	for (char **one = names; *one != NULL; one++)
		count += g_ascii_strcasecmp(g_strstrip(*one), name) == 0;
	return count;
}
