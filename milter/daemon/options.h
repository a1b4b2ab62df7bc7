/*
 * options - the command line of invite-milter(8)
 */
#ifndef DAEMON_OPTIONS_H
#define DAEMON_OPTIONS_H

#include <glib.h>

typedef enum { TASK_SERVE, TASK_CHECK, TASK_TEST, TASK_VERSION, TASK_HELP } Task;

typedef struct Options {
	Task task;
	gboolean foreground, verbose;
	char *config;       /* absolute, so that a reload finds it too (nullable) */
	const char *socket; /* (nullable) */
	const char *user;   /* (nullable) */
	char *keys;         /* a file of keys in place of DNS, absolute (nullable) */
	char **files;       /* of TASK_TEST */
} Options;

/* Read ARGV.  FALSE: it makes no sense, getopt has said what. */
gboolean options_read(int argc, char **argv, Options *options);
void options_clear(Options *options);

/* How the program is called, for people. */
extern const char options_usage[];

#endif
