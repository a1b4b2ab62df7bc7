/*
 * print - a contact as a JSON object or for a person to read
 */
#ifndef CTL_CONTACT_PRINT_H
#define CTL_CONTACT_PRINT_H

#include "store/store.h"

/*
 * {"id","owner","names","emails","profiles","state","source","since"} without line end (transfer
 * full).
 */
char *contact_json(const Contact *contact);

/* One line: id, owner, state and what the person is known by (transfer full). */
char *contact_line(const Contact *contact);

/* Everything, a line each, without the last line end (transfer full). */
char *contact_text(const Contact *contact);

#endif
