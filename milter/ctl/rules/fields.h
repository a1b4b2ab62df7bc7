/*
 * fields - a mail as the rules see it
 */
#ifndef CTL_RULES_FIELDS_H
#define CTL_RULES_FIELDS_H

#include "language/ruleset.h"
#include "ctl/command.h"

/*
 * Print the values of each field that a rule can name, and the predicates that hold, of each mail of PATHS,
 * NULL-terminated (mailstore.h).  EX_OK, or EX_NOINPUT after saying what cannot be read.
 */
int rules_fields_run(CommandContext *context, const Ruleset *rules, char **paths, gboolean json);

#endif
