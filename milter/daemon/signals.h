/*
 * signals - what the outside wants of the process, as events for the main thread
 *
 * libmilter's own thread would take HUP and TERM for "stop at once", so it is kept from
 * waiting for them.  They are blocked in every thread but the main one, whose handlers only
 * write to a pipe.
 */
#ifndef DAEMON_SIGNALS_H
#define DAEMON_SIGNALS_H

#include <glib.h>

typedef enum {
	EVENT_NONE,   /* the time is over */
	EVENT_RELOAD, /* HUP, USR1 */
	EVENT_COUNT,  /* USR2: the counters, please */
	EVENT_STOP,   /* TERM, INT */
	EVENT_ENDED,  /* from signals_ended(): libmilter has returned */
} Event;

/* Install the handlers; the signals are blocked until signals_unblock().  FALSE with errno. */
gboolean signals_open(void);

/* In the main thread, once all others are made. */
void signals_unblock(void);

/* Wait for the next event, at most TIMEOUT milliseconds (-1: for ever). */
Event signals_wait(int timeout);

/* From any thread: EVENT_ENDED. */
void signals_ended(void);

#endif
