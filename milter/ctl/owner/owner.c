/* invitectl owner: who is who, and what they have set for themselves */
#include "ctl/command.h"

/* Each in the file of its name. */
extern const Command owner_alias_command, owner_list_command, owner_set_command, owner_show_command;

static const Command *const commands[] = {
	&owner_alias_command, &owner_list_command, &owner_set_command, &owner_show_command, NULL,
};

static int
run(CommandContext *context, int argc, char **argv)
{
	return command_dispatch(commands, context, argc, argv);
}

const Command owner_command = { "owner", run,
				"aliases of a person, and what owners have set for themselves" };
