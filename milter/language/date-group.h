/*
 * date-group - the names of the groups in date lines, and how the time in them is written
 *
 * "made_FORM" tells when an invitation was made, "sent_FORM" when the mail about it was sent.
 */
#ifndef LANGUAGE_DATE_GROUP_H
#define LANGUAGE_DATE_GROUP_H

#include <glib.h>

typedef enum DateForm {
	DATE_BASE36,  /* the milliseconds in base 36 */
	DATE_SHIFT22, /* the milliseconds with 22 bits of a counter behind them, decimal */
} DateForm;

/* The DateForm of the group NAME, or -1 where it is no such group. */
int date_group_made(const char *name);
int date_group_sent(const char *name);

#endif
