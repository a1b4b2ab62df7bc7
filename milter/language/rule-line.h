/*
 * rule-line - one line of a network: its pairs of fields and expressions
 */
#ifndef LANGUAGE_RULE_LINE_H
#define LANGUAGE_RULE_LINE_H

#include "base/statement.h"
#include "ruleset.h"

/*
 * Read what follows the kind of LINE at the cursor: by member, weak, and the pairs.  Lists that
 * are mentioned are made in RULES, which remember the places.  FALSE with STATEMENT_ERROR_SYNTAX.
 */
gboolean rule_line_read(Ruleset *rules, RuleLine *line, Statement *statement, GError **error);

/* One field, into the empty *FIELD; "header" takes its name.  FALSE with STATEMENT_ERROR_SYNTAX. */
gboolean rule_field_read(RuleField *field, Statement *statement, GError **error);

/*
 * An expression whose named groups are those of a line of KIND: dates in a date line, else those
 * that identify an inviter (transfer full).
 */
Pattern *rule_pattern_read(Statement *statement, LineKind kind, GError **error);

#endif
