/*
 * record - what is written down late of what was done: history, journal, the index of held mail
 */
#ifndef DAEMON_RECORD_H
#define DAEMON_RECORD_H

#include "filter/config.h"
#include "judge/plan.h"
#include "service.h"

/*
 * That JUDGEMENT and its PLAN were made of a message; where that has no Message-ID, NAME stands for
 * it.
 */
void record_judgement(Writer *writer, const Judgement *judgement, const Plan *plan,
		      const char *name, const char *queue_id);

/* That the copies IDS (char *) lie in held/.  What cannot be written now is made up for by ... */
void record_held(Writer *writer, const GPtrArray *ids);

/* ... the index as the files in held/ have it; that is never dropped. */
void record_held_anew(Writer *writer);

/* Forget what CONFIG lets go by NOW, seconds since 1970: history, journal, what was learned. */
void record_purge(Writer *writer, const Config *config, gint64 now);

/* The WriterComplaint that logs. */
void record_complain(const GError *error, guint64 dropped, gpointer user_data);

#endif
