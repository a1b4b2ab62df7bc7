/*
 * claim - what one DKIM-Signature field says (RFC 6376 section 3.5)
 */
#ifndef VERIFY_CLAIM_H
#define VERIFY_CLAIM_H

#include <glib.h>

#include "canon.h"

/* Names in h= that are looked for; a signer who writes more is not believed. */
enum { CLAIM_NAMES_MOST = 500 };

typedef struct Claim {
	guint field;        /* an index for message_field() */
	char *domain;       /* d=, A-label form */
	const char *reason; /* why it cannot pass, whatever the message and the key (nullable) */
	/* Where there is no reason: */
	gboolean is_ed25519;
	Canon header, body;
	char **names;          /* h= */
	GByteArray *body_hash; /* bh= */
	GByteArray *signature; /* b= */
	gboolean has_length;   /* l= */
	guint64 length;
	gboolean is_below; /* i= lies below d=, not in it */
	char *key_name;
} Claim;

/*
 * Read VALUE, the raw value of the field FIELD, whose d= is DOMAIN (A-label form); NOW: seconds
 * since 1970.  (transfer full)
 */
Claim *claim_read(guint field, const char *value, const char *domain, gint64 now);
void claim_free(Claim *claim); /* NULL is fine */

/* VALUE without what is in its tag b= (transfer full). */
char *claim_unsigned_value(const char *value);

#endif
