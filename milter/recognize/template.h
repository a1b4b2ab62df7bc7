/*
 * template - what a network calls the kind of mail that no line of the rules knows
 *
 * Networks reword their mail and number their templates up; then the rules fall silent, and
 * nobody notices.  So mail by a network that neither recognizes nor ignores it is given a name
 * under which it can be counted.  The name is the network's, never a person's word
 * (rule-template.h).
 */
#ifndef RECOGNIZE_TEMPLATE_H
#define RECOGNIZE_TEMPLATE_H

#include "evidence.h"

/*
 * Whether a mail for which no line decided is one that the rules should know: by a network whose
 * rules recognize mail, and no report or calendar mail.
 */
gboolean template_is_unknown(Evidence *evidence);

/*
 * The name of the template of such a mail, from what EVIDENCE has, a body or none: what the first
 * "template" statement of the network yields that is a token of at most 64 bytes without the
 * local-part of anybody in To, numbers of four digits and more replaced by "#"; else From's
 * local-part without "+detail" and with an "@", where it is a role's; else "*".  Returns (transfer
 * full, nullable: not such a mail).
 */
char *template_unknown(Evidence *evidence);

#endif
