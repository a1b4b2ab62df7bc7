#include "report.h"

#include <string.h>

#include "base/names.h"
#include "mail/mailbox.h"
#include "people/person.h"
#include "report-words.h"

#define LOGGED_RECIPIENTS 20
#define LOGGED_VALUE 200 /* characters of one value in the log */
#define HASH_LENGTH 12

static gboolean
needs_quotes(const char *value)
{
	return *value == '\0' || strpbrk(value, " \t\"\\=,") != NULL;
}

static void
add(GString *line, const char *name, const char *value)
{
	g_autofree char *cut = NULL;

	if (value == NULL)
		return;
	cut = g_utf8_strlen(value, -1) > LOGGED_VALUE ? g_utf8_substring(value, 0, LOGGED_VALUE)
						      : g_strdup(value);
	g_string_append_printf(line, "%s%s=", line->len > 0 ? " " : "", name);
	if (!needs_quotes(cut)) {
		g_string_append(line, cut);
		return;
	}
	g_string_append_c(line, '"');
	for (const char *p = cut; *p != '\0'; p++) {
		if (*p == '"' || *p == '\\')
			g_string_append_c(line, '\\');
		g_string_append_c(line, *p);
	}
	g_string_append_c(line, '"');
}

/*
 * The same twelve digits for the same person, whatever the case or the order of the name's words.
 */
static char *
inviter_hash(const Inviter *inviter, const char *network)
{
	g_autofree char *comparable = NULL, *text = NULL, *digest = NULL;

	if (inviter->profile.value != NULL)
		comparable = g_strdup(inviter->profile.value);
	else if (inviter->email.value != NULL)
		comparable = mailbox_comparable(inviter->email.value, '+');
	else if (inviter->name.value != NULL)
		comparable = person_comparable(inviter->name.value);
	else
		return NULL;
	text = g_strdup_printf("%s\n%s", network != NULL ? network : "", comparable);
	digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
	return g_strndup(digest, HASH_LENGTH);
}

static void
add_inviter(GString *line, const Judgement *judgement, LogInviter log_inviter)
{
	const Inviter *inviter =
		judgement->inviters->len > 0 ? judgement->inviters->pdata[0] : NULL;
	g_autofree char *hash = NULL;

	if (inviter == NULL || log_inviter == LOG_INVITER_NONE)
		return;
	if (log_inviter == LOG_INVITER_HASH) {
		hash = inviter_hash(inviter, judgement->network_key);
		add(line, "inviter", hash);
		return;
	}
	add(line, "inviter", inviter->name.value);
	add(line, "email", inviter->email.value);
	add(line, "profile", inviter->profile.value);
}

Kind
report_kind(const Judgement *judgement)
{
	for (guint i = 0; i < judgement->verdicts->len; i++)
		if (!((const Verdict *)judgement->verdicts->pdata[i])->reminds)
			return judgement->kind;
	return judgement->verdicts->len > 0 ? KIND_REMINDER : judgement->kind;
}

const char *
report_standing(const Judgement *judgement, const Verdict *verdict)
{
	if (!judgement_is_recognized(judgement) || verdict->exempt || verdict->unasked)
		return NULL;
	return names_word(standing_words, verdict->standing);
}

const char *
report_would(const Outcome *outcome)
{
	const Action wanted = outcome->verdict->wanted;

	return wanted != outcome->action ? names_word(action_words, wanted) : NULL;
}

static void
add_one_recipient(GString *line, const Outcome *outcome)
{
	add(line, "rcpt", outcome->verdict->recipient);
	add(line, "action", names_word(action_words, outcome->action));
	add(line, "would", report_would(outcome));
}

static void
add_recipients(GString *line, const Judgement *judgement, const GPtrArray *outcomes)
{
	g_string_append_printf(line, " to=%u rcpt=\"", outcomes->len);
	for (guint i = 0; i < MIN(outcomes->len, LOGGED_RECIPIENTS); i++) {
		const Outcome *outcome = outcomes->pdata[i];
		const Verdict *verdict = outcome->verdict;
		const char *standing = report_standing(judgement, verdict),
			   *would = report_would(outcome);
		g_autofree char *address =
			g_strdelimit(g_strdup(verdict->recipient), "\"\\,: ", '?');

		g_string_append_printf(line, "%s%s:%s:%s%s%s", i > 0 ? "," : "", address,
				       standing != NULL ? standing : "-",
				       names_word(action_words, outcome->action),
				       would != NULL ? ":" : "", would != NULL ? would : "");
	}
	g_string_append(line, outcomes->len > LOGGED_RECIPIENTS ? ",...\"" : "\"");
}

char *
report_log_line(const Judgement *judgement, const Plan *plan, LogInviter log_inviter)
{
	GString *line = g_string_new(NULL);
	const GPtrArray *outcomes = plan->outcomes;
	const Outcome *only = outcomes->len == 1 ? outcomes->pdata[0] : NULL;
	const char *standing = only != NULL ? report_standing(judgement, only->verdict) : NULL;

	add(line, "kind", names_word(kind_words, report_kind(judgement)));
	add(line, "network", judgement->network);
	if (g_strcmp0(judgement->network_key, judgement->network) != 0)
		add(line, "identity", judgement->network_key);
	add(line, "forged", judgement->forged ? "yes" : NULL);
	add_inviter(line, judgement, log_inviter);
	if (standing != NULL) {
		add(line, "standing", standing);
		g_string_append_printf(line, " count=%u", only->verdict->count);
	}
	if (judgement->network != NULL)
		add(line, "proof", names_word(proof_words, judgement->proof));
	add(line, "rule", judgement->rule);
	add(line, "unread", judgement->unread);
	if (only != NULL)
		add_one_recipient(line, only);
	else if (outcomes->len > 1)
		add_recipients(line, judgement, outcomes);
	return g_string_free(line, FALSE);
}
