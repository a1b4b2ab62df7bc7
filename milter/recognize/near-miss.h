/*
 * near-miss - the line that came nearest where none recognized a mail
 *
 * For whoever writes rules.  It looks at each line's pairs once more, so it is asked for by people,
 * never on the path of mail.
 */
#ifndef RECOGNIZE_NEAR_MISS_H
#define RECOGNIZE_NEAR_MISS_H

#include "recognize.h"

/*
 * What the mail, whose body is there and which no line recognized, lacks: a sentence that names the
 * nearest line, then one for each of its conditions that does not hold.  A line is near where half
 * of what it asks for is there; an expression that does not match counts by the words of it that
 * the mail has.  Mail by a network is compared with its lines, other mail with all lines whose
 * subject or display-name it has.  IGNORED: an ignore line decided; then only a line that would
 * hold without it is named. Returns (transfer full) a GPtrArray of char *, empty where no line is
 * near.
 */
GPtrArray *near_miss_find(Evidence *evidence, gboolean ignored);

/* The nearest line to mail that no line knows, as above (transfer none, nullable: none is near). */
const RuleLine *near_miss_line(Evidence *evidence);

#endif
