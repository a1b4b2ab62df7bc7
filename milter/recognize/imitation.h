/*
 * imitation - mail that speaks as a network and is not by it
 *
 * All of it asks about mail by no listed network, or by another one: a member of one network may
 * have it write in another's name.
 */
#ifndef RECOGNIZE_IMITATION_H
#define RECOGNIZE_IMITATION_H

#include "evidence.h"
#include "why.h"

/* Whether the mail can be none: an answer, a delivery report or calendar mail. */
gboolean imitation_exempt(Evidence *evidence);

/* (a) Whether From bears the brand of NETWORK, or a domain that looks like one of its. */
gboolean imitation_claims(Evidence *evidence, const Network *network);

/*
 * The same, or (b) whether it has the header of one of its lines by member: else it imitates it by
 * nothing.
 */
gboolean imitation_concerns(Evidence *evidence, const Network *network);

/*
 * Whether the mail has the wording of a line of NETWORK, which is then in *LINE.  A mailing
 * list that rewrote From copies nothing.
 */
Truth imitation_copies(Evidence *evidence, const Network *network, const RuleLine **line);

/*
 * Whether the mail, with its body, imitates NETWORK by (a) or (b); then WHY says by what it shows.
 */
Truth imitation_of(Evidence *evidence, const Network *network, const RuleLine **line, Why *why);

#endif
