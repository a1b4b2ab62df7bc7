/*
 * counters - how much mail went which way since the start
 */
#ifndef DAEMON_COUNTERS_H
#define DAEMON_COUNTERS_H

#include <stdatomic.h>

#include <glib.h>

#include "language/words.h"

#define COUNTED_ACTIONS (ACTION_DISCARD + 1)

typedef struct Counters {
	atomic_ullong messages; /* that reached the end of their headers */
	atomic_ullong ordinary; /* and left there */
	atomic_ullong exempt;   /* of authenticated or exempt clients: never judged */
	atomic_ullong drift;    /* proven mail by a network that its rules do not know */
	atomic_ullong judged;
	atomic_ullong failed;  /* got the on-error answer */
	atomic_ullong learned; /* contacts that outgoing mail made, or gave another name */
	atomic_ullong actions[COUNTED_ACTIONS]; /* one per recipient of judged mail */
	atomic_uint in_flight;                  /* messages between their MAIL and their end */
} Counters;

/* One more; returns how many that makes. */
unsigned long long counters_add(atomic_ullong *counter);

/* "messages=12 ordinary=10 ...", only those actions that happened (transfer full). */
char *counters_text(Counters *counters);

#endif
