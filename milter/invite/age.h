/*
 * age - how old an invitation was when the mail about it was sent
 *
 * Networks number invitations and mails by the time they are made.  The lines
 * "date" of a network find these numbers, so that a reminder is known in every
 * language.  No clock is asked: what a mail does not say is not known.
 */
#ifndef INVITE_AGE_H
#define INVITE_AGE_H

#include "evidence.h"

/* Whether NAME is that of a group in a date line: made_FORM or sent_FORM. */
gboolean age_is_group(const char *name);

/* Whether the group NAME says when an invitation was made. */
gboolean age_is_made(const char *name);

/* Names of the forms, NULL-terminated. */
extern const char *const age_forms[];

/*
 * Whether the youngest invitation that the date lines of NETWORK find is more
 * than a day, and not months, older than the mail: by the number of the mail, else by its Date.
 * UNKNOWN before the body.
 */
Truth age_is_past_a_day(Evidence *evidence, const Network *network);

#endif
