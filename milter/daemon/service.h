/*
 * service - what all sessions share
 */
#ifndef DAEMON_SERVICE_H
#define DAEMON_SERVICE_H

#include "store/writer.h"
#include "counters.h"
#include "snapshot.h"
#include "strangers.h"

typedef struct Courier Courier;
typedef struct Learner Learner;

typedef struct Service {
	const Engine *engine; /* what keeps the store */
	Snapshots *snapshots;
	Counters counters;
	atomic_ulong missing; /* rights some MTA did not give, each said once */
	Writer *writer;       /* made before sessions, as the courier */
	Courier *courier;
	Learner *learner;
	Strangers strangers;
} Service;

#endif
