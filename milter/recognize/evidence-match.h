/*
 * evidence-match - whether an expression holds for a text, of what the Evidence can afford
 */
#ifndef RECOGNIZE_EVIDENCE_MATCH_H
#define RECOGNIZE_EVIDENCE_MATCH_H

#include "evidence.h"

/*
 * Whether PATTERN, or one of LIST, holds for TEXT.  A remark says WHERE it was asked for and given
 * up.
 */
gboolean evidence_matches(Evidence *evidence, const Pattern *pattern, const char *text,
			  const char *where);
gboolean evidence_list_matches(Evidence *evidence, const WordList *list, const char *text,
			       const char *where);

#endif
