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

/*
 * What a person may be known by, as it stands in the column identity.type.  An invitation is no
 * person, but its reminders are by the same one.
 */
typedef enum {
	IDENTITY_NAME = 1,
	IDENTITY_EMAIL = 2,
	IDENTITY_PROFILE = 3,    /* "network:form:value" */
	IDENTITY_INVITATION = 4, /* "network:invitation:number" */
} IdentityType;

/* The size of an array that a type is the index of: its first place is no type's. */
#define IDENTITY_TYPES (IDENTITY_INVITATION + 1)
extern const char *const identity_words[IDENTITY_TYPES]; /* "name", "email" ... */

/* One thing known of an inviter. */
typedef struct Identity {
	char *value;      /* (nullable: not known) */
	const char *from; /* where it was read: "from-name", "subject", "link", "quoted" ... */
	gboolean strong;  /* FALSE: an inviter could have typed it */
	const char
		*field; /* the header field, lent by the rules; NULL: the body; "": the envelope */
} Identity;

/* Each identity has a name, and a place by its type. */
typedef struct Inviter {
	union {
		Identity known[IDENTITY_TYPES];
		struct {
			Identity no_type, name, email, profile, invitation;
		};
	};
} Inviter;

Inviter *inviter_new(void);
Inviter *inviter_copy(const Inviter *inviter); /* (transfer full) without what the rules lent */
void inviter_clear(Inviter *inviter);          /* nothing is known of it any more */
void inviter_free(Inviter *inviter);           /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Inviter, inviter_free)

/* What INVITER is best called: its name, else address, else profile (transfer none, nullable). */
const char *inviter_called(const Inviter *inviter);

GPtrArray *inviters_new(void); /* (transfer full) of Inviter *, empty */

#endif
