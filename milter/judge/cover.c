#include "cover.h"

#include <string.h>

/* What decides how a body is read. */
static const char *const body_fields[] = { "Content-Type", "Content-Transfer-Encoding",
					   "MIME-Version" };

static guint
count_fields(const Inquiry *inquiry, const char *name)
{
	guint all = message_field_count(inquiry->message), count = 0;

	for (guint i = 0; i < all; i++)
		count += g_ascii_strcasecmp(message_field(inquiry->message, i)->name, name) == 0;
	return count;
}

/*
 * Whether SIGNATURE covers what stood in FIELD (as in Identity): each of its occurrences, or the
 * body.
 */
static gboolean
covers(const Inquiry *inquiry, const DkimSignature *signature, const char *field)
{
	/* Of what was not read nobody knows how often it occurs. */
	if (field != NULL)
		return !message_lacks(inquiry->message, field) &&
		       dkim_signature_signs(signature, field) >=
			       MAX(count_fields(inquiry, field), 1);
	for (guint i = 0; i < G_N_ELEMENTS(body_fields); i++)
		if (message_lacks(inquiry->message, body_fields[i]) ||
		    dkim_signature_signs(signature, body_fields[i]) <
			    count_fields(inquiry, body_fields[i]))
			return FALSE;
	return !signature->partial;
}

/*
 * Whether SIGNATURE may be the one behind PASS.  DMARC does not say which one it was, nor
 * whether it was one.
 */
static gboolean
may_be_meant(const Inquiry *inquiry, const DkimSignature *signature, const BelievedPass *pass)
{
	return inquiry_is_aligned(signature->domain, inquiry->organizations) &&
	       (pass->proof != PROOF_DKIM || inquiry_agrees(signature, pass->result));
}

static gboolean
is_covered(const Inquiry *inquiry, const GPtrArray *passed, const BelievedPass *pass,
	   const char *field)
{
	for (guint i = 0; i < passed->len; i++)
		if (covers(inquiry, passed->pdata[i], field))
			return TRUE;
	/* The one that was believed may be among those that were not read. */
	if (passed->len > 0 || message_lacks(inquiry->message, "DKIM-Signature"))
		return FALSE;
	for (guint i = 0; i < inquiry->signatures->len; i++) {
		const DkimSignature *signature = inquiry->signatures->pdata[i];

		if (may_be_meant(inquiry, signature, pass) && !covers(inquiry, signature, field))
			return FALSE;
	}
	return TRUE;
}

/* Where SPF passes, the network itself handed it to us. */
static gboolean
is_handed_in(const Inquiry *inquiry)
{
	const GPtrArray *results = inquiry->found->results;

	if (inquiry_doubt(inquiry) != NULL)
		return FALSE;
	for (guint i = 0; i < results->len; i++) {
		const AuthResult *one = results->pdata[i];

		if (strcmp(one->method, "spf") == 0 && strcmp(one->result, "pass") == 0 &&
		    g_strcmp0(one->property, "smtp.mailfrom") == 0 &&
		    inquiry_is_aligned(one->domain, inquiry->organizations))
			return TRUE;
	}
	return FALSE;
}

/* Of several Message-IDs the lowest counts, which is the one that is signed first. */
static gboolean
covers_id(const Inquiry *inquiry, const DkimSignature *signature)
{
	return !message_lacks(inquiry->message, "Message-ID") &&
	       dkim_signature_signs(signature, "Message-ID") > 0;
}

/* The octets of b=: base64 can spell them in several ways. */
static char *
id_of(const DkimSignature *signature)
{
	enum { DIGITS = 32 };
	gsize size;
	g_autofree guchar *octets = g_base64_decode(signature->signature, &size);
	g_autofree char *digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, octets, size);

	return g_strdup_printf("dkim:%.*s", DIGITS, digest);
}

char *
cover_signed_id(const Inquiry *inquiry, const GPtrArray *passed, const BelievedPass *pass)
{
	const GPtrArray *signatures = passed->len > 0 ? passed : inquiry->signatures;
	/* The one that was believed may be among those that were not read. */
	const gboolean all_read =
		passed->len > 0 || !message_lacks(inquiry->message, "DKIM-Signature");
	const DkimSignature *one = NULL;
	gboolean all = all_read;
	guint count = 0;

	if (is_handed_in(inquiry))
		return NULL;
	for (guint i = 0; i < signatures->len; i++) {
		const DkimSignature *signature = signatures->pdata[i];

		if (passed->len == 0 && !may_be_meant(inquiry, signature, pass))
			continue;
		/* One that passed is enough; among those that may have, each must. */
		if (passed->len > 0 && covers_id(inquiry, signature))
			return NULL;
		all = all && covers_id(inquiry, signature);
		one = signature;
		count++;
	}
	if (all)
		return NULL;
	/* Which of several it was nobody can tell, and a stranger may have added some. */
	return passed->len > 0 || (count == 1 && all_read) ? id_of(one)
							   : g_strdup("dkim:one-of-several");
}

void
cover_weaken(const Inquiry *inquiry, const GPtrArray *passed, const BelievedPass *pass, Why *why)
{
	const GPtrArray *inviters = inquiry->recognition->inviters;

	if (inviters == NULL || is_handed_in(inquiry))
		return;
	for (guint i = 0; i < inviters->len; i++) {
		Inviter *inviter = inviters->pdata[i];

		for (IdentityType type = IDENTITY_NAME; type < IDENTITY_TYPES; type++) {
			Identity *identity = &inviter->known[type];

			if (identity->value == NULL || !identity->strong ||
			    is_covered(inquiry, passed, pass, identity->field))
				continue;
			identity->strong = FALSE;
			why_say(why, "the signature does not cover \"%s\" from %s: weak",
				identity->value, identity->from);
		}
	}
}
