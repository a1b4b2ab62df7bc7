/*
 * feeder - the lines of a file -> one Message, as a mail server would feed it
 *
 * Does to fields what Postfix does before a milter sees them: cut at a NUL and
 * at 60,000 bytes, a bare CR a space; a line that is no field ends the header.
 */
#ifndef MAIL_FEEDER_H
#define MAIL_FEEDER_H

#include "message.h"

/* A line with its end, or a piece of a long one. */
typedef struct Piece {
	const char *data;
	gsize size;
	gboolean begins; /* a line begins here */
} Piece;

typedef struct Feeder {
	Message *message; /* lent */
	GString *field;   /* being read; a fold is "\n" */
	enum { FEEDER_BEFORE, FEEDER_HEADER, FEEDER_BODY } state;
	gboolean unquote; /* ">From " of an mbox loses its ">" */
	gboolean sender_known;
} Feeder;

void feeder_begin(Feeder *feeder, Message *message, gboolean unquote);
void feeder_add(Feeder *feeder, Piece piece);

/* No more comes: the last field is handed over. */
void feeder_end(Feeder *feeder);

#endif
