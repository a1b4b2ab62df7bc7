/*
 * rights - what the mail server lets us do, against what we may need
 */
#ifndef DAEMON_RIGHTS_H
#define DAEMON_RIGHTS_H

#include "session.h"

/* The rights (SMFIF_*) that a plan under CONFIG may need. */
unsigned long rights_wanted(const Config *config);

/* Log, once for each right and process, which of RIGHTS the MTA does not give. */
void rights_say_missing(Service *service, unsigned long rights);

/*
 * Whether all that the configuration does to recipients may be done, and whether copies would have the
 * white space of the message.
 */
gboolean rights_for_copies(const Session *session);

#endif
