#include "base/names.h"

#include "rows.h"

static const char *const colors[] = { "red", "green", "dark-green", NULL };

typedef struct Case {
	const char *name;
	const char *word;
	const char *nearest;
} Case;

static const Case cases[] = {
	{ "the word itself", "green", "green" },
	{ "a letter too few", "gren", "green" },
	{ "two letters swapped", "gerne", NULL },
	{ "two neighbors swapped", "geren", "green" },
	{ "a short word has no room for two mistakes", "bad", "red" },
	{ "another word", "yellow", NULL },
	{ "no word", "", NULL },
};

static void
test_nearest(gconstpointer data)
{
	const Case *c = data;

	g_assert_cmpstr(names_nearest(colors, c->word), ==, c->nearest);
}

/* The nearest of several that are near; of words that long nobody mistypes one. */
static void
test_nearest_of_many(void)
{
	static const char *const near[] = { "listen", "listed", "lists", NULL };
	g_autofree char *long_one = g_strnfill(64, 'a'), *longer = g_strnfill(65, 'a');
	g_autofree char *mistyped = g_strdup(long_one), *too_long = g_strdup(longer);
	const char *const word[] = { long_one, NULL }, *const words[] = { longer, NULL };

	mistyped[63] = 'b';
	too_long[0] = 'b';
	g_assert_cmpstr(names_nearest(near, "listen"), ==, "listen");
	g_assert_cmpstr(names_nearest(near, "listem"), ==, "listen");
	g_assert_cmpstr(names_nearest(near, "listt"), ==, "lists");
	g_assert_cmpstr(names_nearest(word, mistyped), ==, long_one);
	g_assert_null(names_nearest(words, too_long));
	g_assert_null(names_nearest(word, longer));
	g_assert_null(names_nearest(words, long_one));
}

static void
test_words(void)
{
	g_assert_cmpstr(names_word(colors, 1), ==, "green");
	g_assert_cmpstr(names_word(colors, 3), ==, "?");
	g_assert_cmpstr(names_word(colors, -1), ==, "?");
	g_assert_cmpint(names_value(colors, "green", -1), ==, 1);
	g_assert_cmpint(names_value(colors, "green|red", 5), ==, 1);
	g_assert_cmpint(names_value(colors, "gree", -1), ==, -1);
	g_assert_cmpint(names_value(colors, "Green", -1), ==, -1);
}

static void
test_expected(void)
{
	g_autofree char *three = names_expected(colors);
	g_autofree char *two = names_expected(colors + 1);
	g_autofree char *one = names_expected(colors + 2);

	g_assert_cmpstr(three, ==, "red, green or dark-green");
	g_assert_cmpstr(two, ==, "green or dark-green");
	g_assert_cmpstr(one, ==, "dark-green");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("names/nearest", cases, test_nearest);
	g_test_add_func("/names/the nearest of several", test_nearest_of_many);
	g_test_add_func("/names/words and values", test_words);
	g_test_add_func("/names/what was expected", test_expected);
	return g_test_run();
}
