/*
 * names-seen - what a mail gives for a person, cleaned, and those who are never the inviter
 *
 * A mail names its recipient and its network more often than the person behind it.
 */
#ifndef RECOGNIZE_NAMES_SEEN_H
#define RECOGNIZE_NAMES_SEEN_H

#include "language/ruleset.h"
#include "mail/message.h"

typedef struct NamesSeen NamesSeen;

/* The recipients of MESSAGE (the envelope's, nullable, and To) and NETWORK itself (transfer full). */
NamesSeen *names_seen_new(Message *message, const char *const *recipients, const Network *network);
void names_seen_free(NamesSeen *own); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NamesSeen, names_seen_free)

/* TEXT as a name, as an address; NULL if it is none or cannot be the inviter's (transfer full). */
char *names_seen_name(const NamesSeen *own, const char *text);
char *names_seen_email(const NamesSeen *own, const char *text);

/* A name from a sentence, which may begin with the recipient's; NULL as above (transfer full). */
char *names_seen_spoken(const NamesSeen *own, const char *text);

#endif
