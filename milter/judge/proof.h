/*
 * proof - did the network (or, in own-name mail, the From domain) send it?
 */
#ifndef JUDGE_PROOF_H
#define JUDGE_PROOF_H

#include "mail/message.h"
#include "recognize/recognize.h"
#include "verifier.h"

/* Whom we believe.  Lists are NULL-terminated, NULL is empty. */
typedef struct ProofSettings {
	const char *const *authserv_ids;
	const char *const *own_hosts;
	const char *const
		*forwarders; /* host names or networks (CIDR) whose mail may arrive broken */
	const char *const *arc_sealers; /* domains */
	gboolean
		verify; /* we verify signatures ourselves, if perhaps not this time (no verifier) */
} ProofSettings;

/* How a message came.  All lent. */
typedef struct ProofArrival {
	const char *client_name, *client_address; /* who handed it in (nullable) */
	const char *greeting; /* by what name it greeted, HELO or EHLO (nullable) */
	Verifier *verifier;   /* looks at the signatures itself (nullable: nobody does) */
} ProofArrival;

/* What the look for a proof has found beside it (transfer full, nullable). */
typedef struct ProofFound {
	/*
	 * The authserv-id of a verifier that we do not believe and that says something of the
	 * network, where nothing else proves the message.
	 */
	char *stranger;
	/*
	 * By what the signed message is known where no signature covers its Message-ID: who sends
	 * it again can write another Message-ID, but not another one of these.
	 */
	char *signed_id;
} ProofFound;

void proof_found_clear(ProofFound *found);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ProofFound, proof_found_clear)

/*
 * Appends to WHY.  What an inviter is known by becomes weak where the passing signature does not
 * cover it.  FOUND is filled in; release with proof_found_clear().
 */
Proof proof_of(Message *message, const Recognition *recognition, const ProofSettings *settings,
	       const ProofArrival *arrival, ProofFound *found, Why *why);

#endif
