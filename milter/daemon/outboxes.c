#include "outboxes.h"

#include "base/log.h"
#include "filter/outbox.h"
#include "record.h"

/* The copies beside one database. */
typedef struct OutboxPlace {
	char *database;
	Spool *spool;
	Outbox *outbox; /* (nullable: there is no reinjector) */
} OutboxPlace;

struct Outboxes {
	Service *service;
	GPtrArray *all;   /* OutboxPlace * */
	char *reinjector; /* (nullable) */
};

static void
place_free(OutboxPlace *place)
{
	outbox_free(place->outbox);
	spool_free(place->spool);
	g_free(place->database);
	g_free(place);
}

Outboxes *
outboxes_new(Service *service)
{
	Outboxes *outboxes = g_new0(Outboxes, 1);

	outboxes->service = service;
	outboxes->all = g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
	return outboxes;
}

void
outboxes_free(Outboxes *outboxes)
{
	if (outboxes == NULL)
		return;
	g_ptr_array_unref(outboxes->all);
	g_free(outboxes->reinjector);
	g_free(outboxes);
}

/* What a postmaster reads of ENTRY. */
static const char *
whom(const SpoolEntry *entry)
{
	return entry != NULL ? entry->recipient : "<?>";
}

static void
record_refused(Writer *writer, const char *id)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();

	g_ptr_array_add(ids, (gpointer)id);
	record_held(writer, ids);
}

static void
say(OutboxEvent event, const char *id, const SpoolEntry *entry, const char *detail, gpointer data)
{
	const char *queue_id = entry != NULL ? entry->queue_id : NULL;
	Service *service = data;

	switch (event) {
	case OUTBOX_DELIVERED:
		log_info(queue_id, "copy=%.16s rcpt=%s delivered: %s", id, whom(entry),
			 detail != NULL ? detail : "taken before");
		break;
	case OUTBOX_REFUSED:
		log_error(queue_id, "copy=%.16s rcpt=%s refused by the listener, it is held: %s",
			  id, whom(entry), detail);
		record_refused(service->writer, id);
		break;
	case OUTBOX_DELAYED:
		log_warning(queue_id, "copy=%.16s rcpt=%s has to wait: %s", id, whom(entry),
			    detail);
		break;
	case OUTBOX_DOUBTFUL:
		log_warning(queue_id,
			    "copy=%.16s rcpt=%s may come twice, the listener's answer was "
			    "lost: %s",
			    id, whom(entry), detail);
		break;
	case OUTBOX_UNRECORDED:
		log_error(queue_id,
			  "copy=%.16s rcpt=%s is delivered, which cannot be written down; it may "
			  "come twice after a restart: %s",
			  id, whom(entry), detail);
		break;
	case OUTBOX_UNANSWERED:
		log_warning(
			queue_id,
			"copy=%.16s rcpt=%s may come twice: the program ended before the mail "
			"server had our answer, and it may have delivered the message by itself",
			id, whom(entry));
		break;
	case OUTBOX_INTERRUPTED:
		log_warning(queue_id,
			    "copy=%.16s rcpt=%s may come twice: the program ended while the "
			    "listener was taking it",
			    id, whom(entry));
		break;
	case OUTBOX_BROKEN:
		log_error(queue_id, "copy=%.16s cannot be read, it is held as it is: %s", id,
			  detail);
		break;
	}
}

static OutboxPlace *
find(const Outboxes *outboxes, const char *database)
{
	for (guint i = 0; i < outboxes->all->len; i++) {
		OutboxPlace *place = outboxes->all->pdata[i];

		if (g_str_equal(place->database, database))
			return place;
	}
	return NULL;
}

/* What waits where nothing takes it is told by nobody else. */
static void
open_outbox(const Outboxes *outboxes, OutboxPlace *place)
{
	g_auto(GStrv) ids = NULL;

	g_clear_pointer(&place->outbox, outbox_free);
	if (outboxes->reinjector != NULL) {
		place->outbox = outbox_new(place->spool, outboxes->reinjector, g_get_host_name(),
					   say, outboxes->service);
		return;
	}
	ids = spool_list(place->spool, SPOOL_OUTBOX, NULL);
	if (ids != NULL && *ids != NULL)
		log_error(NULL,
			  "copies=%u wait in the outbox beside %s, and reinject names no listener "
			  "to take them",
			  g_strv_length(ids), place->database);
}

static OutboxPlace *
add(Outboxes *outboxes, const char *database)
{
	OutboxPlace *place = g_new0(OutboxPlace, 1);

	place->database = g_strdup(database);
	place->spool = spool_new(database);
	g_ptr_array_add(outboxes->all, place);
	open_outbox(outboxes, place);
	return place;
}

static void
change_reinjector(Outboxes *outboxes, const char *reinjector)
{
	g_free(outboxes->reinjector);
	outboxes->reinjector = g_strdup(reinjector);
	for (guint i = 0; i < outboxes->all->len; i++)
		open_outbox(outboxes, outboxes->all->pdata[i]);
}

gboolean
outboxes_follow(Outboxes *outboxes, const Config *config)
{
	gboolean moved = g_strcmp0(outboxes->reinjector, config->reinject) != 0;

	if (moved)
		change_reinjector(outboxes, config->reinject);
	if (find(outboxes, config->database) != NULL)
		return moved;
	add(outboxes, config->database);
	return TRUE;
}

void
outboxes_recover(Outboxes *outboxes)
{
	for (guint i = 0; i < outboxes->all->len; i++)
		outbox_recover(((const OutboxPlace *)outboxes->all->pdata[i])->spool, say,
			       outboxes->service);
}

/* Sessions that began before a reload use what it replaced. */
static OutboxPlace *
place_of(Outboxes *outboxes, const char *database)
{
	OutboxPlace *place = find(outboxes, database);

	return place != NULL ? place : add(outboxes, database);
}

gboolean
outboxes_mark(Outboxes *outboxes, const char *database, const char *id, gboolean *waits)
{
	const OutboxPlace *place = place_of(outboxes, database);
	g_autoptr(GError) error = NULL;
	SpoolMark mark;
	SpoolPlace where = spool_find(place->spool, id, &mark);

	*waits = where == SPOOL_OUTBOX;
	if (where >= SPOOL_DONE || mark != SPOOL_PREPARED ||
	    spool_mark(place->spool, where, id, SPOOL_ANSWERED, FALSE, &error) ||
	    g_error_matches(error, SPOOL_ERROR, SPOOL_ERROR_MISSING))
		return TRUE;
	log_warning(NULL, "copy=%.16s has to wait: %s", id, error->message);
	return FALSE;
}

void
outboxes_send(Outboxes *outboxes, const char *database, const char *id)
{
	const OutboxPlace *place = place_of(outboxes, database);

	if (place->outbox != NULL)
		outbox_send(place->outbox, id);
}

gboolean
outboxes_run(Outboxes *outboxes)
{
	gboolean all = TRUE;

	for (guint i = 0; i < outboxes->all->len; i++) {
		const OutboxPlace *place = outboxes->all->pdata[i];

		if (place->outbox != NULL && !outbox_run(place->outbox))
			all = FALSE;
	}
	return all;
}

void
outboxes_hang_up(Outboxes *outboxes)
{
	for (guint i = 0; i < outboxes->all->len; i++) {
		const OutboxPlace *place = outboxes->all->pdata[i];

		if (place->outbox != NULL)
			outbox_hang_up(place->outbox);
	}
}

void
outboxes_purge(Outboxes *outboxes, gint64 time)
{
	for (guint i = 0; i < outboxes->all->len; i++)
		spool_purge(((const OutboxPlace *)outboxes->all->pdata[i])->spool, time);
}
