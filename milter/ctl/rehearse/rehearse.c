/*
 * invitectl rehearse: what would have happened to mail that came before, and what other rules make
 * of it
 */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/progress.h"
#include "filter/examine.h"
#include "mail/mailbox.h"
#include "mail/mailstore.h"
#include "recognize/near-miss.h"
#include "store/pool.h"
#include "ctl/command.h"
#include "ctl/json-member.h"
#include "opinion.h"
#include "rehearsal.h"

typedef struct RehearseOptions {
	gboolean json, verify;
	char *keys;                             /* (nullable) */
	char **to, **paths, **rules, **against; /* (nullable) */
} RehearseOptions;

static void
rehearse_options_clear(RehearseOptions *options)
{
	g_free(options->keys);
	g_strfreev(options->to);
	g_strfreev(options->paths);
	g_strfreev(options->rules);
	g_strfreev(options->against);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RehearseOptions, rehearse_options_clear)

/* One rehearsal under way. */
typedef struct Rehearse {
	CommandContext *context;
	const RehearseOptions *options;
	Filter *filter, *other; /* other (nullable): with the rules compared against */
	Book *book;
	Progress *progress;
	Rehearsal *rehearsal;
	int status; /* the first thing that went wrong */
} Rehearse;

static volatile sig_atomic_t interrupted;

static void
interrupt(int signal_number)
{
	(void)signal_number;
	interrupted = TRUE;
}

/* The first ends what is counted, the second the program. */
static void
catch_interrupt(void)
{
	struct sigaction action = { .sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND };

	sigaction(SIGINT, &action, NULL);
}

static void
fail(Rehearse *rehearse, const Examined *examined, const GError *error)
{
	progress_hide(rehearse->progress);
	command_say(rehearse->context, "%s: %s", examined->subject.file, error->message);
	if (rehearse->status == EX_OK)
		rehearse->status = command_status(error);
	rehearsal_add_unreadable(rehearse->rehearsal);
}

static void
print_difference(const Rehearse *rehearse, const ReportSubject *subject, const Judgement *was,
		 const Judgement *is)
{
	g_autofree char *was_text = opinion_whole(was), *is_text = opinion_whole(is);
	g_autoptr(JsonBuilder) builder = NULL;

	progress_hide(rehearse->progress);
	if (!rehearse->options->json) {
		command_print_subject(subject->file, subject->index);
		printf("  was  %s\n  is   %s\n", was_text, is_text);
		return;
	}
	builder = json_member_begin();
	json_member_string(builder, "file", subject->file);
	if (subject->index >= 0)
		json_member_number(builder, "index", subject->index);
	opinion_add_json(was, builder, "was");
	opinion_add_json(is, builder, "is");
	json_member_print(builder);
}

static void
compare(Rehearse *rehearse, const Examined *examined)
{
	const Judgement *was = examined->judgement;
	g_autoptr(GError) error = NULL;
	g_autoptr(Judgement) is = examine_again(rehearse->other, rehearse->book, examined, &error);
	g_autofree char *was_whole = NULL, *is_whole = NULL, *was_outcome = NULL,
			*is_outcome = NULL;

	if (is == NULL) {
		fail(rehearse, examined, error);
		return;
	}
	rehearsal_add(rehearse->rehearsal, was);
	was_whole = opinion_whole(was);
	is_whole = opinion_whole(is);
	if (g_str_equal(was_whole, is_whole))
		return;
	was_outcome = opinion_outcome(was);
	is_outcome = opinion_outcome(is);
	rehearsal_add_difference(rehearse->rehearsal, was_outcome,
				 g_str_equal(was_outcome, is_outcome) ? "another inviter"
								      : is_outcome);
	print_difference(rehearse, &examined->subject, was, is);
}

static void
count(const Rehearse *rehearse, const Examined *examined)
{
	const Judgement *judgement = examined->judgement;
	const RuleLine *nearest;

	rehearsal_add(rehearse->rehearsal, judgement);
	if (judgement->drift == NULL)
		return;
	nearest = near_miss_line(examined->evidence);
	rehearsal_add_drift(rehearse->rehearsal, judgement,
			    nearest != NULL ? nearest->where : NULL);
}

static gboolean
rehearse_mail(const Examined *examined, gpointer user_data)
{
	Rehearse *rehearse = user_data;

	if (examined->error != NULL)
		fail(rehearse, examined, examined->error);
	else if (rehearse->other != NULL)
		compare(rehearse, examined);
	else
		count(rehearse, examined);
	progress_step(rehearse->progress, examined->size);
	return !interrupted;
}

static int
rehearse_paths(Rehearse *rehearse, char **paths)
{
	const ExamineOptions examine = {
		.to = (const char *const *)rehearse->options->to,
		.verify = rehearse->options->verify,
	};

	for (; *paths != NULL && !interrupted; paths++)
		examine_path(rehearse->filter, rehearse->book, *paths, &examine, rehearse_mail,
			     rehearse);
	progress_hide(rehearse->progress);
	if (rehearse->options->json)
		rehearsal_print_json(rehearse->rehearsal, interrupted);
	else
		rehearsal_print(rehearse->rehearsal, interrupted);
	return interrupted && rehearse->status == EX_OK ? EX_TEMPFAIL : rehearse->status;
}

static guint64
measure(char **paths)
{
	guint64 bytes = 0;

	for (; *paths != NULL; paths++)
		bytes += mailstore_measure(*paths);
	return bytes;
}

/* The configured filter, with the rules of the folders RULES (nullable: the configured ones). */
static Filter *
load(CommandContext *context, const RehearseOptions *options, char **rules, int *status)
{
	const FilterOverrides overrides = {
		.rules = (const char *const *)rules,
		.keys = options->keys,
	};
	g_autoptr(GError) error = NULL;
	Filter *filter = filter_load(context->config, &overrides, &error);

	if (filter == NULL)
		*status = command_fail_with(context, error);
	return filter;
}

static int
rehearse_run(CommandContext *context, RehearseOptions *options)
{
	int status = EX_OK;
	g_autoptr(Filter) filter = load(context, options, options->rules, &status);
	g_autoptr(Filter) other = filter != NULL && options->against != NULL
					  ? load(context, options, options->against, &status)
					  : NULL;
	g_autoptr(Pool) pool = NULL;
	g_autoptr(Progress) progress = NULL;
	g_autoptr(Rehearsal) rehearsal = rehearsal_new(options->against != NULL);
	Rehearse rehearse = {
		.context = context,
		.options = options,
		.filter = filter,
		.other = other,
		.rehearsal = rehearsal,
	};

	if (status != EX_OK)
		return status;
	command_understand_recipients(options->to, filter);
	command_say_warnings(context, filter);
	catch_interrupt();
	pool = pool_new(context->engine, filter_config(filter)->database);
	progress = progress_new(STDERR_FILENO, measure(options->paths));
	rehearse.book = pool_book(pool, FALSE);
	rehearse.progress = progress;
	status = rehearse_paths(&rehearse, options->paths);
	pool_book_free(rehearse.book);
	return status;
}

static int
run(CommandContext *context, int argc, char **argv)
{
	g_auto(RehearseOptions) options = { 0 };
	const GOptionEntry entries[] = {
		{ "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "Print JSON, an object a line",
		  NULL },
		{ "verify", 0, 0, G_OPTION_ARG_NONE, &options.verify, COMMAND_VERIFY_HELP, NULL },
		{ "keys", 0, 0, G_OPTION_ARG_FILENAME, &options.keys, COMMAND_KEYS_HELP, "FILE" },
		{ "to", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.to,
		  "Judge for RCPT; may be repeated (default: as the mail says)", "RCPT" },
		{ "rules", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.rules, COMMAND_RULES_HELP,
		  "DIR" },
		{ "against", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.against,
		  "Show only what the rules of DIR judge otherwise; may be repeated, too", "DIR" },
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.paths, NULL,
		  NULL },
		{ 0 },
	};

	if (!command_parse(
		    context, "PATH...",
		    "Judge mail that came before, a Maildir, an mbox or any folder, and count\n"
		    "what mode enforce would have done.  Nothing is changed.",
		    entries, argc, argv))
		return EX_USAGE;
	if (options.paths == NULL)
		return command_fail(context, EX_USAGE, "which mail?  Expected a PATH or \"-\"");
	options.verify |= options.keys != NULL;
	return rehearse_run(context, &options);
}

const Command rehearse_command = { "rehearse", run,
				   "tell what would have happened to mail that came before" };
