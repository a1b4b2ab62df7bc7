/* invitectl db check: whether database and held messages are whole */
#include "db.h"
#include "ctl/held/check.h"
#include "ctl/shown.h"
#include "store/database-check.h"

/* A DatabaseFinding. */
static void
tell(const char *sentence, gpointer user_data)
{
	guint *findings = user_data;
	g_autofree char *line = shown_line(sentence);

	++*findings;
	command_print_line(line);
}

int
db_check_command(CommandContext *context, int argc, char **argv)
{
	g_auto(HeldStore) store = { 0 };
	g_autoptr(GError) error = NULL;
	gboolean current = FALSE;
	guint findings = 0;
	int status;

	if (!command_parse(context, NULL,
			   "Look at every page, reference and table of the database, and compare the held\n"
			   "messages with their index.  Nothing is changed.", NULL, argc, argv))
		return EX_USAGE;
	status = held_store_open(&store, context, DATABASE_INSPECT);
	if (status != EX_OK)
		return status;
	if (!database_check(store.decider.database, tell, &findings, &current, &error))
		return command_fail_with(context, error);
	if (findings == 0)
		printf("%s is whole\n", store.decider.config->database);
	status = current ? held_verify(&store, FALSE) : EX_OK;
	return findings > 0 ? EX_DATAERR : status;
}
