#include "proof.h"

#include <string.h>

#include "mail/authres.h"
#include "mail/domain.h"
#include "mail/tag-list.h"

#include "excuse.h"

/* What one look at a message's proof needs. */
typedef struct Inquiry {
	Message *message;
	const Recognition *recognition;
	const ProofSettings *settings;
	const char *client_name, *client_address;
	GPtrArray *results; /* AuthResult *, ours */
	gboolean single;    /* From is one mailbox */
	char *from;         /* From's organizational domain (nullable) */
	char *whose;        /* the domain to be proved, for why */
	const char *who;    /* our verifier, for why */
} Inquiry;

/* Nobody can tell which of several a verifier judged, and which a reader sees. */
static const char not_single[] = "From is not one mailbox, which no result can prove";

/* The passes that prove, the best first, and how they are told around the domain. */
static const struct {
	const char *method, *property; /* NULL: any property */
	Proof proof;
	const char *before, *after;
} passes[] = {
	{ "dkim", NULL, PROOF_DKIM, "a DKIM signature of ", " pass" },
	{ "dmarc", NULL, PROOF_DMARC, "DMARC pass for ", "" },
	{ "spf", "smtp.mailfrom", PROOF_SPF, "SPF pass for ", "" },
};

static gboolean
same_organization(const char *domain, const char *other)
{
	g_autofree char *one = domain_organizational(domain);
	g_autofree char *two = domain_organizational(other);

	return domain_is_under(domain, other) || strcmp(one, two) == 0;
}

/* Whether DOMAIN is of the organization that is to be proved. */
static gboolean
is_aligned(const Inquiry *inquiry, const char *domain)
{
	const Network *network = inquiry->recognition->network;

	if (domain == NULL)
		return FALSE;
	if (!inquiry->recognition->by_network || network == NULL || network->from_any)
		return inquiry->from != NULL && same_organization(domain, inquiry->from);
	for (guint i = 0; i < network->from->len; i++) {
		if (same_organization(domain, g_ptr_array_index(network->from, i)))
			return TRUE;
	}
	return FALSE;
}

static const AuthResult *
find(const Inquiry *inquiry, const char *method, const char *result, const char *property)
{
	for (guint i = 0; i < inquiry->results->len; i++) {
		const AuthResult *one = g_ptr_array_index(inquiry->results, i);

		if (strcmp(one->method, method) == 0 && strcmp(one->result, result) == 0 &&
		    (property == NULL || g_strcmp0(one->property, property) == 0) &&
		    is_aligned(inquiry, one->domain))
			return one;
	}
	return NULL;
}

static gboolean
has_method(const Inquiry *inquiry, const char *method, const char *result)
{
	for (guint i = 0; i < inquiry->results->len; i++) {
		const AuthResult *one = g_ptr_array_index(inquiry->results, i);

		if (strcmp(one->method, method) == 0 &&
		    (result == NULL || strcmp(one->result, result) == 0))
			return TRUE;
	}
	return FALSE;
}

static gboolean
by_listed_network(const Inquiry *inquiry)
{
	return inquiry->recognition->by_network && inquiry->recognition->network != NULL;
}

/* The domain's own word, which a pass beside it does not take back. */
static gboolean
dmarc_denies(const Inquiry *inquiry)
{
	return by_listed_network(inquiry) && find(inquiry, "dmarc", "fail", NULL) != NULL;
}

/* What speaks against mail by the network that nothing proves (transfer full, nullable). */
static char *
charge(const Inquiry *inquiry)
{
	if (!by_listed_network(inquiry) ||
	    (!has_method(inquiry, "dkim", NULL) && !has_method(inquiry, "dmarc", NULL)))
		return NULL;
	if (dmarc_denies(inquiry))
		return g_strdup_printf("%s saw DMARC fail for %s", inquiry->who, inquiry->whose);
	if (inquiry->recognition->network->signs && !inquiry->single)
		return g_strdup(not_single);
	if (inquiry->recognition->network->signs)
		return g_strdup_printf(
			"%s saw neither DKIM nor SPF pass for %s, which signs all its mail",
			inquiry->who, inquiry->whose);
	return NULL;
}

/* Nothing passed: is it a failure, or can nobody tell? */
static Proof
unproven(const Inquiry *inquiry, GPtrArray *why)
{
	const Arrival arrival = { inquiry->message, inquiry->settings, inquiry->client_name,
				  inquiry->client_address, has_method(inquiry, "arc", "pass") };
	g_autofree char *charged = charge(inquiry);
	g_autofree char *excused = charged != NULL ? excuse_find(&arrival) : NULL;

	if (charged == NULL && !inquiry->single) {
		g_ptr_array_add(why, g_strdup(not_single));
		return PROOF_UNPROVEN;
	}
	if (charged == NULL) {
		g_ptr_array_add(why, g_strdup_printf("%s looked, and nothing passed for %s",
						     inquiry->who, inquiry->whose));
		return PROOF_UNPROVEN;
	}
	if (excused != NULL) {
		g_ptr_array_add(why, g_strdup_printf("%s, but the mail came %s", charged, excused));
		return PROOF_UNPROVEN;
	}
	g_ptr_array_add(why, g_strdup_printf("%s: the network did not send it", charged));
	return PROOF_FAILED;
}

/* Whether the DKIM-Signature SIGNATURE is of the organization that is to be proved. */
static gboolean
is_signature(const Inquiry *inquiry, const char *signature)
{
	g_autofree char *domain = tag_list_value(signature, 'd');
	g_autofree char *ascii = domain != NULL ? domain_to_ascii(domain) : NULL;

	return ascii != NULL && is_aligned(inquiry, ascii);
}

/*
 * Whether all signatures that may be the one that passed cover what stood in FIELD (as in
 * Identity): each of its occurrences, or the body to its end.
 */
static gboolean
is_covered(const Inquiry *inquiry, const char *field)
{
	const char *signature;
	guint occurrences = 0;

	while (field != NULL && message_raw(inquiry->message, field, occurrences) != NULL)
		occurrences++;
	for (guint i = 0; (signature = message_raw(inquiry->message, "DKIM-Signature", i)) != NULL;
	     i++) {
		g_autofree char *length = tag_list_value(signature, 'l');

		if (!is_signature(inquiry, signature))
			continue;
		if (field == NULL ? length != NULL
				  : tag_list_signs(signature, field) < MAX(occurrences, 1))
			return FALSE;
	}
	return TRUE;
}

static void
weaken(const Inquiry *inquiry, Identity *identity, GPtrArray *why)
{
	if (identity->value == NULL || !identity->strong || is_covered(inquiry, identity->field))
		return;
	identity->strong = FALSE;
	g_ptr_array_add(why, g_strdup_printf("the signature does not cover \"%s\" from %s: weak",
					     identity->value, identity->from));
}

/*
 * A signed mail can be sent again by anybody, with fields added that the signer never saw.
 * Where SPF passes, the network itself handed it to us.
 */
static void
weaken_uncovered(const Inquiry *inquiry, GPtrArray *why)
{
	const GPtrArray *inviters = inquiry->recognition->inviters;

	if (find(inquiry, "spf", "pass", "smtp.mailfrom") != NULL)
		return;
	for (guint i = 0; inviters != NULL && i < inviters->len; i++) {
		Inviter *inviter = g_ptr_array_index(inviters, i);

		weaken(inquiry, &inviter->name, why);
		weaken(inquiry, &inviter->email, why);
		weaken(inquiry, &inviter->profile, why);
	}
}

static Proof
judge_results(const Inquiry *inquiry, GPtrArray *why)
{
	for (guint i = 0; i < G_N_ELEMENTS(passes) && inquiry->single && !dmarc_denies(inquiry); i++) {
		const AuthResult *pass =
			find(inquiry, passes[i].method, "pass", passes[i].property);

		if (pass != NULL) {
			g_ptr_array_add(why, g_strconcat(inquiry->who, " saw ", passes[i].before,
							 pass->domain, passes[i].after, NULL));
			weaken_uncovered(inquiry, why);
			return passes[i].proof;
		}
	}
	return unproven(inquiry, why);
}

/* From's organizational domain (transfer full, nullable). */
static char *
from_organization(Message *message)
{
	const Mailbox *from = message_from(message);
	const char *domain = from != NULL ? mailbox_domain(from->address) : NULL;
	g_autofree char *ascii = domain != NULL ? domain_to_ascii(domain) : NULL;

	return ascii != NULL ? domain_organizational(ascii) : NULL;
}

static char *
whose_domain(const Inquiry *inquiry)
{
	const Recognition *recognition = inquiry->recognition;

	if (recognition->by_network && recognition->network != NULL &&
	    !recognition->network->from_any)
		return g_strdup(recognition->network->title);

	return g_strdup(inquiry->from != NULL ? inquiry->from : "a From without domain");
}

Proof
proof_of(Message *message, const Recognition *recognition, const ProofSettings *settings,
	 Verifier *verifier, const char *client_name, const char *client_address, GPtrArray *why)
{
	const char *const *ids = settings->authserv_ids;
	gboolean looked = FALSE;
	g_autoptr(GPtrArray) results = authres_ours(message, ids, settings->own_hosts, &looked);
	g_autofree char *from = from_organization(message);
	Inquiry inquiry = {
		.message = message,
		.recognition = recognition,
		.settings = settings,
		.client_name = client_name,
		.client_address = client_address,
		.results = results,
		.from = from,
		.single = message_from_is_single(message),
	};
	g_autofree char *whose = whose_domain(&inquiry);

	(void)verifier;
	if (inquiry.single && (ids == NULL || *ids == NULL)) {
		g_ptr_array_add(why, g_strdup("no authserv-id is set: nobody looked for a proof"));
		return PROOF_NONE;
	}
	if (!looked && !inquiry.single) {
		g_ptr_array_add(why, g_strdup(not_single));
		return PROOF_UNPROVEN;
	}
	if (!looked) {
		g_ptr_array_add(why, g_strdup("no verifier of ours looked for a proof"));
		return PROOF_NONE;
	}
	inquiry.whose = whose;
	inquiry.who = ids[1] == NULL ? ids[0] : "our verifier";
	return judge_results(&inquiry, why);
}
