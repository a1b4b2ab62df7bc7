/* invitectl db: the file of the books, whole, safe, up to date, and without whom it is to forget */
#include "db.h"

static const Command commands[] = {
	{ "backup", db_backup_command, "copy the database while the filter writes it" },
	{ "check", db_check_command, "say whether database and held messages are whole" },
	{ "erase", db_erase_command, "forget an owner, or a person, for good" },
	{ "upgrade", db_upgrade_command, "bring the database up to this version" },
	{ 0 },
};

int
cmd_db(CommandContext *context, int argc, char **argv)
{
	return command_dispatch(commands, context, argc, argv);
}
