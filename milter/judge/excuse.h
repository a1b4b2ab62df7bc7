/*
 * excuse - why a mail that proves nothing may be genuine all the same
 *
 * Lists and forwarders break signatures and send from hosts of their own, and a key cannot always
 * be fetched.  What a forger can arrange is no excuse.  Private to proof.c.
 */
#ifndef JUDGE_EXCUSE_H
#define JUDGE_EXCUSE_H

#include "inquiry.h"

/* "it came through a mailing list" or the like (transfer full, nullable: there is none). */
char *excuse_find(const Inquiry *inquiry);

#endif
