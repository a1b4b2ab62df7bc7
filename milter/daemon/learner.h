/*
 * learner - contacts from what users send
 *
 * The callbacks read the header of a mail and post what it teaches; the writer's thread looks it
 * up and writes what is new.  Nobody waits for it.
 */
#ifndef DAEMON_LEARNER_H
#define DAEMON_LEARNER_H

#include "service.h"

Learner *learner_new(void);          /* (transfer full) */
void learner_free(Learner *learner); /* after the writer is over; NULL is fine */

/*
 * That the mail server will not be asked for the login: it tells {auth_authen} if it was told to.
 */
void learner_cannot_ask(Learner *learner);

/*
 * At the end of the header of MESSAGE to RECIPIENTS (NULL-terminated), whose client logged in as
 * LOGIN: have its recipients learned.
 */
void learner_note(Service *service, const Filter *filter, Message *message, const char *login,
		  const char *const *recipients);

/*
 * At the end of the header of message number COUNT: where after many nobody was seen to log in and
 * the mail server cannot be asked, say once what that may mean.
 */
void learner_count(Service *service, const Filter *filter, unsigned long long count);

#endif
