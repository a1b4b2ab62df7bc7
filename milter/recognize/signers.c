#include "signers.h"

#include <string.h>

#include "mail/domain.h"

/* From's, Sender's and the list's. */
#define ORGANIZATIONS 3

struct Signers {
	char *organizations[ORGANIZATIONS]; /* organizational domains (nullable) */
	const Network *networks[2];         /* of From and of Sender (nullable) */
};

/* DOMAIN (nullable) in A-label form (transfer full, nullable). */
static char *
ascii_domain(const char *domain)
{
	return domain != NULL ? domain_to_ascii(domain) : NULL;
}

static char *
mailbox_host(const Mailbox *mailbox)
{
	return ascii_domain(mailbox != NULL ? mailbox_domain(mailbox->address) : NULL);
}

/* What stands in the <> of List-Id, or all of it, is a domain name too (RFC 2919). */
static char *
list_host(Message *message)
{
	const char *value = message_header(message, "List-Id", 0);
	const char *begin = value != NULL ? strrchr(value, '<') : NULL;
	g_autofree char *inside = NULL;

	if (value == NULL)
		return NULL;
	begin = begin != NULL ? begin + 1 : value;
	inside = g_strndup(begin, strcspn(begin, "> \t"));
	return ascii_domain(inside);
}

static char *
organization(const char *domain)
{
	return domain != NULL && *domain != '\0' ? domain_organizational(domain) : NULL;
}

Signers *
signers_new(const Ruleset *rules, Message *message)
{
	Signers *signers = g_new0(Signers, 1);
	g_autofree char *from = mailbox_host(message_from(message));
	g_autofree char *sender = mailbox_host(message_sender(message));
	g_autofree char *list = list_host(message);

	signers->organizations[0] = organization(from);
	signers->organizations[1] = organization(sender);
	signers->organizations[2] = organization(list);
	signers->networks[0] = from != NULL ? ruleset_network_of(rules, from) : NULL;
	signers->networks[1] = sender != NULL ? ruleset_network_of(rules, sender) : NULL;
	return signers;
}

void
signers_free(Signers *signers)
{
	if (signers == NULL)
		return;
	for (guint i = 0; i < ORGANIZATIONS; i++)
		g_free(signers->organizations[i]);
	g_free(signers);
}

static gboolean
network_has(const Network *network, const char *organization)
{
	if (network == NULL)
		return FALSE;
	for (guint i = 0; i < network->from->len; i++) {
		g_autofree char *own = domain_organizational(network->from->pdata[i]);

		if (strcmp(own, organization) == 0)
			return TRUE;
	}
	return FALSE;
}

gboolean
signers_include(const char *domain, gconstpointer data)
{
	const Signers *signers = data;
	g_autofree char *organization = domain_organizational(domain);

	for (guint i = 0; i < ORGANIZATIONS; i++)
		if (g_strcmp0(signers->organizations[i], organization) == 0)
			return TRUE;
	return network_has(signers->networks[0], organization) ||
	       network_has(signers->networks[1], organization);
}
