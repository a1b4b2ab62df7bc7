/* invitectl held: the quarantine, from the list to the last copy */
#include "ctl/command.h"

/* Each in the file of its name. */
extern const Command held_check_command, held_decline_command, held_delete_command,
	held_expire_command, held_list_command, held_release_command, held_show_command;

static const Command *const commands[] = {
	&held_check_command, &held_decline_command, &held_delete_command, &held_expire_command,
	&held_list_command,  &held_release_command, &held_show_command,   NULL,
};

static int
run(CommandContext *context, int argc, char **argv)
{
	return command_dispatch(commands, context, argc, argv);
}

const Command held_command = {
	"held", run, "the quarantine: list, show, release, decline, delete, expire, check"
};
