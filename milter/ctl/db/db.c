/* invitectl db: the file of the books, whole, safe, up to date, and without whom it is to forget */
#include "ctl/command.h"

/* Each in the file of its name. */
extern const Command db_backup_command, db_check_command, db_erase_command, db_upgrade_command;

static const Command *const commands[] = {
	&db_backup_command, &db_check_command, &db_erase_command, &db_upgrade_command, NULL,
};

static int
run(CommandContext *context, int argc, char **argv)
{
	return command_dispatch(commands, context, argc, argv);
}

const Command db_command = { "db", run, "the database: check, back up, upgrade, erase somebody" };
