/* What a person reads: what the mail is, each recipient, why, and what is done. */
#include "report.h"

#include <string.h>

#include "base/names.h"
#include "base/visible.h"
#include "report-words.h"

/* "  LABEL     text", without anything that could steer a terminal. */
G_GNUC_PRINTF(3, 4)
static void
tell(GString *text, const char *label, const char *format, ...)
{
	g_autofree char *line = NULL;
	va_list arguments;

	va_start(arguments, format);
	line = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_string_append_printf(text, "  %-10s ", label);
	visible_append(text, line, strlen(line), FALSE);
	g_string_append_c(text, '\n');
}

static void
tell_identity(GString *text, const char *label, const Identity *identity)
{
	if (identity->value != NULL)
		tell(text, label, "%s (from %s, %s)", identity->value,
		     identity->from != NULL ? identity->from : "?",
		     identity->strong ? "strong" : "weak");
}

static void
tell_inviters(GString *text, const Judgement *judgement)
{
	static const char *const labels[] = {
		[IDENTITY_NAME] = "inviter",
		[IDENTITY_EMAIL] = "address",
		[IDENTITY_PROFILE] = "profile",
	};

	if (judgement->inviters->len == 0 && judgement_is_recognized(judgement))
		tell(text, "inviter", "not named by the mail");
	for (guint i = 0; i < judgement->inviters->len; i++) {
		const Inviter *inviter = judgement->inviters->pdata[i];

		for (IdentityType type = IDENTITY_NAME; type <= IDENTITY_PROFILE; type++)
			tell_identity(text, labels[type], &inviter->known[type]);
	}
}

static void
tell_recipients(GString *text, const Judgement *judgement, const GPtrArray *outcomes)
{
	for (guint i = 0; i < outcomes->len; i++) {
		const Outcome *outcome = outcomes->pdata[i];
		const Verdict *verdict = outcome->verdict;
		const char *standing = report_standing(judgement, verdict),
			   *would = report_would(outcome);

		tell(text, "to", "%s: %s%s%s%s%s%s", verdict->recipient,
		     standing != NULL ? standing : "", standing != NULL ? ", " : "",
		     names_word(action_words, outcome->action), would != NULL ? " (would: " : "",
		     would != NULL ? would : "", would != NULL ? ")" : "");
	}
}

/* A raw VALUE without its folds (transfer full). */
static char *
unfold(const char *value)
{
	GString *line = g_string_new(NULL);

	for (const char *p = value; *p != '\0'; p++) {
		if (*p == '\r' || *p == '\n')
			continue;
		g_string_append_c(line, *p == '\t' ? ' ' : *p);
	}
	return g_string_free(line, FALSE);
}

static void
tell_field(GString *text, const char *label, const PlanField *field)
{
	g_autofree char *value = unfold(field->value);

	tell(text, label, "%s: %s", field->name, value);
}

static void
tell_subject(GString *text, const char *subject)
{
	g_autofree char *value = subject != NULL ? unfold(subject) : NULL;

	if (value != NULL)
		tell(text, "subject", "%s", value);
}

static void
tell_strings(GString *text, const char *label, const GPtrArray *strings)
{
	for (guint i = 0; i < strings->len; i++)
		tell(text, label, "%s", (const char *)strings->pdata[i]);
}

static void
tell_plan(GString *text, const Plan *plan)
{
	if (plan_is_empty(plan))
		tell(text, "then", "it is delivered as it came");
	if (plan->answer == ANSWER_REJECT)
		tell(text, "then", "it is rejected: %s", plan->reply);
	if (plan->answer == ANSWER_DISCARD)
		tell(text, "then", "it is discarded");
	if (plan->hold)
		tell(text, "then", "the mail server holds it: %s", plan->hold_reason);
	for (guint i = 0; i < plan->insert->len; i++)
		tell_field(text, "add", plan->insert->pdata[i]);
	for (guint i = 0; i < plan->remove->len; i++) {
		const PlanField *field = plan->remove->pdata[i];

		tell(text, "take off", "%s (number %u)", field->name, field->nth);
	}
	tell_subject(text, plan->subject);
	tell_strings(text, "not to", plan->delete_recipients);
	tell_strings(text, "instead to", plan->add_recipients);
}

static void
tell_title(GString *text, const ReportSubject *subject)
{
	visible_append(text, subject->file, strlen(subject->file), FALSE);
	if (subject->index >= 0)
		g_string_append_printf(text, " [%d]", subject->index);
	g_string_append_c(text, '\n');
	if (subject->message_id != NULL)
		tell(text, "message", "<%s>", subject->message_id);
}

char *
report_text(const ReportSubject *subject, const Judgement *judgement, const Plan *plan)
{
	g_autoptr(GPtrArray) why = judgement_why(judgement, NULL);
	GString *text = g_string_new(NULL);

	tell_title(text, subject);
	tell(text, "kind", "%s%s", names_word(kind_words, report_kind(judgement)),
	     judgement->forged ? ", forged" : "");
	if (judgement->network != NULL)
		tell(text, "network", "%s", judgement->network);
	if (judgement->rule != NULL)
		tell(text, "rule", "%s", judgement->rule);
	tell_inviters(text, judgement);
	if (judgement->network != NULL)
		tell(text, "proof", "%s", names_word(proof_words, judgement->proof));
	tell_recipients(text, judgement, plan->outcomes);
	tell_strings(text, "why", why);
	tell_plan(text, plan);
	return g_string_free(text, FALSE);
}
