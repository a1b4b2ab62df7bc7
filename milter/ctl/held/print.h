/*
 * print - a held message as a JSON object or as a line to read
 */
#ifndef CTL_HELD_PRINT_H
#define CTL_HELD_PRINT_H

#include <json-glib/json-glib.h>

#include "store/store.h"
#include "store/spool.h"

/*
 * {"id","owner","network","kind","inviter":{"name","email","profile"},"since","count","size",
 * "standing","refused","place"} without line end (transfer full).  PLACE: SPOOL_HELD or
 * SPOOL_OUTBOX.
 */
char *held_json(const HeldRow *row, SpoolPlace place);

/* The members of held_json() up to "place", for a larger object. */
void held_json_members(JsonBuilder *builder, const HeldRow *row, SpoolPlace place);

/* One line: id, since when, whose, what, by whom, and why it is here (transfer full). */
char *held_line(const HeldRow *row, SpoolPlace place);

#endif
