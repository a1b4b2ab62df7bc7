#include <string.h>
#include <time.h>

#include "base/pattern.h"
#include "patience.h"

#include "rows.h"

typedef struct Case {
	const char *name;
	const char *expression, *flags, *text;
	const char *wanted; /* "no", "yes", "limit", and "name=value" for each group */
} Case;

/* clang-format off */
static const Case cases[] = {
	{ "an expression holds anywhere in the text", "b+", "", "abbc", "yes" },
	{ "an expression that does not hold", "x", "", "abc", "no" },
	{ "case matters", "ABC", "", "abc", "no" },
	{ "case does not matter with i", "\xc3\x84" "BC", "i", "\xc3\xa4" "bc", "yes" },
	{ "the caret is the text's beginning", "^b", "", "a\nb", "no" },
	{ "the caret is any line's beginning with m", "^b", "m", "a\nb", "yes" },
	{ "the dot is no end of line", "a.b", "", "a\nb", "no" },
	{ "the dot is an end of line with s", "a.b", "s", "a\nb", "yes" },
	{ "white space says nothing with x", "a b # c", "x", "ab", "yes" },
	{ "a dot is a character, not a byte", "^.$", "", "\xe2\x82\xac", "yes" },
	{ "letters of all alphabets are letters", "^\\w+$", "",
	  "\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd", "yes" },
	{ "a word's boundary knows umlauts", "\\bber\\b", "", "\xc3\xbc" "ber", "no" },
	{ "the empty text", "^$", "", "", "yes" },
	{ "a named group tells its text", "^(?<name>.+?) invited", "", "Jane Doe invited you",
	  "yes name=Jane Doe" },
	{ "a group that took no part says nothing", "a(?<name>x)?b", "", "ab", "yes" },
	{ "an empty group says nothing", "a(?<name>x*)b", "", "ab", "yes" },
	{ "of two groups of one name the one that took part speaks",
	  "^(?:A (?<name>\\w+)|B (?<name>\\w+))", "", "B Bob", "yes name=Bob" },
	{ "groups of several names", "(?<name>\\w+) <(?<email>[^>]+)>", "",
	  "Jane <jane@example.org>",
	  "yes email=jane@example.org name=Jane" },
	{ "a form is part of a group's name", "/in/(?<profile_slug>[^/?]+)", "", "/in/jane-doe?x",
	  "yes profile_slug=jane-doe" },
	{ "an expression that runs away is given up", "^(?:a+)+$", "",
	  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "limit" },
};
/* clang-format on */

static void
tell(const char *name, const char *value, gsize length, gpointer out)
{
	g_string_append_printf(out, " %s=%.*s", name, (int)length, value);
}

/*
 * A text of many pieces: what is in it once is found, wherever it lies and whatever is around it.
 */
static void
test_long(void)
{
	g_autoptr(Pattern) pattern =
		pattern_new("^(?<name>\\w+) \xc3\xa9t\xc3\xa9 invited$", "m", NULL, NULL);
	g_autoptr(Pattern) first = pattern_new("^x", "", NULL, NULL);
	g_autoptr(Pattern) last = pattern_new("y$", "", NULL, NULL);

	for (gsize at = 0; at < 30000; at += 611) {
		g_autoptr(GString) text = g_string_new(NULL), got = g_string_new(NULL);

		while (text->len < at)
			g_string_append(text, "\xe2\x82\xac\n");
		g_string_append(text, "Jane \xc3\xa9t\xc3\xa9 invited\n");
		while (text->len < 40000)
			g_string_append(text, "\xe2\x82\xac y\nx");
		g_assert_cmpint(
			pattern_match_groups(pattern, text->str, (gssize)text->len, tell, got), ==,
			PATTERN_YES);
		g_assert_cmpstr(got->str, ==, " name=Jane");
		g_assert_cmpint(pattern_match(first, text->str, -1), ==, PATTERN_NO);
		g_assert_cmpint(pattern_match(last, text->str, -1), ==, PATTERN_NO);
		g_string_append(text, " y");
		g_assert_cmpint(pattern_match(last, text->str, -1), ==, PATTERN_YES);
	}
}

/* Squares of a text's length: JIT counts nothing within a class, so time is what ends them. */
static void
test_slow(void)
{
	static const char *const expressions[] = { "(?<a>\\S+@\\S+)\\s+via", "\\S+\\s+x",
						   "\\([^)]+@[^)]+\\) invited" };
	static const char *const units[] = { "@a", "(@", "a", "(a@" };

	for (guint i = 0; i < G_N_ELEMENTS(expressions) * G_N_ELEMENTS(units); i++) {
		const char *expression = expressions[i / G_N_ELEMENTS(units)];
		const char *unit = units[i % G_N_ELEMENTS(units)];
		g_autoptr(Pattern) pattern = pattern_new(expression, "", NULL, NULL);
		g_autoptr(GString) text = g_string_new(NULL);
		clock_t begin = clock();

		while (text->len < 500 * 1000)
			g_string_append(text, unit);
		g_assert_cmpint(pattern_match(pattern, text->str, -1), !=, PATTERN_YES);
		g_test_message("%s on %s: %ld ms", expression, unit,
			       (long)(clock() - begin) * 1000 / CLOCKS_PER_SEC);
		g_assert_cmpint((clock() - begin) / (CLOCKS_PER_SEC / 1000), <,
				250 * patience_factor());
	}
}

static void
test_case(gconstpointer data)
{
	static const char *const words[] = { "no", "yes", "limit" };
	const Case *c = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(Pattern) pattern = pattern_new(c->expression, c->flags, NULL, &error);
	/* Without a NUL, so that reading too far is seen. */
	gsize length = strlen(c->text);
	g_autofree char *text = g_memdup2(c->text, length);
	const char *bytes = text != NULL ? text : "";
	g_autoptr(GString) got = g_string_new(NULL);
	PatternResult result;

	g_assert_no_error(error);
	result = pattern_match_groups(pattern, bytes, (gssize)length, tell, got);
	g_string_prepend(got, words[result]);
	g_assert_cmpstr(got->str, ==, c->wanted);
	g_assert_cmpint(pattern_match(pattern, bytes, (gssize)length), ==, result);
	g_assert_cmpint(pattern_match(pattern, c->text, -1), ==, result);
}

static void
test_deep(void)
{
	g_autoptr(Pattern) pattern = pattern_new("^(?:(a)|b)*$", "", NULL, NULL);
	g_autofree char *text = g_strnfill(1000000, 'a');
	gint64 start = g_get_monotonic_time();

	/* Held or given up, but soon and without the thread's stack. */
	g_assert_cmpint(pattern_match(pattern, text, 1000000), !=, PATTERN_NO);
	g_assert_cmpint(g_get_monotonic_time() - start, <, 5 * G_USEC_PER_SEC);
}

/* A text of some thousand characters is nothing unusual, and the quick way has no stack for it. */
static void
test_longer(void)
{
	g_autoptr(Pattern) pattern = pattern_new("^(?:(a)|b)*$", "", NULL, NULL);
	g_autofree char *text = g_strnfill(3200, 'a');

	g_assert_cmpint(pattern_match(pattern, text, -1), ==, PATTERN_YES);
	text[3199] = 'c';
	g_assert_cmpint(pattern_match(pattern, text, -1), ==, PATTERN_NO);
}

static void
test_syntax(void)
{
	g_autoptr(GError) error = NULL;
	gsize offset = 99;

	g_assert_null(pattern_new("ab[c", "", &offset, &error));
	g_assert_error(error, PATTERN_ERROR, PATTERN_ERROR_SYNTAX);
	g_assert_cmpuint(offset, ==, 4);
}

static void
test_flag(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(pattern_new("a", "g", NULL, &error));
	g_assert_error(error, PATTERN_ERROR, PATTERN_ERROR_SYNTAX);
}

static void
test_single_byte(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(pattern_new("\\C", "", NULL, &error));
	g_assert_error(error, PATTERN_ERROR, PATTERN_ERROR_SYNTAX);
}

static void
test_groups(void)
{
	g_autoptr(Pattern) pattern =
		pattern_new("(?<name>a)|(?<name>b)|(?<email>c)|(d)", "", NULL, NULL);
	const char *const *groups = pattern_groups(pattern);

	g_assert_cmpstr(groups[0], ==, "email");
	g_assert_cmpstr(groups[1], ==, "name");
	g_assert_null(groups[2]);
}

static gpointer
match_often(gpointer data)
{
	guint held = 0;

	for (guint i = 0; i < 10000; i++)
		held += pattern_match(data, "Jane Doe wants to connect", -1) == PATTERN_YES;
	return GUINT_TO_POINTER(held);
}

static void
test_threads(void)
{
	g_autoptr(Pattern) pattern = pattern_new("^(?<name>.+?) wants to connect", "i", NULL, NULL);
	GThread *threads[4];

	for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new("match", match_often, pattern);
	for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
		g_assert_cmpuint(GPOINTER_TO_UINT(g_thread_join(threads[i])), ==, 10000);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("pattern", cases, test_case);
	g_test_add_func("/pattern/a longer text is matched, too", test_longer);
	g_test_add_func("/pattern/a very long text does not fill the stack", test_deep);
	g_test_add_func("/pattern/a wrong expression tells where", test_syntax);
	g_test_add_func("/pattern/an unknown flag is refused", test_flag);
	g_test_add_func("/pattern/no expression cuts a character in two", test_single_byte);
	g_test_add_func("/pattern/each name of a group is told once", test_groups);
	g_test_add_func("/pattern/threads share an expression", test_threads);
	g_test_add_func("/pattern/a long text is searched to its end", test_long);
	g_test_add_func("/pattern/what is slow is given up in time", test_slow);
	return g_test_run();
}
