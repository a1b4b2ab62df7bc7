/*
 * inviter - the person on whose behalf the network wrote
 *
 * The From: field of an invitation names the network.  The person behind it
 * stands in the display-name, the Subject:, a link or the text, wherever the
 * rules of the network say.
 */
#ifndef PEOPLE_INVITER_H
#define PEOPLE_INVITER_H

#include <glib.h>

/* One thing known of an inviter. */
typedef struct Identity {
	char *value;       /* (nullable: not known) */
	const char *from;  /* where it was read: "from-name", "subject", "link", "quoted" ... */
	gboolean strong;   /* FALSE: an inviter could have typed it */
	const char *field; /* the header field, lent by the rules; NULL: the body; "": the envelope */
} Identity;

typedef struct Inviter {
	Identity name;
	Identity email;
	Identity profile; /* "network:form:value" */
	Identity invitation; /* "network:invitation:number", by which its reminders are known */
} Inviter;

Inviter *inviter_new(void);
Inviter *inviter_copy(const Inviter *inviter); /* (transfer full); what the rules lent is left out */
void inviter_free(Inviter *inviter); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Inviter, inviter_free)

GPtrArray *inviters_new(void); /* (transfer full) of Inviter *, empty */

#endif
