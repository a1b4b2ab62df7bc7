/* invitectl rules check: mistakes in rules files */
#include <stdio.h>

#include "options.h"

static guint
count_lines(const Network *network)
{
	guint count = 0;

	for (int kind = 0; kind < LINE_KINDS; kind++)
		count += network->lines[kind]->len;
	return count;
}

static int
run(CommandContext *context, int argc, char **argv)
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

const Command rules_check_command = { "check", run, "find mistakes in rules files" };
