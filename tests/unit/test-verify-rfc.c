/* The examples of RFC 6376 (sections 3.4.5 and A.2) and RFC 8463 (appendix A). */
#include "given.h"
#include "signer.h"
#include "verify/verification.h"

typedef struct CanonCase {
	const char *name;
	Canon canon;
	const char *header, *wanted_header; /* "A: X\n": fields with their line ends */
	const char *body, *wanted_body;
} CanonCase;

#define FIELDS "A: X\nB : Y\t\n\tZ  \n"
#define TEXT " C \r\nD \t E\r\n\r\n\r\n"

static const CanonCase canon_cases[] = {
	{ "3.4.5: relaxed", CANON_RELAXED, FIELDS, "a:X\r\nb:Y Z\r\n", TEXT, " C\r\nD E\r\n" },
	{ "3.4.5: simple", CANON_SIMPLE, FIELDS, "A: X\r\nB : Y\t\r\n\tZ  \r\n", TEXT,
	  " C \r\nD \t E\r\n" },
	{ "3.4.3: an empty body is CRLF", CANON_SIMPLE, "", "", "", "\r\n" },
	{ "3.4.4: an empty body is empty", CANON_RELAXED, "", "", "", "" },
	{ "only empty lines are CRLF", CANON_SIMPLE, "", "", "\r\n\r\n\r\n", "\r\n" },
	{ "only empty lines are empty", CANON_RELAXED, "", "", "\r\n\r\n\r\n", "" },
	{ "only white space is empty, too", CANON_RELAXED, "", "", "  \r\n\t\r\n ", "" },
	{ "but not in simple bodies", CANON_SIMPLE, "", "", " \r\n\r\n", " \r\n" },
	{ "a last line without an end gets one", CANON_RELAXED, "", "", "a", "a\r\n" },
	{ "in simple bodies, too", CANON_SIMPLE, "", "", "a", "a\r\n" },
	{ "a line may end in LF", CANON_SIMPLE, "", "", "a\n\nb\n", "a\r\n\r\nb\r\n" },
	{ "CR alone is a byte", CANON_RELAXED, "", "", "a\rb\r\r\nc\r", "a\rb\r\r\nc\r\r\n" },
	{ "CR alone is one in simple bodies", CANON_SIMPLE, "", "", "a\rb\r\r\nc\r",
	  "a\rb\r\r\nc\r\r\n" },
	{ "CR after white space", CANON_RELAXED, "", "", "a \rb \r\nc", "a \rb\r\nc\r\n" },
	{ "CR on a line of its own", CANON_RELAXED, "", "", "\r\r\n\r\n", "\r\r\n" },
	{ "empty lines before the first one stay", CANON_RELAXED, "", "", "\r\n\r\na\r\n",
	  "\r\n\r\na\r\n" },
	{ "white space before the first word stays as one", CANON_RELAXED, "", "", "\t  a\r\n",
	  " a\r\n" },
	{ "other control characters are no white space", CANON_RELAXED, "X: a\v\f b\n",
	  "x:a\v\f b\r\n", "a\v\fb\r\n", "a\v\fb\r\n" },
	{ "octets beyond ASCII stay", CANON_RELAXED, "X: \xe4\xff\n", "x:\xe4\xff\r\n", "\xe4\xff",
	  "\xe4\xff\r\n" },
	{ "an empty value", CANON_RELAXED, "X:\nY: \n", "x:\r\ny:\r\n", "", "" },
};

static void
test_canon(gconstpointer data)
{
	const CanonCase *row = data;
	g_autoptr(GPtrArray) fields = signer_fields(row->header);
	g_autoptr(GString) header = g_string_new(NULL);

	for (guint i = 0; i < fields->len; i++) {
		g_auto(GStrv) parts = g_strsplit(g_ptr_array_index(fields, i), ":", 2);

		canon_field(row->canon, parts[0], parts[1], header);
		g_string_append(header, "\r\n");
	}
	g_assert_cmpstr(header->str, ==, row->wanted_header);
	/* In pieces of every size. */
	for (gsize piece = 1; piece <= strlen(row->body) + 1; piece++) {
		g_autoptr(GByteArray) got = g_byte_array_new();
		BodyCanon *body = body_canon_new(row->canon, signer_take, got);

		for (gsize at = 0; at < strlen(row->body); at += piece)
			body_canon_add(body, row->body + at, MIN(piece, strlen(row->body) - at));
		body_canon_end(body);
		body_canon_free(body);
		g_assert_cmpmem(got->data, got->len, row->wanted_body, strlen(row->wanted_body));
	}
}

#define BODY "\r\nHi.\r\n\r\nWe lost the game. Are you hungry yet?\r\n\r\nJoe.\r\n"
#define JOE                                                                                        \
	"From: Joe SixPack <joe@football.example.com>\r\n"                                         \
	"To: Suzie Q <suzie@shopping.example.net>\r\n"                                             \
	"Subject: Is dinner ready?\r\n"                                                            \
	"Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"                                          \
	"Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n"
#define BRISBANE_RSA                                                                               \
	"v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeL"          \
	"nQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rca"         \
	"c2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB"
#define BRISBANE_ED25519 "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
#define TEST_RSA                                                                                   \
	"v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3id"         \
	"Y6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lx"         \
	"j+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB"

static const char rfc6376[] = "DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;\r\n"
			      "      c=simple/simple; q=dns/txt; i=joe@football.example.com;\r\n"
			      "      h=Received : From : To : Subject : Date : Message-ID;\r\n"
			      "      bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
			      "      b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB\r\n"
			      "      4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut\r\n"
			      "      KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV\r\n"
			      "      4bmp/YzhwvcubU4=;\r\n"
			      "Received: from client1.football.example.com  [192.0.2.1]\r\n"
			      "      by submitserver.example.com with SUBMISSION;\r\n"
			      "      Fri, 11 Jul 2003 21:01:54 -0700 (PDT)\r\n" JOE BODY;

static const char rfc8463[] =
	"DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n"
	" d=football.example.com; i=@football.example.com;\r\n"
	" q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n"
	" subject : date : message-id : from : subject : date;\r\n"
	" bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
	" b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\r\n"
	" Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\r\n"
	"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n"
	" d=football.example.com; i=@football.example.com;\r\n"
	" q=dns/txt; s=test; t=1528637909; h=from : to : subject :\r\n"
	" date : message-id : from : subject : date;\r\n"
	" bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
	" b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3\r\n"
	" DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz\r\n"
	" dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=\r\n" JOE BODY;

static gboolean
want_all(const char *domain, gconstpointer data)
{
	(void)domain;
	(void)data;
	return TRUE;
}

typedef struct MailCase {
	const char *name, *mail, *keys[2];
	guint count;
} MailCase;

static const MailCase mail_cases[] = {
	{ "RFC 6376 A.2 verifies", rfc6376, { BRISBANE_RSA }, 1 },
	{ "RFC 8463 A.3 verifies with both keys", rfc8463, { BRISBANE_ED25519, TEST_RSA }, 2 },
};

static void
test_mail(gconstpointer data)
{
	const MailCase *row = data;
	g_autoptr(Message) message = message_new(NULL);
	g_autoptr(Verification) verification = NULL;
	g_autoptr(GPtrArray) found = NULL;
	g_autofree char *unable = NULL;
	VerificationAnswer answer;
	Verifier *verifier;
	SignerKeys keys;

	/* Whatever is asked for, both records come; that of the other type is passed over. */
	signer_keys_begin(&keys, KEY_FOUND);
	for (guint i = 0; i < row->count; i++)
		signer_keys_add(&keys, row->keys[i]);
	mailstore_feed(message, row->mail, strlen(row->mail));
	verification = verification_new(message, want_all, NULL, G_MAXUINT64);
	verification_read_body(verification, message);
	verifier = verification_answer(&answer, verification, &keys.source, G_USEC_PER_SEC);
	found = verifier->verify(verifier, message, want_all, NULL, &unable);
	g_assert_cmpuint(found->len, ==, row->count);
	for (guint i = 0; i < found->len; i++) {
		const Signature *signature = g_ptr_array_index(found, i);

		g_assert_cmpstr(signature->reason, ==, NULL);
		g_assert_cmpint(signature->state, ==, SIGNATURE_PASS);
	}
	g_ptr_array_unref(keys.texts);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	GIVEN_ROWS("canon", canon_cases, test_canon)
	GIVEN_ROWS("rfc", mail_cases, test_mail)
	return g_test_run();
}
