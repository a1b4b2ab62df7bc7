#include "accept-link.h"

#include <string.h>

#include "mail/domain.h"
#include "url.h"

/* Words that, alone between punctuation, name a page and no answer to an invitation. */
static const char *const page_words[] = {
	"privacy",  "help",	   "terms",    "legal",	     "unsubscribe", "optout", "faq",
	"datenschutz", "hilfe", "impressum", "confidentialite", "aide", "privacidad", "ayuda",
	NULL,
};

static gboolean
any_word(const WordList *list, const char *text)
{
	if (list == NULL || text == NULL || *text == '\0')
		return FALSE;

	for (guint i = 0; i < list->patterns->len; i++)
		if (pattern_match(g_ptr_array_index(list->patterns, i), text, -1) == PATTERN_YES)
			return TRUE;
	return FALSE;
}

/* PART of a link as words: "invite_accept%2Fnow" also reads "invite accept/now". */
static char *
readable(const char *part)
{
	char *words = url_decode(part);

	return g_strdelimit(words, "_+", ' ');
}

static gboolean
has_word(const WordList *list, const Link *link, const Url *url, const char *path,
	 const char *query)
{
	return any_word(list, link->anchor) || any_word(list, url->path) ||
	       any_word(list, url->query) || any_word(list, path) || any_word(list, query);
}

static gboolean
is_page_word(const char *word, gsize length)
{
	for (guint i = 0; page_words[i] != NULL; i++)
		if (strlen(page_words[i]) == length &&
		    g_ascii_strncasecmp(page_words[i], word, length) == 0)
			return TRUE;
	return FALSE;
}

/* Whether TEXT, if it has at most MOST words, has one of a page. */
static gboolean
names_page(const char *text, guint most)
{
	gboolean found = FALSE;
	guint words = 0;

	for (const char *p = text; p != NULL && *p != '\0' && words <= most;) {
		gsize length = 0;

		while (g_ascii_isalpha(p[length]) || (p[length] & 0x80) != 0)
			length++;
		if (length == 0) {
			p++;
			continue;
		}
		words++;
		found = found || is_page_word(p, length);
		p += length;
	}
	return found && words <= most;
}

LinkSense
accept_link_sense(const Ruleset *rules, const Link *link)
{
	g_autoptr(Url) url = link->image ? NULL : url_split(link->url);
	g_autofree char *path = NULL;
	g_autofree char *query = NULL;

	if (url == NULL)
		return LINK_NEVER;

	path = readable(url->path);
	query = readable(url->query);
	/* A sentence that offers help is no help page: only short anchors name a page. */
	if (names_page(link->anchor, 3) || names_page(url->path, 4) ||
	    has_word(ruleset_words(rules, "opt-out"), link, url, path, query))
		return LINK_NEVER;

	return has_word(ruleset_words(rules, "accept"), link, url, path, query) ? LINK_ACCEPT
										: LINK_PLAIN;
}

/* A path that climbs ("/e/../redirect") does not stay where its beginning says. */
static gboolean
path_climbs(const char *path)
{
	g_autofree char *decoded = url_decode(path);

	return strstr(decoded, "/..") != NULL || strchr(decoded, '\\') != NULL;
}

static const char *
without_slash(const char *path)
{
	return *path == '/' ? path + 1 : path;
}

static gboolean
under_prefix(const Url *url, const LinkPrefix *prefix)
{
	const char *begin = prefix->path != NULL ? without_slash(prefix->path) : "";

	return domain_is_under(url->host, prefix->host) &&
	       g_str_has_prefix(without_slash(url->path), begin) &&
	       (*begin == '\0' || !path_climbs(url->path));
}

static gboolean
leads_to(const Url *url, const Network *network)
{
	for (guint i = 0; network->member_links != NULL && i < network->member_links->len; i++)
		if (under_prefix(url, g_ptr_array_index(network->member_links, i)))
			return TRUE;
	return FALSE;
}

gboolean
accept_link_leads_to(const Link *link, const Network *network)
{
	g_autoptr(Url) url = url_split(link->url);

	return url != NULL && leads_to(url, network);
}

gboolean
accept_link_leads_home(const Link *link, const Network *network)
{
	g_autoptr(Url) url = url_split(link->url);

	if (url == NULL)
		return FALSE;
	if (leads_to(url, network))
		return TRUE;

	for (guint i = 0; network->from != NULL && i < network->from->len; i++)
		if (domain_is_under(url->host, g_ptr_array_index(network->from, i)))
			return TRUE;
	return FALSE;
}
