/*
 * known - what a contact is known by, with the forms in which it compares
 */
#ifndef SQLITE_KNOWN_H
#define SQLITE_KNOWN_H

#include "people/contact.h"
#include "connection.h"

/* Something that a contact is known by: a row of identity. */
typedef struct Known {
	IdentityType type;
	char *value; /* as people wrote it */
	char *form;  /* as it compares */
	gboolean learned;
} Known;

/*
 * The names, addresses and profiles of CONTACT that have a form: GArray of Known (transfer full).
 */
GArray *known_new(const Contact *contact);

/* The same of the stored contact ID, or NULL with ERROR (transfer full). */
GArray *known_read(Database *database, gint64 id, GError **error);

#endif
