/*
 * One JSON object a mail: members always in the same order, absent values null, valid UTF-8
 * whatever a mail says.
 */
#include "report.h"

#include <json-glib/json-glib.h>

#include "base/names.h"
#include "base/visible.h"
#include "report-words.h"

/* File names, and what came with an envelope, need not be UTF-8; JSON must. */
static void
add_string(JsonBuilder *builder, const char *name, const char *value)
{
	g_autofree char *valid = value != NULL ? g_utf8_make_valid(value, -1) : NULL;

	json_builder_set_member_name(builder, name);
	if (valid == NULL)
		json_builder_add_null_value(builder);
	else
		json_builder_add_string_value(builder, valid);
}

static void
add_integer(JsonBuilder *builder, const char *name, gint64 value)
{
	json_builder_set_member_name(builder, name);
	json_builder_add_int_value(builder, value);
}

static void
add_boolean(JsonBuilder *builder, const char *name, gboolean value)
{
	json_builder_set_member_name(builder, name);
	json_builder_add_boolean_value(builder, value);
}

static void
begin(JsonBuilder *builder, const ReportSubject *subject)
{
	json_builder_begin_object(builder);
	add_integer(builder, "v", 1);
	add_string(builder, "file", subject->file);
	if (subject->index >= 0)
		add_integer(builder, "index", subject->index);
}

static char *
finish(JsonBuilder *builder)
{
	g_autoptr(JsonGenerator) generator = json_generator_new();
	g_autoptr(JsonNode) root = NULL;
	g_autofree char *json = NULL;

	json_builder_end_object(builder);
	root = json_builder_get_root(builder);
	json_generator_set_root(generator, root);
	json = json_generator_to_data(generator, NULL);
	return visible_json(json);
}

static void
add_inviter(JsonBuilder *builder, const Inviter *inviter)
{
	json_builder_begin_object(builder);
	for (IdentityType type = IDENTITY_NAME; type <= IDENTITY_PROFILE; type++)
		add_string(builder, identity_words[type], inviter->known[type].value);
	json_builder_set_member_name(builder, "from");
	json_builder_begin_object(builder);
	for (IdentityType type = IDENTITY_NAME; type <= IDENTITY_PROFILE; type++)
		if (inviter->known[type].value != NULL)
			add_string(builder, identity_words[type], inviter->known[type].from);
	json_builder_end_object(builder);
	json_builder_end_object(builder);
}

static void
add_inviters(JsonBuilder *builder, const GPtrArray *inviters)
{
	json_builder_set_member_name(builder, "inviter");
	if (inviters->len == 0)
		json_builder_add_null_value(builder);
	else
		add_inviter(builder, inviters->pdata[0]);
	if (inviters->len < 2)
		return;
	json_builder_set_member_name(builder, "inviters");
	json_builder_begin_array(builder);
	for (guint i = 0; i < inviters->len; i++)
		add_inviter(builder, inviters->pdata[i]);
	json_builder_end_array(builder);
}

static void
add_why(JsonBuilder *builder, const Judgement *judgement)
{
	g_autoptr(GPtrArray) why = judgement_why(judgement, NULL);

	json_builder_set_member_name(builder, "why");
	json_builder_begin_array(builder);
	for (guint i = 0; i < why->len; i++) {
		g_autofree char *valid = g_utf8_make_valid(why->pdata[i], -1);

		json_builder_add_string_value(builder, valid);
	}
	json_builder_end_array(builder);
}

static void
add_recipient(JsonBuilder *builder, const Judgement *judgement, const Outcome *outcome)
{
	const Verdict *verdict = outcome->verdict;

	json_builder_begin_object(builder);
	add_string(builder, "to", verdict->recipient);
	add_string(builder, "standing", report_standing(judgement, verdict));
	add_integer(builder, "count", verdict->count);
	add_string(builder, "action", names_word(action_words, outcome->action));
	add_string(builder, "would", report_would(outcome));
	/* Only where it is another thing to this one than to all. */
	if (judgement_kind_for(judgement, verdict) != report_kind(judgement))
		add_string(builder, "kind",
			   names_word(kind_words, judgement_kind_for(judgement, verdict)));
	json_builder_end_object(builder);
}

char *
report_json(const ReportSubject *subject, const Judgement *judgement, const Plan *plan)
{
	g_autoptr(JsonBuilder) builder = json_builder_new();

	begin(builder, subject);
	add_string(builder, "message_id", subject->message_id);
	add_string(builder, "kind", names_word(kind_words, report_kind(judgement)));
	add_string(builder, "kind_by",
		   judgement->kind == KIND_NONE                ? NULL
		   : report_kind(judgement) != judgement->kind ? "history"
							       : "rule");
	add_string(builder, "network", judgement->network);
	add_boolean(builder, "forged", judgement->forged);
	add_inviters(builder, judgement->inviters);
	add_string(builder, "proof",
		   judgement->network != NULL ? names_word(proof_words, judgement->proof) : NULL);
	add_string(builder, "rule", judgement->rule);
	add_string(builder, "read", judgement->header_alone ? "header" : "body");
	add_why(builder, judgement);
	json_builder_set_member_name(builder, "recipients");
	json_builder_begin_array(builder);
	for (guint i = 0; i < plan->outcomes->len; i++)
		add_recipient(builder, judgement, plan->outcomes->pdata[i]);
	json_builder_end_array(builder);
	return finish(builder);
}

char *
report_json_error(const ReportSubject *subject, const char *message)
{
	g_autoptr(JsonBuilder) builder = json_builder_new();

	begin(builder, subject);
	add_string(builder, "error", message);
	return finish(builder);
}
