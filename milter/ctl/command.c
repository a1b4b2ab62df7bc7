#include "command.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/visible.h"
#include "decide/decider.h"
#include "inject/smtp.h"
#include "language/rule-parser.h"
#include "mail/mailstore.h"
#include "store/store.h"
#include "store/spool.h"
#include "shown.h"

static void
command_say_list(const CommandContext *context, const char *format, va_list arguments)
{
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	g_autofree char *line = visible_line(message);

	fflush(stdout);
	fprintf(stderr, "%s: %s\n", context->program, line);
}

void
command_say(const CommandContext *context, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	command_say_list(context, format, arguments);
	va_end(arguments);
}

int
command_fail(const CommandContext *context, int status, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	command_say_list(context, format, arguments);
	va_end(arguments);
	return status;
}

static const int store_statuses[] = {
	[STORE_ERROR_MISSING] = EX_NOINPUT,   [STORE_ERROR_OPEN] = EX_UNAVAILABLE,
	[STORE_ERROR_LOCKED] = EX_TEMPFAIL,   [STORE_ERROR_CORRUPT] = EX_DATAERR,
	[STORE_ERROR_WRITE] = EX_UNAVAILABLE, [STORE_ERROR_CREATE] = EX_CANTCREAT,
	[STORE_ERROR_PERMISSION] = EX_NOPERM,
};

static const int spool_statuses[] = {
	[SPOOL_ERROR_WRITE] = EX_UNAVAILABLE,
	[SPOOL_ERROR_READ] = EX_NOINPUT,
	[SPOOL_ERROR_MISSING] = EX_DATAERR,
	[SPOOL_ERROR_BROKEN] = EX_DATAERR,
};

static const int decide_statuses[] = {
	[DECIDE_ERROR_WORD] = EX_USAGE,          [DECIDE_ERROR_UNKNOWN] = EX_DATAERR,
	[DECIDE_ERROR_OVER] = EX_DATAERR,        [DECIDE_ERROR_ON_ITS_WAY] = EX_DATAERR,
	[DECIDE_ERROR_WHOM] = EX_DATAERR,        [DECIDE_ERROR_NOBODY] = EX_DATAERR,
	[DECIDE_ERROR_DOUBTFUL] = EX_DATAERR,    [DECIDE_ERROR_REINJECTOR] = EX_CONFIG,
	[DECIDE_ERROR_REFUSED] = EX_UNAVAILABLE, [DECIDE_ERROR_UNRECORDED] = EX_UNAVAILABLE,
	[DECIDE_ERROR_BROKEN] = EX_DATAERR,
};

static const int smtp_statuses[] = {
	[SMTP_ERROR_UNREACHABLE] = EX_TEMPFAIL,
	[SMTP_ERROR_TEMPORARY] = EX_TEMPFAIL,
	[SMTP_ERROR_REFUSED] = EX_UNAVAILABLE,
	[SMTP_ERROR_MAIL] = EX_DATAERR,
};

int
command_status(const GError *error)
{
	const struct {
		GQuark domain;
		const int *statuses;
		gsize count;
	} tables[] = {
		{ STORE_ERROR, store_statuses, G_N_ELEMENTS(store_statuses) },
		{ SPOOL_ERROR, spool_statuses, G_N_ELEMENTS(spool_statuses) },
		{ DECIDE_ERROR, decide_statuses, G_N_ELEMENTS(decide_statuses) },
		{ SMTP_ERROR, smtp_statuses, G_N_ELEMENTS(smtp_statuses) },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(tables); i++)
		if (error->domain == tables[i].domain && error->code >= 0 &&
		    error->code < (int)tables[i].count)
			return tables[i].statuses[error->code];
	if (error->domain == OWNERS_ERROR)
		return EX_DATAERR;
	if (error->domain == MAILSTORE_ERROR)
		return EX_NOINPUT;
	if (error->domain == STATEMENT_ERROR || error->domain == FILTER_ERROR)
		return EX_CONFIG;
	return error->domain == G_FILE_ERROR ? EX_NOPERM : EX_SOFTWARE;
}

int
command_fail_with(const CommandContext *context, const GError *error)
{
	return command_fail(context, command_status(error), "%s", error->message);
}

void
command_list(const Command *const *table, const CommandContext *context, FILE *out)
{
	fprintf(out, "Usage: %s COMMAND ...\n\n", context->program);
	for (; *table != NULL; table++)
		fprintf(out, "  %-10s %s\n", (*table)->name, (*table)->summary);
	fprintf(out, "\n\"%s COMMAND --help\" tells more of each.\n", context->program);
}

/* The words that are not commands: they ask for the list. */
static gboolean
asks_for_help(const char *word)
{
	static const char *const words[] = { "help", "--help", "-h", "-?", NULL };

	return g_strv_contains(words, word);
}

int
command_dispatch(const Command *const *table, CommandContext *context, int argc, char **argv)
{
	if (argc < 2) {
		command_list(table, context, stderr);
		return EX_USAGE;
	}
	if (asks_for_help(argv[1]) && argc > 2) {
		/* "help contact" is "contact --help". */
		char *swapped[] = { argv[0], argv[2], (char *)"--help", NULL };

		return command_dispatch(table, context, 3, swapped);
	}
	if (asks_for_help(argv[1])) {
		command_list(table, context, stdout);
		return EX_OK;
	}
	for (const Command *const *command = table; *command != NULL; command++) {
		g_autofree char *before = NULL;

		if (strcmp((*command)->name, argv[1]) != 0)
			continue;
		before = context->program;
		context->program = g_strdup_printf("%s %s", before, (*command)->name);
		return (*command)->run(context, argc - 1, argv + 1);
	}
	command_say(context, "there is no command \"%s\"", argv[1]);
	command_list(table, context, stderr);
	return EX_USAGE;
}

gboolean
command_parse(CommandContext *context, const char *arguments, const char *description,
	      const GOptionEntry *entries, int argc, char **argv)
{
	g_autofree char *config = NULL;
	g_autofree char **vector = g_new0(char *, argc + 1);
	const GOptionEntry shared[] = {
		{ "config", 'c', 0, G_OPTION_ARG_FILENAME, &config, "Read FILE, not " CONFIG_PATH,
		  "FILE" },
		{ 0 },
	};
	g_autoptr(GOptionContext) options = g_option_context_new(arguments);
	g_autoptr(GError) error = NULL;

	memcpy(vector, argv, (gsize)argc * sizeof *vector);
	g_set_prgname(context->program);
	g_option_context_set_summary(options, description);
	if (entries != NULL)
		g_option_context_add_main_entries(options, entries, NULL);
	g_option_context_add_main_entries(options, shared, NULL);
	if (!g_option_context_parse(options, &argc, &vector, &error)) {
		command_say(context, "%s", error->message);
		return FALSE;
	}
	if (config != NULL) {
		g_free(context->config);
		context->config = g_steal_pointer(&config);
	}
	if (argc > 1) {
		command_say(context, "unexpected argument \"%s\"", vector[1]);
		return FALSE;
	}
	return TRUE;
}

void
command_say_defaults(CommandContext *context, const Config *config)
{
	if (config->path == NULL)
		command_say(context, "no %s: using the defaults", CONFIG_PATH);
}

Config *
command_config(CommandContext *context)
{
	g_autoptr(GError) error = NULL;
	Config *config = config_load(context->config, &error);

	if (config == NULL)
		command_say(context, "%s", error->message);
	return config;
}

Ruleset *
command_rules(CommandContext *context)
{
	g_autoptr(Config) config = command_config(context);
	g_autoptr(GError) error = NULL;
	Ruleset *rules;

	if (config == NULL)
		return NULL;
	rules = rule_parser_load((const char *const *)config->rules, &error);
	if (rules == NULL)
		command_say(context, "%s", error->message);
	return rules;
}

void
command_say_warnings(const CommandContext *context, const Filter *filter)
{
	const GPtrArray *warnings = filter_warnings(filter);

	for (guint i = 0; i < warnings->len; i++)
		command_say(context, "%s", (const char *)warnings->pdata[i]);
}

void
command_understand_recipients(char **recipients, const Filter *filter)
{
	for (; recipients != NULL && *recipients != NULL; recipients++) {
		char *address;

		if (strcmp(*recipients, "*") == 0 ||
		    (**recipients == '@' && strchr(*recipients, ':') == NULL))
			continue;
		address = filter_understand(filter, *recipients, NULL, NULL);
		g_free(*recipients);
		*recipients = address;
	}
}

void
command_print_subject(const char *file, int index)
{
	g_autofree char *visible = shown_line(file);

	if (index < 0)
		printf("%s\n", visible);
	else
		printf("%s [%d]\n", visible, index);
}

void
command_print_line(const char *text)
{
	fputs(text, stdout);
	fputc('\n', stdout);
}
