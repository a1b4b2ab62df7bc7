/*
 * rights - what the mail server lets us do, against what we may need
 */
#ifndef DAEMON_RIGHTS_H
#define DAEMON_RIGHTS_H

#include "session.h"

/*
 * The rights (SMFIF_*) to ask for: all, because an owner may set a mode and policy lines at any
 * time.
 */
unsigned long rights_wanted(void);

/* Those of them that CONFIG may need whatever owners set. */
unsigned long rights_needed(const Config *config);

/* Log, once for each right and process, which of RIGHTS the MTA does not give. */
void rights_say_missing(Service *service, unsigned long rights);

/*
 * Whether recipients may be changed, added as an owner's line may want it, too, and whether copies
 * would have the white space of the message.
 */
gboolean rights_for_copies(const Session *session);

#endif
