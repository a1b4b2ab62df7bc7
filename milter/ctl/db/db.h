/*
 * db - the commands under "invitectl db", a file each
 */
#ifndef CTL_DB_DB_H
#define CTL_DB_DB_H

#include "ctl/command.h"

int db_backup_command(CommandContext *context, int argc, char **argv);
int db_check_command(CommandContext *context, int argc, char **argv);
int db_erase_command(CommandContext *context, int argc, char **argv);
int db_upgrade_command(CommandContext *context, int argc, char **argv);

#endif
