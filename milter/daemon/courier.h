/*
 * courier - the thread that takes copies from the spool to the reinjector
 *
 * It never works inside a callback.  A copy that a callback prepared is let alone until the mail
 * server must have our answer; then it is on its way.  What has to wait is tried again and again,
 * at growing intervals; what invitectl puts into the outbox is found within seconds.
 */
#ifndef DAEMON_COURIER_H
#define DAEMON_COURIER_H

#include "service.h"

/*
 * Look after what an earlier run left, say what of it may come twice, and start (transfer full).
 * NULL with SPOOL_ERROR: there is no thread to be had.
 */
Courier *courier_new(Service *service, GError **error);

/*
 * What was just answered is delivered, what waits for something else is left to the next run;
 * COURIER is gone.  FALSE: the reinjector does not answer, and the thread still waits for it: the
 * process has to end with it.
 */
gboolean courier_end(Courier *courier);

/*
 * The answer that makes the copies IDS (char *), beside DATABASE, all that is left is about to be
 * sent.  Thread-safe.
 */
void courier_expect(Courier *courier, const char *database, const GPtrArray *ids);

#endif
