/*
 * rules-test - the rules' own examples, judged and compared with what they want
 */
#ifndef CTL_RULES_TEST_H
#define CTL_RULES_TEST_H

#include "command.h"
#include "invite/ruleset.h"

/*
 * Judge examples/NETWORK/NAME.eml of each of DIRECTORIES with RULES and empty books, print what
 * is not as its X-Wanted says, and how many are right.  EX_OK where all are, else EX_DATAERR.
 */
int rules_test_run(CommandContext *context, const Ruleset *rules, const char *const *directories,
		   gboolean json);

#endif
