#include "config-values.h"

#include <gio/gio.h>
#include <string.h>

#include "mail/domain.h"
#include "config.h"

#define DOMAIN_LENGTH 253
#define LABEL_LENGTH 63

gboolean
config_is_path(const char *word)
{
	return *word != '\0';
}

gboolean
config_is_token(const char *word)
{
	for (const char *p = word; *p != '\0'; p++)
		if (!g_ascii_isgraph(*p) || strchr("()<>,;\\\"[]?=", *p) != NULL)
			return FALSE;
	return *word != '\0';
}

gboolean
config_is_domain(const char *word)
{
	gsize label = 0;

	if (strlen(word) > DOMAIN_LENGTH)
		return FALSE;
	for (const char *p = word; *p != '\0'; p++) {
		if (*p == '.' ? label == 0 : !g_ascii_isalnum(*p) && *p != '-' && *p != '_')
			return FALSE;
		label = *p == '.' ? 0 : label + 1;
		if (label > LABEL_LENGTH)
			return FALSE;
	}
	return label > 0;
}

gboolean
config_is_client(const char *word)
{
	g_autoptr(GInetAddressMask) network = g_inet_address_mask_new_from_string(word, NULL);
	g_autofree char *name = NULL;

	if (network != NULL)
		return TRUE;
	/* A host's name has a letter: "192.0.2" is an address gone wrong. */
	if (word[strspn(word, "0123456789.")] == '\0')
		return FALSE;
	name = domain_to_ascii(word);
	return config_is_domain(name);
}

gboolean
config_is_recipient(const char *word)
{
	const char *at = strrchr(word, '@');
	g_autofree char *domain = at != NULL ? domain_to_ascii(at + 1) : NULL;

	if (at == NULL || strpbrk(word, " \t<>,;") != NULL)
		return FALSE;
	return *domain == '\0' ? at > word : config_is_domain(domain);
}

static gboolean
is_port(const char *word, gsize length)
{
	g_autofree char *port = g_strndup(word, length);

	return g_ascii_string_to_unsigned(port, 10, 1, 65535, NULL, NULL);
}

/* A name, an address, or an address of IPv6 in brackets. */
static gboolean
is_host(const char *word, gsize length)
{
	g_autofree char *host = g_strndup(word, length);

	if (length > 2 && host[0] == '[' && host[length - 1] == ']') {
		g_autofree char *address = g_strndup(host + 1, length - 2);

		return g_hostname_is_ip_address(address);
	}
	return config_is_domain(host) || g_hostname_is_ip_address(host);
}

gboolean
config_is_listener(const char *word)
{
	const char *host = word + strlen("smtp:");
	const char *colon = strrchr(word, ':');

	return g_str_has_prefix(word, "smtp:") && colon > host && is_host(host, colon - host) &&
	       is_port(colon + 1, strlen(colon + 1));
}

gboolean
config_is_socket(const char *word)
{
	const char *colon = strchr(word, ':');
	const char *rest = colon != NULL ? colon + 1 : NULL;
	const char *at;

	if (rest == NULL)
		return FALSE;
	if (g_str_has_prefix(word, "unix:") || g_str_has_prefix(word, "local:"))
		return rest[0] == '/' && rest[1] != '\0';
	if (g_str_has_prefix(word, "fd:"))
		return g_ascii_string_to_unsigned(rest, 10, 0, 1024, NULL, NULL);
	if (!g_str_has_prefix(word, "inet:") && !g_str_has_prefix(word, "inet6:"))
		return FALSE;
	/*
	 * Without "@host" libmilter would listen everywhere, which nobody should ask for by
	 * omission.
	 */
	at = strchr(rest, '@');
	return at != NULL && is_port(rest, at - rest) && is_host(at + 1, strlen(at + 1));
}
