/* invitectl rules list: what networks there are, what their lines say, and what no line knows */
#include <stdio.h>
#include <string.h>

#include "base/names.h"
#include "recognize/rule-text.h"
#include "store/store.h"
#include "store/become.h"
#include "ctl/json-member.h"
#include "network-facts.h"
#include "options.h"

/* ---- a network in JSON ---- */

static void
add_lines(JsonBuilder *builder, const Network *network)
{
	json_member_begin_object(builder, "lines");
	for (int kind = 0; kind < LINE_KINDS; kind++)
		json_member_number(builder, line_kind_words[kind], network->lines[kind]->len);
	json_builder_end_object(builder);
}

static void
add_rules(JsonBuilder *builder, const Network *network)
{
	json_member_begin_array(builder, "rules");
	for (int kind = 0; kind < LINE_KINDS; kind++)
		for (guint i = 0; i < network->lines[kind]->len; i++) {
			const RuleLine *line = g_ptr_array_index(network->lines[kind], i);
			g_autofree char *text = rule_text_line(line);

			json_builder_begin_object(builder);
			json_member_string(builder, "where", line->where);
			json_member_string(builder, "text", text);
			json_builder_end_object(builder);
		}
	json_builder_end_array(builder);
}

static void
add_drift(JsonBuilder *builder, const GPtrArray *rows)
{
	json_member_begin_array(builder, "drift");
	for (guint i = 0; i < rows->len; i++) {
		const Drift *row = g_ptr_array_index(rows, i);

		json_builder_begin_object(builder);
		json_member_string(builder, "template", row->template);
		json_member_number(builder, "count", row->count);
		json_member_time(builder, "first", row->first);
		json_member_time(builder, "last", row->last);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}

static void
print_json(const Network *network, const NetworkFacts *facts, gboolean whole)
{
	g_autoptr(JsonBuilder) builder = json_member_begin();

	json_member_string(builder, "network", network->name);
	json_member_string(builder, "title", network->title);
	json_member_string(builder, "category", names_word(category_words, (int)network->category));
	json_member_array(builder, "from", network->from);
	add_lines(builder, network);
	json_member_string(builder, "where", network->where);
	json_member_string(builder, "file", network->file);
	json_member_array(builder, "instead_of", facts->replaced);
	json_member_number(builder, "examples", facts->examples);
	json_member_boolean(builder, "any_language", facts->any_language);
	json_member_array(builder, "languages", facts->languages);
	if (whole)
		add_rules(builder, network);
	add_drift(builder, facts->drift);
	json_member_print(builder);
}

/* ---- for a person ---- */

/* The domains of NETWORK in a line (transfer full). */
static char *
domains(const Network *network)
{
	g_autoptr(GString) text = g_string_new(network->from_any ? "*" : NULL);

	for (guint i = 0; i < network->from->len; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? " " : "",
				       (const char *)network->from->pdata[i]);
	return g_strdup(text->str);
}

static void
print_heading(void)
{
	printf("%-13s %-12s", "network", "category");
	for (int kind = 0; kind < LINE_KINDS; kind++)
		printf(" %s", line_kind_words[kind]);
	printf(" examples languages   from\n");
}

/* The numbers stand under the words of the heading. */
static void
print_row(const Network *network, const NetworkFacts *facts)
{
	g_autofree char *languages = network_facts_languages(facts);
	g_autofree char *from = domains(network);

	printf("%-13s %-12s", network->name, names_word(category_words, (int)network->category));
	for (int kind = 0; kind < LINE_KINDS; kind++)
		printf(" %*u", (int)strlen(line_kind_words[kind]), network->lines[kind]->len);
	printf(" %8u %-11s %s\n", facts->examples, languages, from);
	for (guint i = 0; i < facts->replaced->len; i++)
		printf("%-13s (%s is not read: %s comes first)\n", "",
		       (const char *)facts->replaced->pdata[i], network->file);
}

static void
print_lines(const Network *network)
{
	for (int kind = 0; kind < LINE_KINDS; kind++)
		for (guint i = 0; i < network->lines[kind]->len; i++) {
			const RuleLine *line = g_ptr_array_index(network->lines[kind], i);
			g_autofree char *text = rule_text_line(line);

			printf("  %-20s %s\n", line->where, text);
		}
}

static void
print_whole(const Network *network, const NetworkFacts *facts)
{
	g_autofree char *languages = network_facts_languages(facts);
	g_autofree char *from = domains(network);

	printf("%s \"%s\", %s\n", network->name, network->title,
	       names_word(category_words, (int)network->category));
	printf("  %-20s %s\n", "file", network->file);
	for (guint i = 0; i < facts->replaced->len; i++)
		printf("  %-20s %s\n", "instead of", (const char *)facts->replaced->pdata[i]);
	printf("  %-20s %s\n", "from", from);
	printf("  %-20s %s\n", "languages", languages);
	printf("  %-20s %u\n", "examples", facts->examples);
	print_lines(network);
}

/* "2026-11-23" (transfer full). */
static char *
day(gint64 time)
{
	g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(time);

	return moment != NULL ? g_date_time_format(moment, "%Y-%m-%d") : g_strdup("?");
}

static void
print_drift(const GPtrArray *rows)
{
	if (rows->len > 0)
		printf("\nProven mail that no line knows:\n%-13s %-40s %7s %-10s %s\n", "network",
		       "template", "count", "first", "last");
	for (guint i = 0; i < rows->len; i++) {
		const Drift *row = g_ptr_array_index(rows, i);
		g_autofree char *first = day(row->first), *last = day(row->last);

		printf("%-13s %-40s %7" G_GINT64_FORMAT " %s %s\n", row->network, row->template,
		       row->count, first, last);
	}
}

/* ---- all ---- */

/* What the filter noted (transfer full), empty where nobody did; NULL with ERROR. */
static GPtrArray *
read_drift(const Engine *engine, const RulesOptions *options, GError **error)
{
	g_autoptr(GError) cause = NULL;
	g_autoptr(Store) store = NULL;

	if (options->database == NULL)
		return g_ptr_array_new();
	if (!become_owner(options->database, error))
		return NULL;
	store = engine->open(options->database, STORE_READ, &cause);
	if (g_error_matches(cause, STORE_ERROR, STORE_ERROR_MISSING))
		return g_ptr_array_new();
	if (store == NULL) {
		g_propagate_error(error, g_steal_pointer(&cause));
		return NULL;
	}
	return store->drift->list(store->drift, error);
}

/* Those of RULES that DIRECTORY holds, in a table of its own. */
static void
print_table(const RulesOptions *options, const char *directory, const GPtrArray *drift)
{
	const GPtrArray *networks = ruleset_networks(options->rules);
	gboolean any = FALSE;

	for (guint i = 0; i < networks->len; i++) {
		const Network *network = networks->pdata[i];
		g_autoptr(NetworkFacts) facts = NULL;

		if (!network_is_from(network, directory))
			continue;
		if (!any && options->directories[1] != NULL)
			printf("%s:\n", directory);
		if (!any)
			print_heading();
		any = TRUE;
		facts = network_facts_new(network, (const char *const *)options->directories,
					  drift);
		print_row(network, facts);
	}
}

static void
print_network(const RulesOptions *options, const Network *network, const GPtrArray *drift)
{
	gboolean whole = *options->networks != NULL;
	g_autoptr(NetworkFacts) facts =
		network_facts_new(network, (const char *const *)options->directories, drift);

	if (options->json)
		print_json(network, facts, whole);
	else
		print_whole(network, facts);
	if (!options->json)
		print_drift(facts->drift);
}

static void
print_all(const RulesOptions *options, const GPtrArray *drift)
{
	const GPtrArray *networks = ruleset_networks(options->rules);

	if (options->json) {
		for (guint i = 0; i < networks->len; i++)
			print_network(options, networks->pdata[i], drift);
		return;
	}
	for (char **directory = options->directories; *directory != NULL; directory++)
		print_table(options, *directory, drift);
	if (drift != NULL)
		print_drift(drift);
}

/*
 * Print a line for each network of OPTIONS, or everything about those that are named, and what the
 * filter noted as drift (store/drift.h).  EX_OK, or another status after saying why the database
 * cannot be read.
 */
static int
list(CommandContext *context, const RulesOptions *options)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) drift = read_drift(context->engine, options, &error);

	if (*options->networks == NULL)
		print_all(options, drift);
	for (char **name = options->networks; *name != NULL; name++)
		print_network(options, ruleset_network(options->rules, *name), drift);
	return drift != NULL ? EX_OK : command_fail_with(context, error);
}

static int
run_list(CommandContext *context, int argc, char **argv)
{
	g_auto(RulesOptions) options = { 0 };
	int status = rules_options_read(
		&options, context, RULES_TAKES_NETWORKS,
		"List the networks, or all that is known of some, and what they\n"
		"mailed that their rules do not know.",
		argc, argv);

	return status == EX_OK ? list(context, &options) : status;
}

const Command rules_list_command = {
	"list", run_list, "list the networks, or the lines of one, and what no line knows"
};
