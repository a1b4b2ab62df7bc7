/*
 * plan-fields - the parts that a Plan is put together from
 */
#ifndef JUDGE_PLAN_FIELDS_H
#define JUDGE_PLAN_FIELDS_H

#include "plan.h"

#define FIELD "X-Invitation"
#define FIELD_FROM "X-Invitation-From"

Plan *plan_new(void);              /* (transfer full) empty */
GPtrArray *plan_fields_new(void);  /* (transfer full) of PlanField *, empty */

/* Put NAME with VALUE (transfer full) beneath what FIELDS has already. */
void plan_insert(GPtrArray *fields, const char *name, char *value);

/* Take off the NTH field called NAME; call with rising NTH, for they come off from the last. */
void plan_remove(Plan *plan, const char *name, guint nth);

/* Take off every field of our names (plan-clean.c). */
void plan_remove_fields(Plan *plan, Message *message);

/* Fill in Verdict.action of each (plan-actions.c). */
void plan_fill_in_actions(GPtrArray *verdicts, const PlanSettings *settings);

/* Whether all of VERDICTS, not none, are in MODE and want one action. */
gboolean plan_all_want_the_same(const GPtrArray *verdicts, Mode mode);

/* Whether nothing is done for VERDICT, and no field of ours says anything of them. */
gboolean plan_is_silent(const Verdict *verdict);
gboolean plan_all_are_silent(const GPtrArray *verdicts);

/* The action that VERDICTS, not none, share, or -1. */
int plan_shared_action(const GPtrArray *verdicts);

/* The value of X-Invitation as READERS, not none, may see it (transfer full; plan-text.c). */
char *plan_field_value(const Judgement *judgement, const GPtrArray *readers,
		       const PlanSettings *settings);

/* Append to INSERT the fields that READERS get. */
void plan_insert_fields(GPtrArray *insert, const Judgement *judgement, const GPtrArray *readers,
			const PlanSettings *settings);

/* The subject with its tag, for READERS (transfer full); NULL where it has one, as when our own host tagged it before us. */
char *plan_tagged_subject(const Judgement *judgement, const GPtrArray *readers, Message *message);

/* An empty set of addresses (char *, lent), in which case does not count (transfer full). */
GHashTable *plan_addresses_new(void);

/*
 * The addresses that get the message anyway, or a copy of it before, as one of ALL (transfer full; a set
 * of char *, lent by ALL).
 */
GHashTable *plan_reached(const GPtrArray *all);

/* Send PLAN to where those of LEAVING who are redirected want it, unless one of ALL gets it there anyway. */
void plan_redirect(Plan *plan, const GPtrArray *leaving, const GPtrArray *all);

/* Part VERDICTS, each with what is theirs (plan-copies.c). */
void plan_part_recipients(Plan *plan, const Judgement *judgement, const GPtrArray *verdicts,
			  Message *message, const PlanSettings *settings);

#endif
