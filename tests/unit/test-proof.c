#include "invite/proof.h"

#include <string.h>

/* Who the mail is by; the network is example.net, with example.com for its bulk mail. */
typedef enum { BY_NETWORK, BY_UNSIGNING_NETWORK, BY_MEMBER } By;

typedef struct ProofCase {
	const char *title;
	By by;
	const char *fields[5];
	Proof proof;
	const char *why; /* a part of the sentence */
} ProofCase;

#define AR "Authentication-Results: mx.example.org; "
#define FROM "From: Jane Doe <invitations@mail.example.net>"
#define MEMBER "From: Jane Doe <jane@friends.example.com>"
#define FAILS AR "dkim=fail header.d=example.net; spf=fail smtp.mailfrom=x@example.net"

static const ProofCase proof_cases[] = {
	{ "a signature of the network proves",
	  BY_NETWORK, { FROM, AR "dkim=pass header.d=example.net" },
	  PROOF_DKIM, "mx.example.org saw a DKIM signature of example.net pass" },
	{ "so does one of its subdomains",
	  BY_NETWORK, { FROM, AR "dkim=pass header.d=e.example.net" },
	  PROOF_DKIM, "e.example.net" },
	{ "so does one of its other domains",
	  BY_NETWORK, { FROM, AR "dkim=pass header.i=@bulk.example.com" },
	  PROOF_DKIM, "bulk.example.com" },
	{ "one good signature among bad ones suffices",
	  BY_NETWORK,
	  { FROM,
	    AR "dkim=fail header.d=example.net; dkim=pass header.d=example.net" },
	  PROOF_DKIM, "pass" },
	{ "a stranger's signature proves nothing",
	  BY_UNSIGNING_NETWORK, { FROM, AR "dkim=pass header.d=stranger.example" },
	  PROOF_UNPROVEN, "nothing passed" },
	{ "DMARC proves where no signature is told",
	  BY_NETWORK, { FROM, AR "dmarc=pass header.from=mail.example.net" },
	  PROOF_DMARC, "DMARC pass for mail.example.net" },
	{ "SPF proves by the envelope sender",
	  BY_NETWORK, { FROM, AR "spf=pass smtp.mailfrom=b@b.example.net" },
	  PROOF_SPF, "SPF pass" },
	{ "SPF of a greeting proves nothing",
	  BY_NETWORK, { FROM, AR "spf=pass smtp.helo=mx.example.net" },
	  PROOF_UNPROVEN, "nothing passed" },
	{ "the best proof is told",
	  BY_NETWORK,
	  { FROM,
	    AR "spf=pass smtp.mailfrom=b@example.net; dmarc=pass header.from=example.net; "
	    "dkim=pass header.d=example.net" },
	  PROOF_DKIM, "DKIM" },
	{ "nobody looked",
	  BY_NETWORK, { FROM },
	  PROOF_NONE, "no verifier of ours" },
	{ "somebody else looked",
	  BY_NETWORK,
	  { FROM,
	    "Authentication-Results: mx.example.com; dkim=pass header.d=example.net" },
	  PROOF_NONE, "no verifier of ours" },
	{ "below a foreign Received anybody looked",
	  BY_NETWORK,
	  { FROM,
	    "Received: from a by b.example.com; Mon",
	    AR "dkim=pass header.d=example.net" },
	  PROOF_NONE, "no verifier of ours" },
	{ "looked and found none",
	  BY_NETWORK, { FROM, AR "none" },
	  PROOF_UNPROVEN, "nothing passed" },
	{ "a network that signs, unsigned, failed",
	  BY_NETWORK, { FROM, AR "dkim=none" },
	  PROOF_FAILED, "signs all its mail" },
	{ "a broken signature is no signature",
	  BY_NETWORK, { FROM, FAILS },
	  PROOF_FAILED, "did not send" },
	{ "a network that does not sign cannot be told",
	  BY_UNSIGNING_NETWORK, { FROM, FAILS },
	  PROOF_UNPROVEN, "nothing passed" },
	{ "DMARC fails for any network",
	  BY_UNSIGNING_NETWORK, { FROM, AR "dmarc=fail header.from=example.net" },
	  PROOF_FAILED, "DMARC fail" },
	{ "DMARC fails in spite of a signature that passes",
	  BY_NETWORK,
	  { FROM, AR "dkim=pass header.d=example.net; dmarc=fail header.from=example.net" },
	  PROOF_FAILED, "DMARC fail" },
	{ "DMARC of another domain does not",
	  BY_UNSIGNING_NETWORK, { FROM, AR "dmarc=fail header.from=other.example" },
	  PROOF_UNPROVEN, "nothing passed" },
	{ "who looked at SPF alone cannot tell",
	  BY_NETWORK, { FROM, AR "spf=fail smtp.mailfrom=b@example.net" },
	  PROOF_UNPROVEN, "nothing passed" },
	{ "lists break signatures",
	  BY_NETWORK, { FROM, FAILS, "List-Id: <list.example.org>" },
	  PROOF_UNPROVEN, "mailing list" },
	{ "a seal of a trusted sealer",
	  BY_NETWORK,
	  { FROM,
	    FAILS "; arc=pass",
	    "ARC-Seal: i=1; d=other.example; cv=none",
	    "ARC-Seal: i=2; a=rsa-sha256; d=arc.example.com; cv=pass" },
	  PROOF_UNPROVEN, "ARC seal of arc.example.com" },
	{ "the last seal counts",
	  BY_NETWORK,
	  { FROM,
	    FAILS "; arc=pass",
	    "ARC-Seal: i=2; d=other.example; cv=pass",
	    "ARC-Seal: i=1; d=arc.example.com" },
	  PROOF_FAILED, "did not send" },
	{ "a seal nobody checked is none",
	  BY_NETWORK, { FROM, FAILS, "ARC-Seal: i=1; d=arc.example.com" },
	  PROOF_FAILED, "did not send" },
	{ "a member is proved by his own domain",
	  BY_MEMBER, { MEMBER, AR "dkim=pass header.d=example.com" },
	  PROOF_DKIM, "example.com" },
	{ "the network proves no member",
	  BY_MEMBER, { MEMBER, AR "dkim=pass header.d=example.net" },
	  PROOF_UNPROVEN, "nothing passed for example.com" },
	{ "a member's mail never fails",
	  BY_MEMBER, { MEMBER, AR "dmarc=fail header.from=example.com" },
	  PROOF_UNPROVEN, "nothing passed" },
	{ "two mailboxes in From are proved by none of their domains",
	  BY_NETWORK,
	  { FROM ", x@stranger.example", AR "dkim=pass header.d=example.net" },
	  PROOF_FAILED, "not one mailbox" },
	{ "two From fields, neither",
	  BY_UNSIGNING_NETWORK,
	  { FROM, "From: x@stranger.example", AR "dkim=pass header.d=example.net" },
	  PROOF_UNPROVEN, "not one mailbox" },
	{ "the second does not excuse the first",
	  BY_NETWORK,
	  { FROM, "From: x@stranger.example", AR "dkim=pass header.d=stranger.example" },
	  PROOF_FAILED, "not one mailbox" },
	{ "nor does a member's second mailbox prove the first",
	  BY_MEMBER,
	  { MEMBER, "From: x@stranger.example", AR "dkim=pass header.d=example.com" },
	  PROOF_UNPROVEN, "not one mailbox" },
	{ "nor do they pass where nobody looked",
	  BY_MEMBER, { MEMBER, "From: x@stranger.example" },
	  PROOF_UNPROVEN, "not one mailbox" },
	{ "a From without domain is nobody's",
	  BY_MEMBER, { "From: Jane", AR "dkim=pass header.d=example.com" },
	  PROOF_UNPROVEN, "without domain" },
};

/* A mail with one more field whose address or profile stood in FIELD: is that still strong? */
typedef struct CoverCase {
	const char *title;
	const char *signature, *results, *field;
	gboolean strong;
} CoverCase;

#define PASS AR "dkim=pass header.d=example.net"
#define SIGNED "DKIM-Signature: v=1; d=example.net; s=s1;\n\th=From:To:Subject"

static const CoverCase cover_cases[] = {
	{ "a signed field is strong", SIGNED ":\n\tReply-To; b=x", PASS, "Reply-To", TRUE },
	{ "its name has no case", SIGNED ":reply-to; b=x", PASS, "Reply-To", TRUE },
	{ "a field added behind the signer's back is weak", SIGNED "; b=x", PASS, "Reply-To", FALSE },
	{ "where DMARC passes, too", SIGNED "; b=x", AR "dmarc=pass header.from=example.net",
	  "Reply-To", FALSE },
	{ "a field added to one that is signed is weak", SIGNED ":X-Twice; b=x", PASS, "X-Twice", FALSE },
	{ "one signed more often than it is there is strong", SIGNED ":X-Twice:X-Twice:X-Twice; b=x",
	  PASS, "X-Twice", TRUE },
	{ "what the network handed in itself is strong", SIGNED "; b=x",
	  PASS "; spf=pass smtp.mailfrom=b@example.net", "Reply-To", TRUE },
	{ "a stranger's signature tells nothing", "DKIM-Signature: d=stranger.example; h=From; b=x",
	  PASS, "Reply-To", TRUE },
	{ "the body is signed", SIGNED "; bh=y; b=x", PASS, NULL, TRUE },
	{ "a body signed in part is weak", SIGNED "; l=100; bh=y; b=x", PASS, NULL, FALSE },
	{ "the envelope is never signed", SIGNED "; b=x", PASS, "", FALSE },
};

/* Who handed in a mail that fails. */
typedef struct ClientCase {
	const char *title, *name, *address;
	Proof proof;
	const char *why;
} ClientCase;

static const ClientCase client_cases[] = {
	{ "a forwarder by name", "out1.forward.example.org", "192.0.2.9",
	  PROOF_UNPROVEN, "forward.example.org" },
	{ "a forwarder by address", "unknown", "198.51.100.7", PROOF_UNPROVEN, "198.51.100.0/24" },
	{ "a forwarder by address of IPv6", NULL, "IPv6:2001:db8:1::7",
	  PROOF_UNPROVEN, "2001:db8:1::/48" },
	{ "any other host", "myforward.example.org", "198.51.101.7", PROOF_FAILED, "did not send" },
	{ "nobody knows who", NULL, NULL, PROOF_FAILED, "did not send" },
};

static const char *const ids[] = { "mx.example.org", NULL };
static const char *const forwarders[] = { "forward.example.org", "198.51.100.0/24",
					  "2001:db8:1::/48", NULL };
static const char *const sealers[] = { "arc.example.com", NULL };
static const ProofSettings settings = { ids, ids, forwarders, sealers };

static Message *
message_of(const char *const *fields)
{
	Message *message = message_new(&message_default_limits);

	for (guint i = 0; i < 5 && fields[i] != NULL; i++) {
		g_auto(GStrv) field = g_strsplit(fields[i], ":", 2);

		message_add_field(message, field[0], field[1]);
	}
	return message;
}

static void
assert_proof(const ProofCase *row, const char *client_name, const char *client_address)
{
	g_autoptr(Message) message = message_of(row->fields);
	g_autoptr(GPtrArray) from = g_ptr_array_new(), why = g_ptr_array_new_with_free_func(g_free);
	Network network = { .name = (char *)"example",
			    .title = (char *)"Example",
			    .from = from,
			    .signs = row->by != BY_UNSIGNING_NETWORK };
	Recognition recognition = { .network = &network,
				    .by_network = row->by != BY_MEMBER,
				    .by_member = row->by == BY_MEMBER };
	Proof proof;

	g_ptr_array_add(from, (char *)"example.net");
	g_ptr_array_add(from, (char *)"bulk.example.com");
	proof = proof_of(message, &recognition, &settings, NULL, client_name, client_address, why);
	g_assert_cmpuint(why->len, ==, 1);
	g_assert_nonnull(strstr(why->pdata[0], row->why));
	g_assert_cmpint(proof, ==, row->proof);
}

static void
test_proof(gconstpointer data)
{
	assert_proof(data, NULL, NULL);
}

static void
test_client(gconstpointer data)
{
	const ClientCase *row = data;
	const ProofCase fails = { row->title, BY_NETWORK, { FROM, FAILS }, row->proof, row->why };

	assert_proof(&fails, row->name, row->address);
}

static void
test_cover(gconstpointer data)
{
	const CoverCase *row = data;
	const char *const fields[5] = { FROM, row->results, row->signature, "X-Twice: 1", "X-Twice: 2" };
	g_autoptr(Message) message = message_of(fields);
	g_autoptr(GPtrArray) from = g_ptr_array_new(), why = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) inviters =
		g_ptr_array_new_with_free_func((GDestroyNotify)inviter_free);
	Network network = { .title = (char *)"Example", .from = from, .signs = TRUE };
	Recognition recognition = { .network = &network, .by_network = TRUE, .inviters = inviters };
	Inviter *inviter = inviter_new();

	g_ptr_array_add(from, (char *)"example.net");
	g_ptr_array_add(inviters, inviter);
	inviter->email = (Identity){ g_strdup("jane@example.org"), "here", TRUE, row->field };
	proof_of(message, &recognition, &settings, NULL, NULL, NULL, why);
	g_assert_cmpint(inviter->email.strong, ==, row->strong);
	g_assert_cmpuint(why->len, ==, row->strong ? 1 : 2);
}

static void
test_unset(void)
{
	static const char *const fields[5] = { FROM, AR "dkim=pass header.d=example.net" };
	static const ProofSettings unset;
	g_autoptr(Message) message = message_of(fields);
	g_autoptr(GPtrArray) why = g_ptr_array_new_with_free_func(g_free);
	Recognition recognition = { .by_network = FALSE };

	g_assert_cmpint(proof_of(message, &recognition, &unset, NULL, NULL, NULL, why), ==, PROOF_NONE);
	g_assert_cmpuint(why->len, ==, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(proof_cases); i++) {
		g_autofree char *path = g_strdup_printf("/proof/%s", proof_cases[i].title);

		g_test_add_data_func(path, &proof_cases[i], test_proof);
	}
	for (guint i = 0; i < G_N_ELEMENTS(client_cases); i++) {
		g_autofree char *path =
			g_strdup_printf("/proof/handed in by/%s", client_cases[i].title);

		g_test_add_data_func(path, &client_cases[i], test_client);
	}
	for (guint i = 0; i < G_N_ELEMENTS(cover_cases); i++) {
		g_autofree char *path =
			g_strdup_printf("/proof/covered/%s", cover_cases[i].title);

		g_test_add_data_func(path, &cover_cases[i], test_cover);
	}
	g_test_add_func("/proof/without an authserv-id nobody is believed", test_unset);
	return g_test_run();
}
