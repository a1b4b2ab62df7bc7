/*
 * verify - what it costs to verify a signature, the DNS aside
 *
 * For mail of several sizes and keys of several kinds: microseconds of the processor for all of it,
 * and for its parts: the body alone, and what is done at the end (header, key, signature).
 */
#include <stdio.h>
#include <time.h>

#include "../unit/signer.h"
#include "verify/verification.h"

#define HEADER                                                                                     \
	"Received: from a.example.net by mx.example.org; Mon, 7 Jan 2013 10:00:00 +0100\n"         \
	"From: Jane Doe <invitations@example.org>\n"                                               \
	"To: Bob <bob@example.net>\n"                                                              \
	"Subject: Jane Doe would like to see you in her network\n"                                 \
	"Date: Mon, 7 Jan 2013 10:00:00 +0100\n"                                                   \
	"Message-ID: <1@example.org>\n"                                                            \
	"MIME-Version: 1.0\n"                                                                      \
	"Content-Type: text/html; charset=utf-8\n"

enum { ROUNDS = 300, BEST_OF = 5 };

typedef struct Sample {
	double body, end;
} Sample;

static gboolean
want_all(const char *domain, gconstpointer data)
{
	(void)domain;
	return data == NULL;
}

static gboolean
want_none(const char *domain, gconstpointer data)
{
	(void)domain;
	(void)data;
	return FALSE;
}

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static char *
make_body(gsize size)
{
	GString *body = g_string_new(NULL);

	while (body->len < size)
		g_string_append(body, "<p>Jane Doe would like to see you in her network, "
				      "as she knows you.</p>\r\n");
	return g_string_free(body, FALSE);
}

static char *
make_field(const char *key, const char *body)
{
	g_autofree char *hash = signer_body_hash(CANON_RELAXED, body, -1);
	g_autofree char *value = g_strdup_printf(
		"v=1; a=%s; c=relaxed/relaxed; d=example.org; s=a; "
		"h=from:to:subject:date:message-id:mime-version:content-type; bh=%s; b=",
		strcmp(key, "ed25519") == 0 ? "ed25519-sha256" : "rsa-sha256", hash);

	return signer_field(key, EVP_sha256(), CANON_RELAXED, HEADER,
			    "from:to:subject:date:message-id:mime-version:content-type", value);
}

/* As a mail server feeds it: pieces of 64 KB. */
static Sample
verify_once(Message *message, const char *body, SignatureFilter wanted, KeySource *keys)
{
	enum { PIECE = 65535 };
	gsize size = strlen(body);
	g_autoptr(Verification) verification = NULL;
	g_autoptr(GPtrArray) found = NULL;
	g_autofree char *unable = NULL;
	VerificationAnswer answer;
	Verifier *verifier;
	Sample sample;
	double begin = now();

	verification = verification_new(message, wanted, NULL, G_MAXUINT64);
	for (gsize at = 0; verification != NULL && at < size; at += PIECE)
		verification_add_body(verification, body + at, MIN(PIECE, size - at));
	sample.body = now() - begin;
	verifier = verification_answer(&answer, verification, keys, 0);
	found = verifier->verify(verifier, message, wanted, NULL, &unable);
	for (guint i = 0; i < found->len; i++)
		g_assert_cmpint(((Signature *)g_ptr_array_index(found, i))->state, ==,
				SIGNATURE_PASS);
	sample.end = now() - begin - sample.body;
	return sample;
}

static void
measure(const char *title, const char *key, gsize size, guint signatures, SignatureFilter wanted)
{
	g_autofree char *body = make_body(size), *field = make_field(key, body);
	g_autofree char *p = signer_public(key);
	g_autofree char *record = g_strdup_printf(
		"v=DKIM1; k=%s; p=%s", strcmp(key, "ed25519") == 0 ? "ed25519" : "rsa", p);
	g_autoptr(GString) header = g_string_new(NULL);
	g_autoptr(Message) message = message_new(NULL);
	Sample best = { 1e12, 1e12 };
	SignerKeys keys;

	signer_keys_begin(&keys, KEY_FOUND);
	signer_keys_add(&keys, record);
	for (guint i = 0; i < signatures; i++)
		g_string_append(header, field);
	g_string_append(header, HEADER "\n");
	mailstore_feed(message, header->str, header->len);
	for (guint try = 0; try < BEST_OF; try++) {
		Sample sum = { 0, 0 };

		for (guint i = 0; i < ROUNDS; i++) {
			Sample one = verify_once(message, body, wanted, &keys.source);

			sum.body += one.body / ROUNDS;
			sum.end += one.end / ROUNDS;
		}
		if (sum.body + sum.end < best.body + best.end)
			best = sum;
	}
	printf("%-34s %6zu KB %8.1f %8.1f %8.1f\n", title, size / 1024, best.body + best.end,
	       best.body, best.end);
	g_ptr_array_unref(keys.texts);
}

int
main(void)
{
	static const char *const keys[] = { "rsa-1024", "rsa-2048", "rsa-4096", "ed25519" };
	static const gsize sizes[] = { 2, 20, 30, 200 };

	message_library_init();
	printf("microseconds of the processor          size      all     body      end\n");
	for (guint k = 0; k < G_N_ELEMENTS(keys); k++)
		for (guint s = 0; s < G_N_ELEMENTS(sizes); s++)
			measure(keys[k], keys[k], sizes[s] * 1024, 1, want_all);
	measure("rsa-2048, four signatures", "rsa-2048", 30 * 1024, 4, want_all);
	measure("ed25519, four signatures", "ed25519", 30 * 1024, 4, want_all);
	measure("a signature that nobody wants", "rsa-2048", 30 * 1024, 1, want_none);
	measure("no signature", "rsa-2048", 30 * 1024, 0, want_all);
	return 0;
}
