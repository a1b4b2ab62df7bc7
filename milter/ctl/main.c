/*
 * invitectl - the postmaster's side: judge mail without a mail server, keep the books, test rules
 */
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/terminal.h"
#include "mail/message.h"
#include "sqlite/engine.h"
#include "command.h"

/* Each in the file, or the folder, of its name. */
extern const Command check_command, contact_command, db_command, held_command, owner_command,
	rehearse_command, rules_command;

static const Command *const commands[] = {
	&check_command, &contact_command,  &db_command,    &held_command,
	&owner_command, &rehearse_command, &rules_command, NULL,
};

/* The place of the command in ARGV: after the options that stand before it. */
static int
parse_leading(CommandContext *context, int *argc, char ***argv, gboolean *done)
{
	g_autofree char *config = NULL;
	gboolean version = FALSE, help = FALSE;
	const GOptionEntry entries[] = {
		{ "config", 'c', 0, G_OPTION_ARG_FILENAME, &config, NULL, NULL },
		{ "version", 'V', 0, G_OPTION_ARG_NONE, &version, NULL, NULL },
		{ "help", 'h', 0, G_OPTION_ARG_NONE, &help, NULL, NULL },
		{ 0 },
	};
	g_autoptr(GOptionContext) options = g_option_context_new(NULL);
	g_autoptr(GError) error = NULL;

	g_option_context_set_help_enabled(options, FALSE);
	g_option_context_set_strict_posix(options, TRUE);
	g_option_context_add_main_entries(options, entries, NULL);
	*done = TRUE;
	if (!g_option_context_parse(options, argc, argv, &error))
		return command_fail(context, EX_USAGE, "%s", error->message);
	context->config = g_steal_pointer(&config);
	if (version) {
		printf("invitectl %s\n", INVITE_MILTER_VERSION);
		return EX_OK;
	}
	if (help) {
		command_list(commands, context, stdout);
		return EX_OK;
	}
	*done = FALSE;
	return EX_OK;
}

/* A full disk must not look like success. */
static int
finish(const CommandContext *context, int status)
{
	if (fflush(stdout) != 0 || ferror(stdout) != 0)
		return command_fail(context, EX_IOERR, "cannot write the output");
	return status;
}

int
main(int argc, char **argv)
{
	CommandContext context = { .program = g_strdup("invitectl"), .engine = &sqlite_engine };
	gboolean done;
	int status;

	setlocale(LC_ALL, "");
	umask(0077);
	if (!terminal_guard())
		return EX_OSERR;
	message_library_init();
	status = parse_leading(&context, &argc, &argv, &done);
	if (!done)
		status = command_dispatch(commands, &context, argc, argv);
	status = finish(&context, status);
	g_free(context.program);
	g_free(context.config);
	return status;
}
