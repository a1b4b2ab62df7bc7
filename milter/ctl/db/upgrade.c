/* invitectl db upgrade: what the first program to open the file would do as well, but said */
#include "db.h"
#include "store/database.h"
#include "store/owner-process.h"

/* The version of the file at PATH, opened for ACCESS. */
static gboolean
read_version(const char *path, DatabaseAccess access, gint64 *version, GError **error)
{
	g_autoptr(Database) database = database_open(path, access, error);

	return database != NULL && database_version(database, version, error);
}

int
db_upgrade_command(CommandContext *context, int argc, char **argv)
{
	g_autoptr(Config) config = NULL;
	g_autoptr(GError) error = NULL;
	gint64 before, after;

	if (!command_parse(context, NULL, "Bring the database up to this version, in its place.", NULL,
			   argc, argv))
		return EX_USAGE;
	config = command_config(context);
	if (config == NULL)
		return EX_CONFIG;
	command_say_defaults(context, config);
	if (!owner_process_become(config->database, &error) ||
	    !read_version(config->database, DATABASE_INSPECT, &before, &error) ||
	    !read_version(config->database, DATABASE_WRITE, &after, &error))
		return command_fail_with(context, error);
	if (before == after)
		printf("%s: schema %" G_GINT64_FORMAT ", up to date\n", config->database, after);
	else
		printf("%s: schema %" G_GINT64_FORMAT " upgraded to %" G_GINT64_FORMAT "\n",
		       config->database, before, after);
	return EX_OK;
}
