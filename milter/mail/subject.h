/*
 * subject - what a reader sees of the field Subject
 */
#ifndef MAIL_SUBJECT_H
#define MAIL_SUBJECT_H

#include <glib.h>

/* No reader is shown the end of a longer one, in bytes. */
enum { SUBJECT_LONGEST = 4096 };

/*
 * DECODED without what draws nothing, white space collapsed, and without the tags of lists before
 * it, "[talk] ".  *CUT: its end was left off.  Returns (transfer full).
 */
char *subject_clean(const char *decoded, gboolean *cut);

#endif
