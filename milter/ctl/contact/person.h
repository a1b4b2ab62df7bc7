/*
 * person - what all books, the history and held mail have of one person who asks
 */
#ifndef CTL_CONTACT_PERSON_H
#define CTL_CONTACT_PERSON_H

#include "ctl/command.h"

/* Print it of who is known by one of WORDS.  EX_DATAERR after saying that there is nothing. */
int contact_person_print(CommandContext *context, char **words, gboolean json);

#endif
