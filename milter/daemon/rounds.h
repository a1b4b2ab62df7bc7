/*
 * rounds - the outboxes that the courier goes round to
 *
 * Copies stay beside the database that was configured when they were made.  So after a reload that
 * names another there are two outboxes, until the next start.
 *
 * Belongs to the courier's thread.
 */
#ifndef DAEMON_ROUNDS_H
#define DAEMON_ROUNDS_H

#include "service.h"

typedef struct Rounds Rounds;

Rounds *rounds_new(Service *service); /* (transfer full) none yet */
void rounds_free(Rounds *rounds);     /* NULL is fine */

/*
 * Go to what CONFIG names from now on.  TRUE: that is another listener, or one more outbox.  What waits
 * where there is no listener is logged.
 */
gboolean rounds_follow(Rounds *rounds, const Config *config);

/* outbox_recover(), before there are sessions: what they prepare is not told from what was left. */
void rounds_recover(Rounds *rounds);

/*
 * Mark the copy ID beside DATABASE: the mail server has our answer.  *WAITS: it is to be sent.  FALSE: it
 * could not be marked, which is logged, and has to be once more.
 */
gboolean rounds_mark(Rounds *rounds, const char *database, const char *id, gboolean *waits);

/* Send one copy, or all that are answered (FALSE: some have to wait). */
void rounds_send(Rounds *rounds, const char *database, const char *id);
gboolean rounds_run(Rounds *rounds);

/* Until the next copy no connection is needed. */
void rounds_hang_up(Rounds *rounds);

/* Forget what was done before TIME, seconds since 1970. */
void rounds_purge(Rounds *rounds, gint64 time);

#endif
