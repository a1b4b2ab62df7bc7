/*
 * opinion - what is compared where two sets of rules judge the same mail
 *
 * What the mail is, who invites, and what each recipient's copy meets: not which line said so.
 */
#ifndef CTL_REHEARSE_OPINION_H
#define CTL_REHEARSE_OPINION_H

#include <json-glib/json-glib.h>

#include "judge/judge.h"

/*
 * "linkedin invitation, forged: tag, quarantine" (transfer full): the kind of outcome, without
 * names.
 */
char *opinion_outcome(const Judgement *judgement);

/* The same with who invites: equal where two judgements agree (transfer full). */
char *opinion_whole(const Judgement *judgement);

/* The member NAME: {"kind","network","forged","name","email","profile","actions":[],"rule"}. */
void opinion_add_json(const Judgement *judgement, JsonBuilder *builder, const char *name);

#endif
