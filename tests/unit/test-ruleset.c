#include <string.h>

#include "base/names.h"
#include "language/rule-parser.h"

#include "rows.h"

static const char rules_text[] = "network zebra \"Zebra\"\n"
				 "  from example.com\n"
				 "  invitation subject /zebra/\n"
				 "  ignore by member subject /zebra/\n"
				 "network badger \"Badger\"\n"
				 "  from badger.example.com example.org\n"
				 "  reminder subject /badger/\n"
				 "network other \"an unlisted network\"\n"
				 "  from *\n"
				 "  invitation subject /other/\n"
				 "  inviter subject /^(?<name>.+) invited/\n"
				 "words accept\n"
				 "  /\\baccept\\b/\n";

static Ruleset *
load(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(StatementFile) file = statement_file_parse("t.rules", rules_text, &error);
	g_autoptr(Ruleset) rules = ruleset_new();

	g_assert_no_error(error);
	rule_parser_read(rules, file, &error);
	g_assert_no_error(error);
	rule_parser_finish(rules, &error);
	g_assert_no_error(error);
	return g_steal_pointer(&rules);
}

typedef struct Case {
	const char *name;
	const char *domain;
	const char *network; /* NULL: none */
} Case;

static const Case cases[] = {
	{ "a network's own domain", "example.com", "zebra" },
	{ "a subdomain of it", "mail.eu.example.com", "zebra" },
	{ "a domain of another network below it", "badger.example.com", "badger" },
	{ "the longest domain decides", "mail.badger.example.com", "badger" },
	{ "a second domain", "www.example.org", "badger" },
	{ "a domain that only ends so", "notexample.com", NULL },
	{ "the domain above", "com", NULL },
	{ "anybody's domain is not the unlisted network's", "example.net", NULL },
	{ "no domain", "", NULL },
	{ "nothing but dots", "...", NULL },
};

static void
test_network_of(gconstpointer data)
{
	const Case *c = data;
	g_autoptr(Ruleset) rules = load();
	const Network *network = ruleset_network_of(rules, c->domain);

	g_assert_cmpstr(network != NULL ? network->name : NULL, ==, c->network);
}

static void
test_order(void)
{
	g_autoptr(Ruleset) rules = load();
	const GPtrArray *networks = ruleset_networks(rules);

	g_assert_cmpuint(networks->len, ==, 3);
	g_assert_cmpstr(((Network *)g_ptr_array_index(networks, 0))->name, ==, "badger");
	g_assert_cmpstr(((Network *)g_ptr_array_index(networks, 1))->name, ==, "other");
	g_assert_cmpstr(((Network *)g_ptr_array_index(networks, 2))->name, ==, "zebra");
	g_assert_null(ruleset_network(rules, "lion"));
	g_assert_nonnull(ruleset_words(rules, "accept"));
	g_assert_null(ruleset_words(rules, "opt-out"));
}

static void
test_many(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(StatementFile) file = NULL;
	g_autoptr(Ruleset) rules = ruleset_new();

	for (guint i = 0; i < 1000; i++)
		g_string_append_printf(text, "network n%u \"N\"\n  from n%u.example\n", i, i);
	file = statement_file_parse("many.rules", text->str, NULL);
	g_assert_true(rule_parser_read(rules, file, NULL));
	g_assert_true(rule_parser_finish(rules, NULL));
	g_assert_cmpstr(ruleset_network_of(rules, "mail.n777.example")->name, ==, "n777");
	g_assert_null(ruleset_network_of(rules, "n1000.example"));
}

static void
test_places(void)
{
	g_assert_true(place_in_header(PLACE_SUBJECT));
	g_assert_true(place_in_header(PLACE_LIST_ID));
	g_assert_false(place_in_header(PLACE_TEXT));
	g_assert_false(place_in_header(PLACE_LINK));
	g_assert_cmpint(names_value(place_words, "vcard-email", -1), ==, PLACE_VCARD_EMAIL);
	g_assert_cmpint(names_value(line_kind_words, "inviter", -1), ==, LINE_INVITER);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("ruleset/network of", cases, test_network_of);
	g_test_add_func("/ruleset/networks stand in order of their names", test_order);
	g_test_add_func("/ruleset/a thousand networks", test_many);
	g_test_add_func("/ruleset/places and kinds", test_places);
	return g_test_run();
}
