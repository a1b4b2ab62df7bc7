#include "predicate.h"

#define WORD(id, word, use, function) [PREDICATE_##id] = word,
const char *const predicate_words[] = { PREDICATE_ROWS(WORD) NULL };

#define USE(id, word, use, function) [PREDICATE_##id] = use,
static const guint uses[] = { PREDICATE_ROWS(USE) };

gboolean
predicate_is(Predicate predicate, PredicateUse use)
{
	return (uses[predicate] & use) != 0;
}
