#include "profile.h"

#include <string.h>

#include "person.h"
#include "url.h"

/* Nobody's page has a longer address. */
#define URL_LIMIT 2000

char *
profile_make(const char *network, const char *form, const char *value)
{
	g_autofree char *bare = g_strstrip(g_strdup(value));
	g_autofree char *decoded = url_decode(bare);
	g_autofree char *clean = NULL;

	/* An escaped space is no space around the value: that is another member, or none. */
	if (*form == '\0' || *decoded == '\0' || strlen(decoded) > NAMES_LONGEST ||
	    strpbrk(decoded, " \t\r\n") != NULL)
		return NULL;

	/* Networks take slugs in any case; other forms are tokens, where case counts. */
	clean = strcmp(form, "slug") == 0 ? g_utf8_strdown(decoded, -1) : g_strdup(decoded);
	return g_strdup_printf("%s:%s:%s", network, form, clean);
}

/* "https://..." as a whole; what only holds one, as a profile's value may, does not begin so. */
static gboolean
has_scheme(const char *word)
{
	const char *colon = strchr(word, ':');

	return colon != NULL && g_str_has_prefix(colon, "://");
}

gboolean
profile_is_url(const char *word)
{
	return has_scheme(word) || g_ascii_strncasecmp(word, "www.", 4) == 0;
}

/* A page being read: whose, and what was found. */
typedef struct Page {
	const Network *network;
	char *profile; /* (nullable) */
} Page;

static void
take_group(const char *name, const char *value, gsize length, gpointer user_data)
{
	static const char prefix[] = "profile_";
	Page *page = user_data;
	g_autofree char *text = g_strndup(value, length);

	if (page->profile == NULL && g_str_has_prefix(name, prefix))
		page->profile = profile_make(page->network->name, name + strlen(prefix), text);
}

char *
profile_of_url(const Ruleset *rules, const char *url)
{
	const GPtrArray *networks = ruleset_networks(rules);
	g_autofree char *whole = NULL;
	Page page = { 0 };

	if (strlen(url) > URL_LIMIT || !g_utf8_validate(url, -1, NULL))
		return NULL;
	whole = has_scheme(url) ? g_strdup(url) : g_strconcat("https://", url, NULL);
	for (guint i = 0; i < networks->len && page.profile == NULL; i++) {
		page.network = g_ptr_array_index(networks, i);
		for (guint j = 0; j < page.network->profiles->len; j++)
			pattern_match_groups(g_ptr_array_index(page.network->profiles, j), whole,
					     -1, take_group, &page);
	}
	return page.profile;
}
