#include "callbacks.h"

#include <arpa/inet.h>
#include <libmilter/mfapi.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/log.h"
#include "apply.h"
#include "learner.h"
#include "rights.h"
#include "session.h"

/* Between signs of life. */
#define PROGRESS_SECONDS 5

/* libmilter hands its callbacks no pointer of ours: set once, before there are threads. */
static Service *the_service;

/*
 * What we do without, and what we need no answer for: each costs a round trip.  No answer for
 * MAIL and connect means that clients never judged leave with the others, at the end of headers.
 */
#define STEPS_WANTED                                                                               \
	(SMFIP_NOUNKNOWN | SMFIP_NODATA | SMFIP_NR_CONN | SMFIP_NR_HELO | SMFIP_NR_MAIL |          \
	 SMFIP_NR_RCPT | SMFIP_NR_HDR | SMFIP_SKIP | SMFIP_HDR_LEADSPC)

/*
 * A callback whose answer was agreed to be missing must not answer: libmilter logs each that does.
 */
static sfsistat
go_on(const Session *session, unsigned long no_reply)
{
	return session->steps & no_reply ? SMFIS_NOREPLY : SMFIS_CONTINUE;
}

/* The session of CTX; the first callback makes it. */
static Session *
session_of(SMFICTX *ctx)
{
	Session *session = smfi_getpriv(ctx);

	if (session == NULL) {
		session = session_new(the_service);
		smfi_setpriv(ctx, session);
	}
	return session;
}

/* Only what is used is asked for; the MTA need not put the rest together. */
static void
ask_for_macros(SMFICTX *ctx)
{
	char host[] = "j", login[] = "{auth_authen}", queue_id[] = "i";
	char recipient[] = "{rcpt_addr} {rcpt_mailer}";

	smfi_setsymlist(ctx, SMFIM_CONNECT, host);
	smfi_setsymlist(ctx, SMFIM_ENVFROM, login);
	smfi_setsymlist(ctx, SMFIM_ENVRCPT, recipient);
	smfi_setsymlist(ctx, SMFIM_EOH, queue_id);
	smfi_setsymlist(ctx, SMFIM_EOM, queue_id);
}

static sfsistat
mlfi_negotiate(SMFICTX *ctx, unsigned long actions, unsigned long steps, unsigned long unused2,
	       unsigned long unused3, unsigned long *our_actions, unsigned long *our_steps,
	       unsigned long *our2, unsigned long *our3)
{
	g_autoptr(Snapshot) snapshot = snapshots_get(the_service->snapshots);
	unsigned long needed = rights_needed(snapshot_config(snapshot));
	Session *session = session_of(ctx);

	(void)unused2;
	(void)unused3;
	rights_say_missing(the_service, needed & ~actions);
	session->actions = actions & rights_wanted();
	session->steps = steps & STEPS_WANTED;
	*our_actions = session->actions | (actions & SMFIF_SETSYMLIST);
	*our_steps = session->steps;
	*our2 = *our3 = 0;
	if (actions & SMFIF_SETSYMLIST)
		ask_for_macros(ctx);
	else
		learner_cannot_ask(the_service->learner);
	return SMFIS_CONTINUE;
}

/* ADDRESS as text, "" where it is none of IP's. */
static void
print_address(const _SOCK_ADDR *address, char text[INET6_ADDRSTRLEN])
{
	const struct sockaddr_in *v4 = (const struct sockaddr_in *)address;
	const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)address;

	text[0] = '\0';
	if (address == NULL)
		return;
	if (address->sa_family == AF_INET)
		inet_ntop(AF_INET, &v4->sin_addr, text, INET6_ADDRSTRLEN);
	else if (address->sa_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr))
		inet_ntop(AF_INET, &v6->sin6_addr.s6_addr[12], text, INET6_ADDRSTRLEN);
	else if (address->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &v6->sin6_addr, text, INET6_ADDRSTRLEN);
}

static char *
macro(SMFICTX *ctx, const char *name)
{
	return smfi_getsymval(ctx, (char *)name);
}

/*
 * The macro NAME of this command, taken out of CTX (transfer full, nullable).  libmilter keeps what
 * a mail server sent before: where it sends nothing for the next recipient, that one would be the
 * last one.  So what was read once is made empty.
 */
static char *
take_macro(SMFICTX *ctx, const char *name)
{
	char *value = macro(ctx, name);
	char *copy = g_strdup(value);

	if (value != NULL)
		*value = '\0';
	return copy;
}

/*
 * Whom the mail server means by a RCPT (transfer full, nullable).  Of one that it refuses, which it
 * shows only to filters that ask to see them, {rcpt_addr} is the text of the refusal.
 */
static char *
take_recipient(SMFICTX *ctx)
{
	g_autofree char *address = take_macro(ctx, "{rcpt_addr}");
	g_autofree char *mailer = address != NULL ? take_macro(ctx, "{rcpt_mailer}") : NULL;

	return g_strcmp0(mailer, "error") != 0 ? g_steal_pointer(&address) : NULL;
}

static sfsistat
mlfi_connect(SMFICTX *ctx, char *name, _SOCK_ADDR *address)
{
	Session *session = session_of(ctx);
	char text[INET6_ADDRSTRLEN];

	print_address(address, text);
	session_connect(session, name, text[0] != '\0' ? text : NULL, macro(ctx, "j"));
	return go_on(session, SMFIP_NR_CONN);
}

static sfsistat
mlfi_helo(SMFICTX *ctx, char *greeting)
{
	Session *session = session_of(ctx);

	session_greet(session, greeting);
	return go_on(session, SMFIP_NR_HELO);
}

static sfsistat
mlfi_envfrom(SMFICTX *ctx, char **argv)
{
	Session *session = session_of(ctx);

	session_begin(session, argv, macro(ctx, "{auth_authen}"));
	return go_on(session, SMFIP_NR_MAIL);
}

static sfsistat
mlfi_envrcpt(SMFICTX *ctx, char **argv)
{
	Session *session = session_of(ctx);
	g_autofree char *told = take_recipient(ctx);

	if (session_is_busy(session))
		session_add_recipient(session, argv, told);
	return go_on(session, SMFIP_NR_RCPT);
}

static sfsistat
mlfi_header(SMFICTX *ctx, char *name, char *value)
{
	Session *session = session_of(ctx);

	if (session_is_busy(session))
		message_add_field(session->message, name, value);
	return go_on(session, SMFIP_NR_HDR);
}

/* The queue id comes late on Postfix, and on others maybe later still. */
static void
learn_queue_id(SMFICTX *ctx, Session *session)
{
	if (session->queue_id == NULL)
		session->queue_id = g_strdup(macro(ctx, "i"));
}

static sfsistat
refuse_flood(SMFICTX *ctx, Session *session)
{
	learn_queue_id(ctx, session);
	log_warning(session->queue_id, "refused: it has over a thousand fields that only we write");
	session_end(session);
	return apply_refusal(ctx, "Too many header fields that only the filter here writes");
}

static sfsistat
mlfi_eoh(SMFICTX *ctx)
{
	Session *session = session_of(ctx);
	Screen screen;

	if (!session_is_busy(session))
		return SMFIS_ACCEPT;
	screen = session_screen(session);
	if (session_is_flooded(session))
		return refuse_flood(ctx, session);
	if (screen == SCREEN_UNKNOWN) {
		learn_queue_id(ctx, session);
		screen = session_note_unknown(session);
	}
	if (screen == SCREEN_ORDINARY) {
		if (session_was_cut(session)) {
			learn_queue_id(ctx, session);
			session_tell_unread(session);
		}
		session_end(session);
		return SMFIS_ACCEPT;
	}
	return SMFIS_CONTINUE;
}

static sfsistat
mlfi_body(SMFICTX *ctx, unsigned char *data, size_t size)
{
	Session *session = session_of(ctx);
	gboolean more = session_is_busy(session) && session_add_body(session, data, size);

	return more || !(session->steps & SMFIP_SKIP) ? SMFIS_CONTINUE : SMFIS_SKIP;
}

/* The message cannot be judged: what on-error says. */
static sfsistat
fail(SMFICTX *ctx, Session *session, const GError *error)
{
	OnError on_error = snapshot_config(session->snapshot)->on_error;
	g_autoptr(Plan) plan = NULL;

	counters_add(&the_service->counters.failed);
	log_error(session->queue_id, "%s; on-error %s", error->message, on_error_words[on_error]);
	if (on_error != ON_ERROR_ACCEPT)
		return apply_on_error(ctx, on_error);
	plan = session_judge_blindly(session);
	return apply_plan(ctx, session, plan);
}

/*
 * A message to thousands takes long: the mail server waits for some minutes, from each sign of life
 * on.
 */
typedef struct Patience {
	SMFICTX *ctx;
	gint64 last; /* monotonic time of the last sign */
} Patience;

static void
show_progress(gpointer data)
{
	Patience *patience = data;
	gint64 now = g_get_monotonic_time();

	if (now - patience->last < PROGRESS_SECONDS * G_USEC_PER_SEC)
		return;
	patience->last = now;
	smfi_progress(patience->ctx);
}

static sfsistat
mlfi_eom(SMFICTX *ctx)
{
	Session *session = session_of(ctx);
	g_autoptr(GError) error = NULL;
	g_autoptr(Plan) plan = NULL;
	Patience patience = { ctx, g_get_monotonic_time() };
	sfsistat answer;

	if (!session_is_busy(session))
		return SMFIS_ACCEPT;
	session->progress = show_progress;
	session->progress_data = &patience;
	learn_queue_id(ctx, session);
	plan = session_judge(session, &error);
	answer = plan != NULL ? apply_plan(ctx, session, plan) : fail(ctx, session, error);
	session_answer(session);
	session->progress = NULL;
	session_end(session);
	return answer;
}

static sfsistat
mlfi_abort(SMFICTX *ctx)
{
	Session *session = smfi_getpriv(ctx);

	if (session != NULL)
		session_end(session);
	return SMFIS_CONTINUE;
}

/* Also for connections that ended before they negotiated. */
static sfsistat
mlfi_close(SMFICTX *ctx)
{
	session_free(smfi_getpriv(ctx));
	smfi_setpriv(ctx, NULL);
	return SMFIS_CONTINUE;
}

gboolean
callbacks_register(Service *service)
{
	static char name[] = "invite-milter";
	const struct smfiDesc doors = {
		.xxfi_name = name,
		.xxfi_version = SMFI_VERSION,
		.xxfi_flags = SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_ADDRCPT | SMFIF_DELRCPT |
			      SMFIF_QUARANTINE | SMFIF_SETSYMLIST,
		.xxfi_negotiate = mlfi_negotiate,
		.xxfi_connect = mlfi_connect,
		.xxfi_helo = mlfi_helo,
		.xxfi_envfrom = mlfi_envfrom,
		.xxfi_envrcpt = mlfi_envrcpt,
		.xxfi_header = mlfi_header,
		.xxfi_eoh = mlfi_eoh,
		.xxfi_body = mlfi_body,
		.xxfi_eom = mlfi_eom,
		.xxfi_abort = mlfi_abort,
		.xxfi_close = mlfi_close,
	};

	the_service = service;
	return smfi_register(doors) == MI_SUCCESS;
}
