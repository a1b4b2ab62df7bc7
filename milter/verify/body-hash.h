/*
 * body-hash - the SHA-256 of a body as it streams, whole and of its first bytes (l=)
 */
#ifndef VERIFY_BODY_HASH_H
#define VERIFY_BODY_HASH_H

#include "canon.h"
#include "crypto.h"

typedef struct BodyHash BodyHash;

BodyHash *body_hash_new(Canon canon); /* (transfer full) */
void body_hash_free(BodyHash *hash);  /* NULL is fine */

/* Before the first byte: of the canonical body the hash of the first LENGTH bytes is wanted. */
void body_hash_want(BodyHash *hash, guint64 length);

void body_hash_add(BodyHash *hash, const void *data, gsize size);
void body_hash_end(BodyHash *hash); /* once, before results are asked for */

/* The hash (transfer none) of the whole, or NULL: OpenSSL could not. */
const guint8 *body_hash_whole(const BodyHash *hash);

/* The same of the first LENGTH bytes, which were wanted; NULL also where the body is shorter. */
const guint8 *body_hash_first(const BodyHash *hash, guint64 length);

#endif
