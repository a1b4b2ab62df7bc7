#include "given.h"
#include "language/rule-index.h"

static const char rules_text[] = "words asking\n"
				 "    /^(?<name>.+?) invited you/i\n"
				 "    /\\bbe my guest\\b/\n"
				 "network club \"Example Club\"\n"
				 "    from         example.com club.example.co.uk\n"
				 "    brand        /\\bexample\\s?club\\b/i\n"
				 "    invitation   subject /^Only by the club$/\n"
				 "    invitation   by member subject /^Join me at the club$/i\n"
				 "    invitation   by member subject|from-name @asking\n"
				 "    invitation   by member header X-Club /\\bhandshake\\b/\n"
				 "    invitation   by member subject /^.+!$/\n"
				 "    invitation   by member is machine-made text /club/\n"
				 "    invitation   by member is machine-made subject /\\?$/\n"
				 "    ignore       by member subject /^Quoting the club/\n"
				 "network acme \"Acme\"\n"
				 "    from         acmebook.net\n"
				 "    brand        /acme/i\n"
				 "    invitation   subject /x/\n";

static Ruleset *rules;

/* ---- lines ---- */

typedef struct LineRow {
	const char *name;
	guint line;         /* in rules_text */
	const char *wanted; /* where it lies */
} LineRow;

static const LineRow line_rows[] = {
	{ "a line of the network alone lies nowhere", 7, "" },
	{ "a subject's longest word", 8, "subject: join" },
	{ "the words of all expressions of a list, for each field", 9,
	  "subject: invited guest, from-name: invited guest" },
	{ "a header field of any name", 10, "header: handshake" },
	{ "what has no words is always tried", 11, "others" },
	{ "what demands a predicate lies under it", 12, "machine-made" },
	{ "but not if its wording may be copied", 13, "others" },
	{ "lines that ignore are asked later", 14, "" },
};

static const char *const words[] = { "join", "club", "invited", "guest", "handshake", "quoting" };

static gboolean
is_line(gpointer thing, gpointer user_data)
{
	return g_strcmp0(((const RuleLine *)thing)->where, user_data) == 0;
}

static gboolean
has_line(const GPtrArray *lines, char *where)
{
	for (guint i = 0; lines != NULL && i < lines->len; i++)
		if (is_line(g_ptr_array_index(lines, i), where))
			return TRUE;
	return FALSE;
}

static void
tell_words(const IndexField *field, char *where, GString *told)
{
	gboolean first = TRUE;

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (!gates_visit_words(field->lines, words[i], is_line, where))
			continue;
		if (first)
			g_string_append_printf(told, "%s%s:", told->len > 0 ? ", " : "",
					       place_words[field->field.place]);
		g_string_append_printf(told, " %s", words[i]);
		first = FALSE;
	}
}

static void
test_line(gconstpointer data)
{
	const LineRow *row = data;
	const RuleIndex *index = ruleset_index(rules);
	g_autofree char *where = g_strdup_printf("test.rules:%u", row->line);
	g_autoptr(GString) told = g_string_new(NULL);

	for (guint i = 0; i < index->fields->len; i++)
		tell_words(&g_array_index(index->fields, IndexField, i), where, told);
	for (guint i = 0; i < PREDICATES; i++)
		if (has_line(index->by_predicate[i], where))
			g_string_append(told, predicate_words[i]);
	if (has_line(index->others, where))
		g_string_append(told, "others");
	g_assert_cmpstr(told->str, ==, row->wanted);
}

/* ---- networks ---- */

typedef struct ClaimRow {
	const char *name;
	const char *from_name, *domain;
	gboolean club;
} ClaimRow;

static const ClaimRow claim_rows[] = {
	{ "nobody", "Jane Doe", "mail.nowhere.test", FALSE },
	{ "no name at all", NULL, "mail.nowhere.test", FALSE },
	{ "the brand in the name", "Example Club", "nowhere.test", TRUE },
	{ "the brand in one word", "ExampleClub", "nowhere.test", TRUE },
	{ "the brand in the domain", "Jane", "example-club.nowhere.test", TRUE },
	{ "another letter in the domain", "Jane", "exampla.com", TRUE },
	{ "a letter missing, below another host", "Jane", "mail.exmple.net", TRUE },
	{ "one letter more", "Jane", "exampple.net", TRUE },
	{ "two neighbors exchanged", "Jane", "exmaple.net", TRUE },
	{ "a digit for a letter", "Jane", "examp1e.com", TRUE },
	{ "several digits for letters", "Jane", "3x4mp1e.com", TRUE },
	{ "two letters for one", "Jane", "exarnple.com", TRUE },
	{ "letters of another alphabet", "Jane", "xn--xample-2of.com", TRUE },
	{ "two letters apart", "Jane", "exomplu.com", FALSE },
	{ "no domain", "Jane", "", FALSE },
	{ "nothing but dots", "Jane", "...", FALSE },
	{ "an endless label", "Jane",
	  "clubclubclubclubclubclubclubclubclubclubclubclubclubclubclubclubclubclub.com", FALSE },
};

static gboolean
is_network(gpointer thing, gpointer user_data)
{
	return g_strcmp0(((const Network *)thing)->name, user_data) == 0;
}

static void
test_claim(gconstpointer data)
{
	const ClaimRow *row = data;
	char club[] = "club", acme[] = "acme";
	const RuleIndex *index = ruleset_index(rules);

	g_assert_cmpint(
		rule_index_visit_claimed(index, row->from_name, row->domain, is_network, club), ==,
		row->club);
	/* Its brand has no words: it is always worth a look. */
	g_assert_true(
		rule_index_visit_claimed(index, row->from_name, row->domain, is_network, acme));
}

typedef struct AlikeRow {
	const char *name;
	const char *domain, *network, *wanted;
} AlikeRow;

static const AlikeRow alike_rows[] = {
	{ "one letter apart", "exampla.com", "club", "example.com" },
	{ "the domain itself is none", "example.com", "club", NULL },
	{ "below the domain itself", "mail.example.com", "club", NULL },
	{ "another network's", "exampla.com", "acme", NULL },
	{ "only the organization's label counts", "exampla.mail.org", "club", NULL },
	{ "a long domain of another network", "acme-book.net", "acme", "acmebook.net" },
	{ "no domain looks like nothing", "", "club", NULL },
};

static void
test_alike(gconstpointer data)
{
	const AlikeRow *row = data;

	g_assert_cmpstr(look_alikes_find(ruleset_index(rules)->look_alikes, row->domain,
					 ruleset_network(rules, row->network)),
			==, row->wanted);
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	message_library_init();
	rules = given_rules(rules_text);
	GIVEN_ROWS("rule-index/lines", line_rows, test_line);
	GIVEN_ROWS("rule-index/claims", claim_rows, test_claim);
	GIVEN_ROWS("look-alike", alike_rows, test_alike);
	status = g_test_run();
	ruleset_free(rules);
	return status;
}
