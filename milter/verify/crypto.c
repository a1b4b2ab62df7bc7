#include "crypto.h"

#include <string.h>

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

/* Public exponents are small (65537); a large one makes each check as dear as signing. */
enum { EXPONENT_MOST_BITS = 64 };

struct Digest {
	EVP_MD_CTX *context;
	gboolean failed;
};

struct PublicKey {
	EVP_PKEY *key;
};

Digest *
digest_new(void)
{
	Digest *digest = g_new0(Digest, 1);

	digest->context = EVP_MD_CTX_new();
	digest->failed = digest->context == NULL ||
			 EVP_DigestInit_ex(digest->context, EVP_sha256(), NULL) != 1;
	return digest;
}

void
digest_free(Digest *digest)
{
	if (digest == NULL)
		return;
	EVP_MD_CTX_free(digest->context);
	g_free(digest);
}

void
digest_add(Digest *digest, const void *data, gsize size)
{
	if (!digest->failed)
		digest->failed = EVP_DigestUpdate(digest->context, data, size) != 1;
}

gboolean
digest_result(const Digest *digest, guint8 hash[DIGEST_SIZE])
{
	EVP_MD_CTX *copy = digest->failed ? NULL : EVP_MD_CTX_new();
	gboolean done = copy != NULL && EVP_MD_CTX_copy_ex(copy, digest->context) == 1 &&
			EVP_DigestFinal_ex(copy, hash, NULL) == 1;

	EVP_MD_CTX_free(copy);
	ERR_clear_error();
	return done;
}

void
public_key_free(PublicKey *key)
{
	if (key == NULL)
		return;
	EVP_PKEY_free(key->key);
	g_free(key);
}

/* Why PKEY (nullable) cannot serve as an RSA key (nullable). */
static const char *
rsa_lacks(EVP_PKEY *pkey)
{
	BIGNUM *exponent = NULL;
	int bits;

	if (pkey == NULL || EVP_PKEY_get_base_id(pkey) != EVP_PKEY_RSA ||
	    EVP_PKEY_get_bn_param(pkey, OSSL_PKEY_PARAM_RSA_E, &exponent) != 1)
		return "its key is no RSA key";
	bits = BN_num_bits(exponent);
	BN_free(exponent);
	if (EVP_PKEY_get_bits(pkey) < RSA_FEWEST_BITS)
		return "its RSA key has fewer than 1024 bits";
	if (EVP_PKEY_get_bits(pkey) > RSA_MOST_BITS || bits > EXPONENT_MOST_BITS)
		return "its RSA key is too large";
	return NULL;
}

/* Octets of DER that are still to be read. */
typedef struct Der {
	const guint8 *at, *end;
} Der;

/* Take the next element of DER, if it has TAG; its contents become INNER.  FALSE: it is another. */
static gboolean
der_take(Der *der, int tag, Der *inner)
{
	const unsigned char *p = der->at;
	int found, class;
	long size;
	int form = ASN1_get_object(&p, &size, &found, &class, der->end - der->at);

	/* 0x80: malformed; 0x01: a length that is not told, which DER does not know. */
	if ((form & 0x81) != 0 || class != V_ASN1_UNIVERSAL || found != tag)
		return FALSE;
	*inner = (Der){ p, p + size };
	der->at = p + size;
	return TRUE;
}

/*
 * The RSAPublicKey in WHOLE, which is one or a SubjectPublicKeyInfo.  d2i_PUBKEY() reads the second
 * one, too, but takes several times as long as it takes to check a signature.
 */
static Der
der_rsa_key(Der whole)
{
	static const guint8 rsa_encryption[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1 };
	Der rest = whole, info, algorithm, name, key;

	if (!der_take(&rest, V_ASN1_SEQUENCE, &info) || rest.at != rest.end ||
	    !der_take(&info, V_ASN1_SEQUENCE, &algorithm) ||
	    !der_take(&algorithm, V_ASN1_OBJECT, &name) ||
	    name.end - name.at != sizeof rsa_encryption ||
	    memcmp(name.at, rsa_encryption, sizeof rsa_encryption) != 0 ||
	    !der_take(&info, V_ASN1_BIT_STRING, &key) || info.at != info.end || key.at == key.end ||
	    key.at[0] != 0)
		return whole;
	key.at++; /* no unused bits */
	return key;
}

PublicKey *
public_key_new_rsa(const guint8 *data, gsize size, const char **reason)
{
	Der der = der_rsa_key((Der){ data, data + size });
	g_autoptr(PublicKey) key = g_new0(PublicKey, 1);

	key->key = d2i_PublicKey(EVP_PKEY_RSA, NULL, &der.at, der.end - der.at);
	*reason = rsa_lacks(key->key);
	if (*reason == NULL && der.at != der.end)
		*reason = "its key is no RSA key";
	ERR_clear_error();
	return *reason == NULL ? g_steal_pointer(&key) : NULL;
}

PublicKey *
public_key_new_ed25519(const guint8 *data, gsize size, const char **reason)
{
	g_autoptr(PublicKey) key = g_new0(PublicKey, 1);

	key->key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, data, size);
	*reason = key->key == NULL ? "its key is no Ed25519 key" : NULL;
	ERR_clear_error();
	return *reason == NULL ? g_steal_pointer(&key) : NULL;
}

static gboolean
rsa_verifies(EVP_PKEY *pkey, const guint8 *hash, const guint8 *signature, gsize size)
{
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(pkey, NULL);
	gboolean verified = context != NULL && EVP_PKEY_verify_init(context) == 1 &&
			    EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 &&
			    EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1 &&
			    EVP_PKEY_verify(context, signature, size, hash, DIGEST_SIZE) == 1;

	EVP_PKEY_CTX_free(context);
	return verified;
}

static gboolean
ed25519_verifies(EVP_PKEY *pkey, const guint8 *hash, const guint8 *signature, gsize size)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	gboolean verified = context != NULL &&
			    EVP_DigestVerifyInit(context, NULL, NULL, NULL, pkey) == 1 &&
			    EVP_DigestVerify(context, signature, size, hash, DIGEST_SIZE) == 1;

	EVP_MD_CTX_free(context);
	return verified;
}

gboolean
public_key_verifies(const PublicKey *key, const guint8 hash[DIGEST_SIZE], const guint8 *signature,
		    gsize size)
{
	gboolean verified = EVP_PKEY_get_base_id(key->key) == EVP_PKEY_RSA
				    ? rsa_verifies(key->key, hash, signature, size)
				    : ed25519_verifies(key->key, hash, signature, size);

	ERR_clear_error();
	return verified;
}
