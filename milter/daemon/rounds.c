#include "rounds.h"

#include "base/log.h"
#include "filter/outbox.h"
#include "record.h"

/* The copies beside one database. */
typedef struct Round {
	char *database;
	Spool *spool;
	Outbox *outbox; /* (nullable: there is no listener) */
} Round;

struct Rounds {
	Service *service;
	GPtrArray *all; /* Round * */
	char *listener; /* (nullable) */
};

static void
round_free(Round *round)
{
	outbox_free(round->outbox);
	spool_free(round->spool);
	g_free(round->database);
	g_free(round);
}

Rounds *
rounds_new(Service *service)
{
	Rounds *rounds = g_new0(Rounds, 1);

	rounds->service = service;
	rounds->all = g_ptr_array_new_with_free_func((GDestroyNotify)round_free);
	return rounds;
}

void
rounds_free(Rounds *rounds)
{
	if (rounds == NULL)
		return;
	g_ptr_array_unref(rounds->all);
	g_free(rounds->listener);
	g_free(rounds);
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
		log_error(queue_id, "copy=%.16s rcpt=%s refused by the listener, it is held: %s", id,
			  whom(entry), detail);
		record_refused(service->writer, id);
		break;
	case OUTBOX_DELAYED:
		log_warning(queue_id, "copy=%.16s rcpt=%s has to wait: %s", id, whom(entry), detail);
		break;
	case OUTBOX_DOUBTFUL:
		log_warning(queue_id, "copy=%.16s rcpt=%s may come twice, the listener's answer was "
			    "lost: %s", id, whom(entry), detail);
		break;
	case OUTBOX_UNRECORDED:
		log_error(queue_id, "copy=%.16s rcpt=%s is delivered, which cannot be written down; it may "
			  "come twice after a restart: %s", id, whom(entry), detail);
		break;
	case OUTBOX_UNANSWERED:
		log_warning(queue_id, "copy=%.16s rcpt=%s may come twice: the program ended before the mail "
			    "server had our answer, and it may have delivered the message by itself",
			    id, whom(entry));
		break;
	case OUTBOX_INTERRUPTED:
		log_warning(queue_id, "copy=%.16s rcpt=%s may come twice: the program ended while the "
			    "listener was taking it", id, whom(entry));
		break;
	case OUTBOX_BROKEN:
		log_error(queue_id, "copy=%.16s cannot be read, it is held as it is: %s", id, detail);
		break;
	}
}

static Round *
find(const Rounds *rounds, const char *database)
{
	for (guint i = 0; i < rounds->all->len; i++) {
		Round *round = rounds->all->pdata[i];

		if (g_str_equal(round->database, database))
			return round;
	}
	return NULL;
}

/* What waits where nothing takes it is told by nobody else. */
static void
open_outbox(const Rounds *rounds, Round *round)
{
	g_auto(GStrv) ids = NULL;

	g_clear_pointer(&round->outbox, outbox_free);
	if (rounds->listener != NULL) {
		round->outbox = outbox_new(round->spool, rounds->listener, g_get_host_name(), say,
					   rounds->service);
		return;
	}
	ids = spool_list(round->spool, SPOOL_OUTBOX, NULL);
	if (ids != NULL && *ids != NULL)
		log_error(NULL, "copies=%u wait in the outbox beside %s, and reinject names no listener "
			  "to take them", g_strv_length(ids), round->database);
}

static Round *
add(Rounds *rounds, const char *database)
{
	Round *round = g_new0(Round, 1);

	round->database = g_strdup(database);
	round->spool = spool_new(database);
	g_ptr_array_add(rounds->all, round);
	open_outbox(rounds, round);
	return round;
}

static void
change_listener(Rounds *rounds, const char *listener)
{
	g_free(rounds->listener);
	rounds->listener = g_strdup(listener);
	for (guint i = 0; i < rounds->all->len; i++)
		open_outbox(rounds, rounds->all->pdata[i]);
}

gboolean
rounds_follow(Rounds *rounds, const Config *config)
{
	gboolean moved = g_strcmp0(rounds->listener, config->reinject) != 0;

	if (moved)
		change_listener(rounds, config->reinject);
	if (find(rounds, config->database) != NULL)
		return moved;
	add(rounds, config->database);
	return TRUE;
}

void
rounds_recover(Rounds *rounds)
{
	for (guint i = 0; i < rounds->all->len; i++)
		outbox_recover(((const Round *)rounds->all->pdata[i])->spool, say, rounds->service);
}

/* Sessions that began before a reload use what it replaced. */
static Round *
round_of(Rounds *rounds, const char *database)
{
	Round *round = find(rounds, database);

	return round != NULL ? round : add(rounds, database);
}

gboolean
rounds_mark(Rounds *rounds, const char *database, const char *id, gboolean *waits)
{
	const Round *round = round_of(rounds, database);
	g_autoptr(GError) error = NULL;
	SpoolMark mark;
	SpoolPlace place = spool_find(round->spool, id, &mark);

	*waits = place == SPOOL_OUTBOX;
	if (place >= SPOOL_DONE || mark != SPOOL_PREPARED ||
	    spool_mark(round->spool, place, id, SPOOL_ANSWERED, FALSE, &error) ||
	    g_error_matches(error, SPOOL_ERROR, SPOOL_ERROR_MISSING))
		return TRUE;
	log_warning(NULL, "copy=%.16s has to wait: %s", id, error->message);
	return FALSE;
}

void
rounds_send(Rounds *rounds, const char *database, const char *id)
{
	const Round *round = round_of(rounds, database);

	if (round->outbox != NULL)
		outbox_send(round->outbox, id);
}

gboolean
rounds_run(Rounds *rounds)
{
	gboolean all = TRUE;

	for (guint i = 0; i < rounds->all->len; i++) {
		const Round *round = rounds->all->pdata[i];

		if (round->outbox != NULL && !outbox_run(round->outbox))
			all = FALSE;
	}
	return all;
}

void
rounds_hang_up(Rounds *rounds)
{
	for (guint i = 0; i < rounds->all->len; i++) {
		const Round *round = rounds->all->pdata[i];

		if (round->outbox != NULL)
			outbox_hang_up(round->outbox);
	}
}

void
rounds_purge(Rounds *rounds, gint64 time)
{
	for (guint i = 0; i < rounds->all->len; i++)
		spool_purge(((const Round *)rounds->all->pdata[i])->spool, time);
}
