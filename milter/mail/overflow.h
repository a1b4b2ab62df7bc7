/*
 * overflow - the end of a large body, in a file without a name
 *
 * What is judged of a body is in memory; what a copy needs beyond that waits here.
 * The file is gone with its descriptor, however the program ends.
 */
#ifndef MAIL_OVERFLOW_H
#define MAIL_OVERFLOW_H

#include <glib.h>

#include "message.h"

typedef struct Overflow Overflow;

/* An empty file in FOLDER (transfer full), or NULL with a G_FILE_ERROR. */
Overflow *overflow_new(const char *folder, GError **error);
void overflow_free(Overflow *overflow); /* NULL is fine */

/* Append.  FALSE with a G_FILE_ERROR: what was added before may be incomplete too. */
gboolean overflow_add(Overflow *overflow, const void *data, gsize size, GError **error);

/* All of it to SINK.  FALSE with a G_FILE_ERROR, or the sink's. */
gboolean overflow_emit(const Overflow *overflow, MessageSink sink, gpointer data, GError **error);

#endif
