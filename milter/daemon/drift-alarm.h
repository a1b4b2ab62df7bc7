/*
 * drift-alarm - notice when a network writes mail that its rules do not know
 */
#ifndef DAEMON_DRIFT_ALARM_H
#define DAEMON_DRIFT_ALARM_H

#include "service.h"

/*
 * Where JUDGEMENT drifts, count it, log it at debug level and note it in the database of CONFIG; without
 * a database it is not noted.  Never fails: a note that cannot be taken is a warning in the log.
 */
void drift_alarm(Service *service, const Config *config, const Judgement *judgement,
		 const char *queue_id);

#endif
