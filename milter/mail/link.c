#include "link.h"

#include <string.h>

#include "decode.h"

enum { LONGEST_ANCHOR = 1000 };

static gboolean
has_scheme(const char *url)
{
	return g_ascii_strncasecmp(url, "http://", 7) == 0 ||
	       g_ascii_strncasecmp(url, "https://", 8) == 0;
}

/*
 * As browsers do: no white space at the ends, no line ends and tabs inside; a URL may inherit its
 * scheme.
 */
static char *
clean_url(const char *url)
{
	GString *clean = g_string_new(NULL);

	while (g_ascii_isspace(*url))
		url++;
	if (url[0] == '/' && url[1] == '/')
		g_string_append(clean, "https:");
	for (; *url != '\0'; url++) {
		if (!g_ascii_iscntrl(*url))
			g_string_append_c(clean, *url);
	}
	return g_strchomp(g_string_free(clean, FALSE));
}

static char *
clean_anchor(const char *anchor)
{
	char *clean = decode_collapse(decode_visible(g_strdup(anchor)));

	if (strlen(clean) > LONGEST_ANCHOR)
		*g_utf8_find_prev_char(clean, clean + LONGEST_ANCHOR) = '\0';
	return clean;
}

Link *
link_new(const char *url, const char *anchor)
{
	g_autofree char *clean = strlen(url) <= LINK_LONGEST ? clean_url(url) : NULL;
	Link *link;

	if (clean == NULL || !has_scheme(clean))
		return NULL;
	link = g_new0(Link, 1);
	link->url = link_unwrap(clean);
	link->anchor = anchor != NULL ? clean_anchor(anchor) : NULL;
	return link;
}

void
link_free(Link *link)
{
	g_free(link->url);
	g_free(link->anchor);
	g_free(link);
}

/*
 * Where a URL ends that begins at TEXT: at white space, quotes, angle brackets, other scripts'
 * brackets.
 */
static gsize
url_length(const char *text)
{
	static const char stops[] = " \t\r\n\"<>`{}|\\^";
	static const char *const wide_stops[] = { "\xe2\x80\x9c", "\xe2\x80\x9d", "\xc2\xbb",
						  "\xe3\x80\x8d", "\xe3\x80\x82", "\xef\xbc\x89" };
	gsize length = strcspn(text, stops);
	guint i;

	for (i = 0; i < G_N_ELEMENTS(wide_stops); i++) {
		const char *wide = g_strstr_len(text, (gssize)length, wide_stops[i]);

		if (wide != NULL)
			length = (gsize)(wide - text);
	}
	return length;
}

/* How many more of CLOSE than of OPEN there are. */
static gint
excess(const char *url, gsize length, char open, char close)
{
	gint count = 0;

	while (length-- > 0)
		count += (url[length] == close) - (url[length] == open);
	return count;
}

/* Punctuation of the sentence around it; a bracket only if it was opened outside. */
static gsize
trim_punctuation(const char *url, gsize length)
{
	gint round = excess(url, length, '(', ')');
	gint square = excess(url, length, '[', ']');

	while (length > 0) {
		char last = url[length - 1];

		if (last == ')'   ? round-- <= 0
		    : last == ']' ? square-- <= 0
				  : strchr(".,;:!?'*_", last) == NULL)
			break;
		length--;
	}
	return length;
}

/* "<http://...>": may be broken over lines (RFC 3986 appendix C).  NULL: no ">" comes. */
static char *
take_bracketed(const char *text, const char **rest)
{
	gsize length = strcspn(text, "<> \"");

	if (text[length] != '>')
		return NULL;
	*rest = text + length;
	return g_strndup(text, length);
}

/* The beginning of the next URL in TEXT (nullable). */
static const char *
find_start(const char *text, gboolean *is_www)
{
	const char *p;

	for (p = text; (p = strpbrk(p, "hHwW")) != NULL; p++) {
		gboolean word = p > text && (g_ascii_isalnum(p[-1]) || p[-1] == '@' ||
					     p[-1] == '.' || p[-1] == '/' || p[-1] == '-');

		*is_www = !word && g_ascii_strncasecmp(p, "www.", 4) == 0 && g_ascii_isalnum(p[4]);
		if (*is_www || (!word && has_scheme(p)))
			return p;
	}
	return NULL;
}

void
link_find(const char *text, GPtrArray *links)
{
	const char *start = text;
	gboolean is_www;

	while (links->len < LINK_MOST && (start = find_start(start, &is_www)) != NULL) {
		g_autofree char *typed = NULL, *url = NULL;
		const char *rest;
		Link *link;

		if (start > text && start[-1] == '<')
			typed = take_bracketed(start, &rest);
		if (typed == NULL) {
			gsize length = url_length(start);

			rest = start + length;
			length = trim_punctuation(start, MIN(length, LINK_LONGEST + 1));
			typed = g_strndup(start, length);
		}
		url = g_strconcat(is_www ? "http://" : "", typed, NULL);
		link = strlen(typed) > strlen("https://") ? link_new(url, NULL) : NULL;
		if (link != NULL)
			g_ptr_array_add(links, link);
		start = rest;
	}
}
