#include "plan.h"

#include <string.h>

#include "base/names.h"
#include "field-text.h"
#include "plan-fields.h"

#define SUBJECT_LINE 900 /* a subject's first line longer than this gets our tag on a line of its own */

static void
field_free(PlanField *field)
{
	g_free(field->name);
	g_free(field->value);
	g_free(field);
}

Plan *
plan_new(void)
{
	Plan *plan = g_new0(Plan, 1);

	plan->insert = g_ptr_array_new_with_free_func((GDestroyNotify)field_free);
	plan->remove = g_ptr_array_new_with_free_func((GDestroyNotify)field_free);
	plan->delete_recipients = g_ptr_array_new_with_free_func(g_free);
	plan->add_recipients = g_ptr_array_new_with_free_func(g_free);
	return plan;
}

void
plan_free(Plan *plan)
{
	if (plan == NULL)
		return;
	g_free(plan->reply);
	g_free(plan->hold_reason);
	g_free(plan->subject);
	g_ptr_array_unref(plan->insert);
	g_ptr_array_unref(plan->remove);
	g_ptr_array_unref(plan->delete_recipients);
	g_ptr_array_unref(plan->add_recipients);
	g_free(plan);
}

gboolean
plan_is_empty(const Plan *plan)
{
	return plan->answer == ANSWER_ACCEPT && !plan->hold && plan->subject == NULL &&
	       plan->insert->len == 0 && plan->remove->len == 0 &&
	       plan->delete_recipients->len == 0 && plan->add_recipients->len == 0;
}

void
plan_insert(Plan *plan, const char *name, char *value)
{
	PlanField *field = g_new0(PlanField, 1);

	field->name = g_strdup(name);
	field->value = value;
	g_ptr_array_add(plan->insert, field);
}

void
plan_remove(Plan *plan, const char *name, guint nth)
{
	PlanField *field = g_new0(PlanField, 1);

	field->name = g_strdup(name);
	field->nth = nth;
	g_ptr_array_insert(plan->remove, 0, field);
}

/* What only happens to the message as a whole. */
static gboolean
is_for_all(Action action)
{
	return action == ACTION_MTA_HOLD || action == ACTION_REJECT || action == ACTION_DISCARD;
}

static gboolean
all_want_the_same(const GPtrArray *verdicts)
{
	const Verdict *first = verdicts->len > 0 ? verdicts->pdata[0] : NULL;

	for (guint i = 1; i < verdicts->len; i++)
		if (((const Verdict *)verdicts->pdata[i])->wanted != first->wanted)
			return FALSE;
	return first != NULL;
}

/* What mode enforce does: copies for single recipients do not exist, so the rest is tagged. */
static Action
enforced(const Verdict *verdict, gboolean agreed)
{
	if (verdict->wanted == ACTION_QUARANTINE)
		return ACTION_TAG;
	if (is_for_all(verdict->wanted) && !agreed)
		return ACTION_TAG;
	if (verdict->wanted == ACTION_REDIRECT &&
	    (verdict->redirect == NULL ||
	     g_ascii_strcasecmp(verdict->redirect, verdict->recipient) == 0))
		return ACTION_TAG;
	return verdict->wanted;
}

static void
fill_in_actions(GPtrArray *verdicts, Mode mode)
{
	gboolean agreed = all_want_the_same(verdicts);

	for (guint i = 0; i < verdicts->len; i++) {
		Verdict *verdict = verdicts->pdata[i];

		switch (mode) {
		case MODE_MONITOR:
			verdict->action = ACTION_PASS;
			break;
		case MODE_TAG:
			verdict->action = MIN(verdict->wanted, ACTION_TAG);
			break;
		case MODE_ENFORCE:
			verdict->action = enforced(verdict, agreed);
			break;
		}
	}
}

/* The action that all share, or -1. */
static int
shared_action(const GPtrArray *verdicts)
{
	int action = ((const Verdict *)verdicts->pdata[0])->action;

	for (guint i = 1; i < verdicts->len; i++)
		if ((int)((const Verdict *)verdicts->pdata[i])->action != action)
			return -1;
	return action;
}

/* What a field that several see may say: nothing of one recipient alone. */
static char *
field_value(const Judgement *judgement, const PlanSettings *settings)
{
	GString *value = g_string_new(settings->authserv_id);
	const Verdict *first = judgement->verdicts->pdata[0];
	const Inviter *inviter = judgement->inviters->len > 0 ? judgement->inviters->pdata[0] : NULL;
	gboolean alone = judgement->verdicts->len == 1;
	int action = shared_action(judgement->verdicts);
	g_autofree char *count = g_strdup_printf("%u", first->count);
	gboolean says_would = settings->mode == MODE_TAG && first->wanted != first->action &&
			      all_want_the_same(judgement->verdicts);
	const struct {
		const char *name, *value;
	} parameters[] = {
		{ "action", action < 0 ? "shared" : names_word(action_words, action) },
		{ "would", says_would ? names_word(action_words, first->wanted) : NULL },
		{ "kind", names_word(kind_words, judgement->kind) },
		{ "network", judgement->network },
		{ "forged", judgement->forged ? "yes" : NULL },
		{ "standing", alone && !first->exempt ? names_word(standing_words, first->standing)
						      : NULL },
		{ "count", alone && !first->exempt ? count : NULL },
		{ "proof", names_word(proof_words, judgement->proof) },
		{ "profile", inviter != NULL ? inviter->profile.value : NULL },
		{ "rule", judgement->rule },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(parameters); i++)
		field_text_parameter(value, FIELD, parameters[i].name, parameters[i].value);
	return g_string_free(value, FALSE);
}

static void
insert_fields(Plan *plan, const Judgement *judgement, const PlanSettings *settings)
{
	const Inviter *inviter = judgement->inviters->len > 0 ? judgement->inviters->pdata[0] : NULL;
	char *person = NULL;

	plan_insert(plan, FIELD, field_value(judgement, settings));
	if (inviter != NULL)
		person = field_text_person(inviter->name.value, inviter->email.value);
	if (person != NULL)
		plan_insert(plan, FIELD_FROM, person);
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

/* The subject with its tag; NULL where it has one, as when our own host tagged it before us. */
static char *
tagged_subject(const Judgement *judgement, Message *message)
{
	const char *raw = message_raw(message, "Subject", 0);
	const char *kind = names_word(kind_words, judgement->kind != KIND_NONE ? judgement->kind
									       : KIND_INVITATION);
	g_autofree char *tag = g_strdup_printf("[%s]", kind);
	g_autofree char *rest = one_field(raw != NULL ? raw + strspn(raw, " \t\n") : "");

	if (g_str_has_prefix(rest, tag))
		return NULL;
	if (*rest == '\0')
		return g_steal_pointer(&tag);
	return g_strconcat(tag, strcspn(rest, "\n") > SUBJECT_LINE ? "\n " : " ", rest, NULL);
}

static gboolean
holds(GPtrArray *strings, const char *string)
{
	return g_ptr_array_find_with_equal_func(strings, string, g_str_equal, NULL);
}

static gboolean
stays_recipient(const GPtrArray *verdicts, const char *address)
{
	for (guint i = 0; i < verdicts->len; i++) {
		const Verdict *verdict = verdicts->pdata[i];

		if (verdict->action != ACTION_REDIRECT && strcmp(verdict->recipient, address) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Nobody gets the message twice because several are redirected to one address. */
static void
redirect(Plan *plan, const GPtrArray *verdicts)
{
	for (guint i = 0; i < verdicts->len; i++) {
		const Verdict *verdict = verdicts->pdata[i];

		if (verdict->action != ACTION_REDIRECT)
			continue;
		g_ptr_array_add(plan->delete_recipients, g_strdup(verdict->recipient));
		if (!stays_recipient(verdicts, verdict->redirect) &&
		    !holds(plan->add_recipients, verdict->redirect))
			g_ptr_array_add(plan->add_recipients, g_strdup(verdict->redirect));
	}
}

static void
hold(Plan *plan, const Judgement *judgement)
{
	plan->hold = TRUE;
	plan->hold_reason = g_strdup_printf("%s%s by %s", judgement->forged ? "forged " : "",
					    names_word(kind_words, judgement->kind),
					    judgement->network != NULL ? judgement->network
								       : "a network");
}

/* What all recipients agree on for the message as a whole; TRUE if it is not delivered. */
static gboolean
answer(Plan *plan, const Judgement *judgement)
{
	switch (shared_action(judgement->verdicts)) {
	case ACTION_REJECT:
		plan->answer = ANSWER_REJECT;
		plan->reply = g_strdup(judgement->forged
					       ? "This message was not sent by the network it names"
					       : "Invitations of this kind are not accepted here");
		return TRUE;
	case ACTION_DISCARD:
		plan->answer = ANSWER_DISCARD;
		return TRUE;
	case ACTION_MTA_HOLD:
		hold(plan, judgement);
		return FALSE;
	default:
		return FALSE;
	}
}

static gboolean
all_are_exempt(const GPtrArray *verdicts)
{
	for (guint i = 0; i < verdicts->len; i++)
		if (!((const Verdict *)verdicts->pdata[i])->exempt)
			return FALSE;
	return TRUE;
}

Plan *
plan_make(Judgement *judgement, Message *message, const PlanSettings *settings)
{
	Plan *plan;

	fill_in_actions(judgement->verdicts, settings->mode);
	if (!judgement_is_recognized(judgement) || all_are_exempt(judgement->verdicts))
		return plan_clean(message, settings);
	plan = plan_new();
	if (settings->mode == MODE_MONITOR || answer(plan, judgement))
		return plan;
	redirect(plan, judgement->verdicts);
	plan_remove_fields(plan, message);
	insert_fields(plan, judgement, settings);
	if (settings->subject_tag && shared_action(judgement->verdicts) == ACTION_TAG)
		plan->subject = tagged_subject(judgement, message);
	return plan;
}
