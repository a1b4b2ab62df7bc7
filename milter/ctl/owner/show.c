/* invitectl owner show and list: who there is, and what is decided by for them */
#include "owner.h"
#include "print.h"
#include "store.h"

static int
show(const OwnerStore *store, const char *word, gboolean json)
{
	g_autofree char *name = owner_store_person(store, word);
	g_autoptr(GError) error = NULL;
	g_autoptr(OwnerRecord) record = NULL;
	g_autoptr(Owner) owner = NULL;
	g_autofree char *text = NULL;

	if (name == NULL)
		return EX_USAGE;
	record = owners_record(store->database, name, &error);
	owner = record != NULL ? owners_find(store->database, name, &error) : NULL;
	if (owner == NULL)
		return command_fail_with(store->context, error);
	text = json ? owner_json(record) : owner_text(record, owner, store->config->mode);
	command_print_line(text);
	return EX_OK;
}

int
owner_show_command(CommandContext *context, int argc, char **argv)
{
	g_auto(OwnerStore) store = { 0 };
	g_autofree char *owner = NULL;
	gboolean json = FALSE;
	const GOptionEntry entries[] = {
		{ "json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object", NULL },
		{ "owner", 0, 0, G_OPTION_ARG_FILENAME, &owner, "Whom: an address, @domain or *", "OWNER" },
		{ 0 },
	};
	int status;

	if (!command_parse(context, NULL,
			   "Show aliases and settings of an owner, and in which order policy lines are"
			   " asked for them.", entries, argc, argv))
		return EX_USAGE;
	if (owner == NULL)
		return command_fail(context, EX_USAGE, "whom?  Expected --owner OWNER");
	status = owner_store_begin(&store, context);
	if (status == EX_OK)
		status = owner_store_open(&store, DATABASE_READ);
	if (status != EX_OK || store.database == NULL)
		return status;
	return show(&store, owner, json);
}

static int
list(const OwnerStore *store, gboolean json)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) owners = owners_list(store->database, &error);

	for (guint i = 0; owners != NULL && i < owners->len; i++) {
		g_autoptr(OwnerRecord) record = owners_record(store->database, owners->pdata[i], &error);
		g_autofree char *line = NULL;

		if (record == NULL)
			break;
		line = json ? owner_json(record) : owner_line(record);
		command_print_line(line);
	}
	return error == NULL ? EX_OK : command_fail_with(store->context, error);
}

int
owner_list_command(CommandContext *context, int argc, char **argv)
{
	g_auto(OwnerStore) store = { 0 };
	gboolean json = FALSE;
	const GOptionEntry entries[] = {
		{ "json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object a line", NULL },
		{ 0 },
	};
	int status;

	if (!command_parse(context, NULL,
			   "List who has aliases, settings or contacts, and whose addresses are aliases.",
			   entries, argc, argv))
		return EX_USAGE;
	status = owner_store_begin(&store, context);
	if (status == EX_OK)
		status = owner_store_open(&store, DATABASE_READ);
	return status == EX_OK && store.database != NULL ? list(&store, json) : status;
}
