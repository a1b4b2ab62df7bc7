#include "looks.h"

/* clang-format off */
static const ProofCase proof_cases[] = {
	{ "a signature of the network proves",
	  BY_NETWORK, { FROM, AR "dkim=pass header.d=example.net", SIGNED },
	  PROOF_DKIM, "mx.example.org saw a DKIM signature of example.net pass", BELIEVED },
	{ "so does one of its subdomains",
	  BY_NETWORK, { FROM, AR "dkim=pass header.d=e.example.net", SIGNATURE("e.example.net") },
	  PROOF_DKIM, "e.example.net", BELIEVED },
	{ "so does one of its other domains",
	  BY_NETWORK,
	  { FROM, AR "dkim=pass header.i=@bulk.example.com", SIGNATURE("bulk.example.com") },
	  PROOF_DKIM, "bulk.example.com", BELIEVED },
	{ "one good signature among bad ones suffices",
	  BY_NETWORK,
	  { FROM, AR "dkim=fail header.d=example.net; dkim=pass header.d=example.net", SIGNED },
	  PROOF_DKIM, "pass", BELIEVED },
	{ "a stranger's signature proves nothing",
	  BY_UNSIGNING_NETWORK, { FROM, AR "dkim=pass header.d=stranger.example", STRANGE },
	  PROOF_UNPROVEN, "nothing passed", BELIEVED },
	{ "DMARC proves where no signature is told",
	  BY_NETWORK, { FROM, AR "dmarc=pass header.from=mail.example.net" },
	  PROOF_DMARC, "DMARC pass for mail.example.net", BELIEVED },
	{ "SPF proves by the envelope sender",
	  BY_NETWORK, { FROM, AR "spf=pass smtp.mailfrom=b@b.example.net" },
	  PROOF_SPF, "SPF pass", BELIEVED },
	{ "SPF of a greeting proves nothing",
	  BY_NETWORK, { FROM, AR "spf=pass smtp.helo=mx.example.net" },
	  PROOF_UNPROVEN, "nothing passed", BELIEVED },
	{ "the best proof is told",
	  BY_NETWORK,
	  { FROM,
	    AR "spf=pass smtp.mailfrom=b@example.net; dmarc=pass header.from=example.net; "
	    "dkim=pass header.d=example.net", SIGNED },
	  PROOF_DKIM, "DKIM", BELIEVED },
	{ "nobody looked",
	  BY_NETWORK, { FROM },
	  PROOF_NONE, "no verifier of ours", BELIEVED },
	{ "somebody else looked",
	  BY_NETWORK,
	  { FROM,
	    "Authentication-Results: mx.example.com; dkim=pass header.d=example.net", SIGNED },
	  PROOF_NONE, "no verifier of ours", BELIEVED },
	{ "below a foreign Received anybody looked",
	  BY_NETWORK,
	  { FROM,
	    "Received: from a by b.example.com; Mon",
	    AR "dkim=pass header.d=example.net", SIGNED },
	  PROOF_NONE, "no verifier of ours", BELIEVED },
	{ "looked and found none",
	  BY_NETWORK, { FROM, AR "none" },
	  PROOF_UNPROVEN, "nothing passed", BELIEVED },
	{ "a network that signs, unsigned, failed",
	  BY_NETWORK, { FROM, AR "dkim=none" },
	  PROOF_FAILED, "signs all its mail", BELIEVED },
	{ "a broken signature is no signature",
	  BY_NETWORK, { FROM, FAILS },
	  PROOF_FAILED, "did not send", BELIEVED },
	{ "a network that does not sign cannot be told",
	  BY_UNSIGNING_NETWORK, { FROM, FAILS },
	  PROOF_UNPROVEN, "nothing passed", BELIEVED },
	{ "DMARC fails for any network",
	  BY_UNSIGNING_NETWORK, { FROM, AR "dmarc=fail header.from=example.net" },
	  PROOF_FAILED, "DMARC fail", BELIEVED },
	{ "DMARC fails in spite of a believed signature that passes",
	  BY_NETWORK,
	  { FROM, AR "dkim=pass header.d=example.net; dmarc=fail header.from=example.net", SIGNED },
	  PROOF_FAILED, "DMARC fail", BELIEVED },
	{ "DMARC of another domain does not",
	  BY_UNSIGNING_NETWORK, { FROM, AR "dmarc=fail header.from=other.example" },
	  PROOF_UNPROVEN, "nothing passed", BELIEVED },
	{ "who looked at SPF alone cannot tell",
	  BY_NETWORK, { FROM, AR "spf=fail smtp.mailfrom=b@example.net" },
	  PROOF_UNPROVEN, "nothing passed", BELIEVED },
	{ "a member is proved by his own domain",
	  BY_MEMBER, { MEMBER, AR "dkim=pass header.d=example.com", SIGNATURE("example.com") },
	  PROOF_DKIM, "example.com", BELIEVED },
	{ "the network proves no member",
	  BY_MEMBER, { MEMBER, AR "dkim=pass header.d=example.net", SIGNED },
	  PROOF_UNPROVEN, "nothing passed for example.com", BELIEVED },
	{ "a member's mail never fails",
	  BY_MEMBER, { MEMBER, AR "dmarc=fail header.from=example.com" },
	  PROOF_UNPROVEN, "nothing passed", BELIEVED },
	{ "who lives under a public suffix does not sign for the suffix",
	  BY_MEMBER,
	  { "From: jane@co.uk", AR "dkim=pass header.d=evil.co.uk", SIGNATURE("evil.co.uk") },
	  PROOF_UNPROVEN, "nothing passed for co.uk", BELIEVED },
	{ "two mailboxes in From are proved by none of their domains",
	  BY_NETWORK,
	  { FROM ", x@stranger.example", AR "dkim=pass header.d=example.net", SIGNED },
	  PROOF_FAILED, "not one mailbox", BELIEVED },
	{ "two From fields, neither",
	  BY_UNSIGNING_NETWORK,
	  { FROM, "From: x@stranger.example", AR "dkim=pass header.d=example.net", SIGNED },
	  PROOF_UNPROVEN, "not one mailbox", BELIEVED },
	{ "the second does not excuse the first",
	  BY_NETWORK,
	  { FROM, "From: x@stranger.example", AR "dkim=pass header.d=stranger.example", STRANGE },
	  PROOF_FAILED, "not one mailbox", BELIEVED },
	{ "nor does a member's second mailbox prove the first",
	  BY_MEMBER,
	  { MEMBER, "From: x@stranger.example", AR "dkim=pass header.d=example.com",
	    SIGNATURE("example.com") },
	  PROOF_UNPROVEN, "not one mailbox", BELIEVED },
	{ "nor do they pass where nobody looked",
	  BY_MEMBER, { MEMBER, "From: x@stranger.example" },
	  PROOF_UNPROVEN, "not one mailbox", BELIEVED },
	{ "a From without domain is nobody's",
	  BY_MEMBER, { "From: Jane", AR "dkim=pass header.d=example.com",
	  SIGNATURE("example.com") },
	  PROOF_UNPROVEN, "without domain", BELIEVED },
	{ "a pass below our verifier's field is not believed",
	  BY_NETWORK, { FROM, AR "dkim=none", AR "dmarc=pass header.from=example.net" },
	  PROOF_FAILED, "signs all its mail", BELIEVED },
	{ "a failure there is",
	  BY_NETWORK,
	  { FROM, AR "dkim=pass header.d=example.net", AR "dmarc=fail header.from=example.net",
	  SIGNED },
	  PROOF_FAILED, "DMARC fail", BELIEVED },
	{ "a field of ours that nobody understands is told",
	  BY_NETWORK, { FROM, AR "dkim=pass header.d=example.net (\")", SIGNED },
	  PROOF_UNPROVEN, "cannot be understood", BELIEVED },
};
/* clang-format on */

/* A believed pass of a signature needs one in the message that agrees with it. */
/* clang-format off */
static const ProofCase agreement_cases[] = {
	{ "no signature at all", BY_NETWORK, { FROM, AR "dkim=pass header.d=example.net" },
	  PROOF_FAILED, "signs all its mail", BELIEVED },
	{ "no signature at all, by a network that does not sign",
	  BY_UNSIGNING_NETWORK, { FROM, AR "dkim=pass header.d=example.net" },
	  PROOF_UNPROVEN, "nothing passed", BELIEVED },
	{ "one of a stranger", BY_NETWORK, { FROM, AR "dkim=pass header.d=example.net", STRANGE },
	  PROOF_FAILED, "signs all its mail", BELIEVED },
	{ "one of another domain of the network's",
	  BY_NETWORK, { FROM, AR "dkim=pass header.d=example.net", SIGNATURE("e.example.net") },
	  PROOF_FAILED, "signs all its mail", BELIEVED },
	{ "all that is named agrees",
	  BY_NETWORK,
	  { FROM,
	    AR "dkim=pass header.d=example.net header.i=@example.net header.s=s1 "
	    "header.a=rsa-sha256 header.b=aBcDeFgH", SIGNED },
	  PROOF_DKIM, "pass", BELIEVED },
	{ "another selector",
	  BY_NETWORK, { FROM, AR "dkim=pass header.d=example.net header.s=s2", SIGNED },
	  PROOF_FAILED, "signs all its mail", BELIEVED },
	{ "another algorithm",
	  BY_NETWORK, { FROM, AR "dkim=pass header.d=example.net header.a=rsa-sha1", SIGNED },
	  PROOF_FAILED, "signs all its mail", BELIEVED },
	{ "another identity",
	  BY_NETWORK, { FROM, AR "dkim=pass header.d=example.net header.i=a@example.net", SIGNED },
	  PROOF_FAILED, "signs all its mail", BELIEVED },
	{ "other bytes",
	  BY_NETWORK, { FROM, AR "dkim=pass header.d=example.net header.b=aBcDeFgh", SIGNED },
	  PROOF_FAILED, "signs all its mail", BELIEVED },
	{ "an identity alone names the domain that signs",
	  BY_NETWORK,
	  { FROM, AR "dkim=pass header.i=jane@mail.example.net header.b=aBcDeFgH",
	    SIGNED "; i=jane@mail.example.net" },
	  PROOF_DKIM, "mail.example.net", BELIEVED },
	{ "an identity alone that no signature has",
	  BY_NETWORK, { FROM, AR "dkim=pass header.i=jane@mail.example.net", SIGNED },
	  PROOF_FAILED, "signs all its mail", BELIEVED },
	{ "one that does not sign From is none",
	  BY_NETWORK,
	  { FROM, AR "dkim=pass header.d=example.net",
	    "DKIM-Signature: v=1; a=rsa-sha256; d=example.net; s=s1; h=To; bh=aGFzaA==; b=aBcD" },
	  PROOF_FAILED, "signs all its mail", BELIEVED },
	{ "DMARC and SPF need none",
	  BY_NETWORK,
	  { FROM, AR "dkim=pass header.d=example.net; dmarc=pass header.from=example.net" },
	  PROOF_DMARC, "DMARC pass", BELIEVED },
};
/* clang-format on */

/* Nobody knows what a verifier does with what it cannot read, nor whose text it wrote down. */
/* clang-format off */
static const ProofCase doubt_cases[] = {
	{ "a malformed signature beside a pass",
	  BY_NETWORK,
	  { FROM, AR "dkim=pass header.d=example.net", SIGNED, "DKIM-Signature: eeee" },
	  PROOF_UNPROVEN, "not believed: a DKIM-Signature in it is malformed", BELIEVED },
	{ "beside a pass of DMARC",
	  BY_NETWORK, { FROM, AR "dmarc=pass header.from=example.net", "DKIM-Signature: eeee" },
	  PROOF_UNPROVEN, "malformed", BELIEVED },
	{ "beside a pass of SPF, by a network that does not sign",
	  BY_UNSIGNING_NETWORK,
	  { FROM, AR "spf=pass smtp.mailfrom=b@example.net", "DKIM-Signature: eeee" },
	  PROOF_UNPROVEN, "malformed", BELIEVED },
	{ "where nothing passed it is no excuse",
	  BY_NETWORK, { FROM, FAILS, "DKIM-Signature: eeee" }, PROOF_FAILED,
	  "signs all its mail", BELIEVED },
	{ "where it made the verifier silent, neither",
	  BY_NETWORK, { FROM, "DKIM-Signature: eeee" }, PROOF_FAILED, "silenced mx.example.org",
	  BELIEVED },
	{ "silence about a network that does not sign tells nothing",
	  BY_UNSIGNING_NETWORK, { FROM, "DKIM-Signature: eeee" },
	  PROOF_UNPROVEN, "silenced mx.example.org", BELIEVED },
	{ "silence about a member's mail tells nothing",
	  BY_MEMBER, { MEMBER, "DKIM-Signature: eeee" },
	  PROOF_UNPROVEN, "silenced mx.example.org", BELIEVED },
	{ "silence about a well-formed signature is that of nobody",
	  BY_NETWORK, { FROM, SIGNED }, PROOF_NONE, "no verifier of ours", BELIEVED },
	{ "an identity that a verifier would copy into its field",
	  BY_NETWORK,
	  { FROM,
	    AR "dkim=pass header.d=stranger.example header.i=@stranger.example;dkim=pass "
	    "header.d=example.net;x=y a.b=c.stranger.example header.s=s1",
	    STRANGE "; i=@stranger.example=3Bdkim=3Dpass=20header.d=3Dexample.net=3Bx=3Dy=20a.b=3D"
	    "c.stranger.example", SIGNED },
	  PROOF_UNPROVEN, "malformed", BELIEVED },
	{ "a sender that a verifier would copy",
	  BY_NETWORK, { FROM, AR "dkim=pass header.d=example.net", SIGNED },
	  PROOF_UNPROVEN, "envelope sender is not plain", BELIEVE, NULL,
	  "<\"a);dmarc=pass (x) header.from=example.net (b\"@stranger.example>" },
	{ "a plain sender",
	  BY_NETWORK, { FROM, AR "dkim=pass header.d=example.net", SIGNED },
	  PROOF_DKIM, "pass", BELIEVE, NULL, "<b+bob=example.org@e.example.net>" },
	{ "no sender", BY_NETWORK, { FROM, AR "dkim=pass header.d=example.net", SIGNED },
	  PROOF_DKIM, "pass", BELIEVE, NULL, "<>" },
};
/* clang-format on */

/* clang-format off */
static const ProofCase own_cases[] = {
	{ "a signature that we see pass proves",
	  BY_NETWORK, { FROM, SIGNED }, PROOF_DKIM, "a DKIM signature of example.net is good",
	  WE_SEE("pass") },
	{ "one that we see fail does not",
	  BY_NETWORK, { FROM, SIGNED }, PROOF_FAILED,
	  "no signature of Example is good (it is broken)",
	  WE_SEE("fail") },
	{ "no signature, by a network that signs",
	  BY_NETWORK, { FROM }, PROOF_FAILED, "it has no signature of Example, which signs",
	  WE_SEE("") },
	{ "no signature, by a network that does not",
	  BY_UNSIGNING_NETWORK, { FROM }, PROOF_UNPROVEN, "it has no signature of Example",
	  WE_SEE("") },
	{ "a member proved by a signature that we see pass",
	  BY_MEMBER, { MEMBER, SIGNATURE("example.com") }, PROOF_DKIM, "example.com",
	  WE_SEE("pass") },
	{ "a member whose signature fails",
	  BY_MEMBER, { MEMBER, SIGNATURE("example.com") }, PROOF_UNPROVEN,
	  "no signature of example.com",
	  WE_SEE("fail") },
	{ "a stranger's signature that passes proves nothing",
	  BY_NETWORK, { FROM, STRANGE }, PROOF_FAILED, "it has no signature of Example",
	  WE_SEE("pass") },
	{ "of several one suffices",
	  BY_NETWORK, { FROM, SIGNED, STRANGE, SIGNED }, PROOF_DKIM, "is good",
	  WE_SEE("fail pass pass") },
	{ "no failure of ours overrides a believed pass",
	  BY_NETWORK, { FROM, AR "dkim=pass header.d=example.net", SIGNED },
	  PROOF_DKIM, "mx.example.org saw", WE_SEE("fail") },
	{ "nor one of DMARC",
	  BY_NETWORK, { FROM, AR "dmarc=pass header.from=example.net", SIGNED },
	  PROOF_DMARC, "mx.example.org saw", WE_SEE("fail") },
	{ "a believed failure of DMARC does not override our pass",
	  BY_NETWORK, { FROM,
	  AR "dkim=fail header.d=example.net; dmarc=fail header.from=example.net",
	  SIGNED }, PROOF_DKIM, "is good", WE_SEE("pass") },
	{ "a believed failure of DMARC overrides a believed pass",
	  BY_UNSIGNING_NETWORK,
	  { FROM, AR "spf=pass smtp.mailfrom=b@example.net; dmarc=fail header.from=example.net",
	    SIGNED }, PROOF_FAILED, "DMARC fail", WE_SEE("fail") },
	{ "a malformed signature beside one that we see pass",
	  BY_NETWORK, { FROM, SIGNED, "DKIM-Signature: eeee" }, PROOF_DKIM, "is good",
	  WE_SEE("pass") },
	{ "a malformed signature does not excuse that nothing passes",
	  BY_NETWORK, { FROM, AR "dkim=pass header.d=example.net", SIGNED, "DKIM-Signature: eeee" },
	  PROOF_FAILED, "no signature of Example is good", WE_SEE("fail") },
	{ "a pass of what we read otherwise is none",
	  BY_NETWORK,
	  { FROM,
	  "DKIM-Signature: v=1; a=rsa-sha256; d=example.net; s=s1; h=To; bh=aGFzaA==; b=aBcD" },
	  PROOF_FAILED, "signs all its mail", WE_SEE("pass") },
	{ "two mailboxes in From are proved by no signature",
	  BY_NETWORK, { FROM ", x@stranger.example", SIGNED }, PROOF_FAILED, "not one mailbox",
	  WE_SEE("pass") },
	{ "nor are a member's",
	  BY_MEMBER, { MEMBER, "From: x@stranger.example", SIGNATURE("example.com") },
	  PROOF_UNPROVEN, "not one mailbox", WE_SEE("pass") },
	{ "what cannot be verified is not proved",
	  BY_NETWORK, { FROM, SIGNED }, PROOF_UNPROVEN, "cannot be verified here: it is too large",
	  WE_SEE("unable") },
	{ "unless somebody else looked",
	  BY_NETWORK, { FROM, AR "dkim=pass header.d=example.net", SIGNED },
	  PROOF_DKIM, "cannot be verified here: it is too large", WE_SEE("unable") },
	{ "or somebody else came to a verdict",
	  BY_NETWORK, { FROM, FAILS, SIGNED }, PROOF_FAILED,
	  "cannot be verified here: it is too large", WE_SEE("unable") },
};
/* clang-format on */

static void
test_unset(void)
{
	static const char *const fields[] = { FROM, AR "dkim=pass header.d=example.net", SIGNED };
	static const ProofSettings unset;
	static const ProofArrival nobody;
	g_autoptr(Message) message = message_new(&message_default_limits);
	g_autoptr(Why) why = why_new();
	g_auto(ProofFound) found = { NULL, NULL };
	Recognition recognition = { .by_network = FALSE };

	add_fields(message, fields, G_N_ELEMENTS(fields));
	g_assert_cmpint(proof_of(message, &recognition, &unset, &nobody, &found, why), ==,
			PROOF_NONE);
	g_assert_cmpuint(why_sentences(why)->len, ==, 2);
	g_assert_cmpstr(why_sentences(why)->pdata[1], ==,
			"mx.example.org says dkim=pass; authserv-id is not set");
}

/* What a client says of itself may stand in our verifier's field: of how it came, and the proof. */
/* clang-format off */
static const struct {
	const char *title, *sender, *greeting;
	Proof proof;
} arrivals[] = {
	{ "a plain path", "<a@stranger.example>", "mail.stranger.example", PROOF_DMARC },
	{ "no path", "<>", "[IPv6:2001:db8::1]", PROOF_DMARC },
	{ "a bare path", "a@stranger.example", NULL, PROOF_DMARC },
	{ "a source route", "<@b.example:a@stranger.example>", NULL, PROOF_UNPROVEN },
	{ "results in a source route",
	  "<@b;dmarc=pass header.from=example.net a.b=c:a@stranger.example>", NULL,
	  PROOF_UNPROVEN },
	{ "white space in a path", "< a@stranger.example>", NULL, PROOF_UNPROVEN },
	{ "a null sender with a route", "<@b.example:>", NULL, PROOF_UNPROVEN },
	{ "results in a greeting", "<>", "a; dmarc=pass header.from=example.net", PROOF_UNPROVEN },
	{ "a comment in a greeting", "<>", "a(b)", PROOF_UNPROVEN },
	{ "white space in a greeting", "<>", "a b", PROOF_UNPROVEN },
	{ "a greeting beyond ASCII", "<>", "\xc3\xa4.example", PROOF_UNPROVEN },
};
/* clang-format on */

static void
test_arrivals(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(arrivals); i++) {
		static const char *const fields[] = { FROM,
						      AR "dmarc=pass header.from=example.net" };
		g_autoptr(Message) message = message_new(&message_default_limits);
		g_autoptr(GPtrArray) from = g_ptr_array_new();
		g_autoptr(Why) why = why_new();
		g_auto(ProofFound) found = { NULL, NULL };
		const ProofArrival arrival = { .greeting = arrivals[i].greeting };
		Network network = { .title = (char *)"Example", .from = from, .signs = TRUE };
		Recognition recognition = { .network = &network, .by_network = TRUE };

		g_test_message("%s", arrivals[i].title);
		g_ptr_array_add(from, (char *)"example.net");
		message_set_sender(message, arrivals[i].sender);
		add_fields(message, fields, G_N_ELEMENTS(fields));
		g_assert_cmpint(look(message, &recognition, BELIEVE, NULL, &arrival, &found, why),
				==, arrivals[i].proof);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("proof/believed", proof_cases, test_proof);
	g_test_add_func("/proof/arrivals", test_arrivals);
	GIVEN_ROWS("proof/agreement", agreement_cases, test_proof);
	GIVEN_ROWS("proof/doubt", doubt_cases, test_proof);
	GIVEN_ROWS("proof/ourselves", own_cases, test_proof);
	g_test_add_func("/proof/without an authserv-id nobody is believed", test_unset);
	return g_test_run();
}
