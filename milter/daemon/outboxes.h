/*
 * outboxes - those that the courier goes round to
 *
 * Copies stay beside the database that was configured when they were made.  So after a reload that
 * names another there are two outboxes, until the next start.
 *
 * Belongs to the courier's thread.
 */
#ifndef DAEMON_OUTBOXES_H
#define DAEMON_OUTBOXES_H

#include "service.h"

typedef struct Outboxes Outboxes;

Outboxes *outboxes_new(Service *service); /* (transfer full) none yet */
void outboxes_free(Outboxes *outboxes);   /* NULL is fine */

/*
 * Go to what CONFIG names from now on.  TRUE: that is another reinjector, or one more outbox.  What
 * waits where there is no reinjector is logged.
 */
gboolean outboxes_follow(Outboxes *outboxes, const Config *config);

/* outbox_recover(), before there are sessions: what they prepare is not told from what was left. */
void outboxes_recover(Outboxes *outboxes);

/*
 * Mark the copy ID beside DATABASE: the mail server has our answer.  *WAITS: it is to be sent.
 * FALSE: it could not be marked, which is logged, and has to be once more.
 */
gboolean outboxes_mark(Outboxes *outboxes, const char *database, const char *id, gboolean *waits);

/* Send one copy, or all that are answered (FALSE: some have to wait). */
void outboxes_send(Outboxes *outboxes, const char *database, const char *id);
gboolean outboxes_run(Outboxes *outboxes);

/* Until the next copy no connection is needed. */
void outboxes_hang_up(Outboxes *outboxes);

/* Forget what was done before TIME, seconds since 1970. */
void outboxes_purge(Outboxes *outboxes, gint64 time);

#endif
