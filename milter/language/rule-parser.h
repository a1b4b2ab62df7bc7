/*
 * rule-parser - rules files -> Ruleset (invite-rules(5))
 */
#ifndef LANGUAGE_RULE_PARSER_H
#define LANGUAGE_RULE_PARSER_H

#include "base/statement.h"
#include "ruleset.h"

/*
 * Add the networks and word lists of FILE to RULES.  FALSE with STATEMENT_ERROR_SYNTAX;
 * RULES are then good for nothing but ruleset_free().
 */
gboolean rule_parser_read(Ruleset *rules, StatementFile *file, GError **error);

/*
 * All files are read: resolve @NAMEs, check what needs the whole (a line that may apply to
 * foreign mail has a condition on a header field, strong links are anchored ...), build the
 * index.  From here on RULES is immutable.  FALSE with STATEMENT_ERROR_SYNTAX.
 */
gboolean rule_parser_finish(Ruleset *rules, GError **error);

/*
 * Load *.rules of DIRECTORIES (NULL-terminated) and of their folders words/: of files
 * with the same name the earlier directory wins; a directory that does not exist is passed
 * over, but one must exist.  Returns (transfer full) the finished Ruleset, or NULL with
 * STATEMENT_ERROR.
 */
Ruleset *rule_parser_load(const char *const *directories, GError **error);

#endif
