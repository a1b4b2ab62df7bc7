/*
 * held - the commands under "invitectl held", a file each
 */
#ifndef CTL_HELD_HELD_H
#define CTL_HELD_HELD_H

#include "ctl/command.h"

int held_check_command(CommandContext *context, int argc, char **argv);
int held_decline_command(CommandContext *context, int argc, char **argv);
int held_delete_command(CommandContext *context, int argc, char **argv);
int held_expire_command(CommandContext *context, int argc, char **argv);
int held_list_command(CommandContext *context, int argc, char **argv);
int held_release_command(CommandContext *context, int argc, char **argv);
int held_show_command(CommandContext *context, int argc, char **argv);

#endif
