/*
 * find - what a line of rules finds of people in a mail
 *
 * Named groups give names, addresses and profiles, cleaned, without those who are
 * never the inviter.  Who of them is the inviter, identify.c says.
 */
#ifndef RECOGNIZE_FIND_H
#define RECOGNIZE_FIND_H

#include "never-inviter.h"
#include "recognize.h"

/* What one value of one field gave; the members are NULL where it gave nothing. */
typedef struct Find {
	char *values[IDENTITY_TYPES]; /* by type */
	Place place;
	const char *field; /* as in Identity */
} Find;

/* Where is searched, and for whom not; all lent. */
typedef struct Search {
	Evidence *evidence;
	const Recognition *recognition;
	const NeverInviter *never; /* those who are never the inviter */
} Search;

/* All that LINE, which holds, says of people (transfer full; GPtrArray of Find *, maybe empty). */
GPtrArray *find_people(const Search *search, const RuleLine *line);

/* Whether a name in PLACE stands among other words. */
gboolean find_in_sentence(Place place);

#endif
