#include "url.h"

#include <string.h>

#include "mail/domain.h"

/* Where the authority of TEXT begins, or NULL if it is no web address. */
static const char *
find_authority(const char *text)
{
	while (g_ascii_isspace(*text))
		text++;
	if (g_ascii_strncasecmp(text, "www.", 4) == 0)
		return text;
	if (g_ascii_strncasecmp(text, "http:", 5) == 0)
		text += 5;
	else if (g_ascii_strncasecmp(text, "https:", 6) == 0)
		text += 6;
	else
		return NULL;

	/* Browsers take a backslash for a slash here, so an address cannot hide behind one. */
	return strspn(text, "/\\") >= 2 ? text + strspn(text, "/\\") : NULL;
}

/* The host of the AUTHORITY of LENGTH bytes: what stands after the user and before the port. */
static char *
take_host(const char *authority, gsize length)
{
	g_autofree char *host = NULL;
	char *at, *colon;

	host = g_strndup(authority, length);
	at = strrchr(host, '@');
	if (at != NULL)
		memmove(host, at + 1, strlen(at + 1) + 1);
	colon = strrchr(host, ':');
	if (colon != NULL && strspn(colon + 1, "0123456789") == strlen(colon + 1))
		*colon = '\0';

	return domain_to_ascii(host);
}

Url *
url_split(const char *text)
{
	const char *authority = find_authority(text);
	const char *path, *query, *end;
	Url *url;

	if (authority == NULL)
		return NULL;
	path = authority + strcspn(authority, "/\\?#");
	end = path + strcspn(path, "#");
	query = path + strcspn(path, "?#");

	url = g_new0(Url, 1);
	url->host = take_host(authority, (gsize)(path - authority));
	url->path = g_strndup(path, (gsize)(query - path));
	url->query = *query == '?' ? g_strndup(query + 1, (gsize)(end - query - 1)) : g_strdup("");

	return url;
}

void
url_free(Url *url)
{
	if (url == NULL)
		return;
	g_free(url->host);
	g_free(url->path);
	g_free(url->query);
	g_free(url);
}

char *
url_decode(const char *text)
{
	GString *decoded = g_string_sized_new(strlen(text));

	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '%' && g_ascii_isxdigit(p[1]) && g_ascii_isxdigit(p[2]) &&
		    !(p[1] == '0' && p[2] == '0')) {
			g_string_append_c(decoded, (char)(g_ascii_xdigit_value(p[1]) * 16 +
							  g_ascii_xdigit_value(p[2])));
			p += 2;
		} else {
			g_string_append_c(decoded, *p);
		}
	}
	if (!g_utf8_validate(decoded->str, (gssize)decoded->len, NULL)) {
		g_string_free(decoded, TRUE);
		return g_strdup(text);
	}
	return g_string_free(decoded, FALSE);
}
