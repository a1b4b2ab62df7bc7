#include "options.h"

#include <getopt.h>
#include <stdio.h>

const char options_usage[] =
	"usage: invite-milter [-fv] [-c FILE] [-p SOCKET] [-u USER] [--keys FILE]\n"
	"       invite-milter -n [-c FILE]\n"
	"       invite-milter -t [-c FILE] MAILFILE...\n"
	"       invite-milter -V\n";

/* Of an option without a letter. */
enum { OPTION_KEYS = 256 };

static const struct option long_options[] = {
	{ "config", required_argument, NULL, 'c' },
	{ "foreground", no_argument, NULL, 'f' },
	{ "help", no_argument, NULL, 'h' },
	{ "check", no_argument, NULL, 'n' },
	{ "keys", required_argument, NULL, OPTION_KEYS },
	{ "socket", required_argument, NULL, 'p' },
	{ "test", no_argument, NULL, 't' },
	{ "user", required_argument, NULL, 'u' },
	{ "verbose", no_argument, NULL, 'v' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 },
};

/* The daemon leaves its folder, and a reload must find the file too. */
static gboolean
take_path(char **path)
{
	g_free(*path);
	*path = g_canonicalize_filename(optarg, NULL);
	return TRUE;
}

static gboolean
take(Options *options, int letter)
{
	switch (letter) {
	case 'c':
		return take_path(&options->config);
	case OPTION_KEYS:
		return take_path(&options->keys);
	case 'f':
		options->foreground = TRUE;
		return TRUE;
	case 'h':
		options->task = TASK_HELP;
		return TRUE;
	case 'n':
		options->task = TASK_CHECK;
		return TRUE;
	case 'p':
		options->socket = optarg;
		return TRUE;
	case 't':
		options->task = TASK_TEST;
		return TRUE;
	case 'u':
		options->user = optarg;
		return TRUE;
	case 'v':
		options->verbose = TRUE;
		return TRUE;
	case 'V':
		options->task = TASK_VERSION;
		return TRUE;
	}
	return FALSE;
}

gboolean
options_read(int argc, char **argv, Options *options)
{
	int letter;

	*options = (Options){ .task = TASK_SERVE };
	while ((letter = getopt_long(argc, argv, "c:fhnp:tu:vV", long_options, NULL)) != -1)
		if (!take(options, letter))
			return FALSE;
	options->files = argv + optind;
	if (options->task == TASK_TEST)
		return *options->files != NULL;
	return *options->files == NULL;
}

void
options_clear(Options *options)
{
	g_clear_pointer(&options->config, g_free);
	g_clear_pointer(&options->keys, g_free);
}
