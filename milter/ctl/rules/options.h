/*
 * options - which rules an "invitectl rules" command is about
 */
#ifndef CTL_RULES_OPTIONS_H
#define CTL_RULES_OPTIONS_H

#include "language/ruleset.h"
#include "ctl/command.h"

/* What the words behind the options are. */
typedef enum { RULES_TAKES_NETWORKS, RULES_TAKES_MAIL } RulesWords;

typedef struct RulesOptions {
	gboolean json;
	char **directories; /* of the command line, else of the configuration */
	char **networks;    /* NULL-terminated, maybe empty: all */
	char **paths;       /* of mail, NULL-terminated (nullable: words are networks) */
	char *database;     /* of the configuration; NULL where the command line names the rules */
	Ruleset *rules;
} RulesOptions;

void rules_options_clear(RulesOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RulesOptions, rules_options_clear)

/*
 * Read the command line, [--json] [--rules DIR]... [DIR] [NETWORK...], or ... PATH..., and load the
 * rules.  Where WORDS are networks a first one that has a slash or is a folder is DIR.  EX_OK, or
 * another status after saying what is wrong.
 */
int rules_options_read(RulesOptions *options, CommandContext *context, RulesWords words,
		       const char *summary, int argc, char **argv);

#endif
