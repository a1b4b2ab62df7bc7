#include "looks.h"

/* A key that could not be fetched excuses only where a forger cannot arrange it. */
/* clang-format off */
static const ProofCase temporary_cases[] = {
	{ "our resolver met an error, and all else is whole",
	  BY_NETWORK, { FROM, SIGNED }, PROOF_UNPROVEN, "cannot be fetched at the moment",
	  WE_SEE("unreached") },
	{ "for a stranger's signature",
	  BY_NETWORK, { FROM, STRANGE }, PROOF_FAILED, "signs all its mail", WE_SEE("unreached") },
	{ "a believed error, where we looked ourselves",
	  BY_NETWORK,
	  { FROM, AR "dkim=temperror header.d=example.net; dmarc=temperror header.from=example.net",
	    SIGNED }, PROOF_FAILED, "signs all its mail", WE_SEE("fail") },
	{ "the same without a signature",
	  BY_NETWORK, { FROM, AR "dkim=temperror header.d=example.net" }, PROOF_FAILED,
	  "signs all its mail", WE_SEE("") },
	{ "a believed error, where nobody looks but who wrote it",
	  BY_NETWORK, { FROM, AR "dkim=temperror header.d=example.net" }, PROOF_FAILED,
	  "signs all its mail", BELIEVED },
	{ "a believed error of a signature, where we were not asked",
	  BY_NETWORK,
	  { FROM, AR "dkim=temperror reason=\"key retrieval failed\" header.d=example.net "
	    "header.i=@example.net header.b=\"aBcDeFgH\"" },
	  PROOF_UNPROVEN, "met a temporary error (dkim=temperror)", UNASKED },
	{ "of DMARC", BY_NETWORK, { FROM, AR "dmarc=temperror header.from=example.net" },
	  PROOF_UNPROVEN, "met a temporary error (dmarc=temperror)", UNASKED },
	{ "of all three",
	  BY_NETWORK,
	  { FROM, AR "dkim=temperror header.d=example.net; spf=temperror "
	    "smtp.mailfrom=bounce.example.net; dmarc=temperror header.from=example.net" },
	  PROOF_UNPROVEN, "met a temporary error (dkim=temperror)", UNASKED },
	{ "as Exim spells it", BY_NETWORK, { FROM, AR "dkim=tmperror header.d=example.net" },
	  PROOF_UNPROVEN, "dkim=tmperror", UNASKED },
	{ "beside a stranger's signature",
	  BY_NETWORK,
	  { FROM, AR "dkim=temperror header.d=example.net; dkim=pass header.d=stranger.example",
	    STRANGE }, PROOF_UNPROVEN, "temporary error", UNASKED },
	{ "beside a domain without SPF",
	  BY_NETWORK,
	  { FROM, AR "dkim=temperror header.d=example.net; spf=none smtp.mailfrom=b@example.net" },
	  PROOF_UNPROVEN, "temporary error", UNASKED },
	{ "beside a signature of the network's with a selector that anybody may have invented",
	  BY_NETWORK, { FROM, AR "dkim=temperror header.d=example.net", SIGNED }, PROOF_FAILED,
	  "signs all its mail", UNASKED },
	{ "beside one that is malformed",
	  BY_NETWORK, { FROM, AR "dkim=temperror header.d=example.net",
	  "DKIM-Signature: d=example.net" },
	  PROOF_FAILED, "signs all its mail", UNASKED },
	{ "beside one that has expired",
	  BY_NETWORK, { FROM, AR "dkim=temperror header.d=example.net", SIGNED "; t=1; x=2" },
	  PROOF_FAILED, "signs all its mail", UNASKED },
	{ "beside one of another domain of the network's",
	  BY_NETWORK,
	  { FROM, AR "dmarc=temperror header.from=example.net", SIGNATURE("bulk.example.com") },
	  PROOF_FAILED, "signs all its mail", UNASKED },
	{ "beside a result that is none",
	  BY_NETWORK, { FROM,
	  AR "dkim=temperror header.d=example.net; dkim=fail header.d=example.net" },
	  PROOF_FAILED, "signs all its mail", UNASKED },
	{ "beside a message that is not signed",
	  BY_NETWORK, { FROM, AR "dkim=none; dmarc=temperror header.from=example.net" },
	  PROOF_FAILED,
	  "signs all its mail", UNASKED },
	{ "of a stranger's domain alone",
	  BY_NETWORK, { FROM, AR "dkim=temperror header.d=stranger.example", STRANGE },
	  PROOF_FAILED,
	  "signs all its mail", UNASKED },
	{ "a permanent one",
	  BY_NETWORK, { FROM, AR "dkim=permerror header.d=example.net" }, PROOF_FAILED,
	  "signs all its mail", UNASKED },
	{ "one in a comment",
	  BY_NETWORK, { FROM, AR "dkim=fail (dkim=temperror) header.d=example.net" }, PROOF_FAILED,
	  "signs all its mail", UNASKED },
	{ "by a network that does not sign",
	  BY_UNSIGNING_NETWORK, { FROM, AR "dkim=temperror header.d=example.net" }, PROOF_UNPROVEN,
	  "temporary error", UNASKED },
};
/* clang-format on */

#define LIST "List-Id: The friends <friends.lists.example.org>"
#define LIST_SIGNED SIGNATURE("example.org")

/* clang-format off */
static const ProofCase excuse_cases[] = {
	{ "a list's field alone is anybody's",
	  BY_NETWORK, { FROM, FAILS, LIST }, PROOF_FAILED, "did not send", BELIEVED },
	{ "a list that signs breaks signatures",
	  BY_NETWORK, { FROM, FAILS "; dkim=pass header.d=example.org", LIST, LIST_SIGNED },
	  PROOF_UNPROVEN, "mailing list of example.org", BELIEVED },
	{ "a list that is said to sign, and did not",
	  BY_NETWORK, { FROM, FAILS "; dkim=pass header.d=example.org", LIST }, PROOF_FAILED,
	  "did not send", BELIEVED },
	{ "a list by whose host it came",
	  BY_NETWORK, { FROM, AR "spf=pass smtp.mailfrom=bounce@lists.example.org", FAILS, LIST },
	  PROOF_UNPROVEN, "mailing list of example.org", BELIEVED },
	{ "a list signed by somebody else",
	  BY_NETWORK, { FROM, FAILS "; dkim=pass header.d=stranger.example", LIST, STRANGE },
	  PROOF_FAILED, "did not send", BELIEVED },
	{ "a list whose results may be the sender's own",
	  BY_NETWORK,
	  { FROM, FAILS "; dkim=pass header.d=example.org", LIST, LIST_SIGNED,
	  "DKIM-Signature: eeee" },
	  PROOF_FAILED, "did not send", BELIEVED },
	{ "a list that we see sign",
	  BY_NETWORK, { FROM, LIST, LIST_SIGNED }, PROOF_UNPROVEN, "mailing list of example.org",
	  WE_SEE("pass") },
	{ "a list whose signature we see fail",
	  BY_NETWORK, { FROM, LIST, LIST_SIGNED }, PROOF_FAILED, "did not send", WE_SEE("fail") },
	{ "a list whose key we cannot fetch",
	  BY_NETWORK, { FROM, LIST, LIST_SIGNED }, PROOF_FAILED, "did not send",
	  WE_SEE("unreached") },
	{ "a list without a domain",
	  BY_NETWORK, { FROM, FAILS "; dkim=pass header.d=example.org", "List-Id: friends",
	  LIST_SIGNED },
	  PROOF_FAILED, "did not send", BELIEVED },
	{ "a list of all the world",
	  BY_NETWORK, { FROM, FAILS "; dkim=pass header.d=example.org", "List-Id: <org>",
	  LIST_SIGNED },
	  PROOF_FAILED, "did not send", BELIEVED },
	{ "a seal of a trusted sealer",
	  BY_NETWORK,
	  { FROM,
	    FAILS "; arc=pass",
	    "ARC-Seal: i=1; d=other.example; cv=none",
	    "ARC-Seal: i=2; a=rsa-sha256; d=arc.example.com; cv=pass" },
	  PROOF_UNPROVEN, "ARC seal of arc.example.com", BELIEVED },
	{ "the last seal counts",
	  BY_NETWORK,
	  { FROM,
	    FAILS "; arc=pass",
	    "ARC-Seal: i=2; d=other.example; cv=pass",
	    "ARC-Seal: i=1; d=arc.example.com" },
	  PROOF_FAILED, "did not send", BELIEVED },
	{ "a seal out of the row",
	  BY_NETWORK,
	  { FROM,
	    FAILS "; arc=pass",
	    "ARC-Seal: i=1; d=other.example; cv=none",
	    "ARC-Seal: i=9; d=arc.example.com; cv=pass" },
	  PROOF_FAILED, "did not send", BELIEVED },
	{ "a seal whose number is none",
	  BY_NETWORK,
	  { FROM,
	    FAILS "; arc=pass",
	    "ARC-Seal: i=1; d=other.example; cv=none",
	    "ARC-Seal: i=2x; d=arc.example.com; cv=pass" },
	  PROOF_FAILED, "did not send", BELIEVED },
	{ "two seals of one number",
	  BY_NETWORK,
	  { FROM,
	    FAILS "; arc=pass",
	    "ARC-Seal: i=1; d=arc.example.com",
	    "ARC-Seal: i=1; d=other.example" },
	  PROOF_FAILED, "did not send", BELIEVED },
	{ "a seal nobody checked is none",
	  BY_NETWORK, { FROM, FAILS, "ARC-Seal: i=1; d=arc.example.com" },
	  PROOF_FAILED, "did not send", BELIEVED },
	{ "a seal whose check may be the sender's own",
	  BY_NETWORK,
	  { FROM, FAILS "; arc=pass", "ARC-Seal: i=1; d=arc.example.com", "DKIM-Signature: eeee" },
	  PROOF_FAILED, "did not send", BELIEVED },
};
/* clang-format on */

/* Who handed in a mail that fails. */
typedef struct ClientCase {
	const char *title, *name, *address;
	Proof proof;
	const char *why;
} ClientCase;

static const ClientCase client_cases[] = {
	{ "a forwarder by name", "out1.forward.example.org", "192.0.2.9", PROOF_UNPROVEN,
	  "forward.example.org" },
	{ "a forwarder by address", "unknown", "198.51.100.7", PROOF_UNPROVEN, "198.51.100.0/24" },
	{ "a forwarder by address of IPv6", NULL, "IPv6:2001:db8:1::7", PROOF_UNPROVEN,
	  "2001:db8:1::/48" },
	{ "any other host", "myforward.example.org", "198.51.101.7", PROOF_FAILED, "did not send" },
	{ "nobody knows who", NULL, NULL, PROOF_FAILED, "did not send" },
};

static void
test_client(gconstpointer data)
{
	const ClientCase *row = data;
	const ProofArrival handed = { .client_name = row->name, .client_address = row->address };
	const ProofCase fails = { row->title, BY_NETWORK, { FROM, FAILS },
				  row->proof, row->why,   BELIEVE,
				  NULL,       NULL };

	assert_proof(&fails, &handed);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("proof/temporary", temporary_cases, test_proof);
	GIVEN_ROWS("proof/excuse", excuse_cases, test_proof);
	GIVEN_ROWS("proof/handed in by", client_cases, test_client);
	return g_test_run();
}
