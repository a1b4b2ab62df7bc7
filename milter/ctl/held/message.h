/*
 * message - the message of a copy, as it came
 */
#ifndef CTL_HELD_MESSAGE_H
#define CTL_HELD_MESSAGE_H

#include "run.h"
#include "mail/message.h"

/* Fed like any other (transfer full), or NULL with SPOOL_ERROR. */
Message *held_message_read(const HeldRun *run, const HeldCopy *copy, GError **error);

/* Byte by byte to standard output, whatever it may do to a terminal.  FALSE with SPOOL_ERROR. */
gboolean held_message_write(const HeldRun *run, const HeldCopy *copy, GError **error);

#endif
