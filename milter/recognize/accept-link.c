#include "accept-link.h"

#include <string.h>

#include "mail/domain.h"
#include "people/url.h"
#include "evidence-match.h"

/* Bytes of a part of a link, or of its anchor, whose words are looked at. */
#define LOOKED_AT 2000

/* Words that, alone between punctuation, name a page and no answer to an invitation. */
static const char *const page_words[] = {
	"privacy",         "help", "terms",       "legal", "unsubscribe",
	"optout",          "faq",  "datenschutz", "hilfe", "impressum",
	"confidentialite", "aide", "privacidad",  "ayuda", NULL,
};

/* PART of a link as words: "invite_accept%2Fnow" also reads "invite accept/now". */
static char *
readable(const char *part)
{
	char *words = url_decode(part);

	return g_strdelimit(words, "_+", ' ');
}

/* Of a long part its first words tell as much. */
static gboolean
holds(Evidence *evidence, const WordList *list, const char *text)
{
	g_autofree char *beginning = NULL;

	if (list == NULL || text == NULL || *text == '\0')
		return FALSE;
	if (strnlen(text, LOOKED_AT) < LOOKED_AT)
		return evidence_list_matches(evidence, list, text, "words");
	beginning = g_strndup(text, LOOKED_AT);
	*(char *)g_utf8_find_prev_char(beginning, beginning + LOOKED_AT) = '\0';
	return evidence_list_matches(evidence, list, beginning, "words");
}

static gboolean
has_word(Evidence *evidence, const char *name, const Link *link, const Url *url, const char *path,
	 const char *query)
{
	const WordList *list = ruleset_words(evidence_rules(evidence), name);

	return holds(evidence, list, link->anchor) || holds(evidence, list, url->path) ||
	       holds(evidence, list, url->query) ||
	       (strcmp(path, url->path) != 0 && holds(evidence, list, path)) ||
	       (strcmp(query, url->query) != 0 && holds(evidence, list, query));
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

	if (text == NULL)
		return FALSE;
	for (const char *p = text; *p != '\0' && words <= most;) {
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

/* What the words of a link make of it, whichever network is meant. */
typedef enum {
	LINK_PLAIN,  /* nothing: only where it leads can make it an accept link */
	LINK_ACCEPT, /* has a word of "words accept" */
	LINK_NEVER,  /* opt-out, privacy, help, an image or no web address */
} LinkSense;

static LinkSense
read_sense(Evidence *evidence, const Link *link)
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
	    has_word(evidence, "opt-out", link, url, path, query))
		return LINK_NEVER;

	return has_word(evidence, "accept", link, url, path, query) ? LINK_ACCEPT : LINK_PLAIN;
}

/* The same links are asked about for every network, their words only once. */
static LinkSense
link_sense(Evidence *evidence, const Link *link)
{
	GHashTable *senses = evidence_link_senses(evidence);
	gpointer sense;

	if (!g_hash_table_lookup_extended(senses, link, NULL, &sense)) {
		sense = GINT_TO_POINTER(read_sense(evidence, link));
		g_hash_table_insert(senses, (gpointer)link, sense);
	}
	return (LinkSense)GPOINTER_TO_INT(sense);
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
	for (guint i = 0; i < network->member_links->len; i++)
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

	for (guint i = 0; i < network->from->len; i++)
		if (domain_is_under(url->host, g_ptr_array_index(network->from, i)))
			return TRUE;
	return FALSE;
}

gboolean
accept_link_is(Evidence *evidence, const Link *link, const Network *network)
{
	LinkSense sense = link_sense(evidence, link);

	return sense == LINK_ACCEPT ||
	       (sense == LINK_PLAIN && network != NULL && accept_link_leads_to(link, network));
}

gboolean
accept_link_any(Evidence *evidence, const Network *network)
{
	const GPtrArray *links = message_text(evidence_message(evidence))->links;

	for (guint i = 0; i < links->len; i++)
		if (accept_link_is(evidence, g_ptr_array_index(links, i), network))
			return TRUE;
	return FALSE;
}
