/* invitectl db backup: the database as it is now, in a file of its own */
#include "ctl/command.h"
#include "ctl/shown.h"
#include "store/store.h"
#include "store/become.h"

/*
 * What is read is opened as the database's owner, so that no file of root's stays beside it; what
 * is written is written as who was asked to.
 */
static Store *
open_as_owner(const Engine *engine, const char *path, GError **error)
{
	g_autoptr(Store) store = NULL;

	if (!become_for_a_while(path, error))
		return NULL;
	store = engine->open(path, STORE_INSPECT, error);
	if (!become_root_again(store != NULL ? error : NULL))
		return NULL;
	return g_steal_pointer(&store);
}

static gboolean
back_up(const Engine *engine, const char *from, const char *to, GError **error)
{
	g_autoptr(Store) store = open_as_owner(engine, from, error);

	return store != NULL && store->upkeep->back_up(store->upkeep, to, error);
}

static int
run_backup(CommandContext *context, int argc, char **argv)
{
	g_auto(GStrv) files = NULL;
	const GOptionEntry entries[] = {
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
		{ 0 },
	};
	g_autoptr(Config) config = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *shown = NULL;

	if (!command_parse(context, "FILE",
			   "Copy the database as it is at one moment, while the filter reads and "
			   "writes it."
			   "\nHeld messages are files of their own, beside it.",
			   entries, argc, argv))
		return EX_USAGE;
	if (files == NULL || files[1] != NULL)
		return command_fail(context, EX_USAGE, "where to?  Expected one file");
	config = command_config(context);
	if (config == NULL)
		return EX_CONFIG;
	command_say_defaults(context, config);
	if (!back_up(context->engine, config->database, files[0], &error))
		return command_fail_with(context, error);
	shown = shown_line(files[0]);
	printf("%s: the database as it was now\n", shown);
	return EX_OK;
}

const Command db_backup_command = { "backup", run_backup,
				    "copy the database while the filter writes it" };
