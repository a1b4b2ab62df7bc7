/*
 * age - how old an invitation was when the mail about it was sent
 *
 * Networks number invitations and mails by the time they are made.  The lines
 * "date" of a network find these numbers, so that a reminder is known in every
 * language.  No clock is asked: what a mail does not say is not known.
 */
#ifndef RECOGNIZE_AGE_H
#define RECOGNIZE_AGE_H

#include "evidence.h"

/*
 * Whether the youngest invitation that the date lines of NETWORK find is more
 * than a day, and not months, older than the mail: by the number of the mail, else by its Date.
 * UNKNOWN before the body.
 */
Truth age_is_past_a_day(Evidence *evidence, const Network *network);

#endif
