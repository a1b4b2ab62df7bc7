/* invite-milter(8): the mail server's door to the judgement */

#include <locale.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/terminal.h"
#include "base/visible.h"
#include "filter/examine.h"
#include "options.h"
#include "sqlite/engine.h"
#include "serve.h"
#include "snapshot.h"

/* What is wrong, in one line. */
static int
complain(const char *what, int status)
{
	g_autofree char *line = visible_line(what);

	fprintf(stderr, "invite-milter: %s\n", line);
	return status;
}

static void
print_warnings(const Filter *filter)
{
	const GPtrArray *warnings = filter_warnings(filter);

	for (guint i = 0; i < warnings->len; i++)
		fprintf(stderr, "invite-milter: warning: %s\n",
			(const char *)g_ptr_array_index(warnings, i));
}

/* Configuration and rules: the same reading as at the start of the daemon. */
static int
check(const Options *options)
{
	const FilterOverrides overrides = { .socket = options->socket, .keys = options->keys };
	g_autoptr(GError) error = NULL;
	g_autoptr(Filter) filter = filter_load(options->config, &overrides, &error);

	if (filter == NULL)
		return complain(error->message, EX_CONFIG);
	print_warnings(filter);
	return EX_OK;
}

static gboolean
print_examined(const Examined *examined, gpointer user_data)
{
	g_autofree char *text = NULL;

	(void)user_data;
	if (examined->judgement == NULL) {
		text = g_strdup_printf("%s: %s", examined->subject.file, examined->error->message);
		complain(text, EX_NOINPUT);
		return TRUE;
	}
	text = report_text(&examined->subject, examined->judgement, examined->plan);
	fputs(text, stdout);
	return TRUE;
}

/* What would be done with these files, by the daemon's own judgement and books. */
static int
test(const Options *options)
{
	const FilterOverrides overrides = { .socket = options->socket, .keys = options->keys };
	g_autoptr(GError) error = NULL;
	g_autoptr(Snapshot) snapshot =
		snapshot_load(&sqlite_engine, options->config, &overrides, &error);
	const ExamineOptions examine = { .verify = options->keys != NULL };
	int status = EX_OK;

	if (snapshot == NULL)
		return complain(error->message, EX_CONFIG);
	print_warnings(snapshot_filter(snapshot));
	if (!snapshot_prepare(snapshot, &error))
		return complain(error->message, EX_NOPERM);
	for (char **file = options->files; *file != NULL; file++)
		if (!examine_path(snapshot_filter(snapshot), snapshot_book(snapshot), *file,
				  &examine, print_examined, NULL))
			status = EX_NOINPUT;
	return status;
}

static int
print(FILE *to, const char *text, int status)
{
	fputs(text, to);
	return status;
}

static int
run(const Options *options)
{
	if (options->socket != NULL && !config_is_socket(options->socket))
		return print(stderr, "invite-milter: -p: expected " CONFIG_SOCKET "\n", EX_USAGE);

	message_library_init();
	switch (options->task) {
	case TASK_SERVE:
		return serve(&sqlite_engine, options);
	case TASK_CHECK:
		return check(options);
	case TASK_TEST:
		return test(options);
	case TASK_VERSION:
		return print(stdout, "invite-milter " INVITE_MILTER_VERSION "\n", EX_OK);
	case TASK_HELP:
		return print(stdout, options_usage, EX_OK);
	}
	return EX_SOFTWARE;
}

int
main(int argc, char **argv)
{
	Options options;
	int status;

	setlocale(LC_CTYPE, "C.UTF-8");
	if (!terminal_guard())
		return EX_OSERR;
	status = options_read(argc, argv, &options) ? run(&options)
						    : print(stderr, options_usage, EX_USAGE);
	options_clear(&options);
	return status;
}
