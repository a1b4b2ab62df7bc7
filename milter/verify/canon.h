/*
 * canon - the two canonical forms of header fields and bodies (RFC 6376 section 3.4)
 *
 * In a body a line ends with CRLF or LF, as a file has it; CR alone is a byte like others.
 */
#ifndef VERIFY_CANON_H
#define VERIFY_CANON_H

#include <glib.h>

typedef enum Canon { CANON_SIMPLE, CANON_RELAXED, N_CANONS } Canon;

/* Append the field NAME with VALUE (as in a Field of mail/message.h) to OUT, without a line end. */
void canon_field(Canon canon, const char *name, const char *value, GString *out);

/* Takes the next bytes of a canonical body. */
typedef void (*CanonSink)(gpointer sink, const void *data, gsize size);

/* A body on its way to SINK. */
typedef struct BodyCanon BodyCanon;

BodyCanon *body_canon_new(Canon canon, CanonSink sink, gpointer data); /* (transfer full) */
void body_canon_free(BodyCanon *body);                                 /* NULL is fine */
void body_canon_add(BodyCanon *body, const void *data, gsize size);
void body_canon_end(BodyCanon *body); /* once; the rest goes to the sink */

#endif
