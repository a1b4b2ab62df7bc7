/*
 * age - how old an invitation was when the mail about it was sent
 *
 * Networks number invitations and mails by the time they are made.  The lines
 * "date" of a network find these numbers, so that a reminder is known in every
 * language.  No clock is asked: what a mail does not say is not known.
 */
#ifndef RECOGNIZE_AGE_H
#define RECOGNIZE_AGE_H

#include <glib.h>

/* All times are milliseconds since 1970; 0: not known. */
typedef struct Age {
	gint64 made, sent; /* the latest and the first that were read */
	gint64 date;       /* of the mail */
	gint64 latest;     /* no time lies behind this */
} Age;

/* Nothing was read yet, of a mail of DATE. */
Age age_of(gint64 date);

/* Read the time in a group of a date line, if it is one (a PatternGroupFunc; AGE is an Age *). */
void age_take_group(const char *name, const char *value, gsize length, gpointer age);

/*
 * How many days the youngest invitation is older than the mail: by the number of the mail, else by
 * its date.  0 where that is not known, not more than a day, or months.
 */
int age_days(const Age *age);

#endif
