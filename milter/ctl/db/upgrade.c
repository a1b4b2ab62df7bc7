/* invitectl db upgrade: what the first program to open the file would do as well, but said */
#include "ctl/command.h"
#include "store/store.h"
#include "store/become.h"

/* The version of the file at PATH, opened for ACCESS. */
static gboolean
read_version(const Engine *engine, const char *path, StoreAccess access, gint64 *version,
	     GError **error)
{
	g_autoptr(Store) store = engine->open(path, access, error);

	return store != NULL && store->upkeep->version(store->upkeep, version, error);
}

static int
run_upgrade(CommandContext *context, int argc, char **argv)
{
	g_autoptr(Config) config = NULL;
	g_autoptr(GError) error = NULL;
	gint64 before, after;

	if (!command_parse(context, NULL, "Bring the database up to this version, in its place.",
			   NULL, argc, argv))
		return EX_USAGE;
	config = command_config(context);
	if (config == NULL)
		return EX_CONFIG;
	command_say_defaults(context, config);
	if (!become_owner(config->database, &error) ||
	    !read_version(context->engine, config->database, STORE_INSPECT, &before, &error) ||
	    !read_version(context->engine, config->database, STORE_WRITE, &after, &error))
		return command_fail_with(context, error);
	if (before == after)
		printf("%s: schema %" G_GINT64_FORMAT ", up to date\n", config->database, after);
	else
		printf("%s: schema %" G_GINT64_FORMAT " upgraded to %" G_GINT64_FORMAT "\n",
		       config->database, before, after);
	return EX_OK;
}

const Command db_upgrade_command = { "upgrade", run_upgrade,
				     "bring the database up to this version" };
