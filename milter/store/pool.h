/*
 * pool - connections for readers: taken, used and given back within one callback
 *
 * A pool follows its file: replaced or made later, the file is opened anew.
 */
#ifndef STORE_POOL_H
#define STORE_POOL_H

#include "store.h"

typedef struct Pool Pool;

/* Of ENGINE (lent) at PATH (transfer full); opens nothing yet. */
Pool *pool_new(const Engine *engine, const char *path);
void pool_free(Pool *pool); /* NULL is fine; everything given back */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pool, pool_free)

/*
 * Where the process is root, open a first connection as the owner of the database, for those that
 * follow to use: root leaves nothing behind beside it.  FALSE with become_for_a_while()'s ERROR; no
 * database is none.
 */
gboolean pool_prepare(Pool *pool, GError **error);

/* Take a connection for this callback; thread-safe.  NULL with STORE_ERROR. */
Store *pool_take(Pool *pool, GError **error);
void pool_give(Pool *pool, Store *store); /* NULL is fine */

/*
 * A Book over POOL, which COUNTS what came before or judges each mail by itself: each look-up takes
 * a connection (transfer full; free with pool_book_free). A file that is missing is an empty book,
 * unless POOL saw it before: then it is an error.
 */
Book *pool_book(Pool *pool, gboolean counts);
void pool_book_free(Book *book);

#endif
