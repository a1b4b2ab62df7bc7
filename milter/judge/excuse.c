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
forwarder(const Inquiry *inquiry)
{
	const ProofArrival *arrival = inquiry->arrival;
	const char *const *known = inquiry->settings->forwarders;
	g_autofree char *name = NULL;

	if (known == NULL)
		return NULL;
	name = arrival->client_name != NULL ? domain_to_ascii(arrival->client_name) : g_strdup("");
	for (; *known != NULL; known++) {
		g_autofree char *host = domain_to_ascii(*known);

		if (domain_is_under(name, host) || in_network(arrival->client_address, *known))
			return *known;
	}
	return NULL;
}

/*
 * The domain of the last ARC-Seal: the one with the highest instance.  Seals that are not
 * numbered from 1 on, each once, are no chain (RFC 8617 section 5.2).  (transfer full, nullable)
 */
static char *
last_sealer(const Inquiry *inquiry)
{
	enum { CHAIN_LIMIT = 50 };
	char *sealers[CHAIN_LIMIT + 1] = { NULL };
	const char *seal;
	gboolean whole = TRUE;
	guint count = 0;
	char *last = NULL;

	for (; (seal = message_raw(inquiry->message, "ARC-Seal", count)) != NULL && whole;
	     count++) {
		g_autoptr(TagList) tags = tag_list_parse(seal, strlen(seal));
		const char *number = tags != NULL ? tag_list_value(tags, "i") : NULL;
		const char *domain = tags != NULL ? tag_list_value(tags, "d") : NULL;
		guint64 instance = 0;

		whole = domain != NULL && tag_value_number(number, 2, &instance) && instance >= 1 &&
			instance <= CHAIN_LIMIT && sealers[instance] == NULL;
		if (whole)
			sealers[instance] = domain_to_ascii(domain);
	}
	if (whole && count > 0)
		last = g_strdup(sealers[count]);
	for (guint i = 1; i <= CHAIN_LIMIT; i++)
		g_free(sealers[i]);
	return last;
}

static gboolean
arc_passed(const Inquiry *inquiry)
{
	const GPtrArray *results = inquiry->found->results;

	if (inquiry_doubt(inquiry) != NULL)
		return FALSE;
	for (guint i = 0; i < results->len; i++) {
		const AuthResult *one = results->pdata[i];

		if (strcmp(one->method, "arc") == 0 && strcmp(one->result, "pass") == 0)
			return TRUE;
	}
	return FALSE;
}

/* The listed sealer whose chain our verifier saw pass (transfer none, nullable). */
static const char *
trusted_sealer(const Inquiry *inquiry)
{
	const char *const *known = inquiry->settings->arc_sealers;
	g_autofree char *sealer = NULL;

	if (known == NULL || *known == NULL || !arc_passed(inquiry))
		return NULL;
	sealer = last_sealer(inquiry);
	if (sealer == NULL)
		return NULL;
	for (; *known != NULL; known++) {
		g_autofree char *domain = domain_to_ascii(*known);

		if (domain_is_under(sealer, domain))
			return *known;
	}
	return NULL;
}

/* The domain in "The friends <friends.example.org>" (transfer full, nullable: there is none). */
static char *
list_domain(const Inquiry *inquiry)
{
	const char *value = message_raw(inquiry->message, "List-Id", 0);
	const char *begin = value != NULL ? strrchr(value, '<') : NULL;
	g_autofree char *id = begin != NULL ? g_strndup(begin + 1, strcspn(begin + 1, ">")) : NULL;
	g_autofree char *domain = id != NULL ? domain_to_ascii(g_strstrip(id)) : NULL;

	return domain != NULL && domain_is_name(domain) ? domain_organizational(domain) : NULL;
}

static gboolean
is_wanted(const char *domain, gconstpointer data)
{
	return inquiry_is_aligned(domain, data);
}

/* Whether we see a signature of ORGANIZATIONS pass. */
static gboolean
we_see_pass(const Inquiry *inquiry, const GPtrArray *organizations)
{
	Verifier *verifier = inquiry->arrival->verifier;
	g_autofree char *unable = NULL;
	g_autoptr(GPtrArray) verified = NULL, passed = NULL;

	if (verifier == NULL || inquiry->unable != NULL)
		return FALSE;
	verified = verifier->verify(verifier, inquiry->message, is_wanted, organizations, &unable);
	passed = inquiry_passed(inquiry, verified, organizations);
	return passed->len > 0;
}

/* The domain of the mailing list that proves that it sent this (transfer full, nullable). */
static char *
proven_list(const Inquiry *inquiry)
{
	g_autoptr(GPtrArray) organizations = g_ptr_array_new();
	g_autofree char *domain = list_domain(inquiry);
	BelievedPass pass;

	if (domain == NULL)
		return NULL;
	g_ptr_array_add(organizations, domain);
	if ((inquiry_doubt(inquiry) == NULL &&
	     inquiry_believed_pass(inquiry, organizations, &pass)) ||
	    we_see_pass(inquiry, organizations))
		return g_steal_pointer(&domain);
	return NULL;
}

/* A signature that lacks nothing but its key, which no resolver could fetch. */
static const Signature *
unreached(const Inquiry *inquiry)
{
	if (inquiry->verified == NULL)
		return NULL;
	for (guint i = 0; i < inquiry->verified->len; i++) {
		const Signature *one = inquiry->verified->pdata[i];

		if (one->state == SIGNATURE_UNREACHED &&
		    inquiry_is_aligned(one->domain, inquiry->organizations))
			return one;
	}
	return NULL;
}

char *
excuse_find(const Inquiry *inquiry)
{
	const char *host = forwarder(inquiry), *sealer = trusted_sealer(inquiry);
	const Signature *signature = unreached(inquiry);
	g_autofree char *list = NULL;

	if (signature != NULL)
		return g_strdup_printf(
			"the key of a signature of %s cannot be fetched at the moment",
			signature->domain);
	if (host != NULL)
		return g_strdup_printf("it came through the forwarder %s", host);
	if (sealer != NULL)
		return g_strdup_printf("it came with an ARC seal of %s", sealer);
	list = proven_list(inquiry);
	if (list != NULL)
		return g_strdup_printf("it came through a mailing list of %s", list);
	return NULL;
}
