/*
 * places - a number of places that nobody can take all of
 *
 * Whoever asks for one is of some owner.  An owner gets another place only while those that it has
 * are less than an eighth of those that are free: who has none gets even the last one, and of who
 * wants many it takes dozens to fill all.
 */
#ifndef VERIFY_PLACES_H
#define VERIFY_PLACES_H

#include <glib.h>

/* May be used by several threads at once. */
typedef struct Places Places;

Places *places_new(guint count);  /* (transfer full) */
void places_free(Places *places); /* all are free again; NULL is fine */

/* Take a place for OWNER, waited for until DEADLINE (g_get_monotonic_time()).  FALSE: none came. */
gboolean places_take(Places *places, const char *owner, gint64 deadline);
void places_give_back(Places *places, const char *owner);

#endif
