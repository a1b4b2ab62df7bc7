/*
 * vcard - vCard 3.0 (RFC 2426) and 4.0 (RFC 6350), and what phones still write as 2.1
 *
 * Of a card the names (FN, N, NICKNAME), addresses (EMAIL) and pages of members (URL,
 * X-SOCIALPROFILE, SOCIALPROFILE, IMPP) are read, and nothing else.
 */
#ifndef IMPORT_VCARD_H
#define IMPORT_VCARD_H

#include "import.h"

/* Reads cards.  FALSE with INPUT_ERROR or what HANDLER's take said. */
extern const ImportFormat vcard_format;

/* CONTACT as a card in version 4.0 that is read back the same (transfer full). */
char *export_vcard(const Contact *contact);

#endif
