#include "pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

#include "contacts.h"
#include "history.h"
#include "owner-process.h"
#include "owners.h"

#define MAX_IDLE 8

struct Pool {
	char *path;
	atomic_bool seen;      /* the file was there once */
	pthread_mutex_t mutex; /* over idle */
	GPtrArray *idle;       /* Database * */
};

typedef struct PoolBook {
	Book book; /* first: a Book * is a PoolBook * */
	Pool *pool;
	gboolean counts;
} PoolBook;

Pool *
pool_new(const char *path)
{
	Pool *pool = g_new0(Pool, 1);
	struct stat status;

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
	g_ptr_array_set_free_func(pool->idle, (GDestroyNotify)database_close);
	g_ptr_array_unref(pool->idle);
	pthread_mutex_destroy(&pool->mutex);
	g_free(pool->path);
	g_free(pool);
}

gboolean
pool_prepare(Pool *pool, GError **error)
{
	if (!owner_process_borrow(pool->path, error))
		return FALSE;
	pool_give(pool, pool_take(pool, NULL));
	return owner_process_return(error);
}

/* The connection given back last, for it is the warmest (transfer full, nullable). */
static Database *
pool_pop(Pool *pool)
{
	Database *database = NULL;

	pthread_mutex_lock(&pool->mutex);
	if (pool->idle->len > 0)
		database = g_ptr_array_steal_index(pool->idle, pool->idle->len - 1);
	pthread_mutex_unlock(&pool->mutex);
	return database;
}

Database *
pool_take(Pool *pool, GError **error)
{
	Database *database;

	while ((database = pool_pop(pool)) != NULL) {
		if (database_is_current(database))
			return database;
		database_close(database);
	}
	database = database_open(pool->path, DATABASE_READ, error);
	if (database != NULL)
		atomic_store(&pool->seen, TRUE);
	return database;
}

void
pool_give(Pool *pool, Database *database)
{
	gboolean kept = FALSE;

	if (database == NULL)
		return;
	pthread_mutex_lock(&pool->mutex);
	if (pool->idle->len < MAX_IDLE) {
		g_ptr_array_add(pool->idle, database);
		kept = TRUE;
	}
	pthread_mutex_unlock(&pool->mutex);
	if (!kept)
		database_close(database);
}

/* Only persons get invitations: a domain's or the site's book has no history. */
static gboolean
ask(const PoolBook *pool_book, Database *database, const Meeting *meeting,
    Acquaintance *acquaintance, GError **error)
{
	if (!contacts_look_up(database, meeting, acquaintance, error))
		return FALSE;
	if (!pool_book->counts || meeting->network_key == NULL || meeting->owner[0] == '@' ||
	    meeting->owner[0] == '*')
		return TRUE;
	return history_count(database, meeting, &acquaintance->count, error);
}

/* Who has never filled a book has an empty one; a book that went away is a fault. */
static gboolean
is_empty(Pool *pool, const GError *failure)
{
	return !atomic_load(&pool->seen) &&
	       g_error_matches(failure, DATABASE_ERROR, DATABASE_ERROR_MISSING);
}

/* A connection that failed is not given back: the next look-up opens the file anew. */
static gboolean
pool_book_look_up(Book *book, const Meeting *meeting, Acquaintance *acquaintance, GError **error)
{
	PoolBook *pool_book = (PoolBook *)book;
	g_autoptr(GError) failure = NULL;
	Database *database = pool_take(pool_book->pool, &failure);

	if (is_empty(pool_book->pool, failure))
		return book_empty()->look_up(book_empty(), meeting, acquaintance, error);
	if (database != NULL &&
	    ask(pool_book, database, meeting, acquaintance, &failure)) {
		pool_give(pool_book->pool, database);
		return TRUE;
	}
	database_close(database);
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

static Owner *
pool_book_find_owner(Book *book, const char *address, GError **error)
{
	PoolBook *pool_book = (PoolBook *)book;
	g_autoptr(GError) failure = NULL;
	Database *database = pool_take(pool_book->pool, &failure);
	Owner *owner;

	if (is_empty(pool_book->pool, failure))
		return owner_new(address);
	owner = database != NULL ? owners_find(database, address, &failure) : NULL;
	if (owner != NULL)
		pool_give(pool_book->pool, database);
	else
		database_close(database);
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
