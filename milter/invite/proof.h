/*
 * proof - did the network (or, in own-name mail, the From domain) send it?
 */
#ifndef INVITE_PROOF_H
#define INVITE_PROOF_H

#include "mail/message.h"
#include "recognize.h"
#include "verifier.h"

/* Whom we believe.  All NULL-terminated, NULL is empty. */
typedef struct ProofSettings {
	const char *const *authserv_ids;
	const char *const *own_hosts;
	const char *const *forwarders;  /* host names or networks (CIDR) whose mail may arrive broken */
	const char *const *arc_sealers; /* domains */
} ProofSettings;

/*
 * VERIFIER (nullable) looks at the signatures itself.  CLIENT_NAME and
 * CLIENT_ADDRESS: who handed the mail in (nullable).  Appends to WHY.  What an
 * inviter is known by becomes weak where the passing signature does not cover it.
 */
Proof proof_of(Message *message, const Recognition *recognition, const ProofSettings *settings,
	       Verifier *verifier, const char *client_name, const char *client_address, GPtrArray *why);

#endif
