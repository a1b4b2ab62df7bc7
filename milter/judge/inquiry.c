#include "inquiry.h"

#include <string.h>

#include "mail/domain.h"

/* The passes that prove, the best first, and how they are told around the domain. */
/* clang-format off */
static const struct {
	const char *method, *property; /* NULL: any property */
	Proof proof;
	const char *before, *after;
} passes[] = {
	{ "dkim", NULL, PROOF_DKIM, "a DKIM signature of ", " pass" },
	{ "dmarc", NULL, PROOF_DMARC, "DMARC pass for ", "" },
	{ "spf", "smtp.mailfrom", PROOF_SPF, "SPF pass for ", "" },
};
/* clang-format on */

gboolean
inquiry_is_aligned(const char *domain, const GPtrArray *organizations)
{
	g_autofree char *organization = domain != NULL ? domain_organizational(domain) : NULL;

	if (organization == NULL)
		return FALSE;
	for (guint i = 0; i < organizations->len; i++)
		if (strcmp(organization, g_ptr_array_index(organizations, i)) == 0)
			return TRUE;
	return FALSE;
}

/* What a verifier is asked for: all signatures of these organizations. */
static gboolean
is_wanted(const char *domain, gconstpointer data)
{
	return inquiry_is_aligned(domain, data);
}

/* From's organizational domain (transfer full, nullable). */
static char *
from_organization(Message *message)
{
	const Mailbox *from = message_from(message);
	const char *domain = from != NULL ? mailbox_domain(from->address) : NULL;
	g_autofree char *ascii = domain != NULL ? domain_to_ascii(domain) : NULL;

	return ascii != NULL && domain_is_name(ascii) ? domain_organizational(ascii) : NULL;
}

/* Whose word counts: that of the network's domains; for mail that is not by it, From's. */
static void
find_organizations(Inquiry *inquiry)
{
	const Recognition *recognition = inquiry->recognition;
	const Network *network = recognition->network;
	char *from;

	inquiry->organizations = g_ptr_array_new_with_free_func(g_free);
	if (recognition->by_network && network != NULL && !network->from_any) {
		inquiry->whose = g_strdup(network->title);
		for (guint i = 0; i < network->from->len; i++)
			g_ptr_array_add(inquiry->organizations,
					domain_organizational(network->from->pdata[i]));
		return;
	}
	from = from_organization(inquiry->message);
	inquiry->whose = g_strdup(from != NULL ? from : "a From without domain");
	if (from != NULL)
		g_ptr_array_add(inquiry->organizations, from);
}

/* Of a From that is not one mailbox no signature can prove anything: that is a verdict. */
static void
verify(Inquiry *inquiry)
{
	Verifier *verifier = inquiry->arrival->verifier;

	if (verifier == NULL)
		return;
	if (!inquiry->single)
		inquiry->verified = g_ptr_array_new();
	else
		inquiry->verified = verifier->verify(verifier, inquiry->message, is_wanted,
						     inquiry->organizations, &inquiry->unable);
}

void
inquiry_begin(Inquiry *inquiry, Message *message, const Recognition *recognition,
	      const ProofSettings *settings, const ProofArrival *arrival)
{
	const char *const *ids = settings->authserv_ids;

	*inquiry = (Inquiry){
		.message = message,
		.recognition = recognition,
		.settings = settings,
		.arrival = arrival,
		.single = message_from_is_single(message),
	};
	inquiry->found = authres_find(message, ids, settings->own_hosts);
	inquiry->signatures = dkim_signatures_of(message, &inquiry->malformed);
	inquiry->who = ids == NULL || ids[0] == NULL || ids[1] != NULL ? "our verifier" : ids[0];
	find_organizations(inquiry);
	verify(inquiry);
}

void
inquiry_clear(Inquiry *inquiry)
{
	g_clear_pointer(&inquiry->found, auth_found_free);
	g_clear_pointer(&inquiry->signatures, g_ptr_array_unref);
	g_clear_pointer(&inquiry->verified, g_ptr_array_unref);
	g_clear_pointer(&inquiry->organizations, g_ptr_array_unref);
	g_clear_pointer(&inquiry->unable, g_free);
	g_clear_pointer(&inquiry->whose, g_free);
}

/* What our verifier calls a signature, and reads otherwise than we do, is none. */
static const DkimSignature *
signature_at(const Inquiry *inquiry, const Signature *verified)
{
	for (guint i = 0; i < inquiry->signatures->len; i++) {
		const DkimSignature *signature = inquiry->signatures->pdata[i];

		if (signature->field == verified->field &&
		    strcmp(signature->domain, verified->domain) == 0)
			return signature;
	}
	return NULL;
}

GPtrArray *
inquiry_passed(const Inquiry *inquiry, const GPtrArray *verified, const GPtrArray *organizations)
{
	GPtrArray *passed = g_ptr_array_new();

	if (verified == NULL)
		return passed;
	for (guint i = 0; i < verified->len; i++) {
		const Signature *one = verified->pdata[i];
		const DkimSignature *signature = signature_at(inquiry, one);

		if (one->state == SIGNATURE_PASS && signature != NULL &&
		    inquiry_is_aligned(one->domain, organizations))
			g_ptr_array_add(passed, (gpointer)signature);
	}
	return passed;
}

/* Where RESULT does not name it, any value agrees. */
static gboolean
is_same(const char *named, const char *value)
{
	return named == NULL || g_ascii_strcasecmp(named, value) == 0;
}

gboolean
inquiry_agrees(const DkimSignature *signature, const AuthResult *result)
{
	if (g_strcmp0(result->property, "header.d") == 0 &&
	    strcmp(signature->domain, result->domain) != 0)
		return FALSE;
	return is_same(result->identity, signature->identity) &&
	       is_same(result->selector, signature->selector) &&
	       is_same(result->algorithm, signature->algorithm) &&
	       (result->signature == NULL ||
		g_str_has_prefix(signature->signature, result->signature));
}

gboolean
inquiry_is_backed(const Inquiry *inquiry, const AuthResult *result, const GPtrArray *organizations)
{
	for (guint i = 0; i < inquiry->signatures->len; i++) {
		const DkimSignature *signature = inquiry->signatures->pdata[i];

		if (inquiry_is_aligned(signature->domain, organizations) &&
		    inquiry_agrees(signature, result))
			return TRUE;
	}
	return FALSE;
}

gboolean
inquiry_believed_pass(const Inquiry *inquiry, const GPtrArray *organizations, BelievedPass *pass)
{
	const GPtrArray *results = inquiry->found->results;

	for (guint i = 0; i < G_N_ELEMENTS(passes); i++)
		for (guint j = 0; j < results->len; j++) {
			const AuthResult *one = results->pdata[j];

			if (strcmp(one->method, passes[i].method) != 0 ||
			    strcmp(one->result, "pass") != 0 ||
			    (passes[i].property != NULL &&
			     g_strcmp0(one->property, passes[i].property) != 0) ||
			    !inquiry_is_aligned(one->domain, organizations) ||
			    (passes[i].proof == PROOF_DKIM &&
			     !inquiry_is_backed(inquiry, one, organizations)))
				continue;
			*pass = (BelievedPass){ passes[i].proof, one, passes[i].before,
						passes[i].after };
			return TRUE;
		}
	return FALSE;
}

/* The null sender is plain, and so is one that nobody knows. */
static gboolean
is_plain_sender(const Message *message)
{
	const char *sender = message_sender_path(message);

	return !message_sender_is_odd(message) &&
	       (sender == NULL || *sender == '\0' || mailbox_is_plain(sender));
}

const char *
inquiry_doubt(const Inquiry *inquiry)
{
	const char *greeting = inquiry->arrival->greeting;

	if (inquiry->malformed > 0)
		return "a DKIM-Signature in it is malformed: a verifier may not have looked, and "
		       "what is in its name may be the sender's";
	if (!is_plain_sender(inquiry->message))
		return "its envelope sender is not plain: what a verifier wrote may be the "
		       "sender's text";
	if (greeting != NULL && *greeting != '\0' && !domain_is_host_word(greeting))
		return "its client greeted with more than a name: what a verifier wrote may be "
		       "the client's text";
	return NULL;
}
