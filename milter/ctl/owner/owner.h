/*
 * owner - the commands under "invitectl owner", a file each
 */
#ifndef CTL_OWNER_OWNER_H
#define CTL_OWNER_OWNER_H

#include "ctl/command.h"

int owner_alias_command(CommandContext *context, int argc, char **argv);
int owner_list_command(CommandContext *context, int argc, char **argv);
int owner_set_command(CommandContext *context, int argc, char **argv);
int owner_show_command(CommandContext *context, int argc, char **argv);

#endif
