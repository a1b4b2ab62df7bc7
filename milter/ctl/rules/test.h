/*
 * test - the rules' own examples, judged and compared with what they want
 */
#ifndef CTL_RULES_TEST_H
#define CTL_RULES_TEST_H

#include "options.h"

/*
 * Judge the examples of the networks of OPTIONS with their rules and empty books; print what is not as
 * its X-Wanted says and why, then how many of each network are right.  EX_OK where all are, and there
 * is one at least, else EX_DATAERR.
 */
int rules_test_run(CommandContext *context, const RulesOptions *options);

#endif
