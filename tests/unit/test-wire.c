#include "inject/wire.h"

#include "inject/smtp.h"
#include "listener.h"
#include "rows.h"

typedef struct AnswerCase {
	const char *title;
	Script script;    /* the greeting is the answer */
	guint code;       /* 0: an error, */
	const char *text; /* which says this (a pattern) */
} AnswerCase;

static const AnswerCase answer_cases[] = {
	{ "one line", { .greeting = "220 mx.example.org ready" }, 220, "mx.example.org ready" },
	{ "many lines",
	  { .greeting = "250-mx.example.org\n250-DSN\n250 8BITMIME" },
	  250,
	  "mx.example.org\nDSN\n8BITMIME" },
	{ "byte by byte",
	  { .greeting = "250-mx.example.org\n250-DSN\n250 8BITMIME", .pause = 1 },
	  250,
	  "mx.example.org\nDSN\n8BITMIME" },
	{ "a code alone", { .greeting = "354" }, 354, "" },
	{ "lines without text", { .greeting = "250-\n250- \n250" }, 250, "\n \n" },
	{ "a CR within a line", { .greeting = "250 a\rb\r" }, 250, "a?b?" },
	{ "what a terminal would obey", { .greeting = "550 \033[2J\a\177" }, 550, "?[2J??" },
	{ "no UTF-8", { .greeting = "550 \xff\xc3\xa4" }, 550, "\xef\xbf\xbd\xc3\xa4" },
	{ "two numbers", { .greeting = "22" }, 0, "*: its answer makes no sense" },
	{ "four numbers", { .greeting = "2200 ok" }, 0, "*: its answer makes no sense" },
	{ "a code of no kind", { .greeting = "199 ok" }, 0, "*: its answer makes no sense" },
	{ "a code beyond all", { .greeting = "600 ok" }, 0, "*: its answer makes no sense" },
	{ "no code", { .greeting = "* OK IMAP4rev1" }, 0, "*: its answer makes no sense" },
	{ "an empty line", { .greeting = "" }, 0, "*: its answer makes no sense" },
	{ "two codes", { .greeting = "250-ok\n550 no" }, 0, "*: its answer makes no sense" },
	{ "nothing", { .greeting = HANGS_UP }, 0, "smtp:127.0.0.1:*: hung up" },
	{ "half of an answer", { .greeting = "220-ready\n" HANGS_UP }, 0, "*: hung up" },
};

/* The answer to a call, awaited for SECONDS, must be CODE and TEXT, or the error TEXT. */
static void
assert_answer(const Script *script, guint seconds, guint code, const char *text)
{
	Listener *listener = listener_start(script);
	g_autoptr(GError) error = NULL;
	g_autoptr(Wire) wire = wire_open(listener->name, &error);
	g_autofree char *said = NULL;

	g_assert_no_error(error);
	g_assert_cmpuint(wire_answer(wire, seconds, &said, &error), ==, code);
	if (code != 0) {
		g_assert_cmpstr(said, ==, text);
	} else {
		g_assert_error(error, SMTP_ERROR, SMTP_ERROR_UNREACHABLE);
		g_test_message("%s", error->message);
		g_assert_true(g_pattern_match_simple(text, error->message));
	}
	g_clear_pointer(&wire, wire_close);
	g_string_free(listener_end(listener), TRUE);
}

static void
test_answer(gconstpointer data)
{
	const AnswerCase *row = data;

	assert_answer(&row->script, 60, row->code, row->text);
}

static void
test_silence(void)
{
	assert_answer(&(Script){ .greeting = IS_SILENT }, 1, 0,
		      "smtp:127.0.0.1:*: no answer in time");
}

/* Who says a little now and then gains no time by it. */
static void
test_slow(void)
{
	g_autofree char *digits = g_strnfill(1000, '2');
	const Script script = { .greeting = digits, .pause = G_USEC_PER_SEC / 10 };

	assert_answer(&script, 1, 0, "smtp:127.0.0.1:*: no answer in time");
}

/* COUNT times LINE. */
static void
assert_endless(const char *line, guint count)
{
	g_autoptr(GString) greeting = g_string_new(NULL);

	for (guint i = 0; i < count; i++)
		g_string_append(greeting, line);
	assert_answer(&(Script){ .greeting = greeting->str }, 60, 0,
		      "smtp:127.0.0.1:*: *answer has no end");
}

static void
test_endless_line(void)
{
	assert_endless("220 and so on ", 1000);
}

static void
test_endless_lines(void)
{
	assert_endless("220-and\n220-so\n220-on\n", 10 * 1000);
}

static void
test_endless_empty_lines(void)
{
	assert_endless("220-\n", 100 * 1000);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("wire/answer", answer_cases, test_answer);
	g_test_add_func("/wire/silence", test_silence);
	g_test_add_func("/wire/a byte now and then", test_slow);
	g_test_add_func("/wire/a line without an end", test_endless_line);
	g_test_add_func("/wire/lines without an end", test_endless_lines);
	g_test_add_func("/wire/empty lines without an end", test_endless_empty_lines);
	return g_test_run();
}
