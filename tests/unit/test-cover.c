#include "looks.h"

/* A mail whose address or profile stood in FIELD (NULL: the body): is that still strong? */
typedef struct CoverCase {
	const char *title;
	const char *signature, *results, *field;
	gboolean strong;
	const char *more[3];
	const char *seen; /* by ourselves, as in ProofCase (nullable) */
} CoverCase;

#define PASS AR "dkim=pass header.d=example.net"
#define SIGNS                                                                                      \
	"DKIM-Signature: v=1; a=rsa-sha256; d=example.net; s=s1; bh=aGFzaA==; b=aBcD;\n\t"         \
	"h=From:To:Subject"
#define SIGNS_BODY SIGNS ":Content-Type:MIME-Version"
#define TYPE "Content-Type: text/plain"

/* clang-format off */
static const CoverCase cover_cases[] = {
	{ "a signed field is strong", SIGNS ":\n\tReply-To", PASS, "Reply-To", TRUE, { NULL },
	  NULL },
	{ "its name has no case", SIGNS ":reply-to", PASS, "Reply-To", TRUE, { NULL }, NULL },
	{ "a field added behind the signer's back is weak", SIGNS, PASS, "Reply-To", FALSE,
	  { NULL }, NULL },
	{ "where DMARC passes, too", SIGNS, AR "dmarc=pass header.from=example.net",
	  "Reply-To", FALSE, { NULL }, NULL },
	{ "a field added to one that is signed is weak", SIGNS ":X-Twice", PASS, "X-Twice",
	  FALSE, { NULL }, NULL },
	{ "one signed more often than it is there is strong", SIGNS ":X-Twice:X-Twice:X-Twice",
	  PASS, "X-Twice", TRUE, { NULL }, NULL },
	{ "what the network handed in itself is strong", SIGNS,
	  PASS "; spf=pass smtp.mailfrom=b@example.net", "Reply-To", TRUE, { NULL }, NULL },
	{ "what a stranger handed in is not", SIGNS,
	  PASS "; spf=pass smtp.mailfrom=b@stranger.example", "Reply-To", FALSE, { NULL }, NULL },
	{ "nor is what says the network's name in a greeting", SIGNS,
	  PASS "; spf=pass smtp.helo=out.example.net", "Reply-To", FALSE, { NULL }, NULL },
	{ "where DMARC passes by the host alone, no signature has to cover it", STRANGE,
	  AR "dmarc=pass header.from=example.net", "Reply-To", TRUE, { NULL }, NULL },
	{ "the body is signed", SIGNS, PASS, NULL, TRUE, { NULL }, NULL },
	{ "a body signed in part is weak", SIGNS "; l=100", PASS, NULL, FALSE, { NULL }, NULL },
	{ "the envelope is never signed", SIGNS, PASS, "", FALSE, { NULL }, NULL },
	{ "a body whose type is signed", SIGNS_BODY, PASS, NULL, TRUE, { TYPE,
	  "MIME-Version: 1.0" }, NULL },
	{ "a type that nobody signed makes another body", SIGNS, PASS, NULL, FALSE, { TYPE },
	  NULL },
	{ "a second type on top of the signed one, too", SIGNS_BODY, PASS, NULL, FALSE,
	  { "Content-Type: multipart/mixed; boundary=x", TYPE }, NULL },
	{ "a type signed twice cannot be joined by a third", SIGNS_BODY ":Content-Type", PASS, NULL,
	  FALSE, { TYPE, TYPE, TYPE }, NULL },
	{ "a type signed once more than it is there cannot be added", SIGNS_BODY ":Content-Type",
	  PASS,
	  NULL, TRUE, { TYPE }, NULL },
	{ "an encoding that nobody signed", SIGNS_BODY, PASS, NULL, FALSE,
	  { TYPE, "Content-Transfer-Encoding: base64" }, NULL },
	{ "a version that nobody signed", SIGNS, PASS, NULL, FALSE, { "MIME-Version: 1.0" }, NULL },
	{ "the names of these have no case", SIGNS ":content-type", PASS, NULL, FALSE,
	  { "CONTENT-TYPE: text/html", TYPE }, NULL },
	{ "where it was handed in by the network, nobody added one", SIGNS,
	  PASS "; spf=pass smtp.mailfrom=b@example.net", NULL, TRUE, { TYPE }, NULL },
	{ "a field of the header has nothing to do with the body's type", SIGNS, PASS, "Subject",
	  TRUE,
	  { TYPE }, NULL },
	{ "of two signatures that may have passed both must cover it", SIGNS_BODY, PASS, NULL,
	  FALSE,
	  { TYPE, SIGNS }, NULL },
	{ "one that is told apart by its selector is enough", SIGNS_BODY,
	  PASS " header.s=s1", NULL, TRUE, { TYPE, "DKIM-Signature: v=1; a=rsa-sha256; d=example.net; s=s2; h=From; bh=aGFzaA==; b=aBcD" }, NULL },
	{ "by ourselves: the body's type is signed", SIGNS_BODY, AR "none", NULL, TRUE, { TYPE },
	  "pass" },
	{ "by ourselves: it is not", SIGNS, AR "none", NULL, FALSE, { TYPE }, "pass" },
	{ "by ourselves: the body in part", SIGNS_BODY "; l=0", AR "none", NULL, FALSE, { TYPE },
	  "pass" },
	{ "by ourselves: one of two that pass is enough", SIGNS, AR "none", NULL, TRUE,
	  { TYPE, SIGNS_BODY }, "pass pass" },
	{ "by ourselves: one that fails covers nothing", SIGNS, AR "none", NULL, FALSE,
	  { TYPE, SIGNS_BODY }, "pass fail" },
	{ "by ourselves: two that pass do not cover it in halves", SIGNS ":Content-Type", AR "none",
	  NULL, FALSE, { TYPE, "MIME-Version: 1.0", SIGNS ":MIME-Version" }, "pass pass" },
	{ "by ourselves: a believed pass adds nothing to what we saw", SIGNS, PASS, NULL, FALSE,
	  { TYPE, SIGNS_BODY }, "pass fail" },
	{ "by ourselves: what the network handed in", SIGNS,
	  AR "spf=pass smtp.mailfrom=b@example.net", NULL, TRUE, { TYPE }, "pass" },
};
/* clang-format on */

static void
test_cover(gconstpointer data)
{
	const CoverCase *row = data;
	const char *const fields[] = { FROM,           row->results, "Subject: Hi",
				       row->signature, "X-Twice: 1", "X-Twice: 2" };
	g_autoptr(Message) message = message_new(&message_default_limits);
	g_autoptr(GPtrArray) from = g_ptr_array_new();
	g_autoptr(Why) why = why_new();
	g_autoptr(GPtrArray) inviters = inviters_new();
	g_auto(ProofFound) found = { NULL, NULL };
	Network network = { .title = (char *)"Example", .from = from, .signs = TRUE };
	Recognition recognition = { .network = &network, .by_network = TRUE, .inviters = inviters };
	Inviter *inviter = inviter_new();
	Proof proof;

	g_ptr_array_add(from, (char *)"example.net");
	g_ptr_array_add(inviters, inviter);
	inviter->email = (Identity){ g_strdup("jane@example.org"), "here", TRUE, row->field };
	add_fields(message, fields, G_N_ELEMENTS(fields));
	add_fields(message, row->more, G_N_ELEMENTS(row->more));
	proof = look(message, &recognition, row->seen != NULL ? OURSELVES : BELIEVE, row->seen,
		     NULL, &found, why);
	g_assert_cmpint(proof, <=, PROOF_SPF);
	g_assert_cmpint(inviter->email.strong, ==, row->strong);
	g_assert_cmpuint(why_sentences(why)->len, ==, row->strong ? 1 : 2);
}

/* A verifier of another name, and whether anybody is told. */
typedef struct StrangerCase {
	const char *title;
	const char *fields[4];
	const char *why; /* the last sentence; NULL: nobody is told */
} StrangerCase;

#define OTHER "Authentication-Results: mail.example.org; "

/* clang-format off */
static const StrangerCase stranger_cases[] = {
	{ "it says that the network passes", { OTHER "dkim=pass header.d=example.net" },
	  "mail.example.org says dkim=pass; authserv-id is mx.example.org" },
	{ "of DMARC, with a job",
	  { "Authentication-Results: mail.example.org/4Xyz; dmarc=pass header.from=example.net" },
	  "mail.example.org says dmarc=pass; authserv-id is mx.example.org" },
	{ "it says that something else passes", { OTHER "dkim=pass header.d=stranger.example" },
	  NULL },
	{ "it says that the network fails", { OTHER "dkim=fail header.d=example.net" }, NULL },
	{ "it stands below a foreign Received",
	  { "Received: from a by b.example.com; Mon", OTHER "dkim=pass header.d=example.net" },
	    NULL },
	{ "it is not understood", { OTHER "dkim=pass header.d=example.net (" }, NULL },
	{ "its name cannot be shown",
	  { "Authentication-Results: \"a b\x1b\"; dkim=pass header.d=example.net" }, NULL },
	{ "where ours saw a pass nobody asks",
	  { OTHER "dkim=pass header.d=example.net", AR "dmarc=pass header.from=example.net" },
	  NULL },
	{ "where ours saw none somebody may",
	  { OTHER "dkim=pass header.d=example.net", AR "dkim=none" },
	  "mail.example.org says dkim=pass; authserv-id is mx.example.org" },
	{ "the first of several is told",
	  { OTHER "dkim=pass header.d=example.net",
	    "Authentication-Results: mx.example.com; dkim=pass header.d=example.net" },
	  "mail.example.org says dkim=pass; authserv-id is mx.example.org" },
};
/* clang-format on */

static void
test_stranger(gconstpointer data)
{
	const StrangerCase *row = data;
	g_autoptr(Message) message = message_new(&message_default_limits);
	g_autoptr(GPtrArray) from = g_ptr_array_new();
	g_autoptr(Why) why = why_new();
	g_auto(ProofFound) found = { NULL, NULL };
	Network network = { .title = (char *)"Example", .from = from, .signs = TRUE };
	Recognition recognition = { .network = &network, .by_network = TRUE };
	const GPtrArray *said;

	g_ptr_array_add(from, (char *)"example.net");
	message_add_field(message, "From", "a@example.net");
	add_fields(message, row->fields, G_N_ELEMENTS(row->fields));
	look(message, &recognition, BELIEVE, NULL, NULL, &found, why);
	g_assert_cmpstr(found.stranger, ==, row->why != NULL ? "mail.example.org" : NULL);
	said = why_sentences(why);
	if (row->why != NULL)
		g_assert_cmpstr(said->pdata[said->len - 1], ==, row->why);
}

/* By what the history knows a signed mail that comes under two Message-IDs. */
#define ID SIGNS ":Message-ID"
#define OF(bytes)                                                                                  \
	"DKIM-Signature: v=1; a=rsa-sha256; d=example.net; s=s1; h=From; bh=aGFzaA==; b=" bytes

typedef struct IdCase {
	const char *name;
	const char *fields[4], *again[4];
	const char *seen; /* by ourselves, as in ProofCase (nullable: believed) */
	gboolean by_id, same;
} IdCase;

/* clang-format off */
static const IdCase id_cases[] = {
	{ "one that is signed", { ID }, { ID }, "pass", TRUE, FALSE },
	{ "one that nobody signed: the signature", { SIGNS }, { SIGNS }, "pass", FALSE, TRUE },
	{ "of another signature", { OF("aBcD") }, { OF("aBcE") }, "pass", FALSE, FALSE },
	{ "a signature in other words", { OF("aB==") }, { OF("aC = =") }, "pass", FALSE, TRUE },
	{ "one of two that pass signs it", { SIGNS, ID }, { SIGNS, ID }, "pass pass", TRUE, FALSE },
	{ "one that fails signs nothing", { SIGNS, ID }, { SIGNS, ID }, "pass fail", FALSE, TRUE },
	{ "believed: one that is signed", { PASS, ID }, { PASS, ID }, NULL, TRUE, FALSE },
	{ "believed: the signature", { PASS, SIGNS }, { PASS, SIGNS }, NULL, FALSE, TRUE },
	{ "believed: of two nobody knows which, so they are one",
	  { PASS, SIGNS, OF("eFgH") }, { PASS, SIGNS, OF("iJkL") }, NULL, FALSE, TRUE },
	{ "believed: a stranger's signature is not meant",
	  { PASS, ID, STRANGE }, { PASS, ID, STRANGE }, NULL, TRUE, FALSE },
	{ "what the network handed in itself",
	  { PASS "; spf=pass smtp.mailfrom=b@example.net", SIGNS },
	  { PASS "; spf=pass smtp.mailfrom=b@example.net", SIGNS }, NULL, TRUE, FALSE },
};
/* clang-format on */

/* The name of a mail of FIELDS with the Message-ID ID (transfer full, nullable: its Message-ID). */
static char *
name_of(const char *const *fields, const char *id, const char *seen)
{
	g_autoptr(Message) message = message_new(&message_default_limits);
	g_autoptr(GPtrArray) from = g_ptr_array_new();
	g_autoptr(Why) why = why_new();
	g_auto(ProofFound) found = { NULL, NULL };
	Network network = { .title = (char *)"Example", .from = from, .signs = TRUE };
	Recognition recognition = { .network = &network, .by_network = TRUE };

	g_ptr_array_add(from, (char *)"example.net");
	message_add_field(message, "From", "a@example.net");
	message_add_field(message, "Message-ID", id);
	add_fields(message, fields, 4);
	g_assert_cmpint(look(message, &recognition, seen != NULL ? OURSELVES : BELIEVE, seen, NULL,
			     &found, why),
			==, PROOF_DKIM);
	return g_steal_pointer(&found.signed_id);
}

static void
test_signed_id(gconstpointer data)
{
	const IdCase *row = data;
	g_autofree char *one = name_of(row->fields, "<1@example.net>", row->seen);
	g_autofree char *two = name_of(row->again, "<2@example.net>", row->seen);

	g_assert_cmpint(one == NULL, ==, row->by_id);
	g_assert_cmpint(two == NULL, ==, row->by_id);
	if (!row->by_id)
		g_assert_cmpint(strcmp(one, two) == 0, ==, row->same);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("proof/covered", cover_cases, test_cover);
	GIVEN_ROWS("proof/another verifier", stranger_cases, test_stranger);
	GIVEN_ROWS("proof/known by", id_cases, test_signed_id);
	return g_test_run();
}
