#include "drift-alarm.h"

#include "base/log.h"
#include "store/drift.h"

static gboolean
note(const Config *config, const Judgement *judgement, GError **error)
{
	g_autoptr(Database) database = database_open(config->database, DATABASE_WRITE, error);

	return database != NULL && drift_note(database, judgement->network, judgement->drift,
					      g_get_real_time() / G_USEC_PER_SEC, error);
}

void
drift_alarm(Service *service, const Config *config, const Judgement *judgement,
	    const char *queue_id)
{
	g_autoptr(GError) error = NULL;

	if (judgement->drift == NULL)
		return;
	counters_add(&service->counters.drift);
	log_debug(queue_id, "drift network=%s template=%s", judgement->network, judgement->drift);
	if (!note(config, judgement, &error) &&
	    !g_error_matches(error, DATABASE_ERROR, DATABASE_ERROR_MISSING))
		log_warning(queue_id, "drift not noted: %s", error->message);
}
