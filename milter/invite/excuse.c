#include "excuse.h"

#include <gio/gio.h>
#include <string.h>

#include "mail/domain.h"
#include "mail/tag-list.h"

/* Whether ADDRESS, as the mail server gives it, is in NETWORK ("192.0.2.0/24", "2001:db8::1"). */
static gboolean
in_network(const char *address, const char *network)
{
	g_autoptr(GInetAddressMask) mask = g_inet_address_mask_new_from_string(network, NULL);
	g_autoptr(GInetAddress) client = NULL;

	if (mask == NULL || address == NULL)
		return FALSE;
	if (g_ascii_strncasecmp(address, "IPv6:", 5) == 0)
		address += 5;
	client = g_inet_address_new_from_string(address);

	return client != NULL && g_inet_address_mask_matches(mask, client);
}

/* The forwarder that handed the mail in (transfer none, nullable). */
static const char *
forwarder(const Arrival *arrival)
{
	const char *const *known = arrival->settings->forwarders;
	g_autofree char *name =
		arrival->client_name != NULL ? domain_to_ascii(arrival->client_name) : g_strdup("");

	for (; known != NULL && *known != NULL; known++) {
		g_autofree char *host = domain_to_ascii(*known);

		if (domain_is_under(name, host) || in_network(arrival->client_address, *known))
			return *known;
	}
	return NULL;
}

/* The domain of the last ARC-Seal: the one with the highest instance.  (transfer full, nullable) */
static char *
last_sealer(const Arrival *arrival)
{
	const char *seal;
	guint64 highest = 0;
	char *sealer = NULL;

	for (guint i = 0; (seal = message_raw(arrival->message, "ARC-Seal", i)) != NULL; i++) {
		g_autofree char *instance = tag_list_value(seal, 'i');
		guint64 number = instance != NULL ? g_ascii_strtoull(instance, NULL, 10) : 0;
		g_autofree char *domain = tag_list_value(seal, 'd');

		if (number <= highest || domain == NULL)
			continue;
		highest = number;
		g_free(sealer);
		sealer = domain_to_ascii(domain);
	}
	return sealer;
}

/* The listed sealer whose chain our verifier saw pass (transfer none, nullable). */
static const char *
trusted_sealer(const Arrival *arrival)
{
	const char *const *known = arrival->settings->arc_sealers;
	g_autofree char *sealer = NULL;

	if (known == NULL || *known == NULL || !arrival->arc_passed)
		return NULL;
	sealer = last_sealer(arrival);
	for (; sealer != NULL && *known != NULL; known++) {
		g_autofree char *domain = domain_to_ascii(*known);

		if (domain_is_under(sealer, domain))
			return *known;
	}
	return NULL;
}

char *
excuse_find(const Arrival *arrival)
{
	const char *host = forwarder(arrival), *sealer = trusted_sealer(arrival);

	if (message_raw(arrival->message, "List-Id", 0) != NULL)
		return g_strdup("through a mailing list");
	if (host != NULL)
		return g_strdup_printf("through the forwarder %s", host);
	if (sealer != NULL)
		return g_strdup_printf("with an ARC seal of %s", sealer);
	return NULL;
}
