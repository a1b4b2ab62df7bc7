/*
 * network-facts - what a list tells of a network besides its lines
 */
#ifndef CTL_RULES_NETWORK_FACTS_H
#define CTL_RULES_NETWORK_FACTS_H

#include "language/ruleset.h"

typedef struct NetworkFacts {
	guint examples;
	gboolean any_language; /* a line tells an invitation without its wording */
	GPtrArray *languages;  /* char *: of the phrase families that its lines ask for, in order */
	GPtrArray *replaced;   /* char *: files of the same name in later directories */
	GPtrArray *drift;      /* Drift *, lent */
} NetworkFacts;

/*
 * Of NETWORK, whose rules were read from DIRECTORIES; DRIFT (nullable) is that of all networks
 * (transfer full).
 */
NetworkFacts *network_facts_new(const Network *network, const char *const *directories,
				const GPtrArray *drift);
void network_facts_free(NetworkFacts *facts); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NetworkFacts, network_facts_free)

/* Whether the file of NETWORK lies in DIRECTORY, from which rules were loaded. */
gboolean network_is_from(const Network *network, const char *directory);

/*
 * "any", "de en", "17" for many, "-" where its lines have wording of their own alone (transfer
 * full).
 */
char *network_facts_languages(const NetworkFacts *facts);

#endif
