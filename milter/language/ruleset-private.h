/*
 * ruleset-private - what the parser and its lint know of a Ruleset while it grows
 */
#ifndef LANGUAGE_RULESET_PRIVATE_H
#define LANGUAGE_RULESET_PRIVATE_H

#include "ruleset.h"

struct Ruleset {
	GPtrArray *networks;     /* Network *, owned */
	GHashTable *by_name;     /* name -> Network */
	GHashTable *by_domain;   /* from domain -> Network */
	GHashTable *lists;       /* name -> WordList, owned */
	GPtrArray *header_names; /* char *, lent by the lines, NULL-terminated once finished */
	RuleIndex *index;        /* NULL until finished */
	GHashTable *places;      /* thing -> "file:line:column", for the lint; NULL once finished */
};

/* Add an empty network called NAME, which RULES must not know yet.  Returns (transfer none). */
Network *ruleset_add_network(Ruleset *rules, const char *name);

/* Add DOMAIN, which must be nobody's yet, to NETWORK. */
void ruleset_add_domain(Ruleset *rules, Network *network, const char *domain);

/* The list called NAME, made empty where there is none (transfer none). */
WordList *ruleset_add_words(Ruleset *rules, const char *name);

/* Remember that THING stands at PLACE (transfer full); the first place stays.  And ask for it. */
void ruleset_set_place(Ruleset *rules, gconstpointer thing, char *place);
const char *ruleset_place(const Ruleset *rules, gconstpointer thing);

/* Sort the networks, collect the foreign lines, index them, forget the places. */
void ruleset_finish(Ruleset *rules);

#endif
