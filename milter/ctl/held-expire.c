/* invitectl held expire: what is old goes, if its owner was told of it or wants to hear nothing */
#include "held-command.h"
#include "held-print.h"
#include "held-settle.h"
#include "store/held.h"

typedef struct Expire {
	gint64 before;  /* seconds since 1970 */
	gboolean dry_run;
	guint gone, untold;
} Expire;

static gboolean
may_go(const HeldRow *row)
{
	return row->shown != 0 ||
	       (g_strcmp0(row->standing, "declined") == 0 && row->refused == NULL);
}

static gboolean
expire_row(HeldStore *store, Expire *expire, const HeldRow *row, GError **error)
{
	g_autoptr(GError) failure = NULL;
	g_autofree char *line = held_line(row, SPOOL_HELD);

	if (!expire->dry_run &&
	    !held_settle(store, row->id, row->owner, "expired", &failure)) {
		/* Released or deleted since the list was read. */
		if (g_error_matches(failure, SPOOL_ERROR, SPOOL_ERROR_MISSING))
			return TRUE;
		g_propagate_error(error, g_steal_pointer(&failure));
		return FALSE;
	}
	command_print_line(line);
	expire->gone++;
	return TRUE;
}

static int
expire_all(HeldStore *store, Expire *expire)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows = held_list(store->database, NULL, &error);

	for (guint i = 0; rows != NULL && i < rows->len && error == NULL; i++) {
		const HeldRow *row = rows->pdata[i];

		if (row->since >= expire->before)
			continue;
		if (may_go(row))
			expire_row(store, expire, row, &error);
		else
			expire->untold++;
	}
	printf("%u %s", expire->gone, expire->dry_run ? "would expire" : "expired");
	if (expire->untold > 0)
		printf(", %u as old kept: their owners never saw a list with them", expire->untold);
	putchar('\n');
	return error == NULL ? EX_OK : command_fail_with(store->context, error);
}

int
held_expire_command(CommandContext *context, int argc, char **argv)
{
	Expire expire = { 0 };
	const GOptionEntry entries[] = {
		{ "dry-run", 0, 0, G_OPTION_ARG_NONE, &expire.dry_run, "Only say what would go",
		  NULL },
		{ 0 },
	};
	g_auto(HeldStore) store = { 0 };
	int status;

	if (!command_parse(context, NULL,
			   "Let go of messages held for longer than \"retention\", if \"held list"
			   " --owner\" showed\nthem or their inviter is declined.", entries, argc, argv))
		return EX_USAGE;
	status = held_store_open(&store, context, expire.dry_run ? DATABASE_READ : DATABASE_WRITE);
	if (status != EX_OK)
		return status;
	expire.before = config_time_before(g_get_real_time() / G_USEC_PER_SEC,
					   store.config->retention);
	return expire_all(&store, &expire);
}
