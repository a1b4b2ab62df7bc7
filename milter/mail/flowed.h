/*
 * flowed - paragraphs of format=flowed (RFC 3676)
 */
#ifndef MAIL_FLOWED_H
#define MAIL_FLOWED_H

#include <glib.h>

/* TEXT with soft line ends taken out; with DELSP the space before them too (transfer full). */
char *flowed_join(const char *text, gboolean delsp);

#endif
