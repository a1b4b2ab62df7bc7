#include "places.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

/* Of so many free places an owner gets one more. */
enum { FREE_FOR_ONE = 8 };

struct Places {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	guint free;
	GHashTable *owners; /* owner -> how many it has */
};

Places *
places_new(guint count)
{
	Places *places = g_new0(Places, 1);
	pthread_condattr_t attributes;

	pthread_mutex_init(&places->mutex, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&places->changed, &attributes);
	pthread_condattr_destroy(&attributes);
	places->free = count;
	places->owners = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return places;
}

void
places_free(Places *places)
{
	if (places == NULL)
		return;
	pthread_cond_destroy(&places->changed);
	pthread_mutex_destroy(&places->mutex);
	g_hash_table_unref(places->owners);
	g_free(places);
}

static guint
held(const Places *places, const char *owner)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(places->owners, owner));
}

static void
set_held(Places *places, const char *owner, guint count)
{
	if (count == 0)
		g_hash_table_remove(places->owners, owner);
	else
		g_hash_table_replace(places->owners, g_strdup(owner), GUINT_TO_POINTER(count));
}

gboolean
places_take(Places *places, const char *owner, gint64 deadline)
{
	const struct timespec until = { .tv_sec = deadline / G_USEC_PER_SEC,
					.tv_nsec = deadline % G_USEC_PER_SEC * 1000 };
	gboolean taken = FALSE;
	int status = 0;

	pthread_mutex_lock(&places->mutex);
	while (!taken && status != ETIMEDOUT) {
		taken = held(places, owner) * FREE_FOR_ONE < places->free;
		if (!taken)
			status = pthread_cond_timedwait(&places->changed, &places->mutex, &until);
	}
	if (taken) {
		places->free--;
		set_held(places, owner, held(places, owner) + 1);
	}
	pthread_mutex_unlock(&places->mutex);
	return taken;
}

void
places_give_back(Places *places, const char *owner)
{
	pthread_mutex_lock(&places->mutex);
	places->free++;
	set_held(places, owner, held(places, owner) - 1);
	/* Those who wait are of different owners: not each of them may take it. */
	pthread_cond_broadcast(&places->changed);
	pthread_mutex_unlock(&places->mutex);
}
