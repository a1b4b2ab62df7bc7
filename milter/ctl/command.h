/*
 * command - what invitectl can do: one alphabetic table, a file a command
 */
#ifndef CTL_COMMAND_H
#define CTL_COMMAND_H

#include <glib.h>
#include <stdio.h>
#include <sysexits.h>

#include "filter/filter.h"
#include "store/store.h"

/* What --rules says of itself in each command. */
#define COMMAND_RULES_HELP "Take the rules from DIR alone; may be repeated, an earlier one wins"

/* ... and the options that have mail verified. */
#define COMMAND_VERIFY_HELP                                                                        \
	"Verify DKIM signatures, as the filter does; the keys of old mail are gone"
#define COMMAND_KEYS_HELP "Verify with the keys of FILE and ask no name server"

/* What stands before the command on the command line. */
typedef struct CommandContext {
	char *config;         /* -c FILE (nullable) */
	char *program;        /* "invitectl contact": the words so far, for messages */
	const Engine *engine; /* what keeps the store */
} CommandContext;

/*
 * A command, or a group of them.  It stands in a file of its own, and its name in the table of
 * those beside it: of invitectl in main.c, of "invitectl held" in held/held.c and so on.
 */
typedef struct Command {
	const char *name;
	/* ARGV[0] is the command's own name.  Returns an exit status of sysexits.h. */
	int (*run)(CommandContext *context, int argc, char **argv);
	const char *summary;
} Command;

/* Run the command of TABLE (ended by NULL) that ARGV[1] names; its absence is a usage error. */
int command_dispatch(const Command *const *table, CommandContext *context, int argc, char **argv);

/* Print what TABLE offers. */
void command_list(const Command *const *table, const CommandContext *context, FILE *out);

/*
 * Parse ENTRIES (nullable) and -c out of the arguments; G_OPTION_REMAINING takes the rest.
 * ARGUMENTS: what follows the options, in --help.  FALSE after saying what was wrong: EX_USAGE.
 */
gboolean command_parse(CommandContext *context, const char *arguments, const char *description,
		       const GOptionEntry *entries, int argc, char **argv);

/* Say "PROGRAM: message" on stderr and return STATUS. */
int command_fail(const CommandContext *context, int status, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/* The exit status that says what ERROR is about. */
int command_status(const GError *error);

/* Say ERROR and return its exit status. */
int command_fail_with(const CommandContext *context, const GError *error);
void command_say(const CommandContext *context, const char *format, ...) G_GNUC_PRINTF(2, 3);

/*
 * Load the configuration; where there is no file, say once that the defaults hold.  NULL after
 * saying why.
 */
Config *command_config(CommandContext *context);
void command_say_defaults(CommandContext *context, const Config *config);

/* Without a file everything has a default: say what that means for what FILTER answers. */
void command_say_warnings(const CommandContext *context, const Filter *filter);

/*
 * Make recipients (nullable) that are written as in RCPT the addresses that they mean to FILTER; a
 * domain "@example.org" and the site "*" stay.
 */
void command_understand_recipients(char **recipients, const Filter *filter);

/*
 * Print which mail the lines that follow are about: "mbox [3]"; INDEX below 0: a file of its own.
 */
void command_print_subject(const char *file, int index);

/* Load the configured rules.  (transfer full), or NULL after saying why. */
Ruleset *command_rules(CommandContext *context);

/* Print TEXT and a line end on stdout. */
void command_print_line(const char *text);

#endif
