#include "session.h"

#include "filter/report.h"
#include "clients.h"
#include "drift-alarm.h"

Session *
session_new(Service *service)
{
	Session *session = g_new0(Session, 1);

	session->service = service;
	session->recipients = g_ptr_array_new_with_free_func(g_free);
	return session;
}

void
session_free(Session *session)
{
	if (session == NULL)
		return;
	session_end(session);
	message_free(session->message);
	g_ptr_array_unref(session->recipients);
	g_free(session->client_name);
	g_free(session->client_address);
	g_free(session->host);
	g_free(session);
}

void
session_connect(Session *session, const char *name, const char *address, const char *host)
{
	g_free(session->client_name);
	g_free(session->client_address);
	g_free(session->host);
	session->client_name = g_strdup(name);
	session->client_address = g_strdup(address);
	session->host = g_strdup(host);
}

gboolean
session_is_busy(const Session *session)
{
	return session->snapshot != NULL;
}

/* A cleared message, made with the limit that holds now. */
static void
prepare_message(Session *session)
{
	guint64 limit = snapshot_config(session->snapshot)->read_limit;

	if (session->message != NULL && session->read_limit == limit)
		return;
	message_free(session->message);
	session->message = filter_message(snapshot_filter(session->snapshot));
	session->read_limit = limit;
}

void
session_begin(Session *session, const char *sender, gboolean authenticated)
{
	const Config *config;

	session_end(session);
	session->snapshot = snapshots_get(session->service->snapshots);
	config = snapshot_config(session->snapshot);
	prepare_message(session);
	message_set_sender(session->message, sender);
	session->exempt = authenticated ||
			  clients_include((const char *const *)config->exempt_clients,
					  session->client_name, session->client_address);
	atomic_fetch_add(&session->service->counters.in_flight, 1);
}

void
session_end(Session *session)
{
	if (!session_is_busy(session))
		return;
	message_clear(session->message);
	g_clear_pointer(&session->snapshot, snapshot_unref);
	g_clear_pointer(&session->queue_id, g_free);
	g_ptr_array_set_size(session->recipients, 0);
	atomic_fetch_sub(&session->service->counters.in_flight, 1);
}

void
session_add_recipient(Session *session, const char *path)
{
	g_ptr_array_add(session->recipients, mailbox_bare(path));
}

static Envelope
session_envelope(const Session *session)
{
	return (Envelope){
		.recipients = (const char *const *)session->recipients->pdata,
		.client_name = session->client_name,
		.client_address = session->client_address,
	};
}

Plan *
session_clean(Session *session)
{
	return filter_plan(snapshot_filter(session->snapshot), NULL, session->message,
			   session->host);
}

/* Mail that is not judged may still carry fields of our name that are not ours. */
static Screen
screen_exempt(Session *session)
{
	g_autoptr(Plan) plan = session_clean(session);

	return plan_is_empty(plan) ? SCREEN_ORDINARY : SCREEN_CLEAN_FIELDS;
}

Screen
session_screen(Session *session)
{
	Counters *counters = &session->service->counters;
	Envelope envelope;

	g_ptr_array_add(session->recipients, NULL);
	envelope = session_envelope(session);
	counters_add(&counters->messages);
	if (session->exempt) {
		counters_add(&counters->exempt);
		session->screen = screen_exempt(session);
	} else {
		session->screen = filter_screen(snapshot_filter(session->snapshot),
						session->message, &envelope);
	}
	if (session->screen <= SCREEN_UNKNOWN && !session->exempt)
		counters_add(&counters->ordinary);
	return session->screen;
}

Screen
session_note_unknown(Session *session)
{
	const Filter *filter = snapshot_filter(session->snapshot);
	Envelope envelope = session_envelope(session);
	g_autoptr(Judgement) judgement =
		filter_judge(filter, snapshot_book(session->snapshot), session->message, &envelope,
			     session->host, NULL);

	if (judgement != NULL)
		drift_alarm(session->service, filter_config(filter), judgement, session->queue_id);
	session->screen = screen_exempt(session);
	return session->screen;
}

static void
count_verdicts(Counters *counters, const Judgement *judgement)
{
	counters_add(&counters->judged);
	for (guint i = 0; i < judgement->verdicts->len; i++) {
		const Verdict *verdict = g_ptr_array_index(judgement->verdicts, i);

		counters_add(&counters->actions[verdict->action]);
	}
}

Plan *
session_judge(Session *session, char **line, GError **error)
{
	const Filter *filter = snapshot_filter(session->snapshot);
	Envelope envelope = session_envelope(session);
	g_autoptr(Judgement) judgement = NULL;
	Plan *plan;

	*line = NULL;
	if (session->screen == SCREEN_CLEAN_FIELDS)
		return session_clean(session);

	judgement = filter_judge(filter, snapshot_book(session->snapshot), session->message,
				 &envelope, session->host, error);
	if (judgement == NULL)
		return NULL;
	plan = filter_plan(filter, judgement, session->message, session->host);
	count_verdicts(&session->service->counters, judgement);
	*line = report_log_line(judgement, filter_config(filter)->log_inviter);
	drift_alarm(session->service, filter_config(filter), judgement, session->queue_id);
	return plan;
}
