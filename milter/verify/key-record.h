/*
 * key-record - what a TXT record says of a key (RFC 6376 section 3.6.1)
 */
#ifndef VERIFY_KEY_RECORD_H
#define VERIFY_KEY_RECORD_H

#include "claim.h"
#include "crypto.h"

/*
 * The key in TEXT, if it may sign CLAIM.  Returns (transfer full), or NULL with *REASON (transfer
 * none), part of a sentence; *IS_KEY tells whether TEXT is a key record at all.
 */
PublicKey *key_record_read(GBytes *text, const Claim *claim, gboolean *is_key, const char **reason);

#endif
