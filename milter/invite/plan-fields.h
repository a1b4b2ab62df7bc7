/*
 * plan-fields - the fields of our names, and how they get into a Plan
 */
#ifndef INVITE_PLAN_FIELDS_H
#define INVITE_PLAN_FIELDS_H

#include "plan.h"

#define FIELD "X-Invitation"
#define FIELD_FROM "X-Invitation-From"

Plan *plan_new(void); /* (transfer full) empty */

/* Put NAME with VALUE (transfer full) beneath what is put in already. */
void plan_insert(Plan *plan, const char *name, char *value);

/* Take off the NTH field called NAME; call with rising NTH, for they come off from the last. */
void plan_remove(Plan *plan, const char *name, guint nth);

/* Take off every field of our names (plan-clean.c). */
void plan_remove_fields(Plan *plan, Message *message);

#endif
