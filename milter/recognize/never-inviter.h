/*
 * never-inviter - what a mail gives for a person, cleaned, and those who are never the inviter
 *
 * A mail names its recipient and its network more often than the person behind it.
 */
#ifndef RECOGNIZE_NEVER_INVITER_H
#define RECOGNIZE_NEVER_INVITER_H

#include "evidence.h"

typedef struct NeverInviter NeverInviter;

/*
 * The recipients of the mail (the envelope's and To) and NETWORK itself, which is lent (transfer
 * full).
 */
NeverInviter *never_inviter_new(const Evidence *evidence, const Network *network);
void never_inviter_free(NeverInviter *never); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NeverInviter, never_inviter_free)

/* TEXT as a name, as an address; NULL if it is none or cannot be the inviter's (transfer full). */
char *never_inviter_name(const NeverInviter *never, const char *text);
char *never_inviter_email(const NeverInviter *never, const char *text);

/* A name from a sentence, which may begin with the recipient's; NULL as above (transfer full). */
char *never_inviter_spoken(const NeverInviter *never, const char *text);

#endif
