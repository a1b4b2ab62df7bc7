/*
 * verifier - what our own look at the signatures of a message found (RFC 6376)
 *
 * The judgement asks through this interface, as it asks a Book; libopendkim answers in verify/,
 * an array in tests.
 */
#ifndef JUDGE_VERIFIER_H
#define JUDGE_VERIFIER_H

#include "mail/message.h"

typedef enum SignatureState {
	SIGNATURE_PASS,
	SIGNATURE_FAIL, /* a broken signature is no signature; so is one whose key is not there or
			   no key */
	SIGNATURE_UNREACHED, /* all else is whole, but our resolver met a time-out or SERVFAIL for
				its key */
} SignatureState;

/* One DKIM-Signature that was looked at. */
typedef struct Signature {
	guint field;  /* where it stands: an index for message_field() */
	char *domain; /* its d=, A-label form */
	SignatureState state;
	char *reason; /* why it did not pass, part of a sentence without text of the sender's
			 (nullable) */
} Signature;

void signature_free(Signature *signature); /* NULL is fine */

/* Whether a signature of DOMAIN (A-label form) says anything about the message. */
typedef gboolean (*SignatureFilter)(const char *domain, gconstpointer data);

typedef struct Verifier Verifier;
struct Verifier {
	/*
	 * Verify the signatures of MESSAGE that WANTED (with DATA) asks for, at most four, in the
	 * order of their fields.  Returns (transfer full) an array of Signature *, empty where
	 * there are none; or NULL with *UNABLE (transfer full), part of a sentence, where that came
	 * to no verdict at all: the body is too large, or not whole.
	 */
	GPtrArray *(*verify)(Verifier *verifier, Message *message, SignatureFilter wanted,
			     gconstpointer data, char **unable);
};

#endif
