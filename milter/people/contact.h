/*
 * contact - a person in somebody's contact book
 *
 * A record and nothing more: store/ keeps it, import/ reads it from address books.
 */
#ifndef PEOPLE_CONTACT_H
#define PEOPLE_CONTACT_H

#include <glib.h>

#include "identities.h"

typedef enum { CONTACT_TRUSTED, CONTACT_DECLINED } ContactState;
extern const char *const contact_state_words[];

/* Where a contact comes from; what is further down weighs more. */
typedef enum { SOURCE_LEARNED, SOURCE_IMPORT, SOURCE_MANUAL } ContactSource;
extern const char *const contact_source_words[]; /* "learned", "import", "manual" */

/* What invitectl writes down as the source of who is trusted or declined by a held message. */
#define CONTACT_RELEASED "released"
#define CONTACT_DECLINED_HELD "declined"
#define CONTACT_UNPROVEN                                                                           \
	"unproven" /* declined by one that proved nothing: by name, for such mail alone */

typedef struct Contact {
	gint64 id;           /* 0: not stored yet */
	char *owner;         /* comparable form: "bob@example.org", "@example.org", "*" */
	GPtrArray *names;    /* char * */
	GPtrArray *emails;   /* char * */
	GPtrArray *profiles; /* char *: network:form:value */
	ContactState state;
	char *network;      /* a decline by name alone covers this network only (nullable) */
	char *source;       /* of contact_source_words, or of a held message */
	char *note;         /* (nullable) */
	gint64 since;       /* seconds since 1970 */
	GPtrArray *learned; /* const char *: those of its values that were only learned */
} Contact;

Contact *
contact_new(const char *owner); /* (transfer full); OWNER is copied (nullable: not known yet) */
void contact_free(Contact *contact); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Contact, contact_free)

/* What SOURCE weighs; a word that is none of ours was a person's. */
ContactSource contact_source(const Contact *contact);

/* Whether WORD is the source of a contact. */
gboolean contact_is_source(const char *word);

/* Whether its decline covers only mail that proves nothing. */
gboolean contact_is_unproven(const Contact *contact);

/* Whether VALUE, one of CONTACT's own, was only learned; all of a learned contact's were. */
gboolean contact_is_learned(const Contact *contact, const char *value);
void contact_set_learned(Contact *contact, const char *value);

/* Its names, addresses or profiles (transfer none). */
GPtrArray *contact_values(const Contact *contact, IdentityType type);

#endif
