#include "pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

#include "become.h"

#define MAX_IDLE 8

struct Pool {
	const Engine *engine;
	char *path;
	atomic_bool seen;      /* the file was there once */
	pthread_mutex_t mutex; /* over idle */
	GPtrArray *idle;       /* Store * */
};

typedef struct PoolBook {
	Book book; /* first: a Book * is a PoolBook * */
	Pool *pool;
	gboolean counts;
} PoolBook;

Pool *
pool_new(const Engine *engine, const char *path)
{
	Pool *pool = g_new0(Pool, 1);
	struct stat status;

	pool->engine = engine;
	pool->path = g_strdup(path);
	atomic_init(&pool->seen, stat(path, &status) == 0 && status.st_size > 0);
	pool->idle = g_ptr_array_new();
	pthread_mutex_init(&pool->mutex, NULL);
	return pool;
}

void
pool_free(Pool *pool)
{
	if (pool == NULL)
		return;
	g_ptr_array_set_free_func(pool->idle, (GDestroyNotify)store_close);
	g_ptr_array_unref(pool->idle);
	pthread_mutex_destroy(&pool->mutex);
	g_free(pool->path);
	g_free(pool);
}

gboolean
pool_prepare(Pool *pool, GError **error)
{
	if (!become_for_a_while(pool->path, error))
		return FALSE;
	pool_give(pool, pool_take(pool, NULL));
	return become_root_again(error);
}

/* The connection given back last, for it is the warmest (transfer full, nullable). */
static Store *
pool_pop(Pool *pool)
{
	Store *store = NULL;

	pthread_mutex_lock(&pool->mutex);
	if (pool->idle->len > 0)
		store = g_ptr_array_steal_index(pool->idle, pool->idle->len - 1);
	pthread_mutex_unlock(&pool->mutex);
	return store;
}

Store *
pool_take(Pool *pool, GError **error)
{
	Store *store;

	while ((store = pool_pop(pool)) != NULL) {
		if (store->is_current(store))
			return store;
		store_close(store);
	}
	store = pool->engine->open(pool->path, STORE_READ, error);
	if (store != NULL)
		atomic_store(&pool->seen, TRUE);
	return store;
}

void
pool_give(Pool *pool, Store *store)
{
	gboolean kept = FALSE;

	if (store == NULL)
		return;
	pthread_mutex_lock(&pool->mutex);
	if (pool->idle->len < MAX_IDLE) {
		g_ptr_array_add(pool->idle, store);
		kept = TRUE;
	}
	pthread_mutex_unlock(&pool->mutex);
	if (!kept)
		store_close(store);
}

/* Only persons get invitations: a domain's or the site's book has no history. */
static gboolean
ask(const PoolBook *pool_book, Store *store, const Meeting *meeting, Acquaintance *acquaintance,
    GError **error)
{
	if (!store->contacts->look_up(store->contacts, meeting, acquaintance, error))
		return FALSE;
	if (!pool_book->counts || meeting->network_key == NULL || meeting->owner[0] == '@' ||
	    meeting->owner[0] == '*')
		return TRUE;
	return store->history->count(store->history, meeting, &acquaintance->count, error);
}

/* Who has never filled a book has an empty one; a book that went away is a fault. */
static gboolean
is_empty(Pool *pool, const GError *failure)
{
	return !atomic_load(&pool->seen) &&
	       g_error_matches(failure, STORE_ERROR, STORE_ERROR_MISSING);
}

/* A connection that failed is not given back: the next look-up opens the file anew. */
static gboolean
pool_book_look_up(Book *book, const Meeting *meeting, Acquaintance *acquaintance, GError **error)
{
	PoolBook *pool_book = (PoolBook *)book;
	g_autoptr(GError) failure = NULL;
	Store *store = pool_take(pool_book->pool, &failure);

	if (is_empty(pool_book->pool, failure))
		return book_empty()->look_up(book_empty(), meeting, acquaintance, error);
	if (store != NULL && ask(pool_book, store, meeting, acquaintance, &failure)) {
		pool_give(pool_book->pool, store);
		return TRUE;
	}
	store_close(store);
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

static Owner *
pool_book_find_owner(Book *book, const char *address, GError **error)
{
	PoolBook *pool_book = (PoolBook *)book;
	g_autoptr(GError) failure = NULL;
	Store *store = pool_take(pool_book->pool, &failure);
	Owner *owner;

	if (is_empty(pool_book->pool, failure))
		return owner_new(address);
	owner = store != NULL ? store->owners->find(store->owners, address, &failure) : NULL;
	if (owner != NULL)
		pool_give(pool_book->pool, store);
	else
		store_close(store);
	if (failure != NULL)
		g_propagate_error(error, g_steal_pointer(&failure));
	return owner;
}

Book *
pool_book(Pool *pool, gboolean counts)
{
	PoolBook *pool_book = g_new0(PoolBook, 1);

	pool_book->book.look_up = pool_book_look_up;
	pool_book->book.find_owner = pool_book_find_owner;
	pool_book->pool = pool;
	pool_book->counts = counts;
	return &pool_book->book;
}

void
pool_book_free(Book *book)
{
	g_free(book);
}
