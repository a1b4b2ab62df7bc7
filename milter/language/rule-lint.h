/*
 * rule-lint - what can only be checked once all rules files are read
 */
#ifndef LANGUAGE_RULE_LINT_H
#define LANGUAGE_RULE_LINT_H

#include "base/statement.h"
#include "ruleset.h"

/* Check RULES, which still know their places.  FALSE with STATEMENT_ERROR_SYNTAX. */
gboolean rule_lint(const Ruleset *rules, GError **error);

#endif
