/*
 * cover - does the signature cover what an inviter is known by?
 *
 * A signed mail can be sent again by anybody, with fields added that the signer never saw; and
 * with another Content-Type on top the same body reads differently.  Private to proof.c.
 */
#ifndef JUDGE_COVER_H
#define JUDGE_COVER_H

#include "inquiry.h"

/*
 * Make weak, and say so in WHY, what stands where no signer saw it.  PASSED (DkimSignature *): the
 * signatures that we saw pass, of which one must cover it.  Where it is empty, PASS proves, and
 * every signature that may be the one it speaks of must.
 */
void cover_weaken(const Inquiry *inquiry, const GPtrArray *passed, const BelievedPass *pass,
		  Why *why);

/*
 * By what the message is known where its Message-ID stands where no signer saw it, so that it
 * is the same message when somebody sends it again under another one (transfer full, nullable:
 * its Message-ID is good).
 */
char *cover_signed_id(const Inquiry *inquiry, const GPtrArray *passed, const BelievedPass *pass);

#endif
