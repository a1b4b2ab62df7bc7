/*
 * sink - an SMTP listener that takes everything and counts what each recipient got
 *
 * A mail counts when its final dot was seen, before the answer is sent: as a mail server that
 * commits, and then says so.
 */
#ifndef PROTOCOL_SINK_H
#define PROTOCOL_SINK_H

#include <glib.h>

typedef struct Sink Sink;

Sink *sink_new(void);       /* (transfer full) listens on 127.0.0.1 from now on */
void sink_free(Sink *sink); /* NULL is fine */
guint sink_port(const Sink *sink);

/* How many mails RECIPIENT ("carol@example.org") got. */
guint sink_count(Sink *sink, const char *recipient);

/* Forget all. */
void sink_clear(Sink *sink);

/* Answer the final dot with CODE from now on: 250, or 451 or 550 to take nothing. */
void sink_answer(Sink *sink, guint code);

/* The last mail that was taken, as it came (transfer full, "" before the first). */
char *sink_last(Sink *sink);

#endif
