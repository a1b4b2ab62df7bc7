/*
 * inquiry - what one look at a message's proof has found
 *
 * Three things are asked whether a domain's organization signed: our own verification, the fields
 * of verifiers whom we believe, and the DKIM-Signatures that stand in the message.  Private to
 * proof.c, cover.c and excuse.c.
 */
#ifndef JUDGE_INQUIRY_H
#define JUDGE_INQUIRY_H

#include "mail/authres.h"
#include "mail/dkim-signature.h"

#include "proof.h"

typedef struct Inquiry {
	Message *message;
	const Recognition *recognition;
	const ProofSettings *settings;
	const ProofArrival *arrival;
	AuthFound *found;         /* what verifiers wrote */
	GPtrArray *signatures;    /* DkimSignature *, those of the message that are well-formed */
	guint malformed;          /* its DKIM-Signatures that are not */
	GPtrArray *verified;      /* Signature *, as we saw them; NULL: we came to no verdict */
	char *unable;             /* why not, part of a sentence (nullable) */
	gboolean single;          /* From is one mailbox */
	GPtrArray *organizations; /* char *: the organizational domains that are to be proved */
	char *whose;              /* the same, for why */
	const char *who;          /* our verifier, for why */
} Inquiry;

/*
 * Ask everybody about MESSAGE.  Everything is lent as long as the inquiry lives.  Release with
 * inquiry_clear().
 */
void inquiry_begin(Inquiry *inquiry, Message *message, const Recognition *recognition,
		   const ProofSettings *settings, const ProofArrival *arrival);
void inquiry_clear(Inquiry *inquiry);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Inquiry, inquiry_clear)

/* Whether DOMAIN (nullable) is of one of ORGANIZATIONS (char *). */
gboolean inquiry_is_aligned(const char *domain, const GPtrArray *organizations);

/*
 * The signatures of ORGANIZATIONS among VERIFIED (nullable) that passed: array of DkimSignature *,
 * lent.
 */
GPtrArray *inquiry_passed(const Inquiry *inquiry, const GPtrArray *verified,
			  const GPtrArray *organizations);

/*
 * A believed result that passes for one of ORGANIZATIONS, the best first, and how it is told; NULL
 * where there is none.  dkim counts only with a signature in the message that agrees with it.
 */
typedef struct BelievedPass {
	Proof proof;
	const AuthResult *result;
	const char *before, *after; /* around the domain, in a sentence */
} BelievedPass;
gboolean inquiry_believed_pass(const Inquiry *inquiry, const GPtrArray *organizations,
			       BelievedPass *pass);

/* Whether the message has the signature of ORGANIZATIONS that RESULT, of dkim, speaks of. */
gboolean inquiry_is_backed(const Inquiry *inquiry, const AuthResult *result,
			   const GPtrArray *organizations);

/* Whether the signature in the message is the one that RESULT, of dkim, speaks of. */
gboolean inquiry_agrees(const DkimSignature *signature, const AuthResult *result);

/*
 * Why nothing that a verifier wrote about this message proves anything: the sender may have
 * shaped it, or written it.  Part of a sentence (transfer none, nullable: it may).
 */
const char *inquiry_doubt(const Inquiry *inquiry);

#endif
