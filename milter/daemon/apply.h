/*
 * apply - what the plan says is done: the only place that changes mail
 */
#ifndef DAEMON_APPLY_H
#define DAEMON_APPLY_H

#include <libmilter/mfapi.h>

#include "session.h"

/* The rights (SMFIF_*) that a plan under CONFIG may need. */
unsigned long apply_rights(const Config *config);

/* Log, once for each right and process, which of RIGHTS the MTA does not give. */
void apply_say_missing(Service *service, unsigned long rights);

/*
 * Do what PLAN says, at the end of the message.  What the MTA does not let us
 * do is left undone; what fails is logged, and the mail passes.  Returns the answer.
 */
sfsistat apply_plan(SMFICTX *ctx, Session *session, const Plan *plan);

/* The answer to a message that could not be judged. */
sfsistat apply_on_error(SMFICTX *ctx, OnError on_error);

#endif
