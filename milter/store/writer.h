/*
 * writer - what may be written late: one thread, one connection, a bounded queue
 *
 * The answer to the mail server does not wait for it.  What must not be lost lies elsewhere, too,
 * and one job that is never dropped makes up for what was (writer_require()).  Where there is no
 * database what was to be written is forgotten, but for what may make one.
 */
#ifndef STORE_WRITER_H
#define STORE_WRITER_H

#include "store.h"

typedef struct Writer Writer;

/* One thing to write; on the writer's thread.  FALSE with ERROR. */
typedef gboolean (*WriterJob)(Store *store, gpointer data, GError **error);

/*
 * Told what could not be written, and how much was dropped since the last time; on the writer's
 * thread.
 */
typedef void (*WriterComplaint)(const GError *error, guint64 dropped, gpointer user_data);

/*
 * For the store of ENGINE (lent) at PATH (transfer full), or NULL with STORE_ERROR_WRITE: no
 * thread.
 */
Writer *writer_new(const Engine *engine, const char *path, WriterComplaint complain,
		   gpointer user_data, GError **error);

/* What is in the queue is written first.  NULL is fine. */
void writer_free(Writer *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Writer, writer_free)

/* From now on the database at PATH.  Thread-safe, as writer_post(). */
void writer_set_path(Writer *writer, const char *path);

/*
 * Have JOB done with DATA (transfer full, freed with DESTROY).  FALSE: the queue is full, it was
 * dropped.
 */
gboolean writer_post(Writer *writer, WriterJob job, gpointer data, GDestroyNotify destroy);

/* The same for a job of WEIGHT rows: so much room it takes in the queue, if there is any. */
gboolean writer_post_rows(Writer *writer, WriterJob job, gpointer data, GDestroyNotify destroy,
			  guint weight);

/*
 * Have JOB done, with NULL, once what is in the queue now is done, however full it is; asked for
 * twice before that, it is done once.  If it fails it is done again after the next job that does
 * not.  There is one such JOB for a Writer.
 */
void writer_require(Writer *writer, WriterJob job);

/*
 * The same as writer_post(), and a database that is not there is made for it.  Not in the place of
 * one that was there since the path was set: that went away by a fault, and an empty one would hide
 * it.
 */
gboolean writer_post_making(Writer *writer, WriterJob job, gpointer data, GDestroyNotify destroy);

#endif
