/*
 * verification - our own look at the DKIM signatures of one message (RFC 6376, 8301, 8463)
 *
 * It begins at the end of the header, hashes the body as it streams, and asks for keys only when
 * the judgement asks what it found: mail that turns out to be nothing costs no look-up, and mail
 * without a wanted signature next to nothing.  A body is hashed at most twice (simple and relaxed),
 * however many signatures there are.  A verification belongs to one thread at a time.
 *
 * Each signature is looked at by itself; no other one can spoil it.  It passes if all this holds:
 *
 *   the field   is a tag-list in which no tag stands twice; v=1, a=, b=, bh=, d=, h= and s= are
 *               there; no tag is malformed
 *   a=          rsa-sha256 or ed25519-sha256.  rsa-sha1 must not be believed (RFC 8301)
 *   c=, q=      simple or relaxed; q= names dns/txt
 *   h=          names From.  A name that stands there more often than in the header signs that
 *               no further field is added.  DKIM-Signature means others than the one looked at
 *   i=          lies in or below d=
 *   x=, t=      x= is not over, and later than t=; t= is not in the future.  Clocks may differ by
 *               five minutes
 *   l=          is not larger than the body.  What follows is not signed: who believes in the
 *               body must look for l=
 *   the key     is a well-formed record, for mail (s=) and SHA-256 (h=); its k= is that of a=.
 *               RSA has 1024 to 8192 bits (RFC 8301).  An empty p= is revoked.  With t=y the
 *               domain only tests: its mail is as if unsigned.  With t=s i= lies in d= itself
 *   the hashes  of body and header are those that were signed
 *
 * Of several records under one name any may hold the key.  The name of a key must be possible
 * (verify/keys.h).  SIGNATURE_UNREACHED is a signature of which all but the key is known and right.
 */
#ifndef VERIFY_VERIFICATION_H
#define VERIFY_VERIFICATION_H

#include "judge/verifier.h"
#include "keys.h"

/* So many wanted signatures are told; so many that may become wanted are looked at. */
enum { VERIFICATION_TOLD = 4, VERIFICATION_HASHED = 16 };

typedef struct Verification Verification;

/*
 * Begin with MESSAGE, whose header is complete.  WANTED, asked with DATA and not kept, says which
 * d= may matter; the first VERIFICATION_HASHED that may are looked at.  A body of more than MOST
 * bytes comes to no verdict.  Returns (transfer full), or NULL: there is no such signature.
 */
Verification *verification_new(const Message *message, SignatureFilter wanted, gconstpointer data,
			       guint64 most);
void verification_free(Verification *verification); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Verification, verification_free)

/* The next piece of the body, with lines that end in CRLF or LF. */
void verification_add_body(Verification *verification, const void *data, gsize size);

/* Whether more body would still matter. */
gboolean verification_wants_body(const Verification *verification);

/*
 * The whole body at once, from MESSAGE, where it was not fed beside it.  If MESSAGE kept only its
 * beginning (message_keep_whole()), there is no verdict.
 */
void verification_read_body(Verification *verification, const Message *message);

/*
 * The answer for the judgement, which asks once the body has ended, with the message that
 * VERIFICATION was begun with (nullable: no signature was wanted); its fields must be the same.
 * What is wanted then may be less than was wanted first; it may be asked again.  Keys come from
 * KEYS, all look-ups of the message together within TIMEOUT microseconds of the first question.
 * Lives in *ANSWER, which the caller has; VERIFICATION and KEYS are lent.
 */
typedef struct VerificationAnswer {
	Verifier verifier; /* first */
	Verification *verification;
	KeySource *keys;
	gint64 timeout;
} VerificationAnswer;

Verifier *verification_answer(VerificationAnswer *answer, Verification *verification,
			      KeySource *keys, gint64 timeout);

#endif
