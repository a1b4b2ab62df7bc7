#include <glib/gstdio.h>
#include <string.h>

#include "base/statement.h"

#include "rows.h"

/* ---- reading by a little language: each letter takes one thing ---- */

/*
 * w word, s string, n number 1 to 9, z size, d duration, c choice, y yes or no, p pattern, f name
 * that ends before | or @, t the word "by", "|" that byte, $ the end.  Appends "[what was taken]".
 */
static gboolean
take(Statement *statement, char what, GString *out, GError **error)
{
	static const char *const fruit[] = { "apple", "pear", "plum", NULL };
	g_autofree char *text = NULL;
	g_autoptr(Pattern) pattern = NULL;
	guint64 number = 0;
	int value = 0;
	gboolean flag = FALSE, good = TRUE;

	switch (what) {
	case 'w':
		good = (text = statement_word(statement, "a word", error)) != NULL;
		break;
	case 's':
		good = (text = statement_string(statement, "a string", error)) != NULL;
		break;
	case 'f':
		good = (text = statement_name(statement, "|@", "a field", error)) != NULL;
		break;
	case 'n':
		good = statement_number(statement, "a number", 1, 9, &number, error);
		break;
	case 'z':
		good = statement_size(statement, "a size", &number, error);
		break;
	case 'd':
		good = statement_duration(statement, "a duration", &number, error);
		break;
	case 'c':
		good = statement_choice(statement, fruit, &value, error);
		break;
	case 'y':
		good = statement_yes_no(statement, &flag, error);
		break;
	case 'p':
		good = (pattern = statement_pattern(statement, "/an expression/", error)) != NULL;
		break;
	case 't':
		flag = statement_take(statement, "by");
		break;
	case '|':
		flag = statement_take_byte(statement, '|');
		break;
	case '$':
		good = statement_end(statement, error);
		break;
	default:
		g_assert_not_reached();
	}
	if (!good)
		return FALSE;
	if (strchr("wsf", what) != NULL)
		g_string_append_printf(out, "[%s]", text);
	else if (strchr("nzd", what) != NULL)
		g_string_append_printf(out, "[%" G_GUINT64_FORMAT "]", number);
	else if (what == 'p')
		g_string_append_printf(out, "[%s]", pattern_expression(pattern));
	else if (what != '$')
		g_string_append_printf(out, "[%d]", what == 'c' ? value : flag);
	return TRUE;
}

/* All statements of TEXT, each read by TAKES; what was taken or the error's message. */
static char *
read_text(const char *text, const char *takes)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(StatementFile) file = statement_file_parse("f", text, &error);
	GString *out = g_string_new(NULL);
	Statement *statement;

	while (file != NULL && (statement = statement_file_next(file)) != NULL)
		for (const char *what = takes; *what != '\0' && error == NULL; what++)
			g_assert_cmpint(take(statement, *what, out, &error), ==, error == NULL);
	if (error != NULL)
		g_string_assign(out, error->message);
	return g_string_free(out, FALSE);
}

typedef struct Case {
	const char *name;
	const char *text;
	const char *takes;
	const char *wanted;
} Case;

/* clang-format off */
static const Case cases[] = {
	{ "words stand between white space", "a\tb  c \n", "www$", "[a][b][c]" },
	{ "empty lines and comments say nothing", "\n \n# x\n  # y\na\n", "w$", "[a]" },
	{ "the last line needs no end", "a\nb", "w$", "[a][b]" },
	{ "lines may end as on Windows", "a b\r\nc \\\r\nd\r\n", "ww$", "[a][b][c][d]" },
	{ "a byte order mark is not part of the first word", "\xef\xbb\xbf" "a", "w$", "[a]" },
	{ "a comment begins a word", "a#b #c", "w$", "[a#b]" },
	{ "a comment does not begin inside a string", "\"a #b\"", "s$", "[a #b]" },
	{ "a comment does not begin inside an expression", "/a #b/", "p$", "[a #b]" },
	{ "a comment may follow an expression", "/a/ # b", "p$", "[a]" },
	{ "a backslash at the end continues", "a \\\n b", "ww$", "[a][b]" },
	{ "a word may go on in the next line", "a\\\nb", "w$", "[ab]" },
	{ "two backslashes at the end do not continue", "a\\\\\nb", "w$", "[a\\\\][b]" },
	{ "a comment ends with its own line", "a \\\n # of b\\\n b", "ww$", "[a][b]" },
	{ "a line that is all comment is not continued", "# a \\\nb", "w$", "[b]" },
	{ "a string takes quotes and backslashes", "\"a \\\"b\\\" \\\\\"", "s$", "[a \"b\" \\]" },
	{ "a string may be empty", "\"\"", "s$", "[]" },
	{ "a bare word does for a string", "a", "s$", "[a]" },
	{ "a number", "9", "n$", "[9]" },
	{ "a size in bytes", "12", "z$", "[12]" },
	{ "a size in megabytes", "25M", "z$", "[26214400]" },
	{ "a duration in days", "30d", "d$", "[2592000]" },
	{ "a duration in years of 365 days", "2y", "d$", "[63072000]" },
	{ "a choice", "plum", "c$", "[2]" },
	{ "yes", "yes", "y$", "[1]" },
	{ "an expression keeps its backslashes", "/\\d\\\\/", "p$", "[\\d\\\\]" },
	{ "a slash in an expression is escaped", "/a\\/b/i", "p$", "[a/b]" },
	{ "a slash ends an expression in a class too", "/[^\\/]/", "p$", "[[^/]]" },
	{ "fields are joined by a bar", "a|b /x/", "f|f|p$", "[a][1][b][0][x]" },
	{ "a known word is taken whole", "by bye", "ttw$", "[1][0][bye]" },

	{ "a missing word", "a", "ww", "f:1:2: expected a word, found the end of the line" },
	{ "a word too many", "a bc # d", "w$",
	  "f:1:3: expected the end of the line, found \"bc\"" },
	{ "a string where a word is wanted", "\"a\"", "w",
	  "f:1:1: expected a word, found \"\"a\"\"" },
	{ "a string without its end", "a \"bc", "ws",
	  "f:1:3: expected a closing \" after this one" },
	{ "a strange escape in a string", "\"a\\n\"", "s",
	  "f:1:3: expected \\\" or \\\\ after a backslash in a string" },
	{ "a string stuck to a word", "\"a\"b", "s",
	  "f:1:4: expected white space after the closing \"" },
	{ "a size that is none", "max xyz", "wz",
	  "f:1:5: expected a size such as 25M, found \"xyz\"" },
	{ "a size in unknown units", "1T", "z",
	  "f:1:1: expected a size such as 25M, found \"1T\"" },
	{ "a size with a tail", "1MB", "z", "f:1:1: expected a size such as 25M, found \"1MB\"" },
	{ "a negative size", "-1", "z", "f:1:1: expected a size such as 25M, found \"-1\"" },
	{ "a size beyond all numbers", "99999999999G", "z",
	  "f:1:1: expected a size such as 25M, found \"99999999999G\"" },
	{ "a number of too many digits", "99999999999999999999", "n",
	  "f:1:1: expected a number from 1 to 9, found \"99999999999999999999\"" },
	{ "a number out of range", "0", "n", "f:1:1: expected a number from 1 to 9, found \"0\"" },
	{ "no choice", "nut", "c", "f:1:1: expected apple, pear or plum, found \"nut\"" },
	{ "neither yes nor no", "maybe", "y", "f:1:1: expected no or yes, found \"maybe\"" },
	{ "an expression without its end", "x /ab", "wp",
	  "f:1:3: expected a closing / after this one, found \"/ab\"" },
	{ "an empty expression", "//", "p",
	  "f:1:1: expected an expression between the slashes, found \"//\"" },
	{ "an unknown flag", "/a/iq", "p",
	  "f:1:4: expected the flags i, m, s or x and white space after an expression; a slash in one is \\/" },
	{ "an expression stuck to a word", "/a/:", "p",
	  "f:1:4: expected the flags i, m, s or x and white space after an expression; a slash in one is \\/" },
	{ "the column inside a wrong expression", "x /a\\/b(c/", "wp",
	  "f:1:10: expected an expression: missing closing parenthesis" },
	{ "the column in a continued line", "a \\\n  b \\\n  c", "wwz",
	  "f:3:3: expected a size such as 25M, found \"c\"" },
	{ "columns are characters", "\xc3\xa4\xc3\xb6 x", "wz",
	  "f:1:4: expected a size such as 25M, found \"x\"" },
	{ "the line after empty ones", "\n\n# c\n x", "z",
	  "f:4:2: expected a size such as 25M, found \"x\"" },
	{ "bytes that are no UTF-8", "a\nb \xff", "w",
	  "f:2:3: expected text in UTF-8, found the byte 0xff" },
	{ "a long word is not repeated whole",
	  "a x1234567890123456789012345678901234567890123456789", "w$",
	  "f:1:3: expected the end of the line, found \"x123456789012345678901234567890123456789...\"" },
};
/* clang-format on */

static void
test_case(gconstpointer data)
{
	const Case *c = data;
	g_autofree char *got = read_text(c->text, c->takes);

	g_assert_cmpstr(got, ==, c->wanted);
}

static void
test_indented(void)
{
	g_autoptr(StatementFile) file = statement_file_parse("f", "a\n b\n\n\tc \\\n d\n", NULL);
	Statement *a = statement_file_next(file), *b = statement_file_next(file);
	Statement *c = statement_file_next(file);

	g_assert_false(statement_indented(a));
	g_assert_true(statement_indented(b));
	g_assert_true(statement_indented(c));
	g_assert_cmpuint(statement_line(c), ==, 4);
	g_assert_null(statement_file_next(file));
}

static void
test_nul(void)
{
	g_autofree char *path = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(StatementFile) file = NULL;
	int fd = g_file_open_tmp("statement-XXXXXX", &path, NULL);

	g_assert_cmpint(fd, >=, 0);
	g_close(fd, NULL);
	g_assert_true(g_file_set_contents(path, "a\0b", 3, NULL));
	file = statement_file_load(path, &error);
	g_assert_null(file);
	g_assert_error(error, STATEMENT_ERROR, STATEMENT_ERROR_SYNTAX);
	g_assert_true(g_str_has_suffix(error->message,
				       ":1:2: expected text in UTF-8, found the byte 0x00"));
	g_remove(path);
}

static void
test_missing(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(statement_file_load("/nowhere/at-all.conf", &error));
	g_assert_error(error, STATEMENT_ERROR, STATEMENT_ERROR_OPEN);
	g_assert_nonnull(strstr(error->message, "/nowhere/at-all.conf"));
}

static void
test_place(void)
{
	g_autoptr(StatementFile) file = statement_file_parse("f", "a \\\n b c", NULL);
	Statement *statement = statement_file_next(file);
	g_autofree char *a = statement_word(statement, "a", NULL);
	g_autofree char *b = statement_word(statement, "b", NULL);
	g_autofree char *place = statement_place(statement);
	g_autoptr(GError) taken = NULL, here = NULL;

	g_assert_cmpstr(place, ==, "f:2:2");
	g_assert_false(statement_fail(statement, &taken, "not %s", b));
	g_assert_cmpstr(taken->message, ==, "f:2:2: not b");
	g_assert_false(statement_fail_here(statement, &here, "wrong"));
	g_assert_cmpstr(here->message, ==, "f:2:4: wrong");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("statement", cases, test_case);
	g_test_add_func("/statement/an indented line is known by its first", test_indented);
	g_test_add_func("/statement/a NUL byte is an error", test_nul);
	g_test_add_func("/statement/a missing file is named", test_missing);
	g_test_add_func("/statement/a place is that of what was taken last", test_place);
	return g_test_run();
}
