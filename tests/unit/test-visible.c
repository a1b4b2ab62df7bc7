/* What is printed of what others wrote. */
#include <string.h>

#include <json-glib/json-glib.h>

#include "base/visible.h"
#include "given.h"

typedef struct Case {
	const char *name, *text, *wanted;
} Case;

/* clang-format off */
static const Case lines[] = {
	{ "text in any alphabet stays", "Jäne Müller, Иван, 田中", "Jäne Müller, Иван, 田中" },
	{ "combining marks stay", "e\xcc\x81", "e\xcc\x81" },
	{ "a no-break space is a space", "a\xc2\xa0" "b", "a\xc2\xa0" "b" },
	{ "escape sequences are none", "\033[2J\033]0;title\a", "?[2J?]0;title?" },
	{ "nor those of one character", "\xc2\x9b" "2J\xc2\x9dtitle", "?2J?title" },
	{ "a byte alone is no character", "a\x9b" "2J", "a\xef\xbf\xbd" "2J" },
	{ "half a character is none", "Jos\xc3", "Jos\xef\xbf\xbd" },
	{ "nor is a longer one than need be", "\xc0\x9b", "\xef\xbf\xbd\xef\xbf\xbd" },
	{ "nor half of a pair", "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	{ "line ends start no line", "a\r\nroot: b\vc\fd", "a??root: b?c?d" },
	{ "nor do those of Unicode", "a\xe2\x80\xa8" "b\xe2\x80\xa9" "c\xc2\x85" "d", "a?b?c?d" },
	{ "tabs make no columns", "a\tb", "a?b" },
	{ "delete and backspace take nothing back", "good\b\b\b\b\177evil", "good?????evil" },
	{ "nothing turns the line around", "a\xe2\x80\xae" "b\xe2\x80\xad\xe2\x81\xa6"
	  "c\xe2\x81\xa9\xd8\x9c" "d\xe2\x80\x8f", "abcd" },
	{ "what has no width is left out", "J\xe2\x80\x8b" "a\xe2\x80\x8d" "n\xef\xbb\xbf"
	  "e\xc2\xad\xe2\x81\xa0\xe1\xa0\x8e\xcd\x8f", "Jane" },
	{ "so are blanks that are letters", "\xe3\x85\xa4\xef\xbe\xa0\xe1\x85\x9f\xe2\xa0\x80x",
	  "x" },
	{ "and tags that hide a text", "x\xf3\xa0\x81\xa5\xf3\xa0\x81\xb6\xf3\xa0\x84\x80", "x" },
	{ "and notes between lines", "x\xef\xbf\xb9y\xef\xbf\xbb", "xy" },
	{ "nothing is nothing", "", "" },
};
/* clang-format on */

static void
test_line(gconstpointer data)
{
	const Case *row = data;
	g_autofree char *line = visible_line(row->text);

	g_assert_cmpstr(line, ==, row->wanted);
	g_assert_true(g_utf8_validate(line, -1, NULL));
}

static const Case texts[] = {
	{ "lines and tabs stay where there are lines", "a\tb\nc\r\n", "a\tb\nc?\n" },
	{ "and all else goes as well", "a\n\033[H\xe2\x80\xae", "a\n?[H" },
};

static void
test_text(gconstpointer data)
{
	const Case *row = data;
	g_autoptr(GString) text = g_string_new(NULL);

	visible_append(text, row->text, strlen(row->text), TRUE);
	g_assert_cmpstr(text->str, ==, row->wanted);
}

/* However a character falls apart between two writes, it is kept together. */
static void
test_rest(void)
{
	static const char text[] = "aä€😀\xff\xe2\x80";

	g_assert_cmpuint(visible_rest(text, 1), ==, 0);
	g_assert_cmpuint(visible_rest(text, 2), ==, 1);
	g_assert_cmpuint(visible_rest(text, 3), ==, 0);
	g_assert_cmpuint(visible_rest(text, 4), ==, 1);
	g_assert_cmpuint(visible_rest(text, 5), ==, 2);
	g_assert_cmpuint(visible_rest(text, 6), ==, 0);
	g_assert_cmpuint(visible_rest(text, 7), ==, 1);
	g_assert_cmpuint(visible_rest(text, 8), ==, 2);
	g_assert_cmpuint(visible_rest(text, 9), ==, 3);
	g_assert_cmpuint(visible_rest(text, 10), ==, 0);
	g_assert_cmpuint(visible_rest(text, 11), ==, 0);
	g_assert_cmpuint(visible_rest(text, 13), ==, 2);
	g_assert_cmpuint(visible_rest(text, 0), ==, 0);
}

/* JSON: what cannot be seen is escaped, and read again it is what it was. */
/* clang-format off */
static const Case strings[] = {
	{ "letters stay", "Jäne", "\"Jäne\"" },
	{ "control characters", "\033[2J\177", "\"\\u001b[2J\\u007f\"" },
	{ "those of one character", "\xc2\x9b" "2J", "\"\\u009b2J\"" },
	{ "direction", "a\xe2\x80\xae" "b", "\"a\\u202eb\"" },
	{ "no width", "a\xe2\x80\x8b" "b", "\"a\\u200bb\"" },
	{ "tags, as a pair", "x\xf3\xa0\x81\xa5", "\"x\\udb40\\udc65\"" },
	{ "line ends", "a\n\xe2\x80\xa8", "\"a\\n\\u2028\"" },
};
/* clang-format on */

static void
test_json(gconstpointer data)
{
	const Case *row = data;
	g_autoptr(JsonNode) node = json_node_init_string(json_node_alloc(), row->text);
	g_autofree char *json = json_to_string(node, FALSE);
	g_autofree char *visible = visible_json(json);
	g_autoptr(JsonNode) again = json_from_string(visible, NULL);

	g_assert_cmpstr(visible, ==, row->wanted);
	g_assert_cmpstr(json_node_get_string(again), ==, row->text);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("visible/line", lines, test_line);
	GIVEN_ROWS("visible/text", texts, test_text);
	GIVEN_ROWS("visible/json", strings, test_json);
	g_test_add_func("/visible/a character that comes in two pieces", test_rest);
	return g_test_run();
}
