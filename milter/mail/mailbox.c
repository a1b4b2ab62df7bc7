#include "mailbox.h"

#include <string.h>

#include "domain.h"

/* RFC 1035 section 2.3.4, and some room for what is not in A-label form. */
enum { LONGEST_DOMAIN = 512 };

/* One block of memory: each mail has some. */
Mailbox *
mailbox_new(const char *name, const char *address, gssize length)
{
	gsize address_size = (length < 0 ? strlen(address) : (gsize)length) + 1;
	gsize name_size = name != NULL ? strlen(name) + 1 : 0;
	Mailbox *mailbox = g_malloc(sizeof(Mailbox) + address_size + name_size);
	char *text = (char *)(mailbox + 1);

	memcpy(text, address, address_size - 1);
	text[address_size - 1] = '\0';
	mailbox->address = text;
	mailbox->name = name != NULL ? memcpy(text + address_size, name, name_size) : NULL;
	mailbox->plain = mailbox->doubtful = FALSE;
	return mailbox;
}

void
mailbox_free(Mailbox *mailbox)
{
	g_free(mailbox);
}

/* "<jane@example.org>" without anything to mend. */
static gboolean
is_plain_path(const char *path, gsize length)
{
	if (length < 2 || path[0] != '<' || path[1] == '@' || path[length - 1] != '>')
		return FALSE;
	for (gsize i = 1; i < length - 1; i++)
		if (!g_ascii_isgraph(path[i]))
			return FALSE;
	return TRUE;
}

char *
mailbox_bare(const char *path)
{
	gsize length = strlen(path);
	g_autofree char *valid = NULL;
	char *bare;

	if (is_plain_path(path, length))
		return g_strndup(path + 1, length - 2);

	valid = g_utf8_make_valid(path, -1);
	bare = g_strstrip(valid);
	length = strlen(bare);
	if (length >= 2 && bare[0] == '<' && bare[length - 1] == '>') {
		bare[length - 1] = '\0';
		bare = g_strstrip(bare + 1);
	}
	/* A source route (RFC 5321 appendix C): "@relay,@relay:jane@example.org". */
	if (*bare == '@' && strchr(bare, ':') != NULL)
		bare = strchr(bare, ':') + 1;

	return g_strdup(bare);
}

gboolean
mailbox_path_is(const char *path, const char *bare)
{
	gsize bracket = path[0] == '<', length = strlen(bare);

	return strncmp(path + bracket, bare, length) == 0 &&
	       strcmp(path + bracket + length, bracket > 0 ? ">" : "") == 0;
}

const char *
mailbox_domain(const char *address)
{
	const char *at = strrchr(address, '@');

	return at != NULL && at[1] != '\0' ? at + 1 : NULL;
}

gboolean
mailbox_is_plain(const char *address)
{
	const char *at = strchr(address, '@');
	g_autofree char *domain = at != NULL ? domain_to_ascii(at + 1) : NULL;

	if (domain == NULL || at == address || !domain_is_name(domain))
		return FALSE;
	for (const char *p = address; p < at; p++)
		if (!g_ascii_isalnum(*p) && (guchar)*p < 0x80 &&
		    strchr("!#$%&'*+-/=?^_`{|}~.", *p) == NULL)
			return FALSE;
	return TRUE;
}

static gboolean
is_ip_literal(const char *domain)
{
	gsize length = strlen(domain);
	g_autofree char *inside = NULL;

	if (length < 3 || domain[0] != '[' || domain[length - 1] != ']')
		return FALSE;
	inside = g_strndup(domain + 1, length - 2);
	return g_hostname_is_ip_address(g_ascii_strncasecmp(inside, "IPv6:", 5) == 0 ? inside + 5
										     : inside);
}

gboolean
mailbox_is_somebodys(const char *address)
{
	const char *domain = mailbox_domain(address);
	const char *p;

	if (domain == NULL || domain - address < 2)
		return FALSE;
	for (p = domain; g_ascii_isalnum(*p) || *p == '-' || *p == '.' || *p == '_' || (*p & 0x80);)
		p++;
	return (*p == '\0' && *domain != '.' && p - domain <= LONGEST_DOMAIN) ||
	       is_ip_literal(domain);
}

char *
mailbox_comparable(const char *address, char delimiter)
{
	gboolean ascii = g_str_is_ascii(address);
	g_autofree char *valid = ascii ? g_strdup(address) : g_utf8_make_valid(address, -1);
	char *at = strrchr(valid, '@');
	g_autofree char *domain = at != NULL ? domain_to_ascii(at + 1) : NULL;
	g_autofree char *local = NULL;
	char *detail;

	if (at != NULL)
		*at = '\0';
	local = ascii ? g_ascii_strdown(valid, -1) : g_utf8_strdown(valid, -1);
	detail = delimiter != '\0' && *local != '\0' ? strchr(local + 1, delimiter) : NULL;
	if (detail != NULL)
		*detail = '\0';

	return domain != NULL ? g_strconcat(local, "@", domain, NULL) : g_steal_pointer(&local);
}

/* Whether ADDRESS, in comparable form, is meant by PATTERN: "user@", "user@domain" or "@domain". */
static gboolean
matches(const char *pattern, const char *address, char delimiter)
{
	const char *domain = mailbox_domain(address);
	g_autofree char *local = NULL, *comparable = NULL;

	if (pattern[0] == '@')
		return domain != NULL && g_ascii_strcasecmp(pattern + 1, domain) == 0;
	if (g_str_has_suffix(pattern, "@")) {
		/* "RCPT TO:<postmaster>" needs no domain (RFC 5321 section 4.1.1.3). */
		local = domain != NULL ? g_strndup(address, domain - address)
				       : g_strconcat(address, "@", NULL);
		return g_ascii_strcasecmp(pattern, local) == 0;
	}
	comparable = mailbox_comparable(pattern, delimiter);
	return strcmp(comparable, address) == 0;
}

gboolean
mailbox_is_listed(const char *const *patterns, const char *address, char delimiter)
{
	for (; patterns != NULL && *patterns != NULL; patterns++)
		if (matches(*patterns, address, delimiter))
			return TRUE;
	return FALSE;
}
