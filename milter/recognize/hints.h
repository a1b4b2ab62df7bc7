/*
 * hints - what a mail shows of who made it, and how: the functions of the predicates
 */
#ifndef RECOGNIZE_HINTS_H
#define RECOGNIZE_HINTS_H

#include "evidence.h"

/* One for each predicate: whether it holds for the lines of NETWORK (nullable: of any). */
#define HINT(id, word, use, function) Truth function(Evidence *evidence, const Network *network);
PREDICATE_ROWS(HINT)
#undef HINT

/* The same for whoever has no rules. */
gboolean hints_is_bulk(Message *message);
gboolean hints_is_list(Message *message);

/* Any List-* field, List-Unsubscribe too, or one that old list programs write. */
gboolean hints_is_any_list(Message *message);

/*
 * Where NAME, a display-name, goes on with "via X", "on X" or "(X)" (transfer none, nullable:
 * nowhere).
 */
const char *hints_via(const char *name);

/* The organizational domain of ADDRESS (transfer full, nullable: it has none). */
char *hints_organization(const char *address);

#endif
