#include "snapshot.h"

#include <pthread.h>
#include <stdatomic.h>

#include "store/pool.h"

#define SPARE_MESSAGES 64

/* pthread mutexes, not GLib's: ThreadSanitizer understands them. */
struct Snapshot {
	atomic_uint references;
	Filter *filter;
	Pool *pool;
	Book *book;
	pthread_mutex_t lock; /* of the spare messages */
	Message *spares[SPARE_MESSAGES];
	guint n_spares;
};

struct Snapshots {
	pthread_mutex_t lock;
	Snapshot *current;
};

Snapshot *
snapshot_load(const Engine *engine, const char *path, const FilterOverrides *overrides,
	      GError **error)
{
	Filter *filter = filter_load(path, overrides, error);
	Snapshot *snapshot;

	if (filter == NULL)
		return NULL;
	snapshot = g_new0(Snapshot, 1);
	atomic_init(&snapshot->references, 1);
	snapshot->filter = filter;
	snapshot->pool = pool_new(engine, filter_config(filter)->database);
	snapshot->book = pool_book(snapshot->pool, TRUE);
	pthread_mutex_init(&snapshot->lock, NULL);
	return snapshot;
}

Snapshot *
snapshot_ref(Snapshot *snapshot)
{
	atomic_fetch_add_explicit(&snapshot->references, 1, memory_order_relaxed);
	return snapshot;
}

void
snapshot_unref(Snapshot *snapshot)
{
	if (snapshot == NULL)
		return;
	if (atomic_fetch_sub_explicit(&snapshot->references, 1, memory_order_acq_rel) != 1)
		return;
	for (guint i = 0; i < snapshot->n_spares; i++)
		message_free(snapshot->spares[i]);
	pthread_mutex_destroy(&snapshot->lock);
	pool_book_free(snapshot->book);
	pool_free(snapshot->pool);
	filter_free(snapshot->filter);
	g_free(snapshot);
}

gboolean
snapshot_prepare(Snapshot *snapshot, GError **error)
{
	return pool_prepare(snapshot->pool, error);
}

const Filter *
snapshot_filter(const Snapshot *snapshot)
{
	return snapshot->filter;
}

const Config *
snapshot_config(const Snapshot *snapshot)
{
	return filter_config(snapshot->filter);
}

Book *
snapshot_book(Snapshot *snapshot)
{
	return snapshot->book;
}

Message *
snapshot_take_message(Snapshot *snapshot)
{
	Message *message = NULL;

	pthread_mutex_lock(&snapshot->lock);
	if (snapshot->n_spares > 0)
		message = snapshot->spares[--snapshot->n_spares];
	pthread_mutex_unlock(&snapshot->lock);
	return message != NULL ? message : filter_message(snapshot->filter);
}

void
snapshot_give_message(Snapshot *snapshot, Message *message)
{
	gboolean kept;

	message_clear(message);
	pthread_mutex_lock(&snapshot->lock);
	kept = snapshot->n_spares < SPARE_MESSAGES;
	if (kept)
		snapshot->spares[snapshot->n_spares++] = message;
	pthread_mutex_unlock(&snapshot->lock);
	if (!kept)
		message_free(message);
}

Snapshots *
snapshots_new(void)
{
	Snapshots *snapshots = g_new0(Snapshots, 1);

	pthread_mutex_init(&snapshots->lock, NULL);
	return snapshots;
}

void
snapshots_free(Snapshots *snapshots)
{
	if (snapshots == NULL)
		return;
	snapshot_unref(snapshots->current);
	pthread_mutex_destroy(&snapshots->lock);
	g_free(snapshots);
}

Snapshot *
snapshots_get(Snapshots *snapshots)
{
	Snapshot *snapshot;

	pthread_mutex_lock(&snapshots->lock);
	snapshot = snapshot_ref(snapshots->current);
	pthread_mutex_unlock(&snapshots->lock);
	return snapshot;
}

void
snapshots_set(Snapshots *snapshots, Snapshot *snapshot)
{
	Snapshot *old;

	pthread_mutex_lock(&snapshots->lock);
	old = snapshots->current;
	snapshots->current = snapshot;
	pthread_mutex_unlock(&snapshots->lock);
	snapshot_unref(old);
}
