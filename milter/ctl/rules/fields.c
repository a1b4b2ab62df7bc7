/* invitectl rules fields: a mail as the rules see it */
#include <stdio.h>

#include "mail/mailstore.h"
#include "recognize/evidence-line.h"
#include "ctl/json-member.h"
#include "ctl/shown.h"
#include "options.h"

typedef struct Showing {
	CommandContext *context;
	const Ruleset *rules;
	gboolean json;
	JsonBuilder *builder; /* NULL unless JSON is printed */
	int status;
} Showing;

/* "header X-Template" or "subject" (transfer full). */
static char *
field_name(const RuleField *field)
{
	return field->header != NULL ? g_strdup_printf("header %s", field->header)
				     : g_strdup(place_words[field->place]);
}

/* TEXT behind NAME, its lines under one another. */
static void
print_value(const char *name, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autofree char *label = shown_line(name);

	for (guint i = 0; lines[i] != NULL; i++) {
		g_autofree char *line = shown_line(lines[i]);

		printf("  %-24s %s\n", i == 0 ? label : "", line);
	}
}

static void
show_value(const Showing *showing, const char *name, const char *text)
{
	if (showing->builder == NULL) {
		print_value(name, text);
		return;
	}
	json_builder_begin_object(showing->builder);
	json_member_string(showing->builder, "field", name);
	json_member_string(showing->builder, "value", text);
	json_builder_end_object(showing->builder);
}

static void
show_field(const Showing *showing, Evidence *evidence, const RuleField *field)
{
	const GArray *values = evidence_values(evidence, field);
	g_autofree char *name = field_name(field);

	for (guint i = 0; i < values->len; i++)
		show_value(showing, name, g_array_index(values, EvidenceValue, i).text);
}

/* Each name of a field once, in the order received. */
static void
show_header(const Showing *showing, Evidence *evidence)
{
	Message *message = evidence_message(evidence);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < message_field_count(message); i++) {
		const RuleField field = { PLACE_HEADER, message_field(message, i)->name };

		if (g_hash_table_add(seen, g_ascii_strdown(field.header, -1)))
			show_field(showing, evidence, &field);
	}
}

static GPtrArray *
predicates_that_hold(Evidence *evidence)
{
	GPtrArray *words = g_ptr_array_new();

	for (int predicate = 0; predicate < PREDICATES; predicate++)
		if (evidence_predicate(evidence, (Predicate)predicate, NULL) == TRUTH_YES)
			g_ptr_array_add(words, (gpointer)predicate_words[predicate]);
	return words;
}

static void
show_message(const Showing *showing, Evidence *evidence)
{
	g_autoptr(GPtrArray) holding = predicates_that_hold(evidence);

	if (showing->json)
		json_member_begin_array(showing->builder, "fields");
	for (int place = 0; place <= PLACE_VCARD_EMAIL; place++) {
		const RuleField field = { (Place)place, NULL };

		if (place == PLACE_HEADER)
			show_header(showing, evidence);
		else
			show_field(showing, evidence, &field);
	}
	if (showing->json) {
		json_builder_end_array(showing->builder);
		json_member_array(showing->builder, "is", holding);
		return;
	}
	for (guint i = 0; i < holding->len; i++)
		print_value("is", holding->pdata[i]);
}

static gboolean
show_item(MailstoreItem *item, gpointer user_data)
{
	Showing *showing = user_data;
	g_autoptr(Evidence) evidence = NULL;
	g_autoptr(JsonBuilder) builder = showing->json ? json_member_begin() : NULL;

	if (item->message == NULL) {
		showing->status =
			command_fail(showing->context, EX_NOINPUT, "%s", item->error->message);
		return TRUE;
	}
	evidence = evidence_new(showing->rules, item->message, NULL);
	evidence_add_body(evidence);
	showing->builder = builder;
	if (showing->json) {
		json_member_string(builder, "file", item->path);
		if (item->index >= 0)
			json_member_number(builder, "index", item->index);
	} else {
		command_print_subject(item->path, item->index);
	}
	show_message(showing, evidence);
	if (showing->json)
		json_member_print(builder);
	return TRUE;
}

/*
 * Print the values of each field that a rule can name, and the predicates that hold, of each mail
 * of PATHS, NULL-terminated (mailstore.h).  EX_OK, or EX_NOINPUT after saying what cannot be read.
 */
static int
show_all(CommandContext *context, const Ruleset *rules, char **paths, gboolean json)
{
	Showing showing = { .context = context, .rules = rules, .json = json, .status = EX_OK };

	for (; *paths != NULL; paths++)
		mailstore_walk(*paths, &message_default_limits, show_item, &showing);
	return showing.status;
}

static int
run_fields(CommandContext *context, int argc, char **argv)
{
	g_auto(RulesOptions) options = { 0 };
	int status = rules_options_read(
		&options, context, RULES_TAKES_MAIL,
		"Show mail as the rules see it: the values of each field that a line can\n"
		"name, decoded, and the predicates that hold.",
		argc, argv);

	return status == EX_OK ? show_all(context, options.rules, options.paths, options.json)
			       : status;
}

const Command rules_fields_command = { "fields", run_fields, "show a mail as the rules see it" };
