#define _GNU_SOURCE /* pthread_timedjoin_np() */
#include "courier.h"

#include <pthread.h>
#include <time.h>

#include "base/log.h"
#include "filter/outbox.h"
#include "record.h"

enum {
	ANSWER_MILLISECONDS = 500, /* libmilter sends our answer as soon as the callback returns */
	LOOK_SECONDS = 3,          /* at what others put into the outbox */
	FIRST_DELAY = 5,           /* seconds until what failed is tried again, doubled each time */
	LONGEST_DELAY = 300,
	PURGE_SECONDS = 3600,
	END_SECONDS = 10,          /* for the listener to answer when we end */
	MEMORY_DAYS = 8,           /* clients try again for five days (RFC 5321 section 4.5.4.1) */
};

/* A copy whose message is being answered. */
typedef struct Expected {
	char *id;
	gint64 due; /* monotonic */
} Expected;

struct Courier {
	Service *service;
	pthread_t thread;
	gboolean runs;
	pthread_mutex_t mutex; /* over expected and over */
	pthread_cond_t changed;
	GQueue expected; /* Expected *, by due */
	gboolean over;
	/* Of the thread alone: */
	Spool *spool;
	Outbox *outbox;
	char *database, *listener; /* what the two were made for */
	gint64 next_try, next_purge; /* monotonic */
	guint delay; /* seconds; 0: nothing failed */
};

static void
expected_free(Expected *expected)
{
	g_free(expected->id);
	g_free(expected);
}

/* What a postmaster reads of ENTRY. */
static const char *
whom(const SpoolEntry *entry)
{
	return entry != NULL ? entry->recipient : "<?>";
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
		record_held(service->writer, id);
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

/* The spool and the outbox that the configuration names now; FALSE: there is no listener. */
static gboolean
follow_configuration(Courier *courier)
{
	g_autoptr(Snapshot) snapshot = snapshots_get(courier->service->snapshots);
	const Config *config = snapshot_config(snapshot);

	if (g_strcmp0(courier->database, config->database) != 0 ||
	    g_strcmp0(courier->listener, config->reinject) != 0) {
		g_clear_pointer(&courier->outbox, outbox_free);
		spool_free(courier->spool);
		g_free(courier->database);
		g_free(courier->listener);
		courier->database = g_strdup(config->database);
		courier->listener = g_strdup(config->reinject);
		courier->spool = spool_new(config->database);
		courier->next_try = 0;
	}
	if (courier->listener != NULL && courier->outbox == NULL)
		courier->outbox = outbox_new(courier->spool, courier->listener, g_get_host_name(),
					     say, courier->service);
	return courier->outbox != NULL;
}

/* Everything before DUE, which is answered by then. */
static gboolean
mark_answered(Courier *courier, gint64 due)
{
	gboolean any = FALSE;
	Expected *expected;

	do {
		pthread_mutex_lock(&courier->mutex);
		expected = g_queue_peek_head(&courier->expected);
		if (expected != NULL && expected->due > due)
			expected = NULL;
		if (expected != NULL)
			g_queue_pop_head(&courier->expected);
		pthread_mutex_unlock(&courier->mutex);
		if (expected != NULL) {
			SpoolMark mark;
			SpoolPlace place = spool_find(courier->spool, expected->id, &mark);

			if (place < SPOOL_DONE && mark == SPOOL_PREPARED)
				spool_mark(courier->spool, place, expected->id, SPOOL_ANSWERED,
					   FALSE, NULL);
			any |= place == SPOOL_OUTBOX;
			expected_free(expected);
		}
	} while (expected != NULL);
	return any;
}

/* One round; what was just answered does not wait for what failed before. */
static void
deliver(Courier *courier, gint64 now, gboolean is_new)
{
	if (!follow_configuration(courier) || (now < courier->next_try && !is_new))
		return;
	if (outbox_run(courier->outbox)) {
		courier->delay = 0;
		courier->next_try = 0;
	} else {
		courier->delay = courier->delay == 0 ? FIRST_DELAY
						     : MIN(courier->delay * 2, LONGEST_DELAY);
		courier->next_try = now + (gint64)courier->delay * G_USEC_PER_SEC;
	}
	outbox_hang_up(courier->outbox);
}

static void
purge(Courier *courier, gint64 now)
{
	g_autoptr(Snapshot) snapshot = NULL;
	gint64 time = g_get_real_time() / G_USEC_PER_SEC;

	if (now < courier->next_purge)
		return;
	courier->next_purge = now + (gint64)PURGE_SECONDS * G_USEC_PER_SEC;
	snapshot = snapshots_get(courier->service->snapshots);
	spool_purge(courier->spool, time - MEMORY_DAYS * 86400);
	record_purge(courier->service->writer, snapshot_config(snapshot), time);
}

/* Wait until something is due.  FALSE: it is over. */
static gboolean
wait(Courier *courier)
{
	gint64 now = g_get_monotonic_time(), due = now + (gint64)LOOK_SECONDS * G_USEC_PER_SEC;
	const Expected *first;
	gboolean over;

	pthread_mutex_lock(&courier->mutex);
	first = g_queue_peek_head(&courier->expected);
	if (first != NULL)
		due = MIN(due, first->due);
	if (!courier->over && due > now) {
		const struct timespec until = {
			.tv_sec = due / G_USEC_PER_SEC,
			.tv_nsec = due % G_USEC_PER_SEC * 1000,
		};

		pthread_cond_timedwait(&courier->changed, &courier->mutex, &until);
	}
	over = courier->over;
	pthread_mutex_unlock(&courier->mutex);
	return !over;
}

static void *
courier_main(void *data)
{
	Courier *courier = data;

	do {
		gint64 now = g_get_monotonic_time();

		follow_configuration(courier);
		deliver(courier, now, mark_answered(courier, now));
		purge(courier, now);
	} while (wait(courier));
	return NULL;
}

Courier *
courier_new(Service *service, GError **error)
{
	Courier *courier = g_new0(Courier, 1);
	pthread_condattr_t attributes;

	courier->service = service;
	g_queue_init(&courier->expected);
	pthread_mutex_init(&courier->mutex, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&courier->changed, &attributes);
	pthread_condattr_destroy(&attributes);
	follow_configuration(courier);
	outbox_recover(courier->spool, say, service);
	courier->runs = pthread_create(&courier->thread, NULL, courier_main, courier) == 0;
	if (courier->runs)
		return courier;
	g_set_error(error, SPOOL_ERROR, SPOOL_ERROR_WRITE, "no thread for the outbox");
	courier_end(courier);
	return NULL;
}

gboolean
courier_end(Courier *courier)
{
	struct timespec until;

	pthread_mutex_lock(&courier->mutex);
	courier->over = TRUE;
	pthread_cond_signal(&courier->changed);
	pthread_mutex_unlock(&courier->mutex);
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += END_SECONDS;
	if (courier->runs && pthread_timedjoin_np(courier->thread, NULL, &until) != 0)
		return FALSE;
	mark_answered(courier, G_MAXINT64);
	outbox_free(courier->outbox);
	spool_free(courier->spool);
	g_free(courier->database);
	g_free(courier->listener);
	pthread_cond_destroy(&courier->changed);
	pthread_mutex_destroy(&courier->mutex);
	g_free(courier);
	return TRUE;
}

void
courier_expect(Courier *courier, const GPtrArray *ids)
{
	gint64 due = g_get_monotonic_time() + ANSWER_MILLISECONDS * 1000;

	pthread_mutex_lock(&courier->mutex);
	for (guint i = 0; i < ids->len; i++) {
		Expected *expected = g_new(Expected, 1);

		*expected = (Expected){ g_strdup(ids->pdata[i]), due };
		g_queue_push_tail(&courier->expected, expected);
	}
	pthread_cond_signal(&courier->changed);
	pthread_mutex_unlock(&courier->mutex);
}
