/*
 * list - what networks there are, what their lines say, and what no line knows
 */
#ifndef CTL_RULES_LIST_H
#define CTL_RULES_LIST_H

#include "options.h"

/*
 * Print a line for each network of OPTIONS, or everything about those that are named, and what the filter
 * noted as drift (store/drift.h).  EX_OK, or another status after saying why the database cannot be read.
 */
int rules_list_run(CommandContext *context, const RulesOptions *options);

#endif
