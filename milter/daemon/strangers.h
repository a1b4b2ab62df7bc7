/*
 * strangers - verifiers that name the mail server otherwise than authserv-id does
 *
 * Whoever believes the wrong name learns it from the log, once a name.  Senders can write such
 * fields too, so only the first few names are told.
 */
#ifndef DAEMON_STRANGERS_H
#define DAEMON_STRANGERS_H

#include <pthread.h>

#include "judge/judge.h"

enum { STRANGERS_MOST = 10 };

typedef struct Strangers {
	pthread_mutex_t mutex; /* over the names */
	char *names[STRANGERS_MOST];
	guint count;
} Strangers;

void strangers_init(Strangers *strangers);
void strangers_clear(Strangers *strangers);

/*
 * Log the verifier that JUDGEMENT names as a stranger, where there is one and it was not named
 * before.  IDS (nullable): whom we believe; where that is nobody, nothing is amiss.
 */
void strangers_note(Strangers *strangers, const Judgement *judgement, char *const *ids,
		    const char *queue_id);

#endif
