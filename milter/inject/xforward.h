/*
 * xforward - who brought a mail first, for the log of the next server (Postfix's XFORWARD_README)
 */
#ifndef INJECT_XFORWARD_H
#define INJECT_XFORWARD_H

#include "smtp.h"

/*
 * Return (transfer full) the commands, without line ends, that say what is known of MAIL's client
 * to a listener that understands the attributes OFFERED ("NAME ADDR PROTO HELO", nullable).  What
 * is unknown, and what no attribute can carry, is said to be unavailable; if nothing at all is
 * known there are none.
 */
char **xforward_commands(const SmtpMail *mail, const char *offered);

#endif
