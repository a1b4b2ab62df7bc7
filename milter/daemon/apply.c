#include "apply.h"

#include <string.h>

#include "base/log.h"
#include "rights.h"

/* Replies to the client stay well below libmilter's and SMTP's limits of a line. */
#define REPLY_LENGTH 400

/*
 * One message on its way through the plan; the first failure is said, the rest would be the same.
 */
typedef struct Applying {
	SMFICTX *ctx;
	Session *session;
	gboolean failed;
} Applying;

static gboolean
may(Applying *applying, unsigned long right)
{
	if (applying->session->actions & right)
		return TRUE;
	rights_say_missing(applying->session->service, right);
	return FALSE;
}

static void
check(Applying *applying, int result, const char *what)
{
	if (result == MI_SUCCESS || applying->failed)
		return;
	applying->failed = TRUE;
	log_error(applying->session->queue_id, "the mail server did not take it: %s", what);
}

/* With HDR_LEADSPC the MTA puts no space behind the colon: the white space of values is ours. */
static char *
as_value(const Applying *applying, const char *value)
{
	return g_strconcat(applying->session->steps & SMFIP_HDR_LEADSPC ? " " : "", value, NULL);
}

/* FALSE: not all of them. */
static gboolean
remove_fields(Applying *applying, const GPtrArray *fields)
{
	if (fields->len > 0 && !may(applying, SMFIF_CHGHDRS))
		return FALSE;
	for (guint i = 0; i < fields->len; i++) {
		const PlanField *field = g_ptr_array_index(fields, i);

		check(applying, smfi_chgheader(applying->ctx, field->name, (int)field->nth, NULL),
		      "removing a header field");
	}
	return !applying->failed;
}

/* Each goes on top, so the last of the plan goes first. */
static void
insert_fields(Applying *applying, const GPtrArray *fields)
{
	for (guint i = fields->len; i-- > 0;) {
		const PlanField *field = g_ptr_array_index(fields, i);
		g_autofree char *value = as_value(applying, field->value);

		if (may(applying, SMFIF_ADDHDRS))
			check(applying, smfi_insheader(applying->ctx, 0, field->name, value),
			      "inserting a header field");
	}
}

/* A message without Subject gets one. */
static void
change_subject(Applying *applying, const char *subject)
{
	char name[] = "Subject";
	g_autofree char *value = NULL;

	if (subject == NULL || !may(applying, SMFIF_CHGHDRS))
		return;
	value = as_value(applying, subject);
	check(applying, smfi_chgheader(applying->ctx, name, 1, value), "changing the subject");
}

/* Whether a copy was kept for somebody, now or when the message came before. */
static gboolean
has_copies(const Plan *plan)
{
	for (guint i = 0; i < plan->outcomes->len; i++)
		if (((const Outcome *)plan->outcomes->pdata[i])->kept)
			return TRUE;
	return plan->copies->len > 0;
}

/* The mail server knows recipients as RCPT had them: each spelling of who leaves goes, once. */
static void
delete_recipients(Applying *applying, const GPtrArray *leaving)
{
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);
	const GPtrArray *paths = applying->session->paths;

	for (guint i = 0; i < leaving->len; i++)
		g_hash_table_add(names, leaving->pdata[i]);
	for (guint i = 0; i < paths->len; i++) {
		const Path *path = paths->pdata[i];

		if (g_hash_table_contains(names, path->recipient) &&
		    g_hash_table_add(done, path->address))
			check(applying, smfi_delrcpt(applying->ctx, path->address),
			      "removing a recipient");
	}
}

/* FALSE: somebody who has a copy would get the message as well. */
static gboolean
change_recipients(Applying *applying, const Plan *plan)
{
	if (plan->add_recipients->len == 0 && plan->delete_recipients->len == 0)
		return TRUE;
	/* Both or neither: nobody gets a message twice or not at all. */
	if ((plan->add_recipients->len > 0 && !may(applying, SMFIF_ADDRCPT)) ||
	    !may(applying, SMFIF_DELRCPT))
		return !has_copies(plan);
	for (guint i = 0; i < plan->add_recipients->len; i++)
		check(applying,
		      smfi_addrcpt(applying->ctx, g_ptr_array_index(plan->add_recipients, i)),
		      "adding a recipient");
	if (applying->failed)
		return !has_copies(plan);
	delete_recipients(applying, plan->delete_recipients);
	return !applying->failed;
}

static void
hold(Applying *applying, const Plan *plan)
{
	g_autofree char *reason = NULL;

	if (!plan->hold || !may(applying, SMFIF_QUARANTINE))
		return;
	reason = g_strdup(plan->hold_reason != NULL ? plan->hold_reason : "held by invite-milter");
	check(applying, smfi_quarantine(applying->ctx, reason), "holding the message");
}

/* TEXT as one line of a reply: the MTA takes "%%" for "%". */
static char *
reply_text(const char *text)
{
	GString *reply = g_string_new(NULL);

	for (const char *p = text; *p != '\0' && reply->len < REPLY_LENGTH; p++) {
		if (*p == '%')
			g_string_append(reply, "%%");
		else
			g_string_append_c(reply, g_ascii_isprint(*p) ? *p : '?');
	}
	return g_string_free(reply, FALSE);
}

static void
set_reply(SMFICTX *ctx, const char *code, const char *status, const char *text)
{
	g_autofree char *line = reply_text(text);

	if (smfi_setreply(ctx, (char *)code, (char *)status, line) != MI_SUCCESS)
		log_error(NULL, "the mail server did not take it: the text of a reply");
}

sfsistat
apply_on_error(SMFICTX *ctx, OnError on_error)
{
	switch (on_error) {
	case ON_ERROR_TEMPFAIL:
		set_reply(ctx, "451", "4.7.1", "Try again later");
		return SMFIS_TEMPFAIL;
	case ON_ERROR_REJECT:
		set_reply(ctx, "550", "5.7.1", "This message cannot be checked now");
		return SMFIS_REJECT;
	case ON_ERROR_ACCEPT:
		break;
	}
	return SMFIS_ACCEPT;
}

sfsistat
apply_refusal(SMFICTX *ctx, const char *text)
{
	set_reply(ctx, "550", "5.7.1", text);
	return SMFIS_REJECT;
}

/*
 * Whoever reads the log knows which mail came through with fields of our names that others wrote.
 */
static sfsistat
answer_uncleaned(const Applying *applying)
{
	OnError on_error = snapshot_config(applying->session->snapshot)->on_error;

	log_error(applying->session->queue_id,
		  "fields of our names that others wrote cannot be taken off; on-error %s",
		  on_error_words[on_error]);
	return apply_on_error(applying->ctx, on_error);
}

sfsistat
apply_plan(SMFICTX *ctx, Session *session, const Plan *plan)
{
	Applying applying = { ctx, session, FALSE };
	gboolean clean;

	switch (plan->answer) {
	case ANSWER_REJECT:
		return apply_refusal(ctx, plan->reply != NULL ? plan->reply : "Invitation refused");
	case ANSWER_DISCARD:
		return SMFIS_DISCARD;
	case ANSWER_ACCEPT:
		break;
	}
	/*
	 * When the client tries again the copies are found, and nobody gets the message twice.  But
	 * a mail server that does not wait for us any more may do as its default action says.
	 */
	if (!change_recipients(&applying, plan)) {
		log_warning(session->queue_id,
			    "copies of it may come twice: the mail server did not take "
			    "our answer");
		return apply_on_error(ctx, ON_ERROR_TEMPFAIL);
	}
	clean = remove_fields(&applying, plan->remove);
	insert_fields(&applying, plan->insert);
	change_subject(&applying, plan->subject);
	hold(&applying, plan);
	return clean ? SMFIS_ACCEPT : answer_uncleaned(&applying);
}
