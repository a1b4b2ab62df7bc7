/* invitectl held expire: what is old goes, if its owner was told of it or wants to hear nothing */
#include "decide/settle.h"
#include "print.h"
#include "run.h"

static int
expire_all(HeldRun *run, gboolean dry)
{
	const gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	g_auto(Expired) expired = { 0 };
	g_autoptr(GError) error = NULL;

	settle_expire(&run->decider, config_time_before(now, run->decider.config->retention), dry,
		      &expired, &error);
	for (guint i = 0; i < expired.gone->len; i++) {
		g_autofree char *line = held_line(expired.gone->pdata[i], SPOOL_HELD);

		command_print_line(line);
	}
	printf("%u %s", expired.gone->len, dry ? "would expire" : "expired");
	if (expired.untold > 0)
		printf(", %u as old kept: their owners never saw a list with them", expired.untold);
	putchar('\n');
	return error == NULL ? EX_OK : command_fail_with(run->context, error);
}

static int
run_expire(CommandContext *context, int argc, char **argv)
{
	gboolean dry = FALSE;
	const GOptionEntry entries[] = {
		{ "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry, "Only say what would go", NULL },
		{ 0 },
	};
	g_auto(HeldRun) run = { 0 };
	int status;

	if (!command_parse(context, NULL,
			   "Let go of messages held for longer than \"retention\", if \"held list"
			   " --owner\" showed\nthem or their inviter is declined.",
			   entries, argc, argv))
		return EX_USAGE;
	status = held_run_open(&run, context, dry ? STORE_READ : STORE_WRITE);
	return status == EX_OK ? expire_all(&run, dry) : status;
}

const Command held_expire_command = { "expire", run_expire, "let go of what is old and was shown" };
