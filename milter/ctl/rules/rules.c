/* invitectl rules: are the rules free of mistakes, do they do what their examples say, what is there */
#include <stdio.h>

#include "fields.h"
#include "list.h"
#include "options.h"
#include "test.h"

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
	const GPtrArray *networks;
	guint lines = 0;
	int status = rules_options_read(&options, context, RULES_TAKES_NETWORKS,
					"Find mistakes in rules files.", argc, argv);

	if (status != EX_OK)
		return status;
	networks = ruleset_networks(options.rules);
	if (networks->len == 0)
		command_say(context, "no network: expected files such as %s/NETWORK.rules",
			    options.directories[0]);
	for (guint i = 0; i < networks->len; i++)
		lines += count_lines(networks->pdata[i]);
	if (options.json)
		printf("{\"networks\":%u,\"lines\":%u,\"mistakes\":0}\n", networks->len, lines);
	else
		printf("%u network%s, %u line%s: no mistakes\n", networks->len,
		       networks->len == 1 ? "" : "s", lines, lines == 1 ? "" : "s");
	return EX_OK;
}

static int
rules_fields(CommandContext *context, int argc, char **argv)
{
	g_auto(RulesOptions) options = { 0 };
	int status = rules_options_read(&options, context, RULES_TAKES_MAIL,
					"Show mail as the rules see it: the values of each field that a line can\n"
					"name, decoded, and the predicates that hold.", argc, argv);

	return status == EX_OK ? rules_fields_run(context, options.rules, options.paths, options.json)
			       : status;
}

static int
rules_list(CommandContext *context, int argc, char **argv)
{
	g_auto(RulesOptions) options = { 0 };
	int status = rules_options_read(&options, context, RULES_TAKES_NETWORKS,
					"List the networks, or all that is known of some, and what they\n"
					"mailed that their rules do not know.", argc, argv);

	return status == EX_OK ? rules_list_run(context, &options) : status;
}

static int
rules_test(CommandContext *context, int argc, char **argv)
{
	g_auto(RulesOptions) options = { 0 };
	int status = rules_options_read(&options, context, RULES_TAKES_NETWORKS,
					"Judge the examples beside the rules, DIR/examples/NETWORK/*.eml,\n"
					"and compare with what their field X-Wanted says.", argc, argv);

	return status == EX_OK ? rules_test_run(context, &options) : status;
}

static const Command commands[] = {
	{ "check", rules_check, "find mistakes in rules files" },
	{ "fields", rules_fields, "show a mail as the rules see it" },
	{ "list", rules_list, "list the networks, or the lines of one, and what no line knows" },
	{ "test", rules_test, "run the rules' own examples" },
	{ 0 },
};

int
cmd_rules(CommandContext *context, int argc, char **argv)
{
	return command_dispatch(commands, context, argc, argv);
}
