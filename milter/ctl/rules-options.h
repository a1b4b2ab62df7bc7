/*
 * rules-options - which rules an "invitectl rules" command is about
 */
#ifndef CTL_RULES_OPTIONS_H
#define CTL_RULES_OPTIONS_H

#include "command.h"
#include "invite/ruleset.h"

typedef struct RulesOptions {
	gboolean json;
	char **directories; /* of the command line, else of the configuration */
	char **networks;    /* NULL-terminated, maybe empty: all */
	char *database;     /* of the configuration; NULL where the command line names the rules */
	Ruleset *rules;
} RulesOptions;

void rules_options_clear(RulesOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RulesOptions, rules_options_clear)

/*
 * Read the command line, [--json] [--rules DIR]... [DIR] [NETWORK...], and load the rules.  A first word that
 * has a slash or is a folder is DIR.  EX_OK, or another status after saying what is wrong.
 */
int rules_options_read(RulesOptions *options, CommandContext *context, const char *summary,
		       int argc, char **argv);

#endif
