/*
 * contact - a person in somebody's contact book
 *
 * A record and nothing more: store/ keeps it, import/ reads it from address books.
 */
#ifndef INVITE_CONTACT_H
#define INVITE_CONTACT_H

#include <glib.h>

#include "identities.h"

typedef enum { CONTACT_TRUSTED, CONTACT_DECLINED } ContactState;
extern const char *const contact_state_words[];

typedef struct Contact {
	gint64 id;          /* 0: not stored yet */
	char *owner;        /* comparable form: "bob@example.org", "@example.org", "*" */
	GPtrArray *names;   /* char * */
	GPtrArray *emails;  /* char * */
	GPtrArray *profiles;/* char *: network:form:value */
	ContactState state;
	char *network;      /* a decline by name alone covers this network only (nullable) */
	char *source;       /* "manual", "learned", "import" ... */
	char *note;         /* (nullable) */
	gint64 since;       /* seconds since 1970 */
} Contact;

Contact *contact_new(const char *owner); /* (transfer full); OWNER is copied (nullable: not known yet) */
void contact_free(Contact *contact);     /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Contact, contact_free)

/* Its names, addresses or profiles (transfer none). */
GPtrArray *contact_values(const Contact *contact, IdentityType type);

#endif
