/*
 * dkim-signature - what a DKIM-Signature field says of itself (RFC 6376 section 3.5), unverified
 *
 * Read strictly: a signature that one verifier reads so and another one otherwise, or whose text a
 * verifier may copy into its own field, is none.
 */
#ifndef MAIL_DKIM_SIGNATURE_H
#define MAIL_DKIM_SIGNATURE_H

#include <glib.h>

#include "message.h"

typedef struct DkimSignature {
	guint field;      /* where it stands: an index for message_field() */
	char *domain;     /* d=, A-label form */
	char *selector;   /* s= */
	char *algorithm;  /* a= */
	char *identity;   /* i= decoded, "@" and the domain where it is not there */
	char *signature;  /* b= without white space */
	char **names;     /* h=, one for each time it is signed */
	gboolean partial; /* it signs the beginning of the body alone: l= */
} DkimSignature;

/*
 * Read the raw VALUE of a field.  Returns (transfer full), or NULL: it is no tag list, a required
 * tag is missing, a tag's value is not of its type, From is not signed, i= is not under d= or not
 * plain (letters, digits and what else an address has without quotes).
 */
DkimSignature *dkim_signature_parse(const char *value);
void dkim_signature_free(DkimSignature *signature); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DkimSignature, dkim_signature_free)

/* How often it signs NAME, in any case. */
guint dkim_signature_signs(const DkimSignature *signature, const char *name);

/*
 * All of MESSAGE in the order of their fields: (transfer full) an array of DkimSignature *.
 * *MALFORMED counts the fields of that name that are none, and those beyond the first 20.
 */
GPtrArray *dkim_signatures_of(const Message *message, guint *malformed);

#endif
