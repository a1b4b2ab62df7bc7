/*
 * rule-template - where a network names the template of its mail, as the rules say it
 */
#ifndef LANGUAGE_RULE_TEMPLATE_H
#define LANGUAGE_RULE_TEMPLATE_H

#include "base/statement.h"
#include "ruleset.h"

/*
 * Read FIELD [/expression with (?<template>...)/] at the cursor and add it to NETWORK.  Only what
 * the network's own program writes is taken: a name is kept and shown, so no member's or
 * recipient's words may get into it.  FALSE with STATEMENT_ERROR_SYNTAX.
 */
gboolean rule_template_read(Network *network, Statement *statement, GError **error);

#endif
