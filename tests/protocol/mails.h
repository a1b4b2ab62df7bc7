/*
 * mails - the messages of the protocol tests; instance_rules know their network
 */
#ifndef PROTOCOL_MAILS_H
#define PROTOCOL_MAILS_H

#include "letter.h"

extern const char mail_ordinary[];
extern const char mail_invitation[];         /* told by its subject */
extern const char mail_invitation_by_text[]; /* told by its body alone */
extern const char mail_of_network[];         /* by the network, but no invitation */
extern const char mail_with_our_field[]; /* ordinary, with two fields of ours that we never wrote */

/* MAIL for bob@example.org (transfer full). */
Letter *mails_letter(const char *mail);

/* The line of CHANGES that begins with BEGINNING (transfer none, nullable). */
const char *mails_change(const GPtrArray *changes, const char *beginning);

#endif
