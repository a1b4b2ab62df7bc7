/*
 * looks - mails whose proof is looked for, by a verifier that sees what a row of a table says
 */
#ifndef TESTS_LOOKS_H
#define TESTS_LOOKS_H

#include <string.h>

#include "judge/proof.h"

#include "rows.h"

/* Who the mail is by; the network is example.net, with example.com for its bulk mail. */
typedef enum { BY_NETWORK, BY_UNSIGNING_NETWORK, BY_MEMBER } By;

/* Who could look. */
typedef enum {
	BELIEVE,   /* only those whose fields we believe: verify is no */
	NOT_ASKED, /* we verify, but were not asked to this time */
	OURSELVES, /* we verify */
} Look;

typedef struct ProofCase {
	const char *title;
	By by;
	const char *fields[6];
	Proof proof;
	const char *why; /* a part of the first sentence */
	Look look;
	/*
	 * What we see of its DKIM-Signatures, in their order: "pass", "fail", "unreached";
	 * "unable".
	 */
	const char *seen;
	const char *sender; /* of the envelope (nullable) */
} ProofCase;

/* The last three members of most rows. */
#define BELIEVED BELIEVE, NULL, NULL
#define UNASKED NOT_ASKED, NULL, NULL
#define WE_SEE(seen) OURSELVES, seen, NULL

#define AR "Authentication-Results: mx.example.org; "
#define FROM "From: Jane Doe <invitations@mail.example.net>"
#define MEMBER "From: Jane Doe <jane@friends.example.com>"
#define FAILS AR "dkim=fail header.d=example.net; spf=fail smtp.mailfrom=x@example.net"
#define SIGNATURE(domain)                                                                          \
	"DKIM-Signature: v=1; a=rsa-sha256; d=" domain                                             \
	"; s=s1;\n\th=From:To; bh=aGFzaA==; b=aBcDeFgHiJkL"
#define SIGNED SIGNATURE("example.net")
#define STRANGE SIGNATURE("stranger.example")

static const char *const ids[] = { "mx.example.org", NULL };
static const char *const forwarders[] = { "forward.example.org", "198.51.100.0/24",
					  "2001:db8:1::/48", NULL };
static const char *const sealers[] = { "arc.example.com", NULL };

/* Sees what a row says. */
typedef struct FakeVerifier {
	Verifier verifier;
	const char *seen;
	guint asked;
} FakeVerifier;

static inline SignatureState
state_of(const char *word)
{
	if (strcmp(word, "pass") == 0)
		return SIGNATURE_PASS;
	return strcmp(word, "unreached") == 0 ? SIGNATURE_UNREACHED : SIGNATURE_FAIL;
}

/* The value of d=, as a lenient reader takes it. */
static inline char *
signature_domain(const char *value)
{
	const char *d = strstr(value, "d=");

	return g_strndup(d != NULL ? d + 2 : "", d != NULL ? strcspn(d + 2, ";") : 0);
}

static inline GPtrArray *
fake_verify(Verifier *verifier, Message *message, SignatureFilter wanted, gconstpointer data,
	    char **unable)
{
	FakeVerifier *fake = (FakeVerifier *)verifier;
	g_auto(GStrv) words = g_strsplit(fake->seen, " ", 0);
	GPtrArray *seen;
	char **word = words;

	fake->asked++;
	if (g_strcmp0(*word, "unable") == 0) {
		*unable = g_strdup("it is too large");
		return NULL;
	}
	seen = g_ptr_array_new_with_free_func((GDestroyNotify)signature_free);
	for (guint i = 0; i < message_field_count(message) && *word != NULL; i++) {
		const Field *field = message_field(message, i);
		g_autofree char *domain = signature_domain(field->value);
		Signature *signature;

		if (strcmp(field->name, "DKIM-Signature") != 0)
			continue;
		if (wanted(domain, data) && seen->len < 4) {
			signature = g_new0(Signature, 1);
			signature->field = i;
			signature->domain = g_strdup(domain);
			signature->state = state_of(*word);
			signature->reason = signature->state == SIGNATURE_FAIL
						    ? g_strdup("it is broken")
						    : NULL;
			g_ptr_array_add(seen, signature);
		}
		word++;
	}
	return seen;
}

static inline void
add_fields(Message *message, const char *const *fields, guint most)
{
	for (guint i = 0; i < most && fields[i] != NULL; i++) {
		g_auto(GStrv) field = g_strsplit(fields[i], ":", 2);

		message_add_field(message, field[0], field[1]);
	}
}

/* A look at MESSAGE by row's means. */
static inline Proof
look(Message *message, const Recognition *recognition, Look who, const char *seen,
     const ProofArrival *handed, ProofFound *found, Why *why)
{
	const ProofSettings settings = { ids, ids, forwarders, sealers, who != BELIEVE };
	FakeVerifier fake = { { fake_verify }, seen, 0 };
	ProofArrival arrival = handed != NULL ? *handed : (ProofArrival){ .verifier = NULL };
	Proof proof;

	arrival.verifier = who == OURSELVES ? &fake.verifier : NULL;
	proof = proof_of(message, recognition, &settings, &arrival, found, why);
	g_assert_cmpuint(fake.asked, <=, 2);
	return proof;
}

static inline void
assert_proof(const ProofCase *row, const ProofArrival *handed)
{
	g_autoptr(Message) message = message_new(&message_default_limits);
	g_autoptr(GPtrArray) from = g_ptr_array_new();
	g_autoptr(Why) why = why_new();
	g_auto(ProofFound) found = { NULL, NULL };
	Network network = { .name = (char *)"example",
			    .title = (char *)"Example",
			    .from = from,
			    .signs = row->by != BY_UNSIGNING_NETWORK };
	Recognition recognition = { .network = &network,
				    .by_network = row->by != BY_MEMBER,
				    .by_member = row->by == BY_MEMBER };
	const char *first;
	Proof proof;

	g_ptr_array_add(from, (char *)"example.net");
	g_ptr_array_add(from, (char *)"bulk.example.com");
	add_fields(message, row->fields, G_N_ELEMENTS(row->fields));
	if (row->sender != NULL)
		message_set_sender(message, row->sender);
	proof = look(message, &recognition, row->look, row->seen, handed, &found, why);
	g_assert_cmpuint(why_sentences(why)->len, >=, 1);
	first = why_sentences(why)->pdata[0];
	if (strstr(first, row->why) == NULL)
		g_error("\"%s\" is not in \"%s\"", row->why, first);
	g_assert_cmpint(proof, ==, row->proof);
}

static inline void
test_proof(gconstpointer data)
{
	assert_proof(data, NULL);
}

#endif
