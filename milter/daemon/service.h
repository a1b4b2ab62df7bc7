/*
 * service - what all sessions share
 */
#ifndef DAEMON_SERVICE_H
#define DAEMON_SERVICE_H

#include "counters.h"
#include "snapshot.h"

typedef struct Service {
	Snapshots *snapshots;
	Counters counters;
	atomic_ulong missing; /* rights some MTA did not give, each said once */
} Service;

#endif
