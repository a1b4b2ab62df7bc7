/*
 * exempt - the fields that are read although a header is longer than is read
 *
 * Whoever writes a thousand fields of junk must not hide by it what a mail is judged by: who it is
 * from, what it says it is, how its body is to be read, what verifiers wrote, fields of our own
 * names, and those that rules ask for.  Each name has a share of its own, which no other
 * name uses up; what came beyond it is lacking, and whoever asks is told.
 *
 * Private to message.c.
 */
#ifndef MAIL_EXEMPT_H
#define MAIL_EXEMPT_H

#include <glib.h>

typedef struct Exempt Exempt;

/* NAMES, lent, are exempt besides (NULL-terminated, nullable).  (transfer full) */
Exempt *exempt_new(const char *const *names);
void exempt_free(Exempt *exempt); /* NULL is fine */

/* Whether a further field called NAME, of SIZE bytes, is read; if not, it is lacking. */
gboolean exempt_take(Exempt *exempt, const char *name, gsize size);

/* Note that of a field called NAME something was not read. */
void exempt_note(Exempt *exempt, const char *name);

/* Whether a field called NAME, or something of one, is lacking. */
gboolean exempt_lacks(const Exempt *exempt, const char *name);

/* Whether NAME is one of ours: what only we write, and take off wherever it stands. */
gboolean exempt_is_ours(const char *name);

#endif
