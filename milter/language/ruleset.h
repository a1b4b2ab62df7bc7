/*
 * ruleset - networks and what tells their mail: the rules files, compiled
 *
 * Immutable once loaded, shared by all threads.  invite-rules(5) is the
 * grammar; rule-parser.[ch] reads it.
 */
#ifndef LANGUAGE_RULESET_H
#define LANGUAGE_RULESET_H

#include <glib.h>

#include "network.h"
#include "rule-index.h"

typedef struct Ruleset Ruleset;

Ruleset *ruleset_new(void);        /* (transfer full) empty: for the parser and tests */
void ruleset_free(Ruleset *rules); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ruleset, ruleset_free)

/* All networks, in order of their names (GPtrArray of Network *; transfer none). */
const GPtrArray *ruleset_networks(const Ruleset *rules);

/* The network called NAME (nullable). */
const Network *ruleset_network(const Ruleset *rules, const char *name);

/*
 * The network whose from domain is DOMAIN (A-label) or above it, the longest (nullable); never the
 * unlisted.
 */
const Network *ruleset_network_of(const Ruleset *rules, const char *domain);

/* The names of the header fields that lines ask for, each once (NULL-terminated; transfer none). */
const char *const *ruleset_header_names(const Ruleset *rules);

/* The list called NAME (nullable). */
const WordList *ruleset_words(const Ruleset *rules, const char *name);

/* Which of them a mail may concern. */
const RuleIndex *ruleset_index(const Ruleset *rules);

#endif
