/*
 * signer - signatures made in a test, with the keys of tests/verify/keys
 *
 * It brings mail into its canonical form by the functions that are tested: that these are right is
 * shown by mail that others signed (test-verify-signed, test-verify-rfc).
 */
#ifndef TESTS_SIGNER_H
#define TESTS_SIGNER_H

#include <stdio.h>
#include <string.h>

#include <glib.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "judge/verifier.h"
#include "mail/mailstore.h"
#include "verify/canon.h"
#include "verify/crypto.h"
#include "verify/keys.h"

/* The private key NAME ("rsa-2048", "ed25519"). */
static inline EVP_PKEY *
signer_key(const char *name)
{
	const char *root = g_getenv("ROOT");
	g_autofree char *path =
		g_strdup_printf("%s/tests/verify/keys/%s.pem", root != NULL ? root : ".", name);
	FILE *file = fopen(path, "r");
	EVP_PKEY *key;

	g_assert_nonnull(file);
	key = PEM_read_PrivateKey(file, NULL, NULL, NULL);
	fclose(file);
	g_assert_nonnull(key);
	return key;
}

/* What p= holds for the key NAME: SubjectPublicKeyInfo, or what Ed25519 has of its own. */
static inline char *
signer_public(const char *name)
{
	EVP_PKEY *key = signer_key(name);
	unsigned char *octets = NULL;
	gsize size = 32;
	char *text;

	if (EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519) {
		octets = OPENSSL_malloc(size);
		g_assert_cmpint(EVP_PKEY_get_raw_public_key(key, octets, &size), ==, 1);
	} else {
		size = (gsize)i2d_PUBKEY(key, &octets);
	}
	text = g_base64_encode(octets, size);
	OPENSSL_free(octets);
	EVP_PKEY_free(key);
	return text;
}

/* The same as RSAPublicKey. */
static inline char *
signer_public_pkcs1(const char *name)
{
	EVP_PKEY *key = signer_key(name);
	unsigned char *octets = NULL;
	int size = i2d_PublicKey(key, &octets);
	char *text = g_base64_encode(octets, (gsize)size);

	OPENSSL_free(octets);
	EVP_PKEY_free(key);
	return text;
}

static inline void
signer_take(gpointer sink, const void *data, gsize size)
{
	g_byte_array_append(sink, data, (guint)size);
}

/* BODY in its canonical form. */
static inline GByteArray *
signer_body(Canon canon, const char *body, gsize size)
{
	GByteArray *octets = g_byte_array_new();
	BodyCanon *state = body_canon_new(canon, signer_take, octets);

	body_canon_add(state, body, size);
	body_canon_end(state);
	body_canon_free(state);
	return octets;
}

/* The hash of the first LENGTH octets (-1: all) of BODY in its canonical form, in base64. */
static inline char *
signer_body_hash(Canon canon, const char *body, gssize length)
{
	g_autoptr(GByteArray) octets = signer_body(canon, body, strlen(body));
	guint8 hash[32];

	EVP_Digest(octets->data, length < 0 ? octets->len : MIN((gsize)length, octets->len), hash,
		   NULL, EVP_sha256(), NULL);
	return g_base64_encode(hash, sizeof hash);
}

/* The raw signature over TEXT: of its SHA-256 (RFC 6376, RFC 8463), or for RSA of another hash. */
static inline char *
signer_sign(const char *key_name, const EVP_MD *md, const char *text, gsize size)
{
	EVP_PKEY *key = signer_key(key_name);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	gboolean is_edwards = EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519;
	guint8 hash[32], signature[1024];
	gsize length = sizeof signature;

	EVP_Digest(text, size, hash, NULL, EVP_sha256(), NULL);
	g_assert_cmpint(EVP_DigestSignInit(context, NULL, is_edwards ? NULL : md, NULL, key), ==,
			1);
	g_assert_cmpint(EVP_DigestSign(context, signature, &length,
				       is_edwards ? hash : (const guint8 *)text,
				       is_edwards ? sizeof hash : size),
			==, 1);
	EVP_MD_CTX_free(context);
	EVP_PKEY_free(key);
	return g_base64_encode(signature, length);
}

/* The index of the last field NAME that is not TAKEN; -1: there is none. */
static inline gint
signer_find(GPtrArray *fields, const char *name, GHashTable *taken)
{
	for (gint i = (gint)fields->len - 1; i >= 0; i--) {
		const char *line = g_ptr_array_index(fields, (guint)i);
		gsize length = strlen(name);

		if (g_ascii_strncasecmp(line, name, length) == 0 && line[length] == ':' &&
		    !g_hash_table_contains(taken, GINT_TO_POINTER(i)))
			return i;
	}
	return -1;
}

/* HEADER cut into fields, folds kept. */
static inline GPtrArray *
signer_fields(const char *header)
{
	GPtrArray *fields = g_ptr_array_new_with_free_func(g_free);
	const char *begin = header;

	for (const char *p = header; *p != '\0'; p++)
		if (*p == '\n' && p[1] != ' ' && p[1] != '\t') {
			g_ptr_array_add(fields, g_strndup(begin, (gsize)(p - begin)));
			begin = p + 1;
		}
	return fields;
}

/*
 * The field "DKIM-Signature: VALUE" + b= with its line end, for a mail with HEADER, of which NAMES
 * ("from:subject") are signed with KEY.  VALUE ends in "b=", or in "b=;" and others after it.
 */
static inline char *
signer_field(const char *key, const EVP_MD *md, Canon canon, const char *header, const char *names,
	     const char *value)
{
	g_autoptr(GPtrArray) fields = signer_fields(header);
	g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);
	g_autoptr(GString) text = g_string_new(NULL);
	g_auto(GStrv) list = g_strsplit(names, ":", -1);
	g_autofree char *spaced = g_strconcat(" ", value, NULL), *signature = NULL;
	const char *place = strstr(value, "b=;");

	for (char **name = list; *name != NULL; name++) {
		gint found = signer_find(fields, g_strstrip(*name), taken);
		g_auto(GStrv) parts = NULL;

		if (found < 0)
			continue;
		g_hash_table_add(taken, GINT_TO_POINTER(found));
		parts = g_strsplit(g_ptr_array_index(fields, (guint)found), ":", 2);
		canon_field(canon, parts[0], parts[1], text);
		g_string_append(text, "\r\n");
	}
	canon_field(canon, "DKIM-Signature", spaced, text);
	signature = signer_sign(key, md, text->str, text->len);
	if (place == NULL)
		return g_strdup_printf("DKIM-Signature: %s%s\n", value, signature);
	return g_strdup_printf("DKIM-Signature: %.*s%s%s\n", (int)(place + 2 - value), value,
			       signature, place + 2);
}

/* Keys that a test writes down. */
typedef struct SignerKeys {
	KeySource source; /* first */
	const char *name; /* NULL: any */
	GPtrArray *texts; /* GBytes * (nullable: none) */
	KeyAnswer answer; /* where there are texts, KEY_FOUND */
	guint asked;      /* names */
	guint calls;
} SignerKeys;

static inline void
signer_keys_look_up(KeySource *source, GPtrArray *queries, gint64 deadline)
{
	SignerKeys *keys = (SignerKeys *)source;

	(void)deadline;
	keys->calls++;
	for (guint i = 0; i < queries->len; i++) {
		KeyQuery *query = g_ptr_array_index(queries, i);

		keys->asked++;
		if (keys->name != NULL && strcmp(keys->name, query->name) != 0)
			continue;
		query->answer = keys->answer;
		if (keys->answer == KEY_FOUND)
			query->texts = g_ptr_array_ref(keys->texts);
	}
}

static inline void
signer_keys_begin(SignerKeys *keys, KeyAnswer answer)
{
	*keys = (SignerKeys){ .source.look_up = signer_keys_look_up, .answer = answer };
	keys->texts = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
}

static inline void
signer_keys_add(SignerKeys *keys, const char *text)
{
	g_ptr_array_add(keys->texts, g_bytes_new(text, strlen(text)));
}

#endif
