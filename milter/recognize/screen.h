/*
 * screen - from the header alone: can any rule apply?
 */
#ifndef RECOGNIZE_SCREEN_H
#define RECOGNIZE_SCREEN_H

#include "evidence.h"

typedef enum {
	SCREEN_ORDINARY, /* promises: no rule can match and no field of ours is there, whatever the
			    body */
	SCREEN_UNKNOWN,  /* no rule can match; mail by a network that should know it (template.h) */
	SCREEN_CLEAN_FIELDS, /* no rule can match, but there may be fields of ours */
	SCREEN_READ_BODY,
} Screen;

/*
 * The header is looked at once, however often either is asked; EVIDENCE has no body the first time.
 */
Screen screen_header(Evidence *evidence);

/*
 * Whether the header leaves it possible that a line applies or that the mail is an imitation.  If
 * not, *IGNORED is the ignore line that settled it (nullable).
 */
gboolean screen_may_match(Evidence *evidence, const RuleLine **ignored);

/* The ignore line of NETWORK that holds for mail by no listed network (nullable). */
const RuleLine *screen_foreign_ignore(Evidence *evidence, const Network *network);

#endif
