#include "drift-alarm.h"

#include "base/log.h"
#include "store/store.h"

/* A note on its way. */
typedef struct Note {
	char *network, *template;
	gint64 time;
} Note;

static void
note_free(gpointer data)
{
	Note *note = data;

	g_free(note->network);
	g_free(note->template);
	g_free(note);
}

static gboolean
write_note(Store *store, gpointer data, GError **error)
{
	const Note *note = data;

	return store->drift->note(store->drift, note->network, note->template, note->time, error);
}

void
drift_alarm(Service *service, const Judgement *judgement, const char *queue_id)
{
	Note *note;

	if (judgement->drift == NULL)
		return;
	counters_add(&service->counters.drift);
	log_debug(queue_id, "drift network=%s template=%s", judgement->network, judgement->drift);
	note = g_new(Note, 1);
	note->network = g_strdup(judgement->network);
	note->template = g_strdup(judgement->drift);
	note->time = g_get_real_time() / G_USEC_PER_SEC;
	writer_post(service->writer, write_note, note, note_free);
}
