/* invitectl check: judge mail by the daemon's own path and explain each step */
#include <stdio.h>

#include "filter/examine.h"
#include "filter/report.h"
#include "recognize/near-miss.h"
#include "store/pool.h"
#include "command.h"

typedef struct CheckOptions {
	gboolean json, history, verify;
	char **to; /* (nullable) */
} CheckOptions;

typedef struct Check {
	CommandContext *context;
	gboolean json;
	int status; /* the first thing that went wrong */
} Check;

/* Why it is not what its reader thought it is. */
static void
explain_none(const Examined *examined)
{
	const Judgement *judgement = examined->judgement;
	g_autoptr(GPtrArray) near = NULL;

	if (judgement_is_recognized(judgement))
		return;
	near = near_miss_find(examined->evidence, judgement->rule != NULL);
	why_say_all(judgement->why, near);
}

static gboolean
check_print(const Examined *examined, gpointer data)
{
	Check *check = data;
	g_autofree char *text = NULL;

	if (examined->error != NULL) {
		const char *message = examined->error->message;

		command_say(check->context, "%s: %s", examined->subject.file, message);
		if (check->status == EX_OK)
			check->status = command_status(examined->error);
		if (check->json)
			text = report_json_error(&examined->subject, message);
	} else if (check->json) {
		explain_none(examined);
		text = report_json(&examined->subject, examined->judgement, examined->plan);
	} else {
		explain_none(examined);
		text = report_text(&examined->subject, examined->judgement, examined->plan);
	}
	if (text != NULL)
		command_print_line(text);
	return TRUE;
}

static int
check_paths(CommandContext *context, Filter *filter, const CheckOptions *options, char **paths)
{
	g_autoptr(Pool) pool = pool_new(context->engine, filter_config(filter)->database);
	Book *book = pool_book(pool, options->history);
	const ExamineOptions examine = {
		.to = (const char *const *)options->to,
		.verify = options->verify,
	};
	g_autoptr(GError) error = NULL;
	Check check = {
		.context = context,
		.json = options->json,
		.status = EX_OK,
	};

	command_say_warnings(context, filter);
	if (!pool_prepare(pool, &error)) {
		pool_book_free(book);
		return command_fail_with(context, error);
	}
	for (; *paths != NULL; paths++)
		examine_path(filter, book, *paths, &examine, check_print, &check);
	pool_book_free(book);
	return check.status;
}

static int
run(CommandContext *context, int argc, char **argv)
{
	CheckOptions options = { 0 };
	g_auto(GStrv) to = NULL, paths = NULL, rules = NULL;
	g_autofree char *keys = NULL;
	const GOptionEntry entries[] = {
		{ "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "Print one JSON object a line",
		  NULL },
		{ "history", 0, 0, G_OPTION_ARG_NONE, &options.history,
		  "Count what each recipient got of the inviter before", NULL },
		{ "verify", 0, 0, G_OPTION_ARG_NONE, &options.verify, COMMAND_VERIFY_HELP, NULL },
		{ "keys", 0, 0, G_OPTION_ARG_FILENAME, &keys, COMMAND_KEYS_HELP, "FILE" },
		{ "to", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &to,
		  "Judge for RCPT; may be repeated (default: as the mail says)", "RCPT" },
		{ "rules", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rules, COMMAND_RULES_HELP, "DIR" },
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &paths, NULL, NULL },
		{ 0 },
	};
	FilterOverrides overrides = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(Filter) filter = NULL;

	if (!command_parse(context, "PATH...",
			   "Judge mail as the filter would: a file, a folder (a Maildir too),\n"
			   "an mbox, or \"-\" for standard input.  Nothing is changed.",
			   entries, argc, argv))
		return EX_USAGE;
	if (paths == NULL)
		return command_fail(context, EX_USAGE, "which mail?  Expected a PATH or \"-\"");

	overrides.rules = (const char *const *)rules;
	overrides.keys = keys;
	options.verify |= keys != NULL;
	filter = filter_load(context->config, &overrides, &error);
	if (filter == NULL)
		return command_fail_with(context, error);
	command_understand_recipients(to, filter);
	options.to = to;
	return check_paths(context, filter, &options, paths);
}

const Command check_command = { "check", run, "judge mail files and say why" };
