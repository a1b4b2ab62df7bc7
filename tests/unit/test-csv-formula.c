/* Cells that a spreadsheet takes for text, and that read as they were. */
#include "import/csv-formula.h"
#include "given.h"

typedef struct Case {
	const char *name, *text, *quoted;
} Case;

/* clang-format off */
static const Case cases[] = {
	{ "a name stays", "Jane Doe", "Jane Doe" },
	{ "nothing stays nothing", "", "" },
	{ "a formula", "=HYPERLINK(\"https://evil.example/\")",
	  "'=HYPERLINK(\"https://evil.example/\")" },
	{ "a plus, as of a telephone number", "+49 89 1234", "'+49 89 1234" },
	{ "a minus", "-1+1", "'-1+1" },
	{ "an at", "@SUM(1)", "'@SUM(1)" },
	{ "a tab before it", "\t=1", "'\t'=1" },
	{ "a tab alone", "\tx", "'\tx" },
	{ "a return before it", "\r=1", "'\r'=1" },
	{ "a space before it", " =1", "' =1" },
	{ "a quote before it", "\"=1\"", "'\"=1\"" },
	{ "signs as wide as Chinese letters", "\xef\xbc\x9d" "1", "'\xef\xbc\x9d" "1" },
	{ "each line of several", "Jane Doe\n=1+1\nJenny\n-x", "Jane Doe\n'=1+1\nJenny\n'-x" },
	{ "behind a semicolon, at which some part cells", "a;=1", "a;'=1" },
	{ "behind a semicolon and spaces and quotes", "a; \"=1", "a;' \"=1" },
	{ "behind a comma and a tab", "a,+b\t@c", "a,'+b\t'@c" },
	{ "within a word it is none", "jane+lists@example.org", "jane+lists@example.org" },
	{ "an address that begins so", "+x@example.org", "'+x@example.org" },
	{ "an apostrophe of a name stays", "'t Hooft", "'t Hooft" },
	{ "an apostrophe that was there before a formula", "'=1", "''=1" },
	{ "and two of them", "''=1", "'''=1" },
	{ "and an apostrophe at the end", "x;'", "x;'" },
	{ "a sign at the end", "a;=", "a;'=" },
};
/* clang-format on */

static void
test_case(gconstpointer data)
{
	const Case *row = data;
	g_autofree char *quoted = csv_formula_quote(row->text);
	g_autofree char *again = csv_formula_unquote(quoted);

	g_assert_cmpstr(quoted, ==, row->quoted);
	g_assert_cmpstr(again, ==, row->text);
}

/* Whatever it is, it comes back. */
static void
test_random(void)
{
	static const char letters[] = "=+-@\t\r\n';,|\" ab";
	g_autoptr(GRand) random = g_rand_new_with_seed(1);

	for (int i = 0; i < 200000; i++) {
		char text[12];
		gsize length = (gsize)g_rand_int_range(random, 0, sizeof text);
		g_autofree char *quoted = NULL, *again = NULL;

		for (gsize j = 0; j < length; j++)
			text[j] = letters[g_rand_int_range(random, 0, sizeof letters - 1)];
		text[length] = '\0';
		quoted = csv_formula_quote(text);
		again = csv_formula_unquote(quoted);
		g_assert_cmpstr(again, ==, text);
		g_assert_null(strchr("=+-@\t\r", *quoted != '\0' ? *quoted : 'x'));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("csv-formula", cases, test_case);
	g_test_add_func("/csv-formula/any text comes back, and none begins as a formula",
			test_random);
	return g_test_run();
}
