#define _GNU_SOURCE /* pthread_timedjoin_np() */
#include "courier.h"

#include <pthread.h>
#include <time.h>

#include "store/spool.h"
#include "record.h"
#include "outboxes.h"

enum {
	ANSWER_MILLISECONDS = 500, /* libmilter sends our answer as soon as the callback returns */
	LOOK_SECONDS = 3,          /* at what others put into the outbox */
	FIRST_DELAY = 5,           /* seconds until what failed is tried again, doubled each time */
	LONGEST_DELAY = 300,
	TIDY_SECONDS = 3600,
	END_SECONDS = 10, /* for the reinjector to answer when we end */
	MEMORY_DAYS = 8,  /* clients try again for five days (RFC 5321 section 4.5.4.1) */
};

/* A copy whose message is being answered. */
typedef struct Expected {
	char *database; /* beside which it lies */
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
	Outboxes *outboxes;
	gint64 next_try, next_tidying; /* monotonic */
	guint delay;                   /* seconds; 0: nothing failed */
};

static void
expected_free(Expected *expected)
{
	g_free(expected->database);
	g_free(expected->id);
	g_free(expected);
}

/* What the configuration names anew need not wait. */
static void
follow_configuration(Courier *courier)
{
	g_autoptr(Snapshot) snapshot = snapshots_get(courier->service->snapshots);

	if (outboxes_follow(courier->outboxes, snapshot_config(snapshot)))
		courier->next_try = 0;
}

static gint
compare_dues(gconstpointer a, gconstpointer b, gpointer unused)
{
	const Expected *one = a, *other = b;

	(void)unused;
	return one->due < other->due ? -1 : one->due > other->due;
}

static void
expect(Courier *courier, Expected *expected)
{
	pthread_mutex_lock(&courier->mutex);
	g_queue_insert_sorted(&courier->expected, expected, compare_dues, NULL);
	pthread_cond_signal(&courier->changed);
	pthread_mutex_unlock(&courier->mutex);
}

/* The next that is due before DUE (transfer full, nullable). */
static Expected *
take_due(Courier *courier, gint64 due)
{
	Expected *expected;

	pthread_mutex_lock(&courier->mutex);
	expected = g_queue_peek_head(&courier->expected);
	if (expected != NULL && expected->due > due)
		expected = NULL;
	if (expected != NULL)
		g_queue_pop_head(&courier->expected);
	pthread_mutex_unlock(&courier->mutex);
	return expected;
}

/*
 * What is due before DUE is answered by now.  Those of them that are to be sent: (transfer full)
 * Expected *.
 */
static GPtrArray *
mark_answered(Courier *courier, gint64 due)
{
	GPtrArray *answered = g_ptr_array_new_with_free_func((GDestroyNotify)expected_free);
	g_autoptr(GPtrArray) failed = g_ptr_array_new();
	Expected *expected;

	while ((expected = take_due(courier, due)) != NULL) {
		gboolean waits;

		if (!outboxes_mark(courier->outboxes, expected->database, expected->id, &waits))
			g_ptr_array_add(failed, expected);
		else if (waits)
			g_ptr_array_add(answered, expected);
		else
			expected_free(expected);
	}
	for (guint i = 0; i < failed->len; i++) {
		expected = failed->pdata[i];
		expected->due = g_get_monotonic_time() + (gint64)LOOK_SECONDS * G_USEC_PER_SEC;
		expect(courier, expected);
	}
	return answered;
}

/* What was just answered does not wait for what failed before, which is not tried each time. */
static void
send_answered(Courier *courier, const GPtrArray *answered)
{
	for (guint i = 0; i < answered->len; i++) {
		const Expected *expected = answered->pdata[i];

		outboxes_send(courier->outboxes, expected->database, expected->id);
	}
}

/* One place of all, or of what was ANSWERED since the last one. */
static void
deliver(Courier *courier, gint64 now, const GPtrArray *answered)
{
	if (now < courier->next_try) {
		send_answered(courier, answered);
	} else if (outboxes_run(courier->outboxes)) {
		courier->delay = 0;
		courier->next_try = 0;
	} else {
		courier->delay =
			courier->delay == 0 ? FIRST_DELAY : MIN(courier->delay * 2, LONGEST_DELAY);
		courier->next_try = now + (gint64)courier->delay * G_USEC_PER_SEC;
	}
	outboxes_hang_up(courier->outboxes);
}

/* From time to time. */
static void
tidy(Courier *courier, gint64 now)
{
	g_autoptr(Snapshot) snapshot = NULL;
	gint64 time = g_get_real_time() / G_USEC_PER_SEC;

	if (now < courier->next_tidying)
		return;
	courier->next_tidying = now + (gint64)TIDY_SECONDS * G_USEC_PER_SEC;
	snapshot = snapshots_get(courier->service->snapshots);
	outboxes_purge(courier->outboxes, time - MEMORY_DAYS * 86400);
	record_purge(courier->service->writer, snapshot_config(snapshot), time);
	/*
	 * What the writer could not write, or a database that was replaced: held mail must be in a
	 * list.
	 */
	record_held_anew(courier->service->writer);
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

/*
 * All mail is answered: what waits for nothing else goes, too, for nobody knows when we start
 * again.
 */
static void
finish(Courier *courier)
{
	g_autoptr(GPtrArray) answered = mark_answered(courier, G_MAXINT64);

	if (courier->delay == 0)
		send_answered(courier, answered);
	outboxes_hang_up(courier->outboxes);
}

static void *
courier_main(void *data)
{
	Courier *courier = data;

	do {
		gint64 now = g_get_monotonic_time();
		g_autoptr(GPtrArray) answered = NULL;

		follow_configuration(courier);
		answered = mark_answered(courier, now);
		deliver(courier, now, answered);
		tidy(courier, now);
	} while (wait(courier));
	finish(courier);
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
	courier->outboxes = outboxes_new(service);
	follow_configuration(courier);
	outboxes_recover(courier->outboxes);
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
	outboxes_free(courier->outboxes);
	g_queue_clear_full(&courier->expected, (GDestroyNotify)expected_free);
	pthread_cond_destroy(&courier->changed);
	pthread_mutex_destroy(&courier->mutex);
	g_free(courier);
	return TRUE;
}

void
courier_expect(Courier *courier, const char *database, const GPtrArray *ids)
{
	gint64 due = g_get_monotonic_time() + ANSWER_MILLISECONDS * 1000;

	for (guint i = 0; i < ids->len; i++) {
		Expected *expected = g_new(Expected, 1);

		*expected = (Expected){ g_strdup(database), g_strdup(ids->pdata[i]), due };
		expect(courier, expected);
	}
}
