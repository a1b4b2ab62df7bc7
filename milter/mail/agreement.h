/*
 * agreement - whether two forms of one mail, plain and HTML, say the same
 *
 * They are meant to.  Where they do not, some readers are shown one and some the other.
 */
#ifndef MAIL_AGREEMENT_H
#define MAIL_AGREEMENT_H

#include <glib.h>

/* Whether OTHER says much that TEXT does not: most of its words, and not only a few. */
gboolean agreement_adds(const char *text, const char *other);

#endif
