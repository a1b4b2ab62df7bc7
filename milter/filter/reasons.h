/*
 * reasons - why a message was judged so, as one recipient may read it
 *
 * Nobody learns of the others: what was said of another recipient alone is left out, and so is what was
 * said of all where it has another's address in it.
 */
#ifndef FILTER_REASONS_H
#define FILTER_REASONS_H

#include "judge/judge.h"

typedef struct Reasons Reasons;

/* Of the first COUNT sentences of JUDGEMENT, which is lent (transfer full). */
Reasons *reasons_new(const Judgement *judgement, guint count);
void reasons_free(Reasons *reasons);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reasons, reasons_free)

/* Those for VERDICT, one of the judgement's (transfer full). */
char **reasons_for(const Reasons *reasons, const Verdict *verdict);

#endif
