/*
 * wire - bytes out, answers in: the connection below SMTP
 *
 * Knows what an answer looks like (RFC 5321, 4.2), not what it means.  Whatever the other side
 * sends, time and memory are bounded.  Every error is SMTP_ERROR_UNREACHABLE.
 */
#ifndef INJECT_WIRE_H
#define INJECT_WIRE_H

#include <glib.h>

typedef struct Wire Wire;

/* Connect to LISTENER, "smtp:host:port".  Returns (transfer full), or NULL with ERROR. */
Wire *wire_open(const char *listener, GError **error);

/* Send DATA, now or with what follows. */
gboolean wire_put(Wire *wire, const char *data, gsize size, GError **error);

/* Send what is still here. */
gboolean wire_flush(Wire *wire, GError **error);

/*
 * Wait at most SECONDS for an answer.  Returns its code, 200 to 599, and in *TEXT (transfer full)
 * its lines without the codes, "\n" between them, in UTF-8 without other control characters; or 0
 * with ERROR, after which the wire is of no use.
 */
guint wire_answer(Wire *wire, guint seconds, char **text, GError **error);

void wire_close(Wire *wire); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Wire, wire_close)

#endif
