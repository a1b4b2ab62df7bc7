/*
 * header-hash - the SHA-256 of the fields that a signature signs (RFC 6376 section 3.7)
 */
#ifndef VERIFY_HEADER_HASH_H
#define VERIFY_HEADER_HASH_H

#include "claim.h"
#include "crypto.h"
#include "mail/message.h"

/* Bytes of signed fields that are hashed. */
enum { HEADER_HASH_MOST = 1024 * 1024 };

/*
 * The HASH of what CLAIM signs of the header of MESSAGE, its own field included.  Returns NULL, or
 * why there is none (transfer none).
 */
const char *header_hash(const Message *message, const Claim *claim, guint8 hash[DIGEST_SIZE]);

#endif
