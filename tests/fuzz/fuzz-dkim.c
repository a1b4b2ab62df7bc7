/*
 * fuzz-dkim - signatures, keys and answers of the DNS that anybody may write
 *
 * The input is a key record, an empty line, and a mail; and all of it is an answer of the DNS, too.
 */
#include "fuzz.h"

#include "mail/mailstore.h"
#include "mail/tag-list.h"
#include "verify/body-hash.h"
#include "verify/dns-answer.h"
#include "verify/header-hash.h"
#include "verify/key-record.h"
#include "verify/verification.h"

/* The record, whatever is asked for. */
typedef struct Keys {
	KeySource source; /* first */
	GBytes *record;
} Keys;

static void
look_up(KeySource *source, GPtrArray *queries, gint64 deadline)
{
	const Keys *keys = (const Keys *)source;

	(void)deadline;
	for (guint i = 0; i < queries->len; i++) {
		KeyQuery *query = g_ptr_array_index(queries, i);

		query->answer = KEY_FOUND;
		query->texts = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
		g_ptr_array_add(query->texts, g_bytes_ref(keys->record));
	}
}

static gboolean
want_all(const char *domain, gconstpointer data)
{
	(void)data;
	g_assert(g_utf8_validate(domain, -1, NULL));
	return TRUE;
}

/* The key may sign what it likes: no hash keeps it from being tried. */
static void
try_key(const Message *message, GBytes *record)
{
	for (guint i = 0; i < message_field_count(message); i++) {
		g_autofree char *value = claim_unsigned_value(message_field(message, i)->value);
		Claim *claim =
			claim_read(i, message_field(message, i)->value, "example.org", 1700000000);
		g_autoptr(PublicKey) key = NULL;
		guint8 hash[DIGEST_SIZE];
		const char *reason;
		gboolean is_key;

		g_assert(strlen(value) <= strlen(message_field(message, i)->value));
		if (claim->reason == NULL && header_hash(message, claim, hash) == NULL) {
			key = key_record_read(record, claim, &is_key, &reason);
			g_assert((key == NULL) == (reason != NULL));
			if (key != NULL)
				public_key_verifies(key, hash, claim->signature->data,
						    claim->signature->len);
		}
		claim_free(claim);
	}
}

/* However a body is cut into pieces, its hash is the same. */
static void
try_body(Canon canon, const guint8 *body, gsize size)
{
	BodyHash *whole = body_hash_new(canon), *pieces = body_hash_new(canon);

	body_hash_want(whole, size / 2);
	body_hash_want(pieces, size / 2);
	body_hash_add(whole, body, size);
	for (gsize at = 0; at < size; at += at % 3 + 1)
		body_hash_add(pieces, body + at, MIN(at % 3 + 1, size - at));
	body_hash_end(whole);
	body_hash_end(pieces);
	g_assert(memcmp(body_hash_whole(whole), body_hash_whole(pieces), DIGEST_SIZE) == 0);
	g_assert((body_hash_first(whole, size / 2) == NULL) ==
		 (body_hash_first(pieces, size / 2) == NULL));
	if (body_hash_first(whole, size / 2) != NULL)
		g_assert(memcmp(body_hash_first(whole, size / 2), body_hash_first(pieces, size / 2),
				DIGEST_SIZE) == 0);
	body_hash_free(whole);
	body_hash_free(pieces);
}

static void
try_message(Message *message, GBytes *record)
{
	Keys keys = { { .look_up = look_up }, record };
	Verification *verification = verification_new(message, want_all, NULL, 1 << 20);
	g_autoptr(GPtrArray) found = NULL;
	g_autofree char *unable = NULL;
	VerificationAnswer answer;
	Verifier *verifier;

	if (verification != NULL)
		verification_read_body(verification, message);
	verifier = verification_answer(&answer, verification, &keys.source, 0);
	found = verifier->verify(verifier, message, want_all, NULL, &unable);
	g_assert((found == NULL) == (unable != NULL));
	for (guint i = 0; found != NULL && i < found->len; i++) {
		const Signature *signature = g_ptr_array_index(found, i);

		g_assert(signature->field < message_field_count(message));
		g_assert((signature->reason == NULL) == (signature->state == SIGNATURE_PASS));
		g_assert(signature->reason == NULL || g_str_is_ascii(signature->reason));
	}
	verification_free(verification);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	return 0;
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
	const char *text = (const char *)data, *cut;
	g_autoptr(GPtrArray) texts = NULL;
	g_autoptr(Message) message = NULL;
	g_autoptr(GBytes) record = NULL;
	g_autoptr(TagList) tags = NULL;
	gsize mail;

	fuzz_begin_input();
	cut = g_strstr_len(text, (gssize)size, "\n\n");
	mail = cut != NULL ? (gsize)(cut - text) + 2 : size;
	record = g_bytes_new(data, cut != NULL ? mail - 2 : size);
	texts = dns_answer_texts(data, size, "a._domainkey.example.org");
	tags = tag_list_parse(text, size);
	message = message_new(NULL);
	mailstore_feed(message, text + mail, size - mail);
	try_key(message, record);
	try_message(message, record);
	try_body(CANON_SIMPLE, data + mail, size - mail);
	try_body(CANON_RELAXED, data + mail, size - mail);
	return 0;
}
