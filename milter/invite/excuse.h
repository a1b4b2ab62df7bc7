/*
 * excuse - why a mail that proves nothing may be genuine all the same
 *
 * Lists and forwarders break signatures and send from hosts of their own.
 * Private to proof.c.
 */
#ifndef INVITE_EXCUSE_H
#define INVITE_EXCUSE_H

#include "proof.h"

/* How the mail came; all lent. */
typedef struct Arrival {
	Message *message;
	const ProofSettings *settings;
	const char *client_name, *client_address; /* (nullable) */
	gboolean arc_passed;                      /* our verifier saw the ARC chain pass */
} Arrival;

/* "through a mailing list" or the like (transfer full, nullable: there is none). */
char *excuse_find(const Arrival *arrival);

#endif
