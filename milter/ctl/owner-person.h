/*
 * owner-person - whose an address is that stands for an owner on the command line
 */
#ifndef CTL_OWNER_PERSON_H
#define CTL_OWNER_PERSON_H

#include "command.h"
#include "store/database.h"

/*
 * Replace *OWNER, in comparable form, by the person whose alias it is.  *PERSONS (nullable): how many it
 * is an alias of; of several it stays.  An exit status, after saying what is wrong.
 */
int owner_person(CommandContext *context, Database *database, char **owner, guint *persons);

#endif
