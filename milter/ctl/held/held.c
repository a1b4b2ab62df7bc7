/* invitectl held: the quarantine, from the list to the last copy */
#include "held.h"

static const Command commands[] = {
	{ "check", held_check_command, "compare the index with the files, and mend it" },
	{ "decline", held_decline_command, "decline who invites, and let go of their mail" },
	{ "delete", held_delete_command, "let go of held messages" },
	{ "expire", held_expire_command, "let go of what is old and was shown" },
	{ "list", held_list_command, "list what is held" },
	{ "release", held_release_command, "deliver held messages, once" },
	{ "show", held_show_command, "show one message: what it is, and why it is held" },
	{ 0 },
};

int
cmd_held(CommandContext *context, int argc, char **argv)
{
	return command_dispatch(commands, context, argc, argv);
}
