/*
 * likeness - how near a text is to an expression that it does not match
 */
#ifndef RECOGNIZE_LIKENESS_H
#define RECOGNIZE_LIKENESS_H

#include "language/literal.h"

/*
 * The share of the words of CHOICES, as literal_choices() reads them from the expression, that TEXT
 * has, by their letters: from 0 to 0.9.  A word counts by the letters it begins with, if
 * they are half of it: "invites" for "invited".  0 where there are no choices.
 */
double likeness_of(const GPtrArray *choices, const char *text);

#endif
