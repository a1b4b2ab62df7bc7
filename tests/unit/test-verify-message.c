/* A whole message: several signatures, its body in pieces, its size, its look-ups, many at once. */
#include <pthread.h>

#include "dns-server.h"
#include "given.h"
#include "mail/domain.h"
#include "patience.h"
#include "room.h"
#include "signer.h"
#include "verify/keys-dns.h"
#include "verify/verification.h"

#define HEADER                                                                                     \
	"From: Jane Doe <jane@example.org>\n"                                                      \
	"Subject: A letter\n"
#define BODY "Dear Bob,\r\n\r\nhow are you?\r\n"

static gboolean
want_under(const char *domain, gconstpointer data)
{
	return domain_is_under(domain, data);
}

static char *record;

/* A genuine signature of DOMAIN with SELECTOR: its field with its line end. */
static char *
sign(const char *domain, const char *selector)
{
	g_autofree char *hash = signer_body_hash(CANON_RELAXED, BODY, -1);
	g_autofree char *value = g_strdup_printf(
		"v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=%s; h=from:subject; bh=%s; b=",
		domain, selector, hash);

	return signer_field("rsa-2048", EVP_sha256(), CANON_RELAXED, HEADER, "from:subject", value);
}

/* What is found in HEADER and BODY; what is wanted is under AT_FIRST, then under THEN. */
static GPtrArray *
look_twice(const char *header, const char *body, gsize size, KeySource *keys, const char *at_first,
	   const char *then, guint64 most, char **unable)
{
	g_autofree char *mail = g_strconcat(header, "\n", NULL);
	g_autoptr(Message) message = message_new(NULL);
	g_autoptr(Verification) verification = NULL;
	VerificationAnswer answer;
	Verifier *verifier;

	mailstore_feed(message, mail, strlen(mail));
	verification = verification_new(message, want_under, at_first, most);
	if (verification != NULL)
		verification_add_body(verification, body, size);
	verifier = verification_answer(&answer, verification, keys, G_USEC_PER_SEC);
	return verifier->verify(verifier, message, want_under, then, unable);
}

static GPtrArray *
look(const char *header, KeySource *keys)
{
	g_autofree char *unable = NULL;
	GPtrArray *found = look_twice(header, BODY, strlen(BODY), keys, "example.org",
				      "example.org", 1 << 20, &unable);

	g_assert_null(unable);
	return found;
}

static void
begin(SignerKeys *keys)
{
	signer_keys_begin(keys, KEY_FOUND);
	signer_keys_add(keys, record);
}

/* Fields that must not spoil a genuine signature that follows them. */
#define LONG_SELECTOR                                                                              \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"              \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"              \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"              \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define HASH "bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

typedef struct SisterCase {
	const char *name, *field;
	guint told; /* signatures, the genuine one last */
} SisterCase;

/* clang-format off */
static const SisterCase sister_cases[] = {
	{ "no tag-list at all", "DKIM-Signature: eeee\n", 1 },
	{ "an empty field", "DKIM-Signature:\n", 1 },
	{ "a stranger's signature", "DKIM-Signature: v=1; d=example.com; b=\n", 1 },
	{ "a signature without anything", "DKIM-Signature: d=example.org\n", 2 },
	{ "a selector of 300 octets",
	  "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=" LONG_SELECTOR "; h=from; " HASH
	  "; b=YWJj\n", 2 },
	{ "a domain with other characters",
	  "DKIM-Signature: v=1; a=rsa-sha256; d=a b.example.org; s=a; h=from; " HASH "; b=YWJj\n", 2 },
	{ "h= that names every field and one more",
	  "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=a; l=0;\n"
	  "\th=from:subject:dkim-signature:dkim-signature:x; " HASH "; b=YWJj\n", 2 },
	{ "a signature that nobody made",
	  "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; l=0; d=example.org; s=a; h=from; "
	  HASH "; b=YWJj\n", 2 },
	{ "octets beyond ASCII", "DKIM-Signature: v=1; d=example.org; \xff\xfe=\x80\n", 2 },
	{ "another field", "X-DKIM-Signature: d=example.org\n", 1 },
};
/* clang-format on */

static void
test_sister(gconstpointer data)
{
	const SisterCase *row = data;
	g_autofree char *genuine = sign("example.org", "test");
	g_autofree char *header = g_strconcat(row->field, genuine, HEADER, NULL);
	g_autofree char *after = g_strconcat(genuine, HEADER, row->field, NULL);
	g_autoptr(GPtrArray) found = NULL, found_after = NULL;
	const Signature *signature;
	SignerKeys keys;

	begin(&keys);
	found = look(header, &keys.source);
	g_assert_cmpuint(found->len, ==, row->told);
	for (guint i = 0; i < found->len; i++) {
		signature = g_ptr_array_index(found, i);
		g_assert_cmpint(signature->state, ==,
				i + 1 == found->len ? SIGNATURE_PASS : SIGNATURE_FAIL);
	}
	found_after = look(after, &keys.source);
	signature = g_ptr_array_index(found_after, 0);
	g_assert_cmpint(signature->state, ==, SIGNATURE_PASS);
	g_ptr_array_unref(keys.texts);
}

/* Each is told where it stands; at most four; a key is asked for once. */
static void
test_several(void)
{
	g_autofree char *one = sign("example.org", "one"), *two = sign("mail.example.org", "two");
	g_autofree char *other = sign("example.com", "one");
	g_autofree char *header =
		g_strconcat(other, one, "X-A: b\n", two, one, other, one, two, HEADER, NULL);
	static const guint fields[] = { 1, 3, 4, 6 };
	g_autoptr(GPtrArray) found = NULL;
	SignerKeys keys;

	begin(&keys);
	found = look(header, &keys.source);
	g_assert_cmpuint(found->len, ==, 4);
	for (guint i = 0; i < found->len; i++) {
		const Signature *signature = g_ptr_array_index(found, i);

		g_assert_cmpuint(signature->field, ==, fields[i]);
		g_assert_cmpint(signature->state, ==, SIGNATURE_PASS);
		g_assert_cmpstr(signature->domain, ==, i == 1 ? "mail.example.org" : "example.org");
	}
	g_assert_cmpuint(keys.asked, ==, 2);
	g_assert_cmpuint(keys.calls, ==, 1);
	g_ptr_array_unref(keys.texts);
}

/* What is wanted may become less; who asks again gets the same without another look-up. */
static void
test_again(void)
{
	g_autofree char *one = sign("example.org", "one"), *two = sign("mail.example.org", "two");
	g_autofree char *mail = g_strconcat(one, one, one, one, one, two, HEADER "\n" BODY, NULL);
	g_autoptr(Message) message = message_new(NULL);
	g_autoptr(Verification) verification = NULL;
	static const char *const wanted[] = { "mail.example.org", "mail.example.org", "example.org",
					      "example.org" };
	static const guint counts[] = { 1, 1, 4, 4 }, calls[] = { 1, 1, 2, 2 };
	VerificationAnswer answer;
	Verifier *verifier;
	SignerKeys keys;

	begin(&keys);
	mailstore_feed(message, mail, strlen(mail));
	verification = verification_new(message, want_under, "example.org", 1 << 20);
	verification_read_body(verification, message);
	verifier = verification_answer(&answer, verification, &keys.source, G_USEC_PER_SEC);
	for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
		g_autofree char *unable = NULL;
		g_autoptr(GPtrArray) found =
			verifier->verify(verifier, message, want_under, wanted[i], &unable);

		g_assert_cmpuint(found->len, ==, counts[i]);
		g_assert_cmpint(((Signature *)g_ptr_array_index(found, 0))->state, ==,
				SIGNATURE_PASS);
		g_assert_cmpuint(keys.calls, ==, calls[i]);
	}
	g_ptr_array_unref(keys.texts);
}

static void
test_unwanted(void)
{
	g_autofree char *one = sign("example.com", "one");
	g_autofree char *header = g_strconcat(one, HEADER, NULL);
	g_autoptr(GPtrArray) found = NULL, unsigned_ = NULL;
	SignerKeys keys;

	begin(&keys);
	found = look(header, &keys.source);
	unsigned_ = look(HEADER, &keys.source);
	g_assert_cmpuint(found->len, ==, 0);
	g_assert_cmpuint(unsigned_->len, ==, 0);
	g_assert_cmpuint(keys.calls, ==, 0);
	g_ptr_array_unref(keys.texts);
}

/* All keys of several records are tried. */
static void
test_records(void)
{
	g_autofree char *one = sign("example.org", "one");
	g_autofree char *header = g_strconcat(one, HEADER, NULL);
	g_autofree char *other = signer_public("rsa-1024");
	g_autofree char *other_record = g_strdup_printf("v=DKIM1; p=%s", other);
	g_autoptr(GPtrArray) found = NULL, none = NULL;
	SignerKeys keys;

	signer_keys_begin(&keys, KEY_FOUND);
	signer_keys_add(&keys, "v=spf1 -all");
	signer_keys_add(&keys, other_record);
	none = look(header, &keys.source);
	g_assert_nonnull(strstr(((Signature *)g_ptr_array_index(none, 0))->reason, "another key"));
	signer_keys_add(&keys, record);
	found = look(header, &keys.source);
	g_assert_cmpint(((Signature *)g_ptr_array_index(found, 0))->state, ==, SIGNATURE_PASS);
	g_ptr_array_unref(keys.texts);
}

/* What is too large, or not whole, comes to no verdict. */
static void
test_unable(void)
{
	g_autofree char *one = sign("example.org", "one");
	g_autofree char *header = g_strconcat(one, HEADER, NULL);
	const MessageLimits few = {
		.body = 10, .fields = 2, .field_length = 1000, .parts = 1, .depth = 1
	};
	SignerKeys keys;

	begin(&keys);
	for (guint64 most = strlen(BODY) - 1; most <= strlen(BODY); most++) {
		g_autofree char *unable = NULL;
		g_autoptr(GPtrArray) found =
			look_twice(header, BODY, strlen(BODY), &keys.source, "example.org",
				   "example.org", most, &unable);

		g_assert_true((found == NULL) == (most < strlen(BODY)));
		g_assert_true((unable != NULL) == (found == NULL));
	}
	{
		g_autoptr(Message) message = message_new(&few);
		g_autofree char *mail = g_strconcat(HEADER, one, "\n" BODY, NULL), *unable = NULL;
		VerificationAnswer answer;
		Verifier *verifier = verification_answer(&answer, NULL, &keys.source, 0);

		g_autoptr(GPtrArray) found = NULL;

		/* Junk that fills the header is no excuse for what it hides. */
		mailstore_feed(message, mail, strlen(mail));
		found = verifier->verify(verifier, message, want_under, "example.org", &unable);
		g_assert_nonnull(found);
		g_assert_null(unable);
	}
	{
		const MessageLimits short_body = {
			.body = 10, .fields = 100, .field_length = 1000, .parts = 1, .depth = 1
		};
		g_autoptr(Message) message = message_new(&short_body);
		g_autofree char *mail = g_strconcat(one, HEADER, "\n" BODY, NULL), *unable = NULL;
		g_autoptr(Verification) verification = NULL;
		VerificationAnswer answer;
		Verifier *verifier;

		mailstore_feed(message, mail, strlen(mail));
		verification = verification_new(message, want_under, "example.org", 1 << 20);
		verification_read_body(verification, message);
		verifier = verification_answer(&answer, verification, &keys.source, 0);
		g_assert_null(
			verifier->verify(verifier, message, want_under, "example.org", &unable));
		g_assert_nonnull(strstr(unable, "beginning"));
	}
	g_ptr_array_unref(keys.texts);
}

/* A body larger than what is read of it, kept in a file. */
static void
test_kept(void)
{
	g_auto(Room) room = { 0 };
	g_autofree char *body = g_strnfill(3 << 20, 'x');
	g_autofree char *hash = signer_body_hash(CANON_RELAXED, body, -1);
	g_autofree char *value = g_strdup_printf(
		"v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=a; h=from; bh=%s; b=",
		hash);
	g_autofree char *field =
		signer_field("rsa-2048", EVP_sha256(), CANON_RELAXED, HEADER, "from", value);
	g_autofree char *header = g_strconcat(field, HEADER, "\n", NULL), *unable = NULL;
	g_autoptr(Message) message = message_new(NULL);
	g_autoptr(Verification) verification = NULL;
	g_autoptr(GPtrArray) found = NULL;
	VerificationAnswer answer;
	Verifier *verifier;
	SignerKeys keys;

	room_init(&room);
	begin(&keys);
	mailstore_feed(message, header, strlen(header));
	message_keep_whole(message, room.folder, 10 << 20);
	message_add_body(message, body, 3 << 20);
	verification = verification_new(message, want_under, "example.org", 10 << 20);
	g_assert_true(verification_wants_body(verification));
	verification_read_body(verification, message);
	verifier = verification_answer(&answer, verification, &keys.source, 0);
	found = verifier->verify(verifier, message, want_under, "example.org", &unable);
	g_assert_cmpstr(unable, ==, NULL);
	g_assert_cmpint(((Signature *)g_ptr_array_index(found, 0))->state, ==, SIGNATURE_PASS);
	g_ptr_array_unref(keys.texts);
}

/* What a stranger can make us do, each within a second of the processor. */
typedef struct BombCase {
	const char *name;
	guint fields, names; /* of the header, and in h= of sixteen signatures */
	gsize field_size, body_size;
	const char *body; /* repeated */
} BombCase;

static const BombCase bomb_cases[] = {
	{ "a thousand fields, five hundred of them signed", 980, 500, 20, 0, "x" },
	{ "ten thousand names", 100, 10000, 20, 0, "x" },
	{ "fields of 64 KB", 900, 100, 64000, 0, "x" },
	{ "a body of one line", 1, 1, 20, 40 << 20, "x" },
	{ "a body of empty lines", 1, 1, 20, 40 << 20, "\r\n" },
	{ "a body of white space", 1, 1, 20, 40 << 20, " \t" },
	{ "a body of CR", 1, 1, 20, 40 << 20, "\r" },
	{ "a body of words", 1, 1, 20, 40 << 20, "a " },
};

static void
test_bomb(gconstpointer data)
{
	const BombCase *row = data;
	g_autoptr(GString) header = g_string_new(NULL);
	g_autofree char *filling = g_strnfill(row->field_size, 'x');
	g_autoptr(GString) piece = g_string_new(NULL), names = g_string_new("from");
	g_autoptr(Message) message = message_new(NULL);
	g_autoptr(Verification) verification = NULL;
	g_autoptr(GPtrArray) found = NULL;
	g_autofree char *unable = NULL;
	VerificationAnswer answer;
	Verifier *verifier;
	SignerKeys keys;
	clock_t start;

	begin(&keys);
	for (guint i = 1; i < row->names; i++)
		g_string_append_printf(names, ":x%u", i % 40);
	for (guint i = 0; i < 16; i++)
		g_string_append_printf(
			header,
			"DKIM-Signature: v=1; a=rsa-sha256; c=%s; l=%u; d=example.org; "
			"s=a; h=%s; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; "
			"b=YWJj\n",
			i % 2 == 0 ? "simple/simple" : "relaxed/relaxed", i < 4 ? 0 : i * 1000,
			names->str);
	for (guint i = 0; i < row->fields; i++)
		g_string_append_printf(header, "x%u: %s\n", i % 40, filling);
	g_string_append(header, "From: a@example.org\n\n");
	while (piece->len < 65000)
		g_string_append(piece, row->body);
	mailstore_feed(message, header->str, header->len);
	start = patience_begin();
	verification = verification_new(message, want_under, "example.org", G_MAXUINT64);
	for (gsize at = 0; at < row->body_size; at += piece->len)
		verification_add_body(verification, piece->str, piece->len);
	verifier = verification_answer(&answer, verification, &keys.source, G_USEC_PER_SEC);
	found = verifier->verify(verifier, message, want_under, "example.org", &unable);
	patience_end(start);
	g_assert_cmpuint(found->len, ==, 4);
	g_ptr_array_unref(keys.texts);
}

/* Fifty threads verify the same and other mail. */
static void *
verify_many(void *data)
{
	const char *header = data;

	for (guint i = 0; i < 20; i++) {
		SignerKeys keys;
		g_autoptr(GPtrArray) found = NULL;

		begin(&keys);
		found = look(header, &keys.source);
		for (guint s = 0; s < found->len; s++)
			g_assert_cmpint(((Signature *)g_ptr_array_index(found, s))->state, ==,
					SIGNATURE_PASS);
		g_assert_cmpuint(found->len, ==, 2);
		g_ptr_array_unref(keys.texts);
	}
	return NULL;
}

static void
test_threads(void)
{
	g_autofree char *one = sign("example.org", "one"), *two = sign("mail.example.org", "two");
	g_autofree char *header = g_strconcat(one, two, HEADER, NULL);
	pthread_t threads[50];

	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		g_assert_cmpint(pthread_create(&threads[i], NULL, verify_many, header), ==, 0);
	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		pthread_join(threads[i], NULL);
}

/*
 * Fifty threads wait for a server that says nothing; each comes back in time with an excuse, they
 * take little room, and mail that needs no key does not wait for them.
 */
typedef struct Waiting {
	KeySource *keys;
	const char *header;
	gint64 took;
} Waiting;

static void *
wait_for_key(void *data)
{
	Waiting *waiting = data;
	gint64 begun = g_get_monotonic_time();
	g_autoptr(GPtrArray) found = look(waiting->header, waiting->keys);

	waiting->took = g_get_monotonic_time() - begun;
	for (guint i = 0; i < found->len; i++)
		g_assert_cmpint(((Signature *)g_ptr_array_index(found, i))->state, ==,
				SIGNATURE_UNREACHED);
	g_assert_cmpuint(found->len, ==, 1);
	return NULL;
}

static glong
peak_kilobytes(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

static void
test_dead_server(void)
{
	g_autofree char *one = sign("example.org", "one");
	g_autofree char *header = g_strconcat(one, HEADER, NULL), *servers = NULL;
	guint16 port = 0;
	int silent = dns_socket(SOCK_DGRAM, &port);
	g_autoptr(KeySource) keys = NULL;
	pthread_t threads[50];
	Waiting waiting[50];
	glong before = peak_kilobytes();
	gint64 begun;

	servers = g_strdup_printf("127.0.0.1:%u", port);
	keys = keys_dns_new(servers, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(threads); i++) {
		waiting[i] = (Waiting){ keys, header, 0 };
		g_assert_cmpint(pthread_create(&threads[i], NULL, wait_for_key, &waiting[i]), ==,
				0);
	}
	g_usleep(G_USEC_PER_SEC / 5);
	begun = g_get_monotonic_time();
	for (guint i = 0; i < 20; i++) {
		g_autofree char *unable = NULL;
		g_autoptr(GPtrArray) found = look_twice(header, "changed", 7, keys, "example.org",
							"example.org", 1 << 20, &unable);

		g_assert_cmpint(((Signature *)g_ptr_array_index(found, 0))->state, ==,
				SIGNATURE_FAIL);
	}
	g_assert_cmpint(g_get_monotonic_time() - begun, <, G_USEC_PER_SEC / 2 * patience_factor());
	for (guint i = 0; i < G_N_ELEMENTS(threads); i++) {
		pthread_join(threads[i], NULL);
		g_assert_cmpint(waiting[i].took, <, 3 * G_USEC_PER_SEC / 2 * patience_factor());
	}
	g_test_message("%ld KB", peak_kilobytes() - before);
	g_assert_cmpint(peak_kilobytes() - before, <, 32 * 1024 * patience_factor());
	close(silent);
}

int
main(int argc, char **argv)
{
	g_autofree char *key = NULL;
	int status;

	g_test_init(&argc, &argv, NULL);
	message_library_init();
	key = signer_public("rsa-2048");
	record = g_strdup_printf("v=DKIM1; k=rsa; p=%s", key);
	GIVEN_ROWS("verify-sisters", sister_cases, test_sister)
	g_test_add_func("/verify/at most four are told", test_several);
	g_test_add_func("/verify/what is wanted may become less", test_again);
	g_test_add_func("/verify/what nobody wants costs no look-up", test_unwanted);
	g_test_add_func("/verify/any of several records may hold the key", test_records);
	g_test_add_func("/verify/what is not whole comes to no verdict", test_unable);
	g_test_add_func("/verify/a large body that was kept is read", test_kept);
	g_test_add_func("/verify/a dead server delays nobody else", test_dead_server);
	GIVEN_ROWS("verify-bombs", bomb_cases, test_bomb)
	g_test_add_func("/verify/fifty threads verify at once", test_threads);
	status = g_test_run();
	g_free(record);
	return status;
}
