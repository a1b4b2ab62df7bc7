/*
 * drift-alarm - notice when a network writes mail that its rules do not know
 */
#ifndef DAEMON_DRIFT_ALARM_H
#define DAEMON_DRIFT_ALARM_H

#include "service.h"

/*
 * Where JUDGEMENT drifts, count it, log it at debug level and have it noted late (store/drift.h).
 */
void drift_alarm(Service *service, const Judgement *judgement, const char *queue_id);

#endif
