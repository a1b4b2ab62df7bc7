#include <string.h>

#include "language/gates.h"
#include "language/literal.h"

#include "rows.h"

typedef struct Row {
	const char *name;
	const char *expression, *flags;
	const char *wanted; /* choices, words separated by "|" */
} Row;

/* clang-format off */
static const Row rows[] = {
	{ "words between the ends", "^Join my network$", "", "join my network" },
	{ "words are compared in lower case", "^LinkedIn", "", "linkedin" },
	{ "what may begin within a word is none", "book", "", "" },
	{ "a word's boundary begins one", "\\bbook", "", "book" },
	{ "a word may go on", "\\bbook(?:s|ing)\\b", "", "book" },
	{ "a single letter tells too little", "\\bI am here\\b", "", "am here" },
	{ "an optional space may join two words", "\\blinked\\s?in\\b", "i", "linked" },
	{ "an optional letter ends what is known", "\\bbooks? and", "", "book and" },
	{ "a letter that is repeated is there once", "\\bgo+gle x", "", "go" },
	{ "a letter that is counted", "\\bgo{2}gle {0,1}x", "", "go" },
	{ "none of a letter is none", "\\bgo{0,2}gle", "", "" },
	{ "a lazy count", "^.+? wants to", "", "wants to" },
	{ "a named group of anything", "^(?<name>.+?) wants to chat$", "", "wants to chat" },
	{ "an optional group behind a space", "^(?<name>.+?) (?:has )?invited you$", "",
	  "invited you" },
	{ "an optional group that ends in a word", "^Hello (?:dear)?friend$", "", "hello" },
	{ "alternatives: one of each", "^(?:I want|We all wish) it$", "", "want|wish it" },
	{ "alternatives at the top", "\\bnetlog\\b|\\bfacebox\\b", "", "netlog|facebox" },
	{ "an alternative that tells nothing spoils all", "\\bnetlog\\b|facebox", "", "" },
	{ "an alternative of two words, one of them is enough", "^(?:stay in touch|hello)$", "",
	  "touch|hello" },
	{ "an optional group tells nothing", "^(?:hello|servus)?, \\bfriend$", "", "friend" },
	{ "a repeated group is there once", "^(?:hello )+friend", "", "hello friend" },
	{ "a class of signs ends a word", "^I['’]m waiting", "", "waiting" },
	{ "an optional class may be missing", "\\bJane['’]?s invitation", "", "jane invitation" },
	{ "a class of letters does not", "^[a-z]invited you", "", "you" },
	{ "a class with its bracket first", "^[]x]foo bar", "", "bar" },
	{ "a class that is negated", "^[^@]foo bar", "", "bar" },
	{ "a class with an escape", "^[\\s-]foo bar", "", "foo bar" },
	{ "a class with letters in an escape", "^[\\w-]foo bar", "", "bar" },
	{ "a class of a named set is not understood", "^foo [[:alpha:]] bar", "", "" },
	{ "escaped signs", "^www\\.example\\/invite\\?", "", "www example invite" },
	{ "a digit is a letter here", "\\bhi5\\b", "", "hi5" },
	{ "a word ends before a letter that is not ASCII", "^Invitación a", "i", "invitaci ó" },
	{ "words that are not ASCII", "^да$", "i", "д а" },
	{ "a sign that is not ASCII is of no script", "^«foo»$", "", "foo" },
	{ "an optional letter that is not ASCII", "^Einladung fü?r dich$", "", "einladung dich" },
	{ "a look ahead tells nothing of words", "^foo(?=bar)baz hello", "", "foo hello" },
	{ "nor does a look behind", "(?<!x)foo hello", "", "hello" },
	{ "the long s is an s", "^ſofort hello", "i", "" },
	{ "white space that says nothing", "^foo bar", "x", "" },
	{ "flags within are not understood", "^(?i)foo", "", "" },
	{ "nor are references", "^(foo) \\1", "", "" },
	{ "a property is one character of any kind", "^foo \\p{L}bar \\P{Lu}, baz \\pL", "",
	  "foo baz" },
	{ "a property in a look ahead", "^foo(?! \\p{Lu}\\p{Ll})\\b", "", "foo" },
	{ "nor are quoted parts", "^foo \\Qa.b\\E", "", "" },
	{ "a brace that is text", "^foo{bar}", "", "foo bar" },
	{ "a host's name with subdomains", "@(?:[a-z0-9-]+\\.)*example\\.com$", "i",
	  "example com" },
};
/* clang-format on */

static char *
written(const GPtrArray *choices)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < choices->len; i++) {
		const LiteralChoice *choice = g_ptr_array_index(choices, i);

		for (guint j = 0; j < choice->len; j++) {
			g_string_append_printf(text, "%s%s",
					       j > 0   ? "|"
					       : i > 0 ? " "
						       : "",
					       (const char *)g_ptr_array_index(choice, j));
		}
	}
	return g_string_free(text, FALSE);
}

static void
test_choices(gconstpointer data)
{
	const Row *row = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(Pattern) pattern = pattern_new(row->expression, row->flags, NULL, &error);
	g_autoptr(GPtrArray) choices = NULL;
	g_autofree char *got = NULL;

	g_assert_no_error(error);
	choices = literal_choices(pattern);
	got = written(choices);
	g_assert_cmpstr(got, ==, row->wanted);
}

/* ---- what matches passes the gate ---- */

static const char *const expressions[] = {
	"^(?<name>.+?) (?:has )?invited you to (?:join|connect)\\b",
	"\\blinked\\s?in\\b",
	"^(?:Reminder: )?(?:stay in touch|hello),? friend",
	"\\bhi5\\b|\\bXING\\b",
	"^I['’]d like to add you",
	"\\bkiss\\b",
	"^Convite para .+ LinkedIn$",
	"@(?:[a-z]+\\.)*kiss\\.com",
	"\\b(?:skis|kayak)(?:s|ers)?\\b",
	"\\b(?:приглашает|invite) ",
	"go{1,2}gle ?(?:docs)?$",
	"\\bgo{1,2}gle ?(?:docs)?\\b",
};

static const char *const bits[] = {
	"Jane Doe",
	" ",
	"has ",
	"invited you to ",
	"join",
	"Connect",
	"ing",
	"linked",
	"In",
	"Reminder: ",
	"stay in touch",
	"HELLO",
	",",
	"friend",
	"hi5",
	"xing",
	"I'd like to ",
	"I’d like to ",
	"add you",
	"\xe2\x84\xaa"
	"i\xc5\xbf\xc5\xbf",
	"kiss",
	".com",
	"@",
	"mail.",
	"Convite para ",
	"você ",
	"ski\xc5\xbf",
	"\xe2\x84\xaa"
	"aya\xe2\x84\xaa",
	"ers",
	"приглашает ",
	"Google",
	"gogle",
	"docs",
	"_",
	"é",
};

static gboolean
note(gpointer thing, gpointer user_data)
{
	(void)thing;
	*(gboolean *)user_data = TRUE;
	return TRUE;
}

static void
check_gates(const Pattern *pattern, const char *text)
{
	g_autoptr(GPtrArray) choices = literal_choices(pattern);

	for (guint i = 0; i < choices->len; i++) {
		Gates *gates = gates_new();
		gboolean open = FALSE;

		gates_add_words(gates, g_ptr_array_index(choices, i), gates);
		gates_visit_words(gates, text, note, &open);
		if (!open)
			g_test_message("%s does not let \"%s\" in", pattern_expression(pattern),
				       text);
		g_assert_true(open);
		gates_free(gates);
	}
}

static void
test_promise(void)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(4711);
	guint matched = 0;

	for (guint i = 0; i < G_N_ELEMENTS(expressions); i++) {
		g_autoptr(Pattern) pattern = pattern_new(expressions[i], "i", NULL, NULL);

		for (guint n = 0; n < 20000; n++) {
			g_autoptr(GString) text = g_string_new(NULL);

			for (gint k = g_rand_int_range(random, 1, 6); k > 0; k--)
				g_string_append(
					text,
					bits[g_rand_int_range(random, 0, G_N_ELEMENTS(bits))]);
			if (pattern_match(pattern, text->str, -1) != PATTERN_YES)
				continue;
			check_gates(pattern, text->str);
			matched++;
		}
	}
	g_assert_cmpuint(matched, >, 1000);
}

/* ---- gates ---- */

static gboolean
count(gpointer thing, gpointer user_data)
{
	(void)thing;
	++*(guint *)user_data;
	return FALSE;
}

static void
test_many(void)
{
	static char things[5000];
	Gates *gates = gates_new();

	for (guint i = 0; i < G_N_ELEMENTS(things); i++)
		gates_add(gates, i * 2654435761u, &things[i]);
	for (guint i = 0; i < G_N_ELEMENTS(things); i++) {
		guint found = 0;

		gates_visit(gates, i * 2654435761u, count, &found);
		g_assert_cmpuint(found, ==, 1);
	}
	gates_free(gates);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("literal", rows, test_choices);
	g_test_add_func("/literal/what matches an expression has its words", test_promise);
	g_test_add_func("/gates/thousands are found again", test_many);
	return g_test_run();
}
