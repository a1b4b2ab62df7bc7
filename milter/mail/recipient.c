#include "recipient.h"

#include <string.h>

#include "domain.h"
#include "path-parts.h"

/* Ways longer than that are nobody's. */
#define HOPS 32
/* Of a path that makes no sense so much is shown; a longer one is told apart by its digest. */
#define SHOWN 200
#define DIGEST 16

static gboolean
is_listed(const char *const *names, const char *name)
{
	for (; names != NULL && *names != NULL; names++)
		if (g_ascii_strcasecmp(*names, name) == 0)
			return TRUE;
	return FALSE;
}

static gboolean
is_set(const char *const *names)
{
	return names != NULL && *names != NULL;
}

/* "mx" for mx.example.org, too. */
static gboolean
is_called(const char *host, const char *name)
{
	gsize length;

	/* Nearly always the first letter tells. */
	if (((*host ^ *name) & ~0x20) != 0)
		return FALSE;
	if (g_ascii_strcasecmp(host, name) == 0)
		return TRUE;
	length = strlen(name);
	return strchr(name, '.') == NULL && g_ascii_strncasecmp(host, name, length) == 0 &&
	       host[length] == '.';
}

/* Whether DOMAIN (nullable: none) is the mail server itself. */
static gboolean
is_here(const RecipientSite *site, const char *domain)
{
	if (domain == NULL || domain[0] == '[')
		return TRUE;
	if (g_ascii_isdigit(domain[strlen(domain) - 1]) && g_hostname_is_ip_address(domain))
		return TRUE;
	if (strncmp(domain, "localhost", 9) == 0 && (domain[9] == '\0' || domain[9] == '.'))
		return TRUE;
	for (const char *const *own = site->own_hosts; own != NULL && *own != NULL; own++)
		if (is_called(*own, domain))
			return TRUE;
	return site->host != NULL && is_called(site->host, domain);
}

static gboolean
is_ours(const RecipientSite *site, const char *domain)
{
	return is_here(site, domain) || !is_set(site->local_domains) ||
	       is_listed(site->local_domains, domain);
}

/* The local domain that mail to the mail server itself is of (nullable). */
static const char *
home_of(const RecipientSite *site)
{
	const char *name = is_set(site->own_hosts) ? *site->own_hosts : site->host;

	if (!is_set(site->local_domains))
		return NULL;
	if (name == NULL)
		return *site->local_domains;
	for (gsize i = 0; site->local_domains[i] != NULL; i++)
		if (domain_is_under(name, site->local_domains[i]))
			return site->local_domains[i];
	return *site->local_domains;
}

/* LOCAL at DOMAIN (nullable) as one address. */
static char *
address_of(const RecipientSite *site, const char *local, const char *domain)
{
	g_autofree char *lower = g_utf8_strdown(local, -1);
	g_autofree char *quoted = path_parts_quote(lower);
	const char *home;

	if (is_here(site, domain) && (domain == NULL || !is_listed(site->local_domains, domain))) {
		home = home_of(site);
		domain = home != NULL ? home : domain != NULL ? domain : site->host;
	}
	return domain != NULL ? g_strconcat(quoted, "@", domain, NULL) : g_steal_pointer(&quoted);
}

/* Whether a way may lead on to DOMAIN (nullable): there is a host of that name, and it is ours. */
static gboolean
leads_to(const RecipientSite *site, const char *domain)
{
	return domain == NULL || is_here(site, domain) ||
	       (strchr(domain, '.') != NULL && is_ours(site, domain));
}

/*
 * Follow the ways that PARTS may name to the last of our domains.  FALSE: there are too many.  Each
 * step is as long as what is left.
 */
static gboolean
follow(const RecipientSite *site, PathParts *parts)
{
	PathParts at = { g_strdup(parts->local), g_strdup(parts->domain) }, next;
	guint hops = 0;

	while (hops < HOPS && path_parts_read_route(&next, at.local)) {
		if (next.domain == NULL)
			next.domain = g_steal_pointer(&at.domain);
		path_parts_clear(&at);
		at = next;
		hops++;
		if (!leads_to(site, at.domain))
			continue;
		path_parts_clear(parts);
		*parts = (PathParts){ g_strdup(at.local), g_strdup(at.domain) };
	}
	path_parts_clear(&at);
	return hops < HOPS;
}

/* PATH as far as it is understood without help: TRUE, PARTS filled in. */
static gboolean
read_alone(PathParts *parts, const char *path, const RecipientSite *site)
{
	gboolean good = path_parts_read(parts, path) &&
			(parts->domain == NULL || path_parts_is_host(parts->domain)) &&
			follow(site, parts);

	if (!good)
		path_parts_clear(parts);
	return good;
}

/*
 * Behind the letters, digits and OTHERS at TEXT.  Each mail asks: strspn() is dear for few bytes.
 */
static const char *
skip(const char *text, const char *others)
{
	while (g_ascii_isalnum(*text) || (*text != '\0' && strchr(others, *text) != NULL))
		text++;
	return text;
}

/* "<bob@example.org>" or "bob@example.org", in which nothing can be meant otherwise. */
static gboolean
is_plain(const char *path)
{
	gboolean bracket = path[0] == '<';
	const char *local = path + bracket;
	const char *at = skip(local, ".-_+=");
	const char *end;

	if (at == local || *at != '@' || at[1] == '.')
		return FALSE;
	end = skip(at + 1, ".-");
	return strcmp(end, bracket ? ">" : "") == 0 && g_ascii_isalnum(end[-1]) &&
	       end - path <= PATH_LIMIT && memchr(at, '.', end - at) != NULL;
}

/*
 * As in nearly all mail: a plain PATH, of which TOLD says nothing else (transfer full, nullable).
 */
static char *
read_plain(const char *path, const char *told, const RecipientSite *site)
{
	gsize bracket = path[0] == '<';
	g_autofree char *address = NULL;

	if (!is_plain(path) || strstr(path, "..") != NULL)
		return NULL;
	address = g_strndup(path + bracket, strlen(path) - 2 * bracket);
	for (char *p = address; *p != '\0'; p++)
		if (g_ascii_isupper(*p))
			*p = g_ascii_tolower(*p);
	if (told != NULL && strchr(told, '@') != NULL && g_ascii_strcasecmp(told, address) != 0)
		return NULL;
	return is_here(site, strchr(address, '@') + 1) ? NULL : g_steal_pointer(&address);
}

/* Nobody can tell: the path itself, so that each remains one of its own. */
static char *
unclear(const char *path)
{
	g_autofree char *shown = g_utf8_make_valid(path, (gssize)strnlen(path, SHOWN));
	g_autofree char *digest = NULL;

	for (char *p = shown; *p != '\0'; p++)
		if (g_ascii_iscntrl(*p))
			*p = '?';
	if (strcmp(shown, path) == 0)
		return *path == '<' ? g_strdup(path) : g_strdup_printf("<%s>", path);
	digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, path, -1);
	return g_strdup_printf("<%s...%.*s>", shown + (*shown == '<'), DIGEST, digest);
}

/* A mail server that tells WHO without a domain has that mailbox. */
static char *
own_mailbox(const char *path, const char *who, const RecipientSite *site)
{
	g_auto(PathParts) parts = { NULL, NULL };
	gboolean good = read_alone(&parts, path, site);

	if (good && is_plain(path))
		return address_of(site, parts.local, parts.domain);
	return address_of(site, who, good && is_ours(site, parts.domain) ? parts.domain : NULL);
}

/* Whether PATH is, before any way is followed, at a domain of ours. */
static gboolean
is_sent_to_us(const char *path, const RecipientSite *site)
{
	g_auto(PathParts) parts = { NULL, NULL };

	return path_parts_read(&parts, path) && parts.domain != NULL && is_ours(site, parts.domain);
}

/* As the mail server tells it (transfer full, nullable: it tells nothing that helps). */
static char *
told_of(const char *path, const char *told, const RecipientSite *site)
{
	g_auto(PathParts) parts = { NULL, NULL };

	if (told == NULL || !path_parts_read(&parts, told))
		return NULL;
	if (parts.domain == NULL)
		return own_mailbox(path, parts.local, site);
	if (!is_ours(site, parts.domain) && is_sent_to_us(path, site))
		return NULL;
	return address_of(site, parts.local, parts.domain);
}

char *
recipient_understand(const char *path, const char *told, const RecipientSite *site)
{
	g_auto(PathParts) parts = { NULL, NULL };
	char *address = read_plain(path, told, site);

	if (address == NULL)
		address = told_of(path, told, site);
	if (address != NULL)
		return address;
	if (!read_alone(&parts, path, site))
		return unclear(path);
	return address_of(site, parts.local, parts.domain);
}

gboolean
recipient_is_clear(const char *recipient)
{
	return recipient[0] != '<';
}

char *
recipient_likely_domain(const char *recipient)
{
	const char *at = strrchr(recipient, '@');
	g_autofree char *domain = at != NULL ? g_strndup(at + 1, strcspn(at + 1, ">")) : NULL;

	if (domain == NULL || !path_parts_is_host(domain))
		return NULL;
	return domain_to_ascii(domain);
}
