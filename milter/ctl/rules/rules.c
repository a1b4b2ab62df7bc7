/*
 * invitectl rules: are the rules free of mistakes, do they do what their examples say, what is
 * there
 */
#include "ctl/command.h"

/* Each in the file of its name. */
extern const Command rules_check_command, rules_fields_command, rules_list_command,
	rules_test_command;

static const Command *const commands[] = {
	&rules_check_command, &rules_fields_command, &rules_list_command, &rules_test_command, NULL,
};

static int
run(CommandContext *context, int argc, char **argv)
{
	return command_dispatch(commands, context, argc, argv);
}

const Command rules_command = { "rules", run, "check, test and list the rules" };
