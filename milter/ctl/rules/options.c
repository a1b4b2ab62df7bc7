#include "options.h"

#include <string.h>

#include "language/rule-parser.h"

void
rules_options_clear(RulesOptions *options)
{
	g_strfreev(options->directories);
	g_strfreev(options->networks);
	g_strfreev(options->paths);
	g_free(options->database);
	ruleset_free(options->rules);
}

static gboolean
is_folder(const char *word)
{
	return strchr(word, '/') != NULL || g_file_test(word, G_FILE_TEST_IS_DIR);
}

/* Part WORDS (nullable) into the folder that may stand first and the networks. */
static void
take_words(RulesOptions *options, char **words)
{
	if (words != NULL && options->directories == NULL && is_folder(words[0])) {
		const char *const folder[] = { words[0], NULL };

		options->directories = g_strdupv((char **)folder);
		words++;
	}
	options->networks = words != NULL ? g_strdupv(words) : g_new0(char *, 1);
}

static int
take_configured(RulesOptions *options, CommandContext *context)
{
	g_autoptr(Config) config = NULL;

	if (options->directories != NULL)
		return EX_OK;
	config = command_config(context);
	if (config == NULL)
		return EX_CONFIG;
	options->directories = g_strdupv(config->rules);
	options->database = g_strdup(config->database);
	return EX_OK;
}

static int
load(RulesOptions *options, CommandContext *context)
{
	g_autoptr(GError) error = NULL;

	options->rules = rule_parser_load((const char *const *)options->directories, &error);
	if (options->rules == NULL && options->paths != NULL &&
	    g_error_matches(error, STATEMENT_ERROR, STATEMENT_ERROR_OPEN)) {
		/*
		 * A mail can be looked at before there is any rule; only the lists of words are
		 * missed.
		 */
		command_say(context, "%s", error->message);
		options->rules = ruleset_new();
		rule_parser_finish(options->rules, NULL);
	} else if (options->rules == NULL) {
		return command_fail(context, EX_CONFIG, "%s", error->message);
	}
	for (char **network = options->networks; *network != NULL; network++)
		if (ruleset_network(options->rules, *network) == NULL)
			return command_fail(context, EX_DATAERR, "the rules have no network \"%s\"",
					    *network);
	return EX_OK;
}

int
rules_options_read(RulesOptions *options, CommandContext *context, RulesWords kind,
		   const char *summary, int argc, char **argv)
{
	const char *arguments = kind == RULES_TAKES_MAIL ? "PATH..." : "[DIR] [NETWORK...]";
	g_auto(GStrv) words = NULL;
	const GOptionEntry entries[] = {
		{ "json", 0, 0, G_OPTION_ARG_NONE, &options->json, "Print one JSON object a line",
		  NULL },
		{ "rules", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->directories,
		  COMMAND_RULES_HELP, "DIR" },
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL },
		{ 0 },
	};
	int status;

	if (!command_parse(context, arguments, summary, entries, argc, argv))
		return EX_USAGE;
	if (kind == RULES_TAKES_MAIL && words == NULL)
		return command_fail(context, EX_USAGE, "which mail?  Expected a PATH or \"-\"");
	options->paths = kind == RULES_TAKES_MAIL ? g_steal_pointer(&words) : NULL;
	take_words(options, words);
	status = take_configured(options, context);
	return status == EX_OK ? load(options, context) : status;
}
