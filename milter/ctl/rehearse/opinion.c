#include "opinion.h"

#include "base/names.h"
#include "ctl/json-member.h"
#include "ctl/shown.h"

static void
append_actions(GString *text, const Judgement *judgement)
{
	for (guint i = 0; i < judgement->verdicts->len; i++) {
		const Verdict *verdict = judgement->verdicts->pdata[i];

		g_string_append_printf(text, "%s%s", i == 0 ? ": " : ", ",
				       names_word(action_words, (int)verdict->wanted));
	}
}

static void
append_outcome(GString *text, const Judgement *judgement)
{
	if (!judgement_is_recognized(judgement)) {
		g_string_append(text, "none");
		return;
	}
	g_string_append_printf(text, "%s %s%s", judgement->network,
			       names_word(kind_words, (int)judgement->kind),
			       judgement->forged ? ", forged" : "");
	append_actions(text, judgement);
}

char *
opinion_outcome(const Judgement *judgement)
{
	GString *text = g_string_new(NULL);

	append_outcome(text, judgement);
	return g_string_free(text, FALSE);
}

static const Inviter *
inviter_of(const Judgement *judgement)
{
	return judgement->inviters->len > 0 ? judgement->inviters->pdata[0] : NULL;
}

/* What stands in TEXT (transfer full) without what steers a terminal. */
static char *
visible(GString *text)
{
	g_autofree char *raw = g_string_free(text, FALSE);

	return shown_line(raw);
}

char *
opinion_whole(const Judgement *judgement)
{
	const Inviter *inviter = inviter_of(judgement);
	GString *text = g_string_new(NULL);

	append_outcome(text, judgement);
	if (inviter == NULL)
		return g_string_free(text, FALSE);
	if (inviter->name.value != NULL)
		g_string_append_printf(text, ", %s", inviter->name.value);
	if (inviter->email.value != NULL)
		g_string_append_printf(text, " <%s>", inviter->email.value);
	if (inviter->profile.value != NULL)
		g_string_append_printf(text, " (%s)", inviter->profile.value);
	return visible(text);
}

void
opinion_add_json(const Judgement *judgement, JsonBuilder *builder, const char *name)
{
	const Inviter *inviter = inviter_of(judgement);

	json_member_begin_object(builder, name);
	json_member_string(builder, "kind", names_word(kind_words, (int)judgement->kind));
	json_member_string(builder, "network", judgement->network);
	json_member_boolean(builder, "forged", judgement->forged);
	json_member_string(builder, "name", inviter != NULL ? inviter->name.value : NULL);
	json_member_string(builder, "email", inviter != NULL ? inviter->email.value : NULL);
	json_member_string(builder, "profile", inviter != NULL ? inviter->profile.value : NULL);
	json_member_begin_array(builder, "actions");
	for (guint i = 0; i < judgement->verdicts->len; i++) {
		const Verdict *verdict = judgement->verdicts->pdata[i];

		json_builder_add_string_value(builder,
					      names_word(action_words, (int)verdict->wanted));
	}
	json_builder_end_array(builder);
	json_member_string(builder, "rule", judgement->rule);
	json_builder_end_object(builder);
}
