/*
 * transaction - for writing, and for writing much; and what is done to the whole file
 *
 * BEGIN IMMEDIATE for every write, with a busy timeout of two seconds.
 */
#ifndef SQLITE_TRANSACTION_H
#define SQLITE_TRANSACTION_H

#include "connection.h"

gboolean database_begin(Database *database, GError **error);
/*
 * Begin a transaction of many rows: wait two minutes for other writers, and keep up to 64 MiB in
 * memory.
 */
gboolean database_begin_bulk(Database *database, GError **error);

/*
 * Until database_end_batch() all transactions are parts of one; to roll one back rolls back all of
 * it.  It is ended, too, where it FAILED: then nothing of it is written.
 */
gboolean database_begin_batch(Database *database, GError **error);
gboolean database_end_batch(Database *database, gboolean failed, GError **error);

gboolean database_commit(Database *database, GError **error);
void database_rollback(Database *database);

/*
 * After what was deleted is committed: nothing of it stays in free pages and in the log.
 * STORE_ERROR_LOCKED: somebody reads for too long, it is to be done again.
 */
gboolean database_scrub(Database *database, GError **error);

/*
 * A number that changes when another connection has written to the database (PRAGMA data_version).
 */
gboolean database_data_version(Database *database, gint64 *version, GError **error);

/* The version of its schema (PRAGMA user_version). */
gboolean database_version(Database *database, gint64 *version, GError **error);

#endif
