/*
 * signs - what the header tells of who made a mail: the predicates that need no body
 */
#ifndef RECOGNIZE_SIGNS_H
#define RECOGNIZE_SIGNS_H

#include "language/ruleset.h"
#include "mail/message.h"

gboolean signs_person_name(Message *message);
gboolean signs_role_sender(Message *message);
gboolean signs_one_recipient(Message *message);
gboolean signs_bulk(Message *message);
gboolean signs_list(Message *message);

/* Any List-* field, List-Unsubscribe too, or one that old list programs write. */
gboolean signs_any_list(Message *message);

gboolean signs_foreign_reply_to(Message *message);
gboolean signs_via_suffix(Message *message);

/* Where NAME, a display-name, goes on with "via X", "on X" or "(X)" (transfer none, nullable: nowhere). */
const char *signs_via(const char *name);
gboolean signs_machine_made(Message *message, const Ruleset *rules);

/* The organizational domain of ADDRESS (transfer full, nullable: it has none). */
char *signs_organization(const char *address);

#endif
