#include "writer.h"

#include <pthread.h>

enum { QUEUE_MOST = 10000 };

typedef struct Job {
	WriterJob run;
	gpointer data;
	GDestroyNotify destroy;
	gboolean makes;    /* a database that is not there */
	gboolean required; /* done again where it fails */
	guint weight;
} Job;

struct Writer {
	const Engine *engine;
	WriterComplaint complain;
	gpointer user_data;
	pthread_t thread;
	gboolean runs;
	pthread_mutex_t mutex; /* over all below */
	pthread_cond_t changed;
	char *path;
	GQueue jobs;        /* Job * */
	guint weight;       /* of all in the queue */
	WriterJob required; /* (nullable: nothing is) */
	guint before;       /* jobs that come before it */
	gboolean deferred;  /* it failed, and nothing was written since */
	guint64 dropped;
	gboolean over;
};

static void
job_free(Job *job)
{
	if (job->destroy != NULL)
		job->destroy(job->data);
	g_free(job);
}

static Job *
job_new(WriterJob run, gpointer data, GDestroyNotify destroy)
{
	Job *job = g_new0(Job, 1);

	job->run = run;
	job->data = data;
	job->destroy = destroy;
	job->weight = 1;
	return job;
}

static gboolean
required_is_due(const Writer *writer)
{
	return writer->required != NULL && !writer->deferred &&
	       (writer->before == 0 || g_queue_is_empty((GQueue *)&writer->jobs));
}

/* Take the job that is due (transfer full, nullable: none). */
static Job *
take_job(Writer *writer)
{
	Job *job;

	if (required_is_due(writer)) {
		job = job_new(writer->required, NULL, NULL);
		job->required = TRUE;
		writer->required = NULL;
		return job;
	}
	job = g_queue_pop_head(&writer->jobs);
	if (job != NULL) {
		writer->weight -= job->weight;
		writer->before -= writer->before > 0;
	}
	return job;
}

/* The next job, with the path it is for and what was dropped meanwhile; NULL at the end. */
static Job *
next_job(Writer *writer, char **path, guint64 *dropped)
{
	Job *job;

	pthread_mutex_lock(&writer->mutex);
	while (g_queue_is_empty(&writer->jobs) && !required_is_due(writer) && !writer->over)
		pthread_cond_wait(&writer->changed, &writer->mutex);
	job = take_job(writer);
	*path = g_strdup(writer->path);
	*dropped = writer->dropped;
	writer->dropped = 0;
	pthread_mutex_unlock(&writer->mutex);
	return job;
}

/* The writer's connection, of its thread alone. */
typedef struct Connection {
	char *path;
	const Engine *engine;
	Store *store;  /* (nullable) */
	gboolean seen; /* there was one at this path */
} Connection;

/* Connect to PATH: by what there is, if it still is that file. */
static gboolean
connect_to(Connection *connection, const char *path, gboolean makes, GError **error)
{
	if (g_strcmp0(path, connection->path) != 0) {
		g_free(connection->path);
		connection->path = g_strdup(path);
		connection->seen = FALSE;
		g_clear_pointer(&connection->store, store_close);
	}
	if (connection->store != NULL && connection->store->is_current(connection->store))
		return TRUE;
	store_close(connection->store);
	connection->store = connection->engine->open(
		path, makes && !connection->seen ? STORE_CREATE : STORE_WRITE, error);
	connection->seen |= connection->store != NULL;
	return connection->store != NULL;
}

/* What is required is so until it is done; whoever asked again meanwhile has asked for the same. */
static void
note_done(Writer *writer, const Job *job, gboolean done)
{
	pthread_mutex_lock(&writer->mutex);
	if (done)
		writer->deferred = FALSE;
	if (job->required && !done) {
		writer->required = job->run;
		writer->deferred = TRUE;
	}
	pthread_mutex_unlock(&writer->mutex);
}

static void *
writer_main(void *data)
{
	Writer *writer = data;
	Connection connection = { .engine = writer->engine };
	char *path;
	guint64 dropped;
	Job *job;

	while ((job = next_job(writer, &path, &dropped)) != NULL) {
		g_autoptr(GError) error = NULL;
		gboolean done = connect_to(&connection, path, job->makes, &error) &&
				job->run(connection.store, job->data, &error);

		if (!done)
			g_clear_pointer(&connection.store, store_close);
		note_done(writer, job, done);
		if (g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING))
			g_clear_error(&error);
		if (error != NULL || dropped > 0)
			writer->complain(error, dropped, writer->user_data);
		job_free(job);
		g_free(path);
	}
	store_close(connection.store);
	g_free(connection.path);
	g_free(path);
	return NULL;
}

Writer *
writer_new(const Engine *engine, const char *path, WriterComplaint complain, gpointer user_data,
	   GError **error)
{
	Writer *writer = g_new0(Writer, 1);

	writer->engine = engine;
	writer->complain = complain;
	writer->user_data = user_data;
	writer->path = g_strdup(path);
	g_queue_init(&writer->jobs);
	pthread_mutex_init(&writer->mutex, NULL);
	pthread_cond_init(&writer->changed, NULL);
	writer->runs = pthread_create(&writer->thread, NULL, writer_main, writer) == 0;
	if (writer->runs)
		return writer;
	g_set_error(error, STORE_ERROR, STORE_ERROR_WRITE, "no thread for the writer");
	writer_free(writer);
	return NULL;
}

void
writer_free(Writer *writer)
{
	if (writer == NULL)
		return;
	pthread_mutex_lock(&writer->mutex);
	writer->over = TRUE;
	pthread_cond_signal(&writer->changed);
	pthread_mutex_unlock(&writer->mutex);
	if (writer->runs)
		pthread_join(writer->thread, NULL);
	pthread_cond_destroy(&writer->changed);
	pthread_mutex_destroy(&writer->mutex);
	g_free(writer->path);
	g_free(writer);
}

void
writer_set_path(Writer *writer, const char *path)
{
	pthread_mutex_lock(&writer->mutex);
	g_free(writer->path);
	writer->path = g_strdup(path);
	pthread_mutex_unlock(&writer->mutex);
}

/* Put JOB (transfer full) into the queue, if there is room. */
static gboolean
post(Writer *writer, Job *job)
{
	gboolean room;

	pthread_mutex_lock(&writer->mutex);
	room = writer->weight < QUEUE_MOST;
	if (room) {
		g_queue_push_tail(&writer->jobs, job);
		writer->weight += job->weight;
		pthread_cond_signal(&writer->changed);
	} else {
		writer->dropped += job->weight;
	}
	pthread_mutex_unlock(&writer->mutex);
	if (!room)
		job_free(job);
	return room;
}

gboolean
writer_post(Writer *writer, WriterJob run, gpointer data, GDestroyNotify destroy)
{
	return post(writer, job_new(run, data, destroy));
}

gboolean
writer_post_rows(Writer *writer, WriterJob run, gpointer data, GDestroyNotify destroy, guint weight)
{
	Job *job = job_new(run, data, destroy);

	job->weight = weight;
	return post(writer, job);
}

gboolean
writer_post_making(Writer *writer, WriterJob run, gpointer data, GDestroyNotify destroy)
{
	Job *job = job_new(run, data, destroy);

	job->makes = TRUE;
	return post(writer, job);
}

void
writer_require(Writer *writer, WriterJob run)
{
	pthread_mutex_lock(&writer->mutex);
	writer->required = run;
	writer->before = g_queue_get_length(&writer->jobs);
	pthread_cond_signal(&writer->changed);
	pthread_mutex_unlock(&writer->mutex);
}
