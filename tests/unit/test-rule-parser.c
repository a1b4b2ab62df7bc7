#include <glib/gstdio.h>
#include <string.h>

#include "language/rule-parser.h"

#include "rows.h"

/* Read and finish TEXT; NULL with the message in *MESSAGE. */
static Ruleset *
parse(const char *text, char **message)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(StatementFile) file = statement_file_parse("rules/f.rules", text, &error);
	g_autoptr(Ruleset) rules = ruleset_new();

	*message = NULL;
	if (file != NULL && rule_parser_read(rules, file, &error) &&
	    rule_parser_finish(rules, &error))
		return g_steal_pointer(&rules);
	*message = g_strdup(error->message);
	return NULL;
}

#define NETWORK "network n \"N\"\n  from example.com\n"
#define OTHER "network other \"an unlisted network\"\n  from *\n"

typedef struct Case {
	const char *name;
	const char *text;
	const char *wanted; /* the message behind "rules/f.rules:", or NULL: no mistake */
} Case;

/* clang-format off */
static const Case cases[] = {
	{ "a network needs no more than its domain", NETWORK, NULL },
	{ "all that a network may say",
	  NETWORK "  from example.net EXAMPLE.org\n  category professional\n  signs yes\n"
		  "  member-links example.com/e/ example.net\n  brand /\\bN\\b/i\n"
		  "  profile /^https?:\\/\\/(?:www\\.)?example\\.com\\/in\\/(?<profile_slug>[^\\/?#]+)/i\n"
		  "  ignore header X-Template|subject /jobs/\n"
		  "  reminder link /reminder/\n"
		  "  update not subject /Re:/ text @update\n"
		  "  invitation by member subject /^Invitation/ at-least 2 (bulk list one-recipient)\n"
		  "  inviter link /^https:\\/\\/www\\.example\\.com\\/in\\/(?<profile_slug>[^\\/]+)/\n"
		  "  inviter from-name /^(?<name>.+)$/\n"
		  "  inviter weak quoted /^From: (?<name>.+) \\[(?<email>.+)\\]/m\n"
		  "words update\n  /your details/i\n",
	  NULL },

	{ "the manual's example",
	  "network linkedin \"LinkedIn\"\n"
	  "    category     professional                 # professional, social, contacts, family, workspace\n"
	  "    from         linkedin.com                 # mail from here and its subdomains\n"
	  "    signs        yes                          # it signs all its mail\n"
	  "    member-links linkedin.com/e/              # where mail in a member's own name leads\n"
	  "    brand        /\\blinked\\s?in\\b/i           # what an imitation calls itself\n"
	  "\n"
	  "    ignore       header X-LinkedIn-Template /accept_invite|^email_(?:jobs|pymk)_/\n"
	  "    ignore       subject /accepted your invitation/i\n"
	  "\n"
	  "    reminder     link /[?&]trk=eml-email_m2m_invite_reminder_/\n"
	  "    reminder     subject /^Reminder: (?<name>.+?) invited you to connect/i\n"
	  "    invitation   header X-LinkedIn-Template /invite_(?:member|guest)|m2m_invite_(?:single|digest)/\n"
	  "    invitation   by member  subject /^Invitation to connect on LinkedIn$/i\n"
	  "\n"
	  "    inviter      link /^https:\\/\\/www\\.linkedin\\.com\\/comm\\/in\\/(?<profile_slug>[^\\/?]+)\\?(?=[^#]*trk=eml-[^&#]*-hero-)/\n"
	  "    inviter      from-name /^(?!LinkedIn\\b)(?<name>.+?)(?: \\(?via LinkedIn\\)?| \\(LinkedIn Invitations\\))?$/\n"
	  "    inviter weak quoted /^From: (?<name>.+?) \\[(?<email>[^\\]]+)\\]/m\n",
	  NULL },

	/* pages of members */
	{ "a page that is nobody's",
	  NETWORK "  profile /^https:\\/\\/www\\.example\\.com\\/in\\//\n",
	  "3:11: expected one group (?<profile_FORM>...) in the address of a member's page" },
	{ "a page that tells a name",
	  NETWORK "  profile /^https:\\/\\/www\\.example\\.com\\/in\\/(?<name>.+)/\n",
	  "3:11: expected one group (?<profile_FORM>...) in the address of a member's page" },
	{ "a page of whatever host",
	  NETWORK "  profile /example\\.com\\/in\\/(?<profile_slug>.+)/\n",
	  "3:11: expected scheme and host at the beginning of a profile, as in "
	  "/^https?:\\/\\/www\\.example\\.com\\/.../" },

	/* headings */
	{ "a line that belongs nowhere", "  from example.com\n",
	  "1:3: expected \"network\" or \"words\" before an indented line" },
	{ "an unknown heading", "netwrk n\n",
	  "1:1: expected \"network\" or \"words\" at the beginning of a line" },
	{ "a line that is not indented", NETWORK "invitation subject /x/\n",
	  "3:1: expected white space before \"invitation\": the lines of a network are indented" },
	{ "a network without a title", "network n\n  from example.com\n",
	  "1:10: expected the network's \"title\", found the end of the line" },
	{ "a network that nobody can write from", "network n \"N\"\n  signs yes\n",
	  "1:9: expected a \"from\" line in network n" },
	{ "a network called like a word of policy", "network trusted \"T\"\n",
	  "1:9: expected a network's name of small letters, digits, \".\", \"-\" and \"_\" that is "
	  "no word of policy, found \"trusted\"" },
	{ "a network called with capitals", "network N \"N\"\n",
	  "1:9: expected a network's name of small letters, digits, \".\", \"-\" and \"_\" that is "
	  "no word of policy, found \"N\"" },
	{ "two networks of one name", NETWORK NETWORK,
	  "3:9: network n stands already at rules/f.rules:1:9" },
	{ "a domain of two networks", NETWORK "network m \"M\"\n  from example.net example.com\n",
	  "4:20: example.com is of network n already (rules/f.rules:1:9)" },
	{ "a subdomain may be another network's",
	  NETWORK "network m \"M\"\n  from m.example.com\n", NULL },

	/* what stands below a network */
	{ "a mistyped keyword", NETWORK "  invitaton subject /x/\n",
	  "3:3: unknown keyword \"invitaton\"; did you mean \"invitation\"?" },
	{ "an unknown keyword", NETWORK "  whatever subject /x/\n",
	  "3:3: unknown keyword \"whatever\"" },
	{ "an unknown category", NETWORK "  category fun\n",
	  "3:12: expected professional, social, contacts, family or workspace, found \"fun\"" },
	{ "a brand given twice", NETWORK "  brand /a/\n  brand /b/\n",
	  "4:3: expected \"brand\" only once in a network" },
	{ "a top-level domain is nobody's", "network n \"N\"\n  from com\n",
	  "2:8: expected a domain, found \"com\"" },
	{ "an address is no domain", "network n \"N\"\n  from a@example.com\n",
	  "2:8: expected a domain, found \"a@example.com\"" },
	{ "all domains and one", "network n \"N\"\n  from *\n  from example.com\n",
	  "3:8: expected either domains or *, not both" },
	{ "a link with its scheme is no host", NETWORK "  member-links https://example.com/e/\n",
	  "3:16: expected a host and a path such as example.com/e/, found \"https://example.com/e/\"" },
	{ "words after the end", NETWORK "  signs yes indeed\n",
	  "3:13: expected the end of the line, found \"indeed\"" },

	/* templates */
	{ "where the template is named",
	  NETWORK "  template header X-Template\n  template header Feedback-ID /^(?<template>[^:]+)/\n"
		  "  template link /[?&]trk=(?<template>\\w+)/\n  template from /^(?<template>\\w+)@/\n",
	  NULL },
	{ "a template in what a member writes", NETWORK "  template subject /^(?<template>.+)$/\n",
	  "3:12: expected a field that names no person: header NAME, link, from, sender or list-id" },
	{ "a template in what names the recipient",
	  NETWORK "  template header To /^(?<template>.+)$/\n",
	  "3:19: expected a field that names no person: header NAME, link, from, sender or list-id" },
	{ "a template in the envelope sender",
	  NETWORK "  template mail-from /^(?<template>\\w+)/\n",
	  "3:12: expected a field that names no person: header NAME, link, from, sender or list-id" },
	{ "a template in a delivering server's field", NETWORK "  template header delivered-to\n",
	  "3:19: expected a field that names no person: header NAME, link, from, sender or list-id" },
	{ "a template that is not told from the rest of a link", NETWORK "  template link\n",
	  "3:12: expected /an expression/ with (?<template>...)" },
	{ "a template without its group", NETWORK "  template link /trk=(\\w+)/\n",
	  "3:17: expected one group, (?<template>...), that is the name" },
	{ "a template with a name", NETWORK "  template link /(?<name>a)(?<template>b)/\n",
	  "3:17: expected one group, (?<template>...), that is the name" },
	{ "a template of the unlisted", OTHER "  template header X-Template\n",
	  "1:9: networks that nobody listed have no \"template\" in common" },

	/* lines */
	{ "a line without a pair", NETWORK "  invitation\n",
	  "3:13: expected a field, found the end of the line" },
	{ "an unknown field", NETWORK "  invitation subjct /x/\n",
	  "3:14: unknown field \"subjct\"; did you mean \"subject\"?" },
	{ "a field written as in a mail", NETWORK "  invitation Subject /x/\n",
	  "3:14: unknown field \"Subject\"; did you mean \"subject\"?" },
	{ "a second header field without its keyword",
	  NETWORK "  invitation header X-A|Feedback-ID /x/\n",
	  "3:25: unknown field \"Feedback-ID\"; did you mean \"header Feedback-ID\"?" },
	{ "a field without an expression", NETWORK "  invitation subject\n",
	  "3:21: expected /an expression/ or @words after a field" },
	{ "a header without its name", NETWORK "  invitation header /x/\n",
	  "3:21: expected a header field's name, found \"/x/\"" },
	{ "a wrong expression", NETWORK "  invitation subject /a(/\n",
	  "3:25: expected an expression: missing closing parenthesis" },
	{ "an unknown predicate", NETWORK "  invitation subject /x/ is nice\n",
	  "3:29: expected machine-made, role-sender, via-suffix, foreign-reply-to, bulk, list, "
	  "person-name, one-recipient, reply, accept-link, recipient-in-link or aged, found \"nice\"" },
	{ "at least three of two", NETWORK "  invitation at-least 3 (bulk list)\n",
	  "3:35: expected at least 3 predicates" },
	{ "predicates without their end", NETWORK "  invitation at-least 1 (bulk",
	  "3:30: expected \")\" after the predicates" },
	{ "a group that identifies nobody", NETWORK "  invitation subject /(?<who>.+)/\n",
	  "3:22: expected groups called name, email, profile_FORM or invitation, found (?<who>...)" },
	{ "a profile without its form", NETWORK "  invitation subject /(?<profile_>.+)/\n",
	  "3:22: expected groups called name, email, profile_FORM or invitation, found (?<profile_>...)" },
	{ "an inviter by member", NETWORK "  inviter by member subject /(?<name>.+)/\n",
	  "3:14: \"by member\" says nothing in an inviter line: the From mailbox is the inviter" },
	{ "a weak invitation", NETWORK "  invitation weak subject /x/\n",
	  "3:14: unknown field \"weak\"" },
	{ "an inviter that names nobody", NETWORK "  inviter subject /invited you/\n",
	  "3:3: expected (?<name>...), (?<email>...), (?<profile_FORM>...) or (?<invitation>...) in an inviter line" },
	{ "an inviter named by what must not hold", NETWORK "  inviter not subject /(?<name>.+)/\n",
	  "3:3: expected (?<name>...), (?<email>...), (?<profile_FORM>...) or (?<invitation>...) in an inviter line" },
	{ "dates and what is aged by them",
	  NETWORK "  date link /id=(?<made_shift22>\\d+)/\n  date header X-Id /^(?<sent_base36>\\w+)/\n"
		  "  reminder is aged\n", NULL },
	{ "a date by member", NETWORK "  date by member link /(?<made_shift22>\\d+)/\n",
	  "3:11: \"by member\" says nothing in a date line" },
	{ "a date that says nothing", NETWORK "  date link /id=/\n",
	  "3:3: expected (?<made_FORM>...) or (?<sent_FORM>...) in a date line" },
	{ "a date in a form nobody knows", NETWORK "  date link /(?<made_roman>\\w+)/\n",
	  "3:13: expected groups called made_FORM or sent_FORM, with base36 or shift22 as FORM, found "
	  "(?<made_roman>...)" },
	{ "a date that names somebody", NETWORK "  date link /(?<name>\\w+)/\n",
	  "3:13: expected groups called made_FORM or sent_FORM, with base36 or shift22 as FORM, found "
	  "(?<name>...)" },
	{ "a date outside a date line", NETWORK "  reminder link /(?<made_shift22>\\d+)/\n",
	  "3:17: expected groups called name, email, profile_FORM or invitation, found (?<made_shift22>...)" },
	{ "a date that asks how old it is",
	  NETWORK "  date link /id=(?<made_shift22>\\d+)/ is aged\n",
	  "3:42: \"aged\" is told by the date lines, so it says nothing in one" },
	{ "a date that asks for one of several",
	  NETWORK "  date link /id=(?<made_shift22>\\d+)/ at-least 1 (bulk aged)\n",
	  "3:56: \"aged\" is told by the date lines, so it says nothing in one" },
	{ "aged without a date of the invitation",
	  NETWORK "  date header X-Id /^(?<sent_base36>\\w+)/\n  reminder is aged\n",
	  "4:15: expected a date line with (?<made_FORM>...) in network n, or nothing here is aged" },

	{ "an inviter named by words",
	  NETWORK "  inviter subject @who\nwords who\n  /^(?<name>.+) invited/\n",
	  NULL },

	/* words */
	{ "words that do not exist", NETWORK "  invitation subject @invited\n",
	  "3:23: no expressions under \"words invited\" in any of the files" },
	{ "words without expressions", "words invited\nwords accept\n  /x/\n",
	  "1:7: no expressions under \"words invited\" in any of the files" },
	{ "words without slashes", "words invited\n  invited you\n",
	  "2:3: expected /an expression/, found \"invited\"" },

	/* mail of others: the header must tell */
	{ "a line by member on the subject",
	  NETWORK "  invitation by member subject /^Join me/ link /x/\n", NULL },
	{ "a line by member on the text alone", NETWORK "  invitation by member text /^Join me/\n",
	  "3:3: expected a condition on a header field (subject, from-name, header ..., not negated) "
	  "in a line that may apply to mail not from its network" },
	{ "a line by member on what the subject lacks",
	  NETWORK "  reminder by member not subject /^Re:/ text /x/\n",
	  "3:3: expected a condition on a header field (subject, from-name, header ..., not negated) "
	  "in a line that may apply to mail not from its network" },
	{ "a line by member on subject or text",
	  NETWORK "  invitation by member subject|text /^Join me/\n",
	  "3:3: expected a condition on a header field (subject, from-name, header ..., not negated) "
	  "in a line that may apply to mail not from its network" },
	{ "a line by member on predicates",
	  NETWORK "  invitation by member at-least 1 (bulk list)\n",
	  "3:3: expected a condition on a header field (subject, from-name, header ..., not negated) "
	  "in a line that may apply to mail not from its network" },
	{ "a line by member on machine-made mail",
	  NETWORK "  invitation by member is machine-made text /x/\n",
	  NULL },
	{ "a line by member on mail that is not machine-made",
	  NETWORK "  invitation by member not is machine-made text /x/\n",
	  "3:3: expected a condition on a header field (subject, from-name, header ..., not negated) "
	  "in a line that may apply to mail not from its network" },
	{ "a line of the unlisted on the text alone", OTHER "  invitation text /invited you/\n",
	  "3:3: expected a condition on a header field (subject, from-name, header ..., not negated) "
	  "in a line that may apply to mail not from its network" },
	{ "an inviter of the unlisted in the text",
	  OTHER "  inviter weak text /^(?<name>.+) invited/\n", NULL },
	{ "the network's own mail may be told by its text",
	  NETWORK "  invitation text /invited you/\n", NULL },

	/* strong inviters */
	{ "a strong inviter in the text", NETWORK "  inviter text /^(?<name>.+) invited/\n",
	  "3:16: an inviter read from text must be written \"inviter weak\"" },
	{ "a strong inviter in a business card",
	  NETWORK "  inviter subject|vcard-email /(?<email>.+)/\n",
	  "3:31: an inviter read from vcard-email must be written \"inviter weak\"" },
	{ "a strong inviter may depend on the text",
	  NETWORK "  inviter text /invited you/ subject /^(?<name>.+) invited/\n", NULL },
	{ "a strong link without its host",
	  NETWORK "  inviter link /\\/in\\/(?<profile_slug>[^\\/]+)/\n",
	  "3:16: expected scheme and host at the beginning of a strong link, as in "
	  "/^https:\\/\\/www\\.example\\.com\\/.../, or \"inviter weak\"" },
	{ "a weak link without its host",
	  NETWORK "  inviter weak link /\\/in\\/(?<profile_slug>[^\\/]+)/\n", NULL },
	{ "a strong link in words without its host",
	  NETWORK "  inviter link @links\nwords links\n  /in\\/(?<profile_slug>.+)/\n",
	  "3:17: expected scheme and host at the beginning of a strong link, as in "
	  "/^https:\\/\\/www\\.example\\.com\\/.../, or \"inviter weak\"" },
};
/* clang-format on */

static void
test_case(gconstpointer data)
{
	const Case *c = data;
	g_autofree char *message = NULL;
	g_autoptr(Ruleset) rules = parse(c->text, &message);
	g_autofree char *wanted =
		c->wanted == NULL ? NULL : g_strconcat("rules/f.rules:", c->wanted, NULL);

	g_assert_cmpstr(message, ==, wanted);
	g_assert_true((rules == NULL) == (wanted != NULL));
}

/* ---- what was read ---- */

static const RuleLine *
line_of(const Ruleset *rules, LineKind kind, guint nth)
{
	const Network *network = ruleset_network(rules, "n");

	return g_ptr_array_index(network->lines[kind], nth);
}

static void
test_line(void)
{
	g_autofree char *message = NULL;
	g_autoptr(Ruleset) rules = parse(
		"# c\n" NETWORK "  invitation by member header X-A|from-name /x/i not text @w \\\n"
		"    is reply at-least 2 ( bulk list )\nwords w\n  /a/\nwords w\n  /b/\n",
		&message);
	const RuleLine *line;
	const RulePair *pair;

	g_assert_cmpstr(message, ==, NULL);
	line = line_of(rules, LINE_INVITATION, 0);
	g_assert_true(line->by_member);
	g_assert_true(line->tells_reply);
	g_assert_cmpstr(line->where, ==, "f.rules:4");
	g_assert_true(line->network == ruleset_network(rules, "n"));
	g_assert_cmpuint(line->pairs->len, ==, 4);

	pair = g_ptr_array_index(line->pairs, 0);
	g_assert_cmpint(pair->type, ==, PAIR_MATCH);
	g_assert_cmpuint(pair->fields->len, ==, 2);
	g_assert_cmpint(g_array_index(pair->fields, RuleField, 0).place, ==, PLACE_HEADER);
	g_assert_cmpstr(g_array_index(pair->fields, RuleField, 0).header, ==, "X-A");
	g_assert_cmpint(g_array_index(pair->fields, RuleField, 1).place, ==, PLACE_FROM_NAME);
	g_assert_cmpint(pattern_match(pair->pattern, "X", -1), ==, PATTERN_YES);

	pair = g_ptr_array_index(line->pairs, 1);
	g_assert_true(pair->negated);
	g_assert_true(pair->list == ruleset_words(rules, "w"));
	g_assert_cmpuint(pair->list->patterns->len, ==, 2);

	pair = g_ptr_array_index(line->pairs, 2);
	g_assert_cmpint(pair->type, ==, PAIR_IS);
	g_assert_cmpint(g_array_index(pair->predicates, Predicate, 0), ==, PREDICATE_REPLY);

	pair = g_ptr_array_index(line->pairs, 3);
	g_assert_cmpint(pair->type, ==, PAIR_AT_LEAST);
	g_assert_cmpuint(pair->at_least, ==, 2);
	g_assert_cmpuint(pair->predicates->len, ==, 2);
}

static void
test_network(void)
{
	g_autofree char *message = NULL;
	g_autoptr(Ruleset) rules = parse(NETWORK "  from EXAMPLE.net b\xc3\xbc"
						 "cher.example\n  signs yes\n  category contacts\n"
						 "  member-links example.com/e/ example.net\n",
					 &message);
	const Network *network = ruleset_network(rules, "n");
	const LinkPrefix *first = g_ptr_array_index(network->member_links, 0);
	const LinkPrefix *second = g_ptr_array_index(network->member_links, 1);

	g_assert_cmpstr(message, ==, NULL);
	g_assert_cmpstr(network->title, ==, "N");
	g_assert_cmpstr(network->where, ==, "f.rules:1");
	g_assert_cmpint(network->category, ==, CATEGORY_CONTACTS);
	g_assert_true(network->signs);
	g_assert_cmpuint(network->from->len, ==, 3);
	g_assert_cmpstr(g_ptr_array_index(network->from, 1), ==, "example.net");
	g_assert_cmpstr(g_ptr_array_index(network->from, 2), ==, "xn--bcher-kva.example");
	g_assert_cmpstr(first->host, ==, "example.com");
	g_assert_cmpstr(first->path, ==, "/e/");
	g_assert_cmpstr(second->host, ==, "example.net");
	g_assert_cmpstr(second->path, ==, "");
}

/* ---- directories ---- */

static void
write_file(const char *folder, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autofree char *parent = g_path_get_dirname(path);

	g_assert_cmpint(g_mkdir_with_parents(parent, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
remove_folder(const char *path)
{
	GDir *folder = g_dir_open(path, 0, NULL);
	const char *name;

	while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
		g_autofree char *below = g_build_filename(path, name, NULL);

		remove_folder(below);
	}
	g_clear_pointer(&folder, g_dir_close);
	g_remove(path);
}

static void
test_directories(void)
{
	g_autofree char *own = g_dir_make_tmp("rules-XXXXXX", NULL);
	g_autofree char *shipped = g_dir_make_tmp("rules-XXXXXX", NULL);
	const char *const directories[] = { "/nowhere/rules", own, shipped, NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Ruleset) rules = NULL;

	write_file(own, "n.rules",
		   "network n \"Own\"\n  from example.com\n  invitation subject @w\n");
	write_file(shipped, "n.rules", "network n \"Shipped\"\n  from example.com\n");
	write_file(shipped, "m.rules", "network m \"M\"\n  from example.net\n");
	write_file(shipped, "README", "no rules\n");
	write_file(shipped, "words/en.rules", "words w\n  /a/\n");
	write_file(own, "words/de.rules", "words w\n  /b/\n");
	rules = rule_parser_load(directories, &error);
	remove_folder(own);
	remove_folder(shipped);

	g_assert_no_error(error);
	g_assert_cmpuint(ruleset_networks(rules)->len, ==, 2);
	g_assert_cmpstr(ruleset_network(rules, "n")->title, ==, "Own");
	g_assert_cmpuint(ruleset_words(rules, "w")->patterns->len, ==, 2);
}

static void
test_no_directory(void)
{
	const char *const directories[] = { "/nowhere/rules", "/nowhere/else", NULL };
	g_autoptr(GError) error = NULL;

	g_assert_null(rule_parser_load(directories, &error));
	g_assert_error(error, STATEMENT_ERROR, STATEMENT_ERROR_OPEN);
	g_assert_cmpstr(error->message, ==,
			"none of the rules directories is there: /nowhere/rules, /nowhere/else");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("rule-parser", cases, test_case);
	g_test_add_func("/rule-parser/what a line says", test_line);
	g_test_add_func("/rule-parser/what a network says", test_network);
	g_test_add_func("/rule-parser/of files with one name the earlier directory wins",
			test_directories);
	g_test_add_func("/rule-parser/one of the directories must be there", test_no_directory);
	return g_test_run();
}
