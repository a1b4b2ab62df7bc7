/*
 * whole - what a message keeps so that a copy can be made of it
 *
 * Private to message.c: what the judgement reads of a body is in memory already; the rest of
 * a large one goes into an Overflow.
 */
#ifndef MAIL_WHOLE_H
#define MAIL_WHOLE_H

#include "field.h"
#include "overflow.h"

typedef struct Whole {
	char *folder;       /* of the overflow; NULL: nobody asked for the whole */
	guint64 most;       /* bytes of a message that may become a copy */
	guint64 size;       /* bytes that came, as far as counted */
	Overflow *overflow; /* (nullable) */
	GError *error;      /* why the overflow is incomplete (nullable) */
} Whole;

/* Forget; afterwards nobody asked for anything. */
void whole_clear(Whole *whole);

/* Ask for the whole under HEADER. */
void whole_begin(Whole *whole, const Header *header, const char *folder, guint64 most);

/* SIZE bytes of body came, of which the last BEYOND at DATA are not in memory. */
void whole_add(Whole *whole, gsize size, const char *data, gsize beyond);

/* Whether more would be kept. */
gboolean whole_wants_more(const Whole *whole);

/* Why a copy would not be what came under HEADER (transfer none, nullable: it would). */
const char *whole_lacks(const Whole *whole, const Header *header);

/* message_emit() and message_field_size(); BODY is the part in memory. */
gboolean whole_emit(const Whole *whole, const Header *header, guint first, const GByteArray *body,
		    MessageSink sink, gpointer data, GError **error);
gsize whole_field_size(const Field *field);

#endif
