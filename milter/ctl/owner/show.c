/* invitectl owner show and list: who there is, and what is decided by for them */
#include "print.h"
#include "run.h"

static int
show(const OwnerRun *run, const char *word, gboolean json)
{
	g_autofree char *name = owner_run_person(run, word);
	g_autoptr(GError) error = NULL;
	g_autoptr(OwnerRecord) record = NULL;
	g_autoptr(Owner) owner = NULL;
	g_autofree char *text = NULL;

	if (name == NULL)
		return EX_USAGE;
	record = run->store->owners->record(run->store->owners, name, &error);
	owner = record != NULL ? run->store->owners->find(run->store->owners, name, &error) : NULL;
	if (owner == NULL)
		return command_fail_with(run->context, error);
	text = json ? owner_json(record) : owner_text(record, owner, run->config->mode);
	command_print_line(text);
	return EX_OK;
}

static int
run_show(CommandContext *context, int argc, char **argv)
{
	g_auto(OwnerRun) run = { 0 };
	g_autofree char *owner = NULL;
	gboolean json = FALSE;
	const GOptionEntry entries[] = {
		{ "json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object", NULL },
		{ "owner", 0, 0, G_OPTION_ARG_FILENAME, &owner, "Whom: an address, @domain or *",
		  "OWNER" },
		{ 0 },
	};
	int status;

	if (!command_parse(
		    context, NULL,
		    "Show aliases and settings of an owner, and in which order policy lines are"
		    " asked for them.",
		    entries, argc, argv))
		return EX_USAGE;
	if (owner == NULL)
		return command_fail(context, EX_USAGE, "whom?  Expected --owner OWNER");
	status = owner_run_begin(&run, context);
	if (status == EX_OK)
		status = owner_run_open(&run, STORE_READ);
	if (status != EX_OK || run.store == NULL)
		return status;
	return show(&run, owner, json);
}

const Command owner_show_command = { "show", run_show,
				     "show an owner, and what is decided by for them" };

static int
list(const OwnerRun *run, gboolean json)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) owners = run->store->owners->list(run->store->owners, &error);

	for (guint i = 0; owners != NULL && i < owners->len; i++) {
		g_autoptr(OwnerRecord) record =
			run->store->owners->record(run->store->owners, owners->pdata[i], &error);
		g_autofree char *line = NULL;

		if (record == NULL)
			break;
		line = json ? owner_json(record) : owner_line(record);
		command_print_line(line);
	}
	return error == NULL ? EX_OK : command_fail_with(run->context, error);
}

static int
run_list(CommandContext *context, int argc, char **argv)
{
	g_auto(OwnerRun) run = { 0 };
	gboolean json = FALSE;
	const GOptionEntry entries[] = {
		{ "json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object a line", NULL },
		{ 0 },
	};
	int status;

	if (!command_parse(
		    context, NULL,
		    "List who has aliases, settings or contacts, and whose addresses are aliases.",
		    entries, argc, argv))
		return EX_USAGE;
	status = owner_run_begin(&run, context);
	if (status == EX_OK)
		status = owner_run_open(&run, STORE_READ);
	return status == EX_OK && run.store != NULL ? list(&run, json) : status;
}

const Command owner_list_command = { "list", run_list, "list all owners" };
