/* invitectl owner: who is who, and what they have set for themselves */
#include "owner.h"

static const Command commands[] = {
	{ "alias", owner_alias_command, "make an address an alias of a person, or of several" },
	{ "list", owner_list_command, "list all owners" },
	{ "set", owner_set_command, "a mode, policy lines, networks always or never wanted" },
	{ "show", owner_show_command, "show an owner, and what is decided by for them" },
	{ 0 },
};

int
cmd_owner(CommandContext *context, int argc, char **argv)
{
	return command_dispatch(commands, context, argc, argv);
}
