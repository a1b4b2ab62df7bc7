/*
 * vcard-property - the content lines of visiting cards (vCard 2.1, RFC 2426, RFC 6350)
 *
 * Fed line by line, so that a file of any size is read in little memory.  Folded lines are
 * joined, groups cut off, quoted-printable is decoded; of which charset the bytes then are
 * only who brought them can tell.
 */
#ifndef MAIL_VCARD_PROPERTY_H
#define MAIL_VCARD_PROPERTY_H

#include <glib.h>

typedef struct VCardProperty {
	guint line;                /* where it begins, from 1 */
	const char *name;          /* upper case, without group; NULL: a line that is none */
	const char *parameters;    /* upper case, ";" in front of each */
	const char *charset;       /* what its CHARSET says (nullable) */
	gboolean quoted_printable; /* the value was in it */
	const char *value;         /* bytes, still escaped; long ones (photos) are cut */
	gsize length;
} VCardProperty;

/* Called with each property, BEGIN and END too; lent for the call. */
typedef void (*VCardPropertyFunc)(const VCardProperty *property, gpointer user_data);

typedef struct VCardReader VCardReader;

VCardReader *vcard_reader_new(VCardPropertyFunc func, gpointer user_data); /* (transfer full) */
void vcard_reader_free(VCardReader *reader);                               /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VCardReader, vcard_reader_free)

/* The next LENGTH bytes of a line without its end; property.line counts these. */
void vcard_reader_add(VCardReader *reader, const char *line, gsize length);

/* No more comes: the last property is handed over. */
void vcard_reader_end(VCardReader *reader);

/* Whether PROPERTY is NAME:VCARD. */
gboolean vcard_property_is(const VCardProperty *property, const char *name);

/* TEXT, a value in UTF-8, unescaped, line ends and white space as single spaces (transfer full). */
char *vcard_text(const char *text);

/*
 * The parts of TEXT between unescaped SEPARATORs (";" or ","), each as vcard_text() (transfer
 * full).
 */
char **vcard_parts(const char *text, char separator);

/*
 * A structured name (N: family;given;additional;...) as people are called: given additional family
 * (transfer full).
 */
char *vcard_name(const char *text);

#endif
