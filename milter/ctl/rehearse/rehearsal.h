/*
 * rehearsal - what would have happened to much mail, counted
 *
 * In memory that does not grow with the mail.
 */
#ifndef CTL_REHEARSE_REHEARSAL_H
#define CTL_REHEARSE_REHEARSAL_H

#include "filter/examine.h"

typedef struct Rehearsal Rehearsal;

/* (transfer full); COMPARED: only differences are counted. */
Rehearsal *rehearsal_new(gboolean compared);
void rehearsal_free(Rehearsal *rehearsal); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rehearsal, rehearsal_free)

/*
 * Count a mail that could not be read or judged, one that was, and how it would be judged by other
 * rules.
 */
void rehearsal_add_unreadable(Rehearsal *rehearsal);
void rehearsal_add(Rehearsal *rehearsal, const Judgement *judgement);
void rehearsal_add_difference(Rehearsal *rehearsal, const char *was, const char *is);

/* Count that JUDGEMENT drifts (judge.h); NEAREST: the line that came nearest (nullable). */
void rehearsal_add_drift(Rehearsal *rehearsal, const Judgement *judgement, const char *nearest);

/*
 * Print what was counted, for a person or as one JSON object.  INTERRUPTED: not all mail was seen.
 */
void rehearsal_print(const Rehearsal *rehearsal, gboolean interrupted);
void rehearsal_print_json(const Rehearsal *rehearsal, gboolean interrupted);

#endif
