#include "verification.h"

#include <string.h>

#include "body-hash.h"
#include "claim.h"
#include "header-hash.h"
#include "key-record.h"
#include "mail/domain.h"

/* One signature and what became of it. */
typedef struct Look {
	Claim *claim;
	guint8 hash[DIGEST_SIZE]; /* of the header, where all else is whole */
	KeyQuery *query;          /* its key is asked for (transfer none) */
	gboolean is_settled;
	SignatureState state;
	const char *reason; /* nullable */
} Look;

struct Verification {
	GPtrArray *looks;           /* Look * */
	GPtrArray *queries;         /* KeyQuery *, one for each name that is asked for */
	guint asked;                /* of them */
	BodyHash *bodies[N_CANONS]; /* NULL: nobody needs it */
	guint64 size, most;
	const char *unable; /* why there is no verdict (nullable) */
	gboolean has_ended;
	gint64 deadline; /* 0: no key was asked for yet */
};

static void
look_free(Look *look)
{
	claim_free(look->claim);
	g_free(look);
}

static void
settle(Look *look, SignatureState state, const char *reason)
{
	look->is_settled = TRUE;
	look->state = state;
	look->reason = reason;
}

static void
want_body(Verification *verification, const Claim *claim)
{
	BodyHash **hash = &verification->bodies[claim->body];

	if (*hash == NULL)
		*hash = body_hash_new(claim->body);
	if (claim->has_length)
		body_hash_want(*hash, claim->length);
}

static Verification *
begin(guint64 most)
{
	Verification *verification = g_new0(Verification, 1);

	verification->looks = g_ptr_array_new_with_free_func((GDestroyNotify)look_free);
	verification->queries = g_ptr_array_new_with_free_func((GDestroyNotify)key_query_free);
	verification->most = most;
	return verification;
}

static void
add_look(Verification *verification, Claim *claim)
{
	Look *look = g_new0(Look, 1);

	look->claim = claim;
	if (claim->reason != NULL)
		settle(look, SIGNATURE_FAIL, claim->reason);
	else
		want_body(verification, claim);
	g_ptr_array_add(verification->looks, look);
}

/*
 * What VALUE says that its d= is, though it be no tag-list otherwise: of what is malformed it is
 * told that it is no signature (transfer full, nullable).
 */
static char *
claimed_domain(const char *value)
{
	for (; value != NULL; value = strchr(value, ';')) {
		value += strspn(value, "; \t\r\n");
		if (*value == 'd' && value[1 + strspn(value + 1, " \t\r\n")] == '=') {
			const char *domain = strchr(value, '=') + 1;

			return g_strstrip(g_strndup(domain, strcspn(domain, ";")));
		}
	}
	return NULL;
}

/* The d= of the field, if it is a signature (transfer full, nullable). */
static char *
signing_domain(const Field *field)
{
	g_autofree char *value = NULL;

	if (g_ascii_strcasecmp(field->name, "DKIM-Signature") == 0)
		value = claimed_domain(field->value);
	return value != NULL ? domain_to_ascii(value) : NULL;
}

Verification *
verification_new(const Message *message, SignatureFilter wanted, gconstpointer data, guint64 most)
{
	Verification *verification = NULL;
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;

	for (guint i = 0; i < message_field_count(message); i++) {
		const Field *field = message_field(message, i);
		g_autofree char *domain = signing_domain(field);

		if (domain == NULL || !wanted(domain, data))
			continue;
		if (verification == NULL)
			verification = begin(most);
		add_look(verification, claim_read(i, field->value, domain, now));
		if (verification->looks->len == VERIFICATION_HASHED)
			break;
	}
	return verification;
}

static void
free_bodies(Verification *verification)
{
	for (Canon canon = 0; canon < N_CANONS; canon++)
		g_clear_pointer(&verification->bodies[canon], body_hash_free);
}

void
verification_free(Verification *verification)
{
	if (verification == NULL)
		return;
	free_bodies(verification);
	g_ptr_array_unref(verification->looks);
	g_ptr_array_unref(verification->queries);
	g_free(verification);
}

void
verification_add_body(Verification *verification, const void *data, gsize size)
{
	if (verification->unable != NULL)
		return;
	verification->size += size;
	if (verification->size > verification->most) {
		verification->unable = "the message is too large to be verified";
		free_bodies(verification);
		return;
	}
	for (Canon canon = 0; canon < N_CANONS; canon++)
		if (verification->bodies[canon] != NULL)
			body_hash_add(verification->bodies[canon], data, size);
}

gboolean
verification_wants_body(const Verification *verification)
{
	return verification->bodies[CANON_SIMPLE] != NULL ||
	       verification->bodies[CANON_RELAXED] != NULL;
}

/* A MessageSink that skips the empty line before the body. */
typedef struct BodySink {
	Verification *verification;
	gsize skip;
} BodySink;

static gboolean
take_piece(gpointer data, const void *piece, gsize size, GError **error)
{
	BodySink *sink = data;
	gsize skip = MIN(sink->skip, size);

	(void)error;
	sink->skip -= skip;
	verification_add_body(sink->verification, (const char *)piece + skip, size - skip);
	return TRUE;
}

void
verification_read_body(Verification *verification, const Message *message)
{
	BodySink sink = { verification, strlen("\r\n") };
	const char *lacks;
	gboolean has_all = message_wants_body(message) || message_is_whole(message, &lacks);

	if (!has_all ||
	    !message_emit(message, message_field_count(message), take_piece, &sink, NULL))
		verification->unable = "only the beginning of the message was kept";
}

/* Whether the body that LOOK signs is the one that came; else it is settled. */
static gboolean
check_body(const Verification *verification, Look *look)
{
	const Claim *claim = look->claim;
	const BodyHash *body = verification->bodies[claim->body];
	const guint8 *hash =
		claim->has_length ? body_hash_first(body, claim->length) : body_hash_whole(body);

	if (hash == NULL)
		settle(look, SIGNATURE_FAIL,
		       claim->has_length ? "the body is shorter than what it signs"
					 : "the hash of the body could not be computed");
	else if (memcmp(hash, claim->body_hash->data, DIGEST_SIZE) != 0)
		settle(look, SIGNATURE_FAIL, "the body was changed");
	return !look->is_settled;
}

/* The query for NAME, made at first use. */
static KeyQuery *
query_for(Verification *verification, const char *name)
{
	KeyQuery *query;

	for (guint i = 0; i < verification->queries->len; i++) {
		query = g_ptr_array_index(verification->queries, i);
		if (strcmp(query->name, name) == 0)
			return query;
	}
	query = key_query_new(name);
	g_ptr_array_add(verification->queries, query);
	return query;
}

/* All that can be known without a key; what is whole then asks for one. */
static void
check_message(Verification *verification, const Message *message, Look *look)
{
	const char *reason;

	if (look->is_settled || look->query != NULL || !check_body(verification, look))
		return;
	reason = header_hash(message, look->claim, look->hash);
	if (reason != NULL)
		settle(look, SIGNATURE_FAIL, reason);
	else
		look->query = query_for(verification, look->claim->key_name);
}

/* Of several records any may hold the key; the first that is a key record says why none does. */
static void
check_key(Look *look)
{
	const GByteArray *signature = look->claim->signature;
	const char *first = "what stands under the name of its key is no key";
	gboolean has_key = FALSE;

	for (guint i = 0; i < look->query->texts->len; i++) {
		const char *reason;
		gboolean is_key;
		g_autoptr(PublicKey) key = key_record_read(g_ptr_array_index(look->query->texts, i),
							   look->claim, &is_key, &reason);

		if (key != NULL &&
		    public_key_verifies(key, look->hash, signature->data, signature->len)) {
			settle(look, SIGNATURE_PASS, NULL);
			return;
		}
		if (is_key && !has_key)
			first = reason != NULL
					? reason
					: "the header was changed, or signed with another key";
		has_key = has_key || is_key;
	}
	settle(look, SIGNATURE_FAIL, first);
}

static void
check_answer(Look *look)
{
	if (look->is_settled)
		return;
	if (look->query->answer == KEY_UNREACHED)
		settle(look, SIGNATURE_UNREACHED, "its key could not be reached");
	else if (look->query->answer == KEY_NONE)
		settle(look, SIGNATURE_FAIL, "its key is not there");
	else
		check_key(look);
}

/* Ask for the keys that nobody asked for yet. */
static void
look_up(VerificationAnswer *answer)
{
	Verification *verification = answer->verification;
	g_autoptr(GPtrArray) fresh = g_ptr_array_new();

	if (verification->deadline == 0)
		verification->deadline = g_get_monotonic_time() + answer->timeout;
	for (; verification->asked < verification->queries->len; verification->asked++)
		g_ptr_array_add(fresh,
				g_ptr_array_index(verification->queries, verification->asked));
	if (fresh->len > 0)
		answer->keys->look_up(answer->keys, fresh, verification->deadline);
}

static Signature *
tell(const Look *look)
{
	Signature *signature = g_new0(Signature, 1);

	signature->field = look->claim->field;
	signature->domain = g_strdup(look->claim->domain);
	signature->state = look->state;
	signature->reason = g_strdup(look->reason);
	return signature;
}

static void
end_body(Verification *verification)
{
	for (Canon canon = 0; canon < N_CANONS && !verification->has_ended; canon++)
		if (verification->bodies[canon] != NULL)
			body_hash_end(verification->bodies[canon]);
	verification->has_ended = TRUE;
}

/* The looks that WANTED asks for (transfer container). */
static GPtrArray *
choose(const Verification *verification, SignatureFilter wanted, gconstpointer data)
{
	GPtrArray *chosen = g_ptr_array_new();

	for (guint i = 0; i < verification->looks->len && chosen->len < VERIFICATION_TOLD; i++) {
		Look *look = g_ptr_array_index(verification->looks, i);

		if (wanted(look->claim->domain, data))
			g_ptr_array_add(chosen, look);
	}
	return chosen;
}

static GPtrArray *
look_at(VerificationAnswer *answer, const Message *message, const GPtrArray *chosen)
{
	GPtrArray *signatures = g_ptr_array_new_with_free_func((GDestroyNotify)signature_free);

	for (guint i = 0; i < chosen->len; i++)
		check_message(answer->verification, message, g_ptr_array_index(chosen, i));
	look_up(answer);
	for (guint i = 0; i < chosen->len; i++) {
		check_answer(g_ptr_array_index(chosen, i));
		g_ptr_array_add(signatures, tell(g_ptr_array_index(chosen, i)));
	}
	return signatures;
}

/* There is no verdict where something is missing that could have made another one. */
static GPtrArray *
verify(Verifier *verifier, Message *message, SignatureFilter wanted, gconstpointer data,
       char **unable)
{
	VerificationAnswer *answer = (VerificationAnswer *)verifier;
	Verification *verification = answer->verification;
	const char *lacks = verification != NULL ? verification->unable : NULL;
	g_autoptr(GPtrArray) chosen = NULL;

	if (lacks != NULL) {
		*unable = g_strdup(lacks);
		return NULL;
	}
	if (verification == NULL)
		return g_ptr_array_new_with_free_func((GDestroyNotify)signature_free);
	end_body(verification);
	chosen = choose(verification, wanted, data);
	return look_at(answer, message, chosen);
}

Verifier *
verification_answer(VerificationAnswer *answer, Verification *verification, KeySource *keys,
		    gint64 timeout)
{
	answer->verifier.verify = verify;
	answer->verification = verification;
	answer->keys = keys;
	answer->timeout = timeout;
	return &answer->verifier;
}
