#include "proof.h"

#include <string.h>

#include "cover.h"
#include "excuse.h"
#include "inquiry.h"

/* Nobody can tell which of several a verifier judged, and which a reader sees. */
static const char not_single[] = "From is not one mailbox, which no result can prove";

static gboolean
by_listed_network(const Inquiry *inquiry)
{
	return inquiry->recognition->by_network && inquiry->recognition->network != NULL;
}

static gboolean
is_configured(const Inquiry *inquiry)
{
	const char *const *ids = inquiry->settings->authserv_ids;

	return ids != NULL && *ids != NULL;
}

/*
 * A verifier that stumbles over a malformed signature writes nothing, and the mail server hands
 * the message on: silence is then what the sender arranged.
 */
static gboolean
is_silenced(const Inquiry *inquiry)
{
	return is_configured(inquiry) && !inquiry->found->looked && inquiry->malformed > 0;
}

/* The domain's own word, which a believed pass beside it does not take back. */
static gboolean
dmarc_denies(const Inquiry *inquiry)
{
	const GPtrArray *results = inquiry->found->results;

	if (!by_listed_network(inquiry))
		return FALSE;
	for (guint i = 0; i < results->len; i++) {
		const AuthResult *one = results->pdata[i];

		if (strcmp(one->method, "dmarc") == 0 && strcmp(one->result, "fail") == 0 &&
		    inquiry_is_aligned(one->domain, inquiry->organizations))
			return TRUE;
	}
	return FALSE;
}

/* ---- what nobody could find out ---- */

static gboolean
is_temporary(const AuthResult *result)
{
	return strcmp(result->result, "temperror") == 0 || strcmp(result->result, "tmperror") == 0;
}

/* A domain without SPF record is no news. */
static gboolean
says_nothing(const AuthResult *result)
{
	return strcmp(result->method, "spf") == 0 &&
	       (strcmp(result->result, "none") == 0 || strcmp(result->result, "neutral") == 0);
}

static gboolean
is_verdict(const AuthResult *result)
{
	static const char *const methods[] = { "dkim", "dmarc", "spf", NULL };

	return g_strv_contains(methods, result->method) && !says_nothing(result);
}

/*
 * The first of the believed results where all of them that speak of the network are temporary
 * errors (nullable).  A forger can arrange one by a signature with a selector that nobody has,
 * so there must be none of the network's in the message.
 */
static const AuthResult *
only_temporary(const Inquiry *inquiry)
{
	const GPtrArray *results = inquiry->found->results;
	const AuthResult *first = NULL;

	if (!inquiry->settings->verify || inquiry->arrival->verifier != NULL ||
	    inquiry->malformed > 0)
		return NULL;
	for (guint i = 0; i < inquiry->signatures->len; i++) {
		const DkimSignature *one = inquiry->signatures->pdata[i];

		if (inquiry_is_aligned(one->domain, inquiry->organizations))
			return NULL;
	}
	for (guint i = 0; i < results->len; i++) {
		const AuthResult *one = results->pdata[i];

		if (!is_verdict(one) || (one->domain != NULL &&
					 !inquiry_is_aligned(one->domain, inquiry->organizations)))
			continue;
		if (!is_temporary(one))
			return NULL;
		first = first != NULL ? first : one;
	}
	return first;
}

/* ---- nothing passed ---- */

/* Whether anybody came to a verdict on signatures. */
static gboolean
is_judged(const Inquiry *inquiry)
{
	const GPtrArray *results = inquiry->found->results;

	if (inquiry->verified != NULL || is_silenced(inquiry))
		return TRUE;
	for (guint i = 0; i < results->len; i++) {
		const AuthResult *one = results->pdata[i];

		if (strcmp(one->method, "dkim") == 0 || strcmp(one->method, "dmarc") == 0)
			return TRUE;
	}
	return FALSE;
}

/* Why the signatures that we looked at ourselves prove nothing, for why (transfer full). */
static char *
what_we_saw(const Inquiry *inquiry)
{
	for (guint i = 0; i < inquiry->verified->len; i++) {
		const Signature *one = inquiry->verified->pdata[i];

		if (one->reason != NULL)
			return g_strdup_printf("no signature of %s is good (%s)", inquiry->whose,
					       one->reason);
	}
	if (inquiry->verified->len > 0)
		return g_strdup_printf("no signature of %s is good", inquiry->whose);
	return g_strdup_printf("it has no signature of %s", inquiry->whose);
}

/* What speaks against mail by the network that nothing proves (transfer full, nullable). */
static char *
charge(const Inquiry *inquiry)
{
	if (!by_listed_network(inquiry) || !is_judged(inquiry))
		return NULL;
	if (dmarc_denies(inquiry))
		return g_strdup_printf("%s saw DMARC fail for %s", inquiry->who, inquiry->whose);
	if (!inquiry->recognition->network->signs)
		return NULL;
	if (!inquiry->single)
		return g_strdup(not_single);
	if (inquiry->verified != NULL) {
		g_autofree char *seen = what_we_saw(inquiry);

		return g_strdup_printf("%s, which signs all its mail", seen);
	}
	if (is_silenced(inquiry))
		return g_strdup_printf("a malformed DKIM-Signature silenced %s, and %s signs all "
				       "its mail",
				       inquiry->who, inquiry->whose);
	return g_strdup_printf("%s saw neither DKIM nor SPF pass for %s, which signs all its mail",
			       inquiry->who, inquiry->whose);
}

/* What was found, where that is no charge. */
static void
explain_unproven(const Inquiry *inquiry, Why *why)
{
	if (!inquiry->single) {
		why_say(why, "%s", not_single);
	} else if (inquiry->verified != NULL) {
		g_autofree char *seen = what_we_saw(inquiry);

		why_say(why, "%s", seen);
	} else if (is_silenced(inquiry)) {
		why_say(why, "a malformed DKIM-Signature silenced %s", inquiry->who);
	} else if (inquiry->found->distrusted) {
		why_say(why, "a field of %s cannot be understood: what it says is not believed",
			inquiry->who);
	} else {
		why_say(why, "%s looked, and nothing passed for %s", inquiry->who, inquiry->whose);
	}
}

/* A field by name ours, but where senders' fields stand. */
static void
explain_late(const Inquiry *inquiry, Why *why)
{
	if (inquiry->found->late)
		why_say(why,
			"what passes in a field below the one in which %s tells of DKIM is not "
			"believed: "
			"the sender may have written it",
			inquiry->who);
}

/* A result about a signature that the message does not have. */
static void
explain_unbacked(const Inquiry *inquiry, Why *why)
{
	const GPtrArray *results = inquiry->found->results;

	for (guint i = 0; i < results->len; i++) {
		const AuthResult *one = results->pdata[i];

		if (strcmp(one->method, "dkim") != 0 || strcmp(one->result, "pass") != 0 ||
		    !inquiry_is_aligned(one->domain, inquiry->organizations) ||
		    inquiry_is_backed(inquiry, one, inquiry->organizations))
			continue;
		why_say(why, "%s says dkim=pass for %s, but the mail has no such signature",
			inquiry->who, one->domain);
		return;
	}
}

/* Nothing passed: is it a failure, or can nobody tell? */
static Proof
unproven(const Inquiry *inquiry, Why *why)
{
	const AuthResult *temporary = only_temporary(inquiry);
	g_autofree char *charged = temporary == NULL ? charge(inquiry) : NULL;
	g_autofree char *excused = charged != NULL ? excuse_find(inquiry) : NULL;

	if (temporary != NULL)
		why_say(why, "%s met a temporary error (%s=%s) and could not tell about %s",
			inquiry->who, temporary->method, temporary->result, inquiry->whose);
	else if (charged == NULL)
		explain_unproven(inquiry, why);
	else if (excused != NULL)
		why_say(why, "%s, but %s", charged, excused);
	else
		why_say(why, "%s: the network did not send it", charged);
	explain_late(inquiry, why);
	explain_unbacked(inquiry, why);
	return charged != NULL && excused == NULL ? PROOF_FAILED : PROOF_UNPROVEN;
}

/* ---- what passed ---- */

static Proof
prove_ourselves(const Inquiry *inquiry, const GPtrArray *passed, ProofFound *found, Why *why)
{
	const DkimSignature *first = passed->pdata[0];

	why_say(why, "a DKIM signature of %s is good", first->domain);
	cover_weaken(inquiry, passed, NULL, why);
	found->signed_id = cover_signed_id(inquiry, passed, NULL);
	return PROOF_DKIM;
}

/* What a verifier whom we believe saw pass, unless the sender may have put that into its mouth. */
static Proof
prove_by_belief(const Inquiry *inquiry, const BelievedPass *pass, ProofFound *found, Why *why)
{
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	const char *doubt = inquiry_doubt(inquiry);

	if (doubt != NULL && inquiry->verified != NULL)
		return unproven(inquiry, why);
	if (doubt != NULL) {
		why_say(why, "%s saw %s%s%s, which is not believed: %s", inquiry->who, pass->before,
			pass->result->domain, pass->after, doubt);
		return PROOF_UNPROVEN;
	}
	why_say(why, "%s saw %s%s%s", inquiry->who, pass->before, pass->result->domain,
		pass->after);
	cover_weaken(inquiry, none, pass, why);
	found->signed_id = cover_signed_id(inquiry, none, pass);
	return pass->proof;
}

/* Any pass is proof, ours or a believed one, and no failure of ours overrides it. */
static Proof
judge_passes(const Inquiry *inquiry, ProofFound *found, Why *why)
{
	g_autoptr(GPtrArray) passed =
		inquiry_passed(inquiry, inquiry->verified, inquiry->organizations);
	BelievedPass pass;

	if (inquiry->unable != NULL)
		why_say(why, "its signatures cannot be verified here: %s", inquiry->unable);
	if (inquiry->single && passed->len > 0)
		return prove_ourselves(inquiry, passed, found, why);
	if (inquiry->single && !dmarc_denies(inquiry) &&
	    inquiry_believed_pass(inquiry, inquiry->organizations, &pass))
		return prove_by_belief(inquiry, &pass, found, why);
	return unproven(inquiry, why);
}

/* ---- nobody looked ---- */

/*
 * What we could not verify may be made so by its sender, so it is not as good as what nobody
 * was there to verify.
 */
static Proof
nobody_looked(const Inquiry *inquiry, Why *why)
{
	const char *others = is_configured(inquiry) ? ", and no verifier of ours looked" : "";

	if (!inquiry->single)
		why_say(why, "%s", not_single);
	else if (inquiry->unable != NULL)
		why_say(why, "its signatures cannot be verified here: %s%s", inquiry->unable,
			others);
	else if (is_configured(inquiry))
		why_say(why, "no verifier of ours looked for a proof");
	else
		why_say(why, "no authserv-id is set: nobody looked for a proof");
	return inquiry->single && inquiry->unable == NULL ? PROOF_NONE : PROOF_UNPROVEN;
}

/* ---- others ---- */

/* The first result of OTHER that speaks for the network (nullable). */
static const AuthResult *
find_claim(const Inquiry *inquiry, const AuthOther *other)
{
	for (guint i = 0; i < other->results->len; i++) {
		const AuthResult *one = other->results->pdata[i];

		if (is_verdict(one) && strcmp(one->result, "pass") == 0 &&
		    inquiry_is_aligned(one->domain, inquiry->organizations))
			return one;
	}
	return NULL;
}

/*
 * Whoever believes the wrong name, or none, wonders why nothing is proved: tell which name would
 * have been the right one, if it is one of ours.
 */
static void
name_stranger(const Inquiry *inquiry, char **stranger, Why *why)
{
	g_autofree char *ids = is_configured(inquiry)
				       ? g_strjoinv(" ", (char **)inquiry->settings->authserv_ids)
				       : g_strdup("not set");

	for (guint i = 0; i < inquiry->found->others->len && *stranger == NULL; i++) {
		const AuthOther *other = inquiry->found->others->pdata[i];
		const AuthResult *claim = find_claim(inquiry, other);

		if (claim == NULL)
			continue;
		why_say(why, "%s says %s=%s; authserv-id is %s", other->id, claim->method,
			claim->result, ids);
		*stranger = g_strdup(other->id);
	}
}

static gboolean
is_pass(Proof proof)
{
	return proof == PROOF_DKIM || proof == PROOF_DMARC || proof == PROOF_SPF;
}

void
proof_found_clear(ProofFound *found)
{
	g_clear_pointer(&found->stranger, g_free);
	g_clear_pointer(&found->signed_id, g_free);
}

Proof
proof_of(Message *message, const Recognition *recognition, const ProofSettings *settings,
	 const ProofArrival *arrival, ProofFound *found, Why *why)
{
	g_auto(Inquiry) inquiry = { 0 };
	Proof proof;

	*found = (ProofFound){ NULL, NULL };
	inquiry_begin(&inquiry, message, recognition, settings, arrival);
	if (inquiry.verified == NULL && !inquiry.found->looked && !is_silenced(&inquiry))
		proof = nobody_looked(&inquiry, why);
	else
		proof = judge_passes(&inquiry, found, why);
	if (!is_pass(proof))
		name_stranger(&inquiry, &found->stranger, why);
	return proof;
}
