/*
 * crypto - SHA-256, and public keys that check a signature
 *
 * The only file that includes OpenSSL's headers.
 */
#ifndef VERIFY_CRYPTO_H
#define VERIFY_CRYPTO_H

#include <glib.h>

enum { DIGEST_SIZE = 32, RSA_FEWEST_BITS = 1024, RSA_MOST_BITS = 8192 };

/* A SHA-256 under way. */
typedef struct Digest Digest;

Digest *digest_new(void);         /* (transfer full) */
void digest_free(Digest *digest); /* NULL is fine */
void digest_add(Digest *digest, const void *data, gsize size);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Digest, digest_free)

/* The hash of all that was added so far; more may follow.  FALSE: OpenSSL could not. */
gboolean digest_result(const Digest *digest, guint8 hash[DIGEST_SIZE]);

typedef struct PublicKey PublicKey;

/*
 * The key in the SIZE octets at DATA: SubjectPublicKeyInfo or RSAPublicKey for RSA, 32 octets for
 * Ed25519.  Returns (transfer full), or NULL with *REASON (transfer none), part of a sentence: it
 * is no such key, has fewer bits than RSA_FEWEST_BITS or more than RSA_MOST_BITS.
 */
PublicKey *public_key_new_rsa(const guint8 *data, gsize size, const char **reason);
PublicKey *public_key_new_ed25519(const guint8 *data, gsize size, const char **reason);
void public_key_free(PublicKey *key); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PublicKey, public_key_free)

/*
 * Whether the SIZE octets at SIGNATURE sign HASH: RSASSA-PKCS1-v1_5 of it, or PureEdDSA over its
 * octets (RFC 8463 section 3).
 */
gboolean public_key_verifies(const PublicKey *key, const guint8 hash[DIGEST_SIZE],
			     const guint8 *signature, gsize size);

#endif
