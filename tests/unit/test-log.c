#include "base/log.h"

typedef struct Case {
	const char *name;
	const char *queue_id;
	const char *text;
	const char *wanted; /* what stderr must match */
} Case;

static const Case cases[] = {
	{ "the queue id stands first", "4F1", "kind=none", "*invitectl: 4F1: kind=none\n*" },
	{ "a line may have no queue id", NULL, "started", "*invitectl: started\n*" },
	{ "no mail writes a line of its own", "4F1", "a\r\nroot: b", "*4F1: a??root: b\n*" },
	{ "no mail commands a terminal", "4F1", "\033[2J\177\xc2\x9b" "x", "*4F1: ?[2J??x\n*" },
	{ "no mail turns a line around", "4F1", "a\xe2\x80\xae" "b\xe2\x81\xa6" "c\xe2\x80\xa8" "d", "*4F1: abc?d\n*" },
	{ "bytes that are no text are none", "4F1", "a\x9b" "b\xff\xfe", "*4F1: a\xef\xbf\xbd" "b\xef\xbf\xbd\xef\xbf\xbd\n*" },
	{ "letters of all alphabets stay", "4F1", "J\xc3\xa4ne \xd0\x98\xd0\xb2", "*J\xc3\xa4ne \xd0\x98\xd0\xb2\n*" },
	{ "a per cent sign is no format", "4F1", "100%s", "*100%s\n*" },
};

static void
test_case(gconstpointer data)
{
	const Case *c = data;

	if (g_test_subprocess()) {
		log_open("invitectl", FALSE, LOG_LEVEL_INFO);
		log_info(c->queue_id, "%s", c->text);
		return;
	}
	g_test_trap_subprocess(NULL, 0, 0);
	g_test_trap_assert_passed();
	g_test_trap_assert_stderr(c->wanted);
}

static void
test_level(void)
{
	if (g_test_subprocess()) {
		log_open("invitectl", FALSE, LOG_LEVEL_WARNING);
		log_warning(NULL, "heard");
		log_error(NULL, "heard, too");
		log_info(NULL, "silent");
		log_debug(NULL, "silent");
		return;
	}
	g_test_trap_subprocess(NULL, 0, 0);
	g_test_trap_assert_stderr("*: heard\n*: heard, too\n*");
	g_test_trap_assert_stderr_unmatched("*silent*");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/log/%s", cases[i].name);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	g_test_add_func("/log/what is above the level is not said", test_level);
	return g_test_run();
}
