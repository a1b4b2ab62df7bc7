/*
 * vcard - who is on a visiting card (vCard 2.1, 3.0, 4.0)
 */
#ifndef MAIL_VCARD_H
#define MAIL_VCARD_H

#include <glib.h>

#include "message.h"

/* Append to CARDS (VCard *) those in TEXT, until there are 100. */
void vcard_read(const char *text, GPtrArray *cards);
void vcard_free(VCard *card);

#endif
