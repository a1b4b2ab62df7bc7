/*
 * rule-text - lines of rules as a person writes them
 *
 * What a report says of a rule can be found in the file by searching for it, but for its white
 * space.
 */
#ifndef RECOGNIZE_RULE_TEXT_H
#define RECOGNIZE_RULE_TEXT_H

#include "language/ruleset.h"

/* "not subject|text /accepted/i", "at-least 2 (bulk list)" (transfer full). */
char *rule_text_pair(const RulePair *pair);

/* "invitation by member subject /^Join me$/" (transfer full). */
char *rule_text_line(const RuleLine *line);

#endif
