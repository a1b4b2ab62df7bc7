/*
 * wanted - what an example mail says of itself: its field X-Wanted
 *
 * X-Wanted: kind=invitation; network=linkedin; name="Jane Doe"; read=body
 *
 * Values are tokens or quoted strings; only the given ones are checked; an empty
 * one means that nothing must have been found.
 */
#ifndef CTL_RULES_WANTED_H
#define CTL_RULES_WANTED_H

#include "judge/judge.h"

/*
 * Compare JUDGEMENT with the X-Wanted VALUE (nullable: that is a mistake too).  Returns
 * (transfer full) a GPtrArray of sentences, empty where all is as wanted.
 */
GPtrArray *wanted_compare(const char *value, const Judgement *judgement);

#endif
