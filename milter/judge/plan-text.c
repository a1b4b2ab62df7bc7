#include "plan-text.h"

#include <string.h>

#include "base/names.h"
#include "field-text.h"
#include "plan-actions.h"

#define SUBJECT_LINE                                                                               \
	900 /* a subject's first line longer than this gets our tag on a line of its own */

static const Inviter *
first_inviter(const Judgement *judgement)
{
	return judgement->inviters->len > 0 ? judgement->inviters->pdata[0] : NULL;
}

static const Verdict *
verdict_at(const GPtrArray *readers, guint i)
{
	return ((const Outcome *)readers->pdata[i])->verdict;
}

/* Whether one of READERS is in mode monitor: who reads along, but is not told of. */
static gboolean
are_watched(const GPtrArray *readers)
{
	for (guint i = 0; i < readers->len; i++)
		if (verdict_at(readers, i)->mode == MODE_MONITOR)
			return TRUE;
	return FALSE;
}

/* What all READERS agree that it is, else what it is by itself. */
static Kind
shared_kind(const Judgement *judgement, const GPtrArray *readers)
{
	Kind kind = judgement_kind_for(judgement, verdict_at(readers, 0));

	if (are_watched(readers))
		return judgement->kind;
	for (guint i = 1; i < readers->len; i++)
		if (judgement_kind_for(judgement, verdict_at(readers, i)) != kind)
			return judgement->kind;
	return kind;
}

char *
plan_field_value(const Judgement *judgement, const GPtrArray *readers, const PlanSettings *settings)
{
	GString *value = g_string_new(settings->authserv_id);
	const Verdict *first = verdict_at(readers, 0);
	const Inviter *inviter = first_inviter(judgement);
	gboolean tells = readers->len == 1 && !first->exempt && !first->unasked;
	int action = plan_shared_action(readers);
	g_autofree char *count = g_strdup_printf("%u", first->count);
	gboolean says_would = first->wanted != ((const Outcome *)readers->pdata[0])->action &&
			      plan_all_want_the_same(readers, MODE_TAG);
	const struct {
		const char *name, *value;
	} parameters[] = {
		{ "action", action < 0 ? "shared" : names_word(action_words, action) },
		{ "would", says_would ? names_word(action_words, first->wanted) : NULL },
		{ "kind", names_word(kind_words, shared_kind(judgement, readers)) },
		{ "network", judgement->network },
		{ "forged", judgement->forged ? "yes" : NULL },
		{ "standing", tells ? names_word(standing_words, first->standing) : NULL },
		{ "count", tells ? count : NULL },
		{ "proof", names_word(proof_words, judgement->proof) },
		{ "profile", inviter != NULL ? inviter->profile.value : NULL },
		{ "rule", judgement->rule },
		{ "unread", judgement->unread },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(parameters); i++)
		field_text_parameter(value, FIELD, parameters[i].name, parameters[i].value);
	return g_string_free(value, FALSE);
}

void
plan_insert_fields(GPtrArray *insert, const Judgement *judgement, const GPtrArray *readers,
		   const PlanSettings *settings)
{
	const Inviter *inviter = first_inviter(judgement);
	char *person = NULL;

	plan_insert(insert, FIELD, plan_field_value(judgement, readers, settings));
	if (inviter != NULL)
		person = field_text_person(inviter->name.value, inviter->email.value);
	if (person != NULL)
		plan_insert(insert, FIELD_FROM, person);
}

/* VALUE without a line end that is no fold, so that a subject stays one field. */
static char *
one_field(const char *value)
{
	char *field = g_strdup(value);

	for (char *p = field; *p != '\0'; p++)
		if (*p == '\r' || (*p == '\n' && p[1] != ' ' && p[1] != '\t'))
			*p = ' ';
	return field;
}

char *
plan_tagged_subject(const Judgement *judgement, const GPtrArray *readers, Message *message)
{
	const char *raw = message_raw(message, "Subject", 0);
	Kind shared = shared_kind(judgement, readers);
	const char *kind = names_word(kind_words, shared != KIND_NONE ? shared : KIND_INVITATION);
	g_autofree char *tag = g_strdup_printf("[%s]", kind);
	g_autofree char *rest = one_field(raw != NULL ? raw + strspn(raw, " \t\n") : "");

	if (g_str_has_prefix(rest, tag))
		return NULL;
	if (*rest == '\0')
		return g_steal_pointer(&tag);
	return g_strconcat(tag, strcspn(rest, "\n") > SUBJECT_LINE ? "\n " : " ", rest, NULL);
}
