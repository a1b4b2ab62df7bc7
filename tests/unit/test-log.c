#include <fcntl.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/log.h"

#include "rows.h"

typedef struct Case {
	const char *name;
	const char *queue_id;
	const char *text;
	const char *wanted; /* what is written */
} Case;

/* clang-format off */
static const Case cases[] = {
	{ "the queue id stands first", "4F1", "kind=none", "invitectl: 4F1: kind=none\n" },
	{ "a line may have no queue id", NULL, "started", "invitectl: started\n" },
	{ "no mail writes a line of its own", "4F1", "a\r\nroot: b",
	  "invitectl: 4F1: a??root: b\n" },
	{ "no mail commands a terminal", "4F1", "\033[2J\177\xc2\x9b" "x",
	  "invitectl: 4F1: ?[2J??x\n" },
	{ "no mail turns a line around", "4F1", "a\xe2\x80\xae" "b\xe2\x81\xa6" "c\xe2\x80\xa8"
	  "d", "invitectl: 4F1: abc?d\n" },
	{ "bytes that are no text are none", "4F1", "a\x9b" "b\xff\xfe",
	  "invitectl: 4F1: a\xef\xbf\xbd" "b\xef\xbf\xbd\xef\xbf\xbd\n" },
	{ "letters of all alphabets stay", "4F1", "J\xc3\xa4ne \xd0\x98\xd0\xb2",
	  "invitectl: 4F1: J\xc3\xa4ne \xd0\x98\xd0\xb2\n" },
	{ "a per cent sign is no format", "4F1", "100%s", "invitectl: 4F1: 100%s\n" },
	{ "the characters beside what commands stay", NULL, " ~\xc2\xa0\xc3\x9b",
	  "invitectl:  ~\xc2\xa0\xc3\x9b\n" },
};
/* clang-format on */

/* What FUNC writes to standard error (transfer full). */
static char *
written_by(void (*func)(const Case *c), const Case *c)
{
	g_autofree char *path = NULL, *text = NULL;
	int file = g_file_open_tmp("test-log-XXXXXX", &path, NULL), before = dup(STDERR_FILENO);

	g_assert_cmpint(file, >=, 0);
	dup2(file, STDERR_FILENO);
	func(c);
	dup2(before, STDERR_FILENO);
	close(before);
	close(file);
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_remove(path);
	return g_steal_pointer(&text);
}

static void
say(const Case *c)
{
	log_open("invitectl", FALSE, LOG_LEVEL_INFO);
	log_info(c->queue_id, "%s", c->text);
}

static void
test_case(gconstpointer data)
{
	const Case *c = data;
	g_autofree char *text = written_by(say, c);

	g_assert_cmpstr(text, ==, c->wanted);
}

/* Each level, where LEVEL is the last that is heard. */
static void
say_all(LogLevel level)
{
	log_open(level == LOG_LEVEL_DEBUG ? NULL : "p", FALSE, level);
	log_error(NULL, "error");
	log_warning(NULL, "warning");
	log_info(NULL, "info");
	log_debug(NULL, "debug");
}

static void
say_errors(const Case *c)
{
	(void)c;
	say_all(LOG_LEVEL_ERROR);
}

static void
say_warnings(const Case *c)
{
	(void)c;
	say_all(LOG_LEVEL_WARNING);
}

static void
say_everything(const Case *c)
{
	(void)c;
	say_all(LOG_LEVEL_DEBUG);
}

static void
test_level(void)
{
	g_autofree char *errors = written_by(say_errors, NULL);
	g_autofree char *warnings = written_by(say_warnings, NULL);
	g_autofree char *everything = written_by(say_everything, NULL);

	g_assert_cmpstr(errors, ==, "p: error\n");
	g_assert_cmpstr(warnings, ==, "p: error\np: warning\n");
	g_assert_cmpstr(everything, ==, "error\nwarning\ninfo\ndebug\n");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("log", cases, test_case);
	g_test_add_func("/log/what is above the level is not said", test_level);
	return g_test_run();
}
