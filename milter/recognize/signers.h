/*
 * signers - whose signatures may come to matter, as the header tells
 *
 * Before the body is there nobody knows which network a mail is by, but its bytes pass only
 * once.  So they are hashed for the few domains that can be asked about at its end: those of
 * From, of Sender, of the networks that these are, and of the list it came through.
 */
#ifndef RECOGNIZE_SIGNERS_H
#define RECOGNIZE_SIGNERS_H

#include "language/ruleset.h"
#include "mail/message.h"

typedef struct Signers Signers;

/* RULES are lent for its life.  Returns (transfer full). */
Signers *signers_new(const Ruleset *rules, Message *message);
void signers_free(Signers *signers); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Signers, signers_free)

/*
 * Whether DOMAIN, in A-label form, is of one of them.  SIGNERS is a Signers * (verifier.h,
 * SignatureFilter).
 */
gboolean signers_include(const char *domain, gconstpointer signers);

#endif
