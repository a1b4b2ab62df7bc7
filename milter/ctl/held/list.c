/* invitectl held list: what is held, for whom and by whom */
#include "print.h"
#include "run.h"
#include "store/store.h"

typedef struct HeldList {
	gboolean all, json;
	char *owner; /* comparable form (nullable: every owner) */
} HeldList;

/* Mail of a declined inviter is silent. */
static gboolean
is_silent(const HeldRow *row)
{
	return g_strcmp0(row->standing, "declined") == 0 && row->refused == NULL;
}

static void
print_row(const HeldList *list, const HeldRow *row, SpoolPlace place)
{
	g_autofree char *text = list->json ? held_json(row, place) : held_line(row, place);

	command_print_line(text);
}

/* What was printed is on its way to its owner, and counts as shown. */
static int
note_shown(HeldRun *run, const GPtrArray *printed)
{
	g_autoptr(GError) error = NULL;
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	Store *store = run->decider.store;

	if (printed->len == 0 || fflush(stdout) != 0 || ferror(stdout) != 0)
		return EX_OK;
	if (!store->begin(store, &error))
		return command_fail_with(run->context, error);
	for (guint i = 0; i < printed->len && error == NULL; i++)
		store->held->shown(store->held, ((const HeldRow *)printed->pdata[i])->id, now,
				   &error);
	if (!store->end(store, error != NULL, &error))
		return command_fail_with(run->context, error);
	return EX_OK;
}

static int
list_held(HeldRun *run, const HeldList *list)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows =
		run->decider.store->held->list(run->decider.store->held, list->owner, &error);
	g_autoptr(GPtrArray) printed = g_ptr_array_new();

	if (rows == NULL)
		return command_fail_with(run->context, error);
	for (guint i = 0; i < rows->len; i++) {
		if (!list->all && is_silent(rows->pdata[i]))
			continue;
		print_row(list, rows->pdata[i], SPOOL_HELD);
		g_ptr_array_add(printed, rows->pdata[i]);
	}
	return list->owner != NULL ? note_shown(run, printed) : EX_OK;
}

/* What waits to be delivered stands in no index: it is gone within seconds. */
static int
list_outbox(const HeldRun *run, const HeldList *list)
{
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) ids = spool_list(run->decider.spool, SPOOL_OUTBOX, &error);

	if (ids == NULL)
		return command_fail_with(run->context, error);
	for (char **id = ids; *id != NULL; id++) {
		g_autoptr(SpoolEntry) entry =
			spool_read(run->decider.spool, SPOOL_OUTBOX, *id, NULL);
		g_autoptr(HeldRow) row = entry != NULL ? held_row_new(entry) : NULL;

		if (row != NULL && list->owner != NULL &&
		    !owners_person(run->decider.store->owners, &row->owner, NULL, &error))
			return command_fail_with(run->context, error);
		if (row != NULL && (list->owner == NULL || g_str_equal(list->owner, row->owner)))
			print_row(list, row, SPOOL_OUTBOX);
	}
	return EX_OK;
}

static int
list_for(CommandContext *context, HeldList *list, const char *owner)
{
	g_auto(HeldRun) run = { 0 };
	g_autoptr(GError) error = NULL;
	int status = held_run_open(&run, context, owner != NULL ? STORE_WRITE : STORE_READ);

	if (status != EX_OK)
		return status;
	if (owner != NULL) {
		list->owner = contacts_owner(owner, run.decider.config->recipient_delimiter);
		if (list->owner == NULL)
			return command_fail(context, EX_USAGE,
					    "\"%s\" is no owner: expected an address", owner);
		if (!owners_person(run.decider.store->owners, &list->owner, NULL, &error))
			return command_fail_with(context, error);
	}
	status = list_held(&run, list);
	return status == EX_OK && list->all ? list_outbox(&run, list) : status;
}

static int
run_list(CommandContext *context, int argc, char **argv)
{
	HeldList list = { 0 };
	g_autofree char *owner = NULL;
	const GOptionEntry entries[] = {
		{ "all", 0, 0, G_OPTION_ARG_NONE, &list.all,
		  "With mail of declined inviters, and what waits in the outbox", NULL },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &list.json, "Print one JSON object a line",
		  NULL },
		{ "owner", 0, 0, G_OPTION_ARG_FILENAME, &owner,
		  "For this owner alone, to whom it then counts as shown", "OWNER" },
		{ 0 },
	};
	int status;

	if (!command_parse(context, NULL,
			   "List the messages that are held, and those that the listener refused.",
			   entries, argc, argv))
		return EX_USAGE;
	status = list_for(context, &list, owner);
	g_free(list.owner);
	return status;
}

const Command held_list_command = { "list", run_list, "list what is held" };
