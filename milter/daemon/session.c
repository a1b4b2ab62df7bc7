#include "session.h"

#include "base/log.h"
#include "filter/copies.h"
#include "filter/report.h"
#include "clients.h"
#include "courier.h"
#include "drift-alarm.h"
#include "learner.h"
#include "record.h"
#include "rights.h"

/* Of the largest message so many copies may be kept; of smaller ones more. */
#define COPIES_MOST 10

Session *
session_new(Service *service)
{
	Session *session = g_new0(Session, 1);

	session->service = service;
	session->recipients = g_ptr_array_new();
	session->paths = g_ptr_array_new_with_free_func((GDestroyNotify)path_free);
	session->copies = g_ptr_array_new_with_free_func(g_free);
	return session;
}

void
session_free(Session *session)
{
	if (session == NULL)
		return;
	session_end(session);
	g_ptr_array_unref(session->recipients);
	g_ptr_array_unref(session->paths);
	g_ptr_array_unref(session->copies);
	spool_free(session->spool);
	g_free(session->database);
	g_free(session->client_name);
	g_free(session->client_address);
	g_free(session->greeting);
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
	g_clear_pointer(&session->greeting, g_free);
}

void
session_greet(Session *session, const char *greeting)
{
	g_free(session->greeting);
	session->greeting = g_strdup(greeting);
}

gboolean
session_is_busy(const Session *session)
{
	return session->snapshot != NULL;
}

void
session_begin(Session *session, char *const *words, const char *login)
{
	const Config *config;

	session_end(session);
	session->snapshot = snapshots_get(session->service->snapshots);
	config = snapshot_config(session->snapshot);
	session->message = snapshot_take_message(session->snapshot);
	message_set_sender(session->message, words[0]);
	session->sender = path_new(words, NULL);
	session->login = login != NULL && *login != '\0' ? g_strdup(login) : NULL;
	session->exempt = session->login != NULL ||
			  clients_include((const char *const *)config->exempt_clients,
					  session->client_name, session->client_address);
	atomic_fetch_add(&session->service->counters.in_flight, 1);
}

void
session_end(Session *session)
{
	if (!session_is_busy(session))
		return;
	g_clear_pointer(&session->evidence, evidence_free);
	snapshot_give_message(session->snapshot, g_steal_pointer(&session->message));
	g_clear_pointer(&session->snapshot, snapshot_unref);
	g_clear_pointer(&session->queue_id, g_free);
	g_clear_pointer(&session->login, g_free);
	g_ptr_array_set_size(session->recipients, 0);
	g_ptr_array_set_size(session->paths, 0);
	g_ptr_array_set_size(session->copies, 0);
	g_clear_pointer(&session->sender, path_free);
	g_clear_pointer(&session->verification, verification_free);
	g_clear_pointer(&session->judgement, judgement_free);
	atomic_fetch_sub(&session->service->counters.in_flight, 1);
}

void
session_add_recipient(Session *session, char *const *words, const char *told)
{
	g_autofree char *recipient = filter_understand(snapshot_filter(session->snapshot), words[0],
						       told, session->host);
	Path *path = path_new(words, recipient);

	g_ptr_array_add(session->paths, path);
	g_ptr_array_add(session->recipients, path->recipient);
}

static Envelope
session_envelope(Session *session)
{
	return (Envelope){
		.client_name = session->client_name,
		.client_address = session->client_address,
		.greeting = session->greeting,
		.verifier = filter_verifier(snapshot_filter(session->snapshot), &session->answer,
					    session->verification),
	};
}

Plan *
session_clean(Session *session)
{
	const PlanOccasion occasion = { .host = session->host, .client = session->client_name };

	return filter_plan(snapshot_filter(session->snapshot), NULL, session->message, &occasion);
}

/* Mail that is not judged may still carry fields of our name that are not ours. */
static Screen
screen_exempt(Session *session)
{
	g_autoptr(Plan) plan = session_clean(session);

	return plan_is_empty(plan) ? SCREEN_ORDINARY : SCREEN_CLEAN_FIELDS;
}

/* The spool beside the configured database. */
static void
follow_database(Session *session)
{
	const char *database = snapshot_config(session->snapshot)->database;

	if (g_strcmp0(session->database, database) == 0)
		return;
	spool_free(session->spool);
	g_free(session->database);
	session->database = g_strdup(database);
	session->spool = spool_new(database);
}

static void
keep_for_copies(Session *session)
{
	if (!filter_makes_copies(snapshot_filter(session->snapshot)))
		return;
	follow_database(session);
	message_keep_whole(session->message, spool_temporary_folder(session->spool),
			   snapshot_config(session->snapshot)->max_size);
}

/* The bytes of the body pass only once: they are hashed before anybody knows what the mail is. */
static void
begin_verification(Session *session)
{
	session->verification =
		filter_verification(snapshot_filter(session->snapshot), session->message);
}

Screen
session_screen(Session *session)
{
	Counters *counters = &session->service->counters;
	const char *const *recipients;

	g_ptr_array_add(session->recipients, NULL);
	recipients = (const char *const *)session->recipients->pdata;
	learner_count(session->service, snapshot_filter(session->snapshot),
		      counters_add(&counters->messages));
	if (session->login != NULL)
		learner_note(session->service, snapshot_filter(session->snapshot), session->message,
			     session->login, recipients);
	if (session->exempt) {
		counters_add(&counters->exempt);
		session->screen = screen_exempt(session);
	} else {
		session->evidence = filter_evidence(snapshot_filter(session->snapshot),
						    session->message, recipients);
		session->screen = screen_header(session->evidence);
	}
	if (session->screen <= SCREEN_UNKNOWN && !session->exempt)
		counters_add(&counters->ordinary);
	if (session->screen == SCREEN_READ_BODY) {
		keep_for_copies(session);
		begin_verification(session);
	}
	return session->screen;
}

/* Raise the drift alarm for mail by a network that its rules do not know, if the mail is proven. */
static void
note_drift(Session *session)
{
	Envelope envelope = session_envelope(session);
	g_autoptr(Judgement) judgement =
		filter_judge(snapshot_filter(session->snapshot), snapshot_book(session->snapshot),
			     session->evidence, &envelope, session->host, NULL);

	if (judgement != NULL)
		drift_alarm(session->service, judgement, session->queue_id);
}

gboolean
session_was_cut(const Session *session)
{
	return message_omitted(session->message)->len > 0;
}

void
session_tell_unread(Session *session)
{
	log_info(session->queue_id, "kind=none unread=%s", message_unread(session->message));
}

Screen
session_note_unknown(Session *session)
{
	begin_verification(session);
	if (session->verification != NULL)
		return session->screen;
	note_drift(session);
	session->screen = screen_exempt(session);
	return session->screen;
}

gboolean
session_add_body(Session *session, const void *data, gsize size)
{
	gboolean more = FALSE;

	if (session->screen == SCREEN_READ_BODY) {
		message_add_body(session->message, data, size);
		more = message_wants_body(session->message);
	}
	if (session->verification != NULL) {
		verification_add_body(session->verification, data, size);
		more = more || verification_wants_body(session->verification);
	}
	return more;
}

gboolean
session_is_flooded(const Session *session)
{
	return snapshot_config(session->snapshot)->mode != MODE_MONITOR &&
	       message_is_flooded(session->message);
}

static void
count_outcomes(Counters *counters, const Plan *plan)
{
	counters_add(&counters->judged);
	for (guint i = 0; i < plan->outcomes->len; i++) {
		const Outcome *outcome = g_ptr_array_index(plan->outcomes, i);

		counters_add(&counters->actions[outcome->action]);
	}
}

/* Whether a copy of the message can be made, and if it may be needed but cannot, why. */
static gboolean
can_copy(Session *session)
{
	const char *reason = NULL;

	if (!filter_makes_copies(snapshot_filter(session->snapshot)))
		return FALSE;
	if (!rights_for_copies(session))
		reason = "the mail server does not let filters do what that takes";
	else if (message_is_whole(session->message, &reason))
		return TRUE;
	if (!plan_may_copy(session->judgement))
		return FALSE;
	log_warning(session->queue_id, "no copy can be made of the message: %s", reason);
	why_say(session->judgement->why, "no copy can be made of the message: %s", reason);
	return FALSE;
}

/* KEPT (nullable): who has a copy already. */
static Plan *
make_plan(Session *session, gboolean copies, GHashTable *kept)
{
	const PlanOccasion occasion = {
		.host = session->host,
		.client = session->client_name,
		.copies = copies,
		.kept = kept,
	};

	return filter_plan(snapshot_filter(session->snapshot), session->judgement, session->message,
			   &occasion);
}

/*
 * A store that is full or broken keeps no mail back: who has no copy yet gets the message, tagged.
 */
static Plan *
plan_without_store(Session *session, GHashTable *kept, const GError *error)
{
	log_error(session->queue_id, "no copy can be kept, so nothing is quarantined: %s",
		  error->message);
	why_say(session->judgement->why, "no copy can be kept: %s", error->message);
	return make_plan(session, FALSE, kept);
}

/* HOSTS: the mail server's name. */
static CopySource
copy_source(const Session *session, const char *const *hosts, GHashTable *kept)
{
	return (CopySource){
		.spool = session->spool,
		.message = session->message,
		.sender = session->sender,
		.recipients = session->paths,
		.client_name = session->client_name,
		.client_address = session->client_address,
		.queue_id = session->queue_id,
		.host = session->host,
		.own_hosts = filter_own_hosts(snapshot_filter(session->snapshot), hosts),
		.time = g_get_real_time() / G_USEC_PER_SEC,
		.most = COPIES_MOST * MIN(snapshot_config(session->snapshot)->max_size,
					  G_MAXUINT64 / COPIES_MOST),
		.progress = session->progress,
		.progress_data = session->progress_data,
		.kept = kept,
	};
}

/* The plan for a message of which copies can be made, once they are safe. */
static Plan *
plan_with_copies(Session *session)
{
	const char *const hosts[] = { session->host, NULL };
	g_autoptr(GHashTable) kept = g_hash_table_new(g_str_hash, g_str_equal);
	CopySource source = copy_source(session, hosts, kept);
	g_autoptr(GError) error = NULL;
	g_autoptr(Plan) plan = NULL;
	gboolean returns = FALSE;

	if (copies_find(&source, session->judgement, &returns, &error) && !returns) {
		plan = make_plan(session, TRUE, kept);
		copies_keep(&source, session->judgement, plan, session->copies, &error);
	}
	g_free(source.fingerprint);
	if (returns) {
		log_error(session->queue_id,
			  "the listener of reinject sends its mail to this filter: "
			  "take the filter out there; the mail passes as it is");
		return plan_new(session->judgement, kept);
	}
	return error == NULL ? g_steal_pointer(&plan) : plan_without_store(session, kept, error);
}

/* Each step of the judgement, at debug level; the steps name the inviter. */
static void
tell_why(const Session *session)
{
	g_autoptr(GPtrArray) why = judgement_why(session->judgement, NULL);

	if (snapshot_config(session->snapshot)->log_inviter != LOG_INVITER_FULL)
		return;
	for (guint i = 0; i < why->len; i++)
		log_debug(session->queue_id, "why: %s", (const char *)g_ptr_array_index(why, i));
}

/* What was judged, for the log, the counters and the history. */
static void
note(Session *session, const Plan *plan)
{
	const Config *config = snapshot_config(session->snapshot);
	g_autofree char *line = report_log_line(session->judgement, plan, config->log_inviter);
	g_autofree char *name =
		g_strdup_printf("%s.%" G_GINT64_FORMAT, session->queue_id, g_get_real_time());

	log_info(session->queue_id, "%s", line);
	tell_why(session);
	drift_alarm(session->service, session->judgement, session->queue_id);
	strangers_note(&session->service->strangers, session->judgement, config->authserv_ids,
		       session->queue_id);
	count_outcomes(&session->service->counters, plan);
	record_judgement(session->service->writer, session->judgement, plan, name,
			 session->queue_id);
}

static Plan *
judged(Session *session)
{
	gboolean copies = judgement_is_recognized(session->judgement) && can_copy(session);
	Plan *plan = copies ? plan_with_copies(session) : make_plan(session, FALSE, NULL);

	note(session, plan);
	return plan;
}

Plan *
session_judge(Session *session, GError **error)
{
	Envelope envelope = session_envelope(session);

	if (session->screen == SCREEN_UNKNOWN)
		note_drift(session);
	if (session->screen != SCREEN_READ_BODY)
		return session_clean(session);
	session->judgement =
		filter_judge(snapshot_filter(session->snapshot), snapshot_book(session->snapshot),
			     session->evidence, &envelope, session->host, error);
	return session->judgement != NULL ? judged(session) : NULL;
}

Plan *
session_judge_blindly(Session *session)
{
	Envelope envelope = session_envelope(session);

	if (session->screen != SCREEN_READ_BODY)
		return session_clean(session);
	session->judgement = filter_judge_blindly(snapshot_filter(session->snapshot),
						  session->evidence, &envelope, session->host);
	return judged(session);
}

void
session_answer(Session *session)
{
	if (session->copies->len == 0)
		return;
	courier_expect(session->service->courier, session->database, session->copies);
	record_held(session->service->writer, session->copies);
}
