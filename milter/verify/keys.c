#include "keys.h"

#include <string.h>

#include "mail/domain.h"

enum { LABEL_LONGEST = 63, NAME_LONGEST = 253 };

KeyQuery *
key_query_new(const char *name)
{
	KeyQuery *query = g_new0(KeyQuery, 1);

	query->name = g_strdup(name);
	return query;
}

void
key_query_free(KeyQuery *query)
{
	if (query == NULL)
		return;
	g_free(query->name);
	g_clear_pointer(&query->texts, g_ptr_array_unref);
	g_free(query);
}

void
key_source_free(KeySource *source)
{
	if (source != NULL)
		source->free(source);
}

static gboolean
is_possible(const char *name)
{
	gsize label = 0;

	for (const char *p = name; *p != '\0'; p++) {
		if (*p == '.' && label == 0)
			return FALSE;
		if (*p != '.' && !g_ascii_isalnum(*p) && *p != '-' && *p != '_')
			return FALSE;
		label = *p == '.' ? 0 : label + 1;
		if (label > LABEL_LONGEST)
			return FALSE;
	}
	return label > 0 && strlen(name) <= NAME_LONGEST;
}

char *
key_name(const char *selector, const char *domain)
{
	g_autofree char *ascii = domain_to_ascii(selector);
	g_autofree char *joined = g_strconcat(ascii, "._domainkey.", domain, NULL);

	return is_possible(joined) ? g_ascii_strdown(joined, -1) : NULL;
}
