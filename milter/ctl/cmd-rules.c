/* invitectl rules: are the rules free of mistakes, do they do what their examples say, what is there */
#include <json-glib/json-glib.h>
#include <stdio.h>

#include "base/names.h"
#include "command.h"
#include "invite/rule-parser.h"
#include "rules-test.h"

typedef struct RulesOptions {
	gboolean json;
	char **directories; /* of the command line, else of the configuration */
} RulesOptions;

static void
rules_options_clear(RulesOptions *options)
{
	g_strfreev(options->directories);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RulesOptions, rules_options_clear)

static int
rules_options_parse(RulesOptions *options, CommandContext *context, const char *summary, int argc,
		    char **argv)
{
	const GOptionEntry entries[] = {
		{ "json", 0, 0, G_OPTION_ARG_NONE, &options->json, "Print one JSON object a line", NULL },
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->directories, NULL,
		  NULL },
		{ 0 },
	};
	g_autoptr(Config) config = NULL;

	if (!command_parse(context, "[DIR]", summary, entries, argc, argv))
		return EX_USAGE;
	if (options->directories != NULL && options->directories[1] != NULL)
		return command_fail(context, EX_USAGE, "expected one folder of rules");
	if (options->directories != NULL)
		return EX_OK;
	config = command_config(context);
	if (config == NULL)
		return EX_CONFIG;
	options->directories = g_strdupv(config->rules);
	return EX_OK;
}

/* The rules of the options' folders (transfer full), or NULL after saying what is wrong. */
static Ruleset *
rules_load(CommandContext *context, const RulesOptions *options)
{
	g_autoptr(GError) error = NULL;
	Ruleset *rules = rule_parser_load((const char *const *)options->directories, &error);

	if (rules == NULL)
		command_say(context, "%s", error->message);
	return rules;
}

static guint
count_lines(const Network *network)
{
	guint count = 0;

	for (int kind = 0; kind < LINE_KINDS; kind++)
		count += network->lines[kind]->len;
	return count;
}

static int
rules_check(CommandContext *context, int argc, char **argv)
{
	g_auto(RulesOptions) options = { 0 };
	g_autoptr(Ruleset) rules = NULL;
	const GPtrArray *networks;
	guint lines = 0;
	int status = rules_options_parse(&options, context, "Find mistakes in rules files.", argc,
					 argv);

	if (status != EX_OK)
		return status;
	rules = rules_load(context, &options);
	if (rules == NULL)
		return EX_CONFIG;
	networks = ruleset_networks(rules);
	for (guint i = 0; i < networks->len; i++)
		lines += count_lines(networks->pdata[i]);
	if (options.json)
		printf("{\"networks\":%u,\"lines\":%u,\"mistakes\":0}\n", networks->len, lines);
	else
		printf("%u network%s, %u line%s: no mistakes\n", networks->len,
		       networks->len == 1 ? "" : "s", lines, lines == 1 ? "" : "s");
	return EX_OK;
}

static char *
network_json(const Network *network)
{
	g_autoptr(JsonBuilder) builder = json_builder_new();
	g_autoptr(JsonNode) root = NULL;

	json_builder_begin_object(builder);
	json_builder_set_member_name(builder, "network");
	json_builder_add_string_value(builder, network->name);
	json_builder_set_member_name(builder, "title");
	json_builder_add_string_value(builder, network->title);
	json_builder_set_member_name(builder, "category");
	json_builder_add_string_value(builder, names_word(category_words, (int)network->category));
	json_builder_set_member_name(builder, "from");
	json_builder_begin_array(builder);
	for (guint i = 0; i < network->from->len; i++)
		json_builder_add_string_value(builder, network->from->pdata[i]);
	json_builder_end_array(builder);
	json_builder_set_member_name(builder, "lines");
	json_builder_begin_object(builder);
	for (int kind = 0; kind < LINE_KINDS; kind++) {
		json_builder_set_member_name(builder, names_word(line_kind_words, kind));
		json_builder_add_int_value(builder, network->lines[kind]->len);
	}
	json_builder_end_object(builder);
	json_builder_set_member_name(builder, "where");
	json_builder_add_string_value(builder, network->where);
	json_builder_end_object(builder);
	root = json_builder_get_root(builder);
	return json_to_string(root, FALSE);
}

static char *
network_text(const Network *network)
{
	g_autoptr(GString) domains = g_string_new(network->from_any ? "*" : NULL);

	for (guint i = 0; i < network->from->len; i++)
		g_string_append_printf(domains, "%s%s", domains->len > 0 ? " " : "",
				       (const char *)network->from->pdata[i]);
	return g_strdup_printf("%-14s %-24s %-13s %3u lines  %s", network->name, network->title,
			       names_word(category_words, (int)network->category),
			       count_lines(network), domains->str);
}

static int
rules_list(CommandContext *context, int argc, char **argv)
{
	g_auto(RulesOptions) options = { 0 };
	g_autoptr(Ruleset) rules = NULL;
	const GPtrArray *networks;
	int status = rules_options_parse(&options, context, "List the networks.", argc, argv);

	if (status != EX_OK)
		return status;
	rules = rules_load(context, &options);
	if (rules == NULL)
		return EX_CONFIG;
	networks = ruleset_networks(rules);
	for (guint i = 0; i < networks->len; i++) {
		g_autofree char *text = options.json ? network_json(networks->pdata[i])
						     : network_text(networks->pdata[i]);

		command_print_line(text);
	}
	return EX_OK;
}

static int
rules_test(CommandContext *context, int argc, char **argv)
{
	g_auto(RulesOptions) options = { 0 };
	g_autoptr(Ruleset) rules = NULL;
	int status = rules_options_parse(&options, context,
					 "Judge the examples beside the rules, DIR/examples/*/*.eml,\n"
					 "and compare with what their field X-Wanted says.", argc, argv);

	if (status != EX_OK)
		return status;
	rules = rules_load(context, &options);
	if (rules == NULL)
		return EX_CONFIG;
	return rules_test_run(context, rules, (const char *const *)options.directories,
			      options.json);
}

static const Command commands[] = {
	{ "check", rules_check, "find mistakes in rules files" },
	{ "list", rules_list, "list the networks" },
	{ "test", rules_test, "run the rules' own examples" },
	{ 0 },
};

int
cmd_rules(CommandContext *context, int argc, char **argv)
{
	return command_dispatch(commands, context, argc, argv);
}
