#include "serve.h"

#include <errno.h>
#include <libmilter/mfapi.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"
#include "callbacks.h"
#include "courier.h"
#include "learner.h"
#include "listener.h"
#include "notify.h"
#include "process.h"
#include "record.h"
#include "service.h"
#include "signals.h"

/* How long messages under way may take after TERM. */
#define DRAIN_SECONDS 30
/* And libmilter's threads after that. */
#define STOP_SECONDS 10
/* A message's last callback returns a moment before libmilter has sent the answer. */
#define ANSWER_MILLISECONDS 100

static int
complain(const GError *error, int status)
{
	fprintf(stderr, "invite-milter: %s\n", error->message);
	return status;
}

static Snapshot *
load(const Engine *engine, const Options *options, GError **error)
{
	const FilterOverrides overrides = { .socket = options->socket, .keys = options->keys };

	return snapshot_load(engine, options->config, &overrides, error);
}

/* What a postmaster should know of SNAPSHOT before mail comes. */
static void
describe(const Snapshot *snapshot)
{
	const GPtrArray *warnings = filter_warnings(snapshot_filter(snapshot));

	for (guint i = 0; i < warnings->len; i++)
		log_warning(NULL, "%s", (const char *)g_ptr_array_index(warnings, i));
}

static void
log_counters(Service *service)
{
	g_autofree char *text = counters_text(&service->counters);

	log_info(NULL, "%s", text);
}

static void
reload(Service *service, const Options *options)
{
	g_autoptr(GError) error = NULL;
	Snapshot *snapshot;

	notify_reloading();
	log_counters(service);
	snapshot = load(service->engine, options, &error);
	if (snapshot != NULL) {
		describe(snapshot);
		writer_set_path(service->writer, snapshot_config(snapshot)->database);
		snapshots_set(service->snapshots, snapshot);
		record_held_anew(service->writer);
		log_info(NULL, "reloaded");
	} else {
		log_error(NULL, "%s; not reloaded, what was read before stays", error->message);
	}
	notify_send("READY=1");
}

/* The thread in which libmilter waits for connections. */
static gpointer
milter_main(gpointer result)
{
	*(int *)result = smfi_main();
	signals_ended();
	return NULL;
}

/* smfi_stop() waits for a lock that the listener holds while it polls. */
static void *
stop_main(void *unused)
{
	smfi_stop();
	return unused;
}

/* End milter_main(): somebody has to call until the listener has looked up.  FALSE: it hangs. */
static gboolean
stop(Listener *listener)
{
	const gint64 end = g_get_monotonic_time() + STOP_SECONDS * G_USEC_PER_SEC;
	Event event = EVENT_NONE;
	pthread_t thread;

	if (pthread_create(&thread, NULL, stop_main, NULL) != 0)
		return FALSE;
	while (event != EVENT_ENDED && g_get_monotonic_time() < end) {
		event = signals_wait(10);
		if (event == EVENT_NONE)
			listener_wake(listener);
	}
	if (event != EVENT_ENDED)
		return FALSE;
	pthread_join(thread, NULL);
	return TRUE;
}

/*
 * No new connections, then as long as it takes until no message is under way; a second TERM is
 * impatient.  FALSE: it hangs.
 */
static gboolean
drain(Service *service, Listener *listener)
{
	const gint64 end = g_get_monotonic_time() + DRAIN_SECONDS * G_USEC_PER_SEC;
	Event event = EVENT_NONE;

	notify_send("STOPPING=1");
	listener_close_door(listener);
	while (atomic_load(&service->counters.in_flight) > 0 && g_get_monotonic_time() < end &&
	       event != EVENT_STOP && event != EVENT_ENDED)
		event = signals_wait(20);
	if (event != EVENT_ENDED && signals_wait(ANSWER_MILLISECONDS) != EVENT_ENDED)
		return stop(listener);
	return TRUE;
}

/*
 * The main thread: do what signals ask for, until one asks for the end.  FALSE: libmilter does not
 * end.
 */
static gboolean
attend(Service *service, Listener *listener, const Options *options)
{
	for (;;) {
		switch (signals_wait(-1)) {
		case EVENT_RELOAD:
			reload(service, options);
			break;
		case EVENT_COUNT:
			log_counters(service);
			break;
		case EVENT_STOP:
			return drain(service, listener);
		case EVENT_ENDED:
			log_error(NULL, "libmilter gave up waiting for mail");
			return TRUE;
		case EVENT_NONE:
			break;
		}
	}
}

/* The threads that work beside the callbacks: what outlived the last run first. */
static gboolean
start_threads(Service *service, GError **error)
{
	g_autoptr(Snapshot) current = snapshots_get(service->snapshots);

	service->learner = learner_new();
	strangers_init(&service->strangers);
	service->writer = writer_new(service->engine, snapshot_config(current)->database,
				     record_complain, NULL, error);
	if (service->writer == NULL)
		return FALSE;
	service->courier = courier_new(service, error);
	return service->courier != NULL;
}

static int
run(Service *service, Listener *listener, const Options *options, int ready)
{
	g_autoptr(GError) error = NULL;
	pthread_t thread;
	int result = MI_FAILURE;
	gboolean ended;

	/* Until they are unblocked again no thread but this one can catch signals. */
	if (!signals_open() || !start_threads(service, &error) ||
	    pthread_create(&thread, NULL, milter_main, &result) != 0) {
		fprintf(stderr, "invite-milter: %s\n",
			error != NULL ? error->message : g_strerror(errno));
		return EX_OSERR;
	}
	signals_unblock();
	process_ready(ready);
	notify_send("READY=1");
	log_info(NULL, "invite-milter %s waits for mail on %s", INVITE_MILTER_VERSION,
		 options->socket);
	ended = attend(service, listener, options);
	log_counters(service);
	/* Callbacks that outlived the drain still use what we would free. */
	if (!ended || atomic_load(&service->counters.in_flight) > 0)
		_exit(EX_TEMPFAIL);
	pthread_join(thread, NULL);
	if (!courier_end(service->courier)) {
		log_warning(NULL,
			    "the listener of reinject does not answer: the copy it has may come "
			    "twice");
		_exit(EX_TEMPFAIL);
	}
	writer_free(service->writer);
	learner_free(service->learner);
	strangers_clear(&service->strangers);
	return result == MI_SUCCESS ? EX_OK : EX_UNAVAILABLE;
}

/*
 * The socket while we may still open it, the rest as USER: what only root can read would fail at
 * the next reload.
 */
static int
serve_as(const User *user, Service *service, Options *options)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Listener) listener = NULL;
	g_autoptr(Snapshot) current = NULL;
	Snapshot *snapshot;
	int ready = -1;

	if (!callbacks_register(service))
		return EX_SOFTWARE;
	listener = listener_open(options->socket, user->uid, user->gid, &error);
	if (listener == NULL)
		return complain(error,
				error->code == LISTENER_ERROR_SYNTAX ? EX_CONFIG : EX_UNAVAILABLE);
	if (!process_become(user, &error))
		return complain(error, EX_NOPERM);
	if (user->name != NULL) {
		snapshot = load(service->engine, options, &error);
		if (snapshot == NULL)
			return complain(error, EX_CONFIG);
		snapshots_set(service->snapshots, snapshot);
	}
	if (!options->foreground && (ready = process_detach(&error)) < 0)
		return complain(error, EX_OSERR);
	log_open("invite-milter", !options->foreground,
		 options->verbose ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO);
	if (geteuid() == 0)
		log_warning(NULL, "running as root: -u USER gives its rights away");
	current = snapshots_get(service->snapshots);
	describe(current);
	return run(service, listener, options, ready);
}

int
serve(const Engine *engine, const Options *asked)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Snapshots) snapshots = snapshots_new();
	g_autofree char *socket = NULL;
	Options options = *asked;
	Service service = { .engine = engine, .snapshots = snapshots };
	Snapshot *first = load(engine, asked, &error);
	User user;
	int status;

	if (first == NULL)
		return complain(error, EX_CONFIG);
	socket = g_strdup(snapshot_config(first)->socket);
	snapshots_set(snapshots, first);
	if (!process_find_user(asked->user, &user, &error))
		return complain(error, EX_NOUSER);
	process_raise_limits();
	umask(0077);
	/* A reload cannot move the socket. */
	options.socket = socket;
	status = serve_as(&user, &service, &options);
	user_clear(&user);
	return status;
}
