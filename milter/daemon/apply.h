/*
 * apply - what the plan says is done: the only place that changes mail
 */
#ifndef DAEMON_APPLY_H
#define DAEMON_APPLY_H

#include <libmilter/mfapi.h>

#include "session.h"

/*
 * Do what PLAN says, at the end of the message.  What the MTA does not let us
 * do is left undone; what fails is logged, and the mail passes, or is refused for now where
 * somebody would get it twice.  Where a field of our names cannot be taken off, on-error says what
 * becomes of the mail.  Returns the answer.
 */
sfsistat apply_plan(SMFICTX *ctx, Session *session, const Plan *plan);

/* The answer to a message that is refused for good, with TEXT for the client. */
sfsistat apply_refusal(SMFICTX *ctx, const char *text);

/* The answer to a message that could not be judged. */
sfsistat apply_on_error(SMFICTX *ctx, OnError on_error);

#endif
