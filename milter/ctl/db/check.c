/* invitectl db check: whether database and held messages are whole */
#include "ctl/command.h"
#include "ctl/held/check.h"
#include "ctl/shown.h"
#include "store/store.h"

/* A UpkeepFinding. */
static void
tell(const char *sentence, gpointer user_data)
{
	guint *findings = user_data;
	g_autofree char *line = shown_line(sentence);

	++*findings;
	command_print_line(line);
}

static int
run_check(CommandContext *context, int argc, char **argv)
{
	g_auto(HeldRun) run = { 0 };
	g_autoptr(GError) error = NULL;
	gboolean current = FALSE;
	Upkeep *upkeep;
	guint findings = 0;
	int status;

	if (!command_parse(context, NULL,
			   "Look at every page, reference and table of the database, and compare "
			   "the held\n"
			   "messages with their index.  Nothing is changed.",
			   NULL, argc, argv))
		return EX_USAGE;
	status = held_run_open(&run, context, STORE_INSPECT);
	if (status != EX_OK)
		return status;
	upkeep = run.decider.store->upkeep;
	if (!upkeep->check(upkeep, tell, &findings, &current, &error))
		return command_fail_with(context, error);
	if (findings == 0)
		printf("%s is whole\n", run.decider.config->database);
	status = current ? held_verify(&run, FALSE) : EX_OK;
	return findings > 0 ? EX_DATAERR : status;
}

const Command db_check_command = { "check", run_check,
				   "say whether database and held messages are whole" };
