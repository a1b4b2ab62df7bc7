/*
 * transfer - whole books in and out: contact import, contact export
 */
#ifndef CTL_CONTACT_TRANSFER_H
#define CTL_CONTACT_TRANSFER_H

#include "ctl/command.h"

int contact_import(CommandContext *context, int argc, char **argv);
int contact_export(CommandContext *context, int argc, char **argv);

#endif
