/*
 * print - owners as text and JSON
 */
#ifndef CTL_OWNER_PRINT_H
#define CTL_OWNER_PRINT_H

#include "store/store.h"

/*
 * One object:
 * {"owner","persons":[],"aliases":[],"shares":[],"mode","always":[],"never":[],"policy":[],
 * "contacts"} (transfer full).
 */
char *owner_json(const OwnerRecord *record);

/* One line of a list (transfer full). */
char *owner_line(const OwnerRecord *record);

/*
 * All of it, and by what is decided for OWNER, of which FALLBACK is the configured mode (transfer
 * full).
 */
char *owner_text(const OwnerRecord *record, const Owner *owner, Mode fallback);

#endif
