#include "club.h"
#include "given.h"
#include "recognize/near-miss.h"
#include "recognize/rule-text.h"

static Ruleset *rules;

typedef struct Row {
	const char *name;
	const char *header, *body;
	gboolean ignored;
	const char *wanted; /* the sentences, one a line */
} Row;

/* clang-format off */
static const Row rows[] = {
	{ "a subject that is nearly the network's",
	  BY_CLUB "Subject: Jane Doe wanted to connect\n", "", FALSE,
	  "test.rules:21: invitation comes nearest\n"
	  "subject /^(?<name>.+?) wants to connect/ does not hold: the nearest is \"Jane Doe wanted to connect\"\n" },
	{ "of several conditions those that fail are named",
	  BY_CLUB "X-Club-Kind: invite\nX-Club-Test: yes\n", "", FALSE,
	  "test.rules:20: invitation comes nearest\n"
	  "not header X-Club-Test /./ does not hold: the nearest is \"yes\"\n" },
	{ "a field that is not there is said not to be", BY_CLUB "Subject: Hello\n", "", FALSE,
	  "test.rules:25: invitation comes nearest\n"
	  "text /I have joined Example Club/ does not hold: there is none\n" },
	{ "a text is compared line by line",
	  BY_CLUB "Subject: News\n", "Dear member\nthis handshake is no secret.\nBye\n", FALSE,
	  "test.rules:22: invitation comes nearest\n"
	  "subject|text /\\bsecret handshake\\b/ does not hold: the nearest is \"this handshake is no secret.\"\n" },
	{ "a link, too", BY_CLUB "Subject: News\n", "https://www.example.com/e/x?kind=invite\n"
	  "https://www.example.com/e/x?kindly=reminder\n", FALSE,
	  "test.rules:17: reminder comes nearest\n"
	  "link /[?&]kind=reminder/ does not hold: the nearest is \"https://www.example.com/e/x?kindly=reminder\"\n" },
	{ "mail of the network that is like nothing has no near line",
	  BY_CLUB "Subject: Your week\n",
	  "Lorem ipsum.\n", FALSE, "" },
	{ "what an ignore line beats is named",
	  BY_CLUB "Subject: Jane Doe wants to connect\nX-Club-Kind: accepted_4\n", "", TRUE,
	  "without that line test.rules:21 would make it an invitation\n" },
	{ "an ignore line that beats nothing whole is left alone",
	  BY_CLUB "Subject: Jane Doe wanted to connect\nX-Club-Kind: accepted_4\n", "", TRUE, "" },
	{ "the network's wording from elsewhere is the network's alone",
	  BY_JANE "Subject: Jane Doe wants to connect\n", "", FALSE,
	  "test.rules:21: invitation comes nearest\n"
	  "it applies to mail from example.com alone\n" },
	{ "and so is it in a member's own name, which the line does not allow",
	  BY_JANE "Sender: post@example.com\nSubject: Jane Doe wants to connect\n", "", FALSE,
	  "test.rules:21: invitation comes nearest\n"
	  "it applies to mail from example.com alone; in a member's own name a line must be \"by member\"\n" },
	{ "a member's wording of which half is missing",
	  BY_JANE "Subject: Jane invites you to join\n", "", FALSE,
	  "test.rules:37: invitation comes nearest\n"
	  "at-least 3 (person-name machine-made accept-link recipient-in-link) does not hold\n" },
	{ "a member's line that held is not named again", BY_JANE "Subject: Join me at the club\n",
	  OTHER_LINK, FALSE, "" },
	{ "mail between people is near nothing", BY_JANE "Subject: Lunch on Friday\n",
	  "The secret handshake of lunch.\n", FALSE, "" },
	{ "an answer is near nothing",
	  BY_JANE "Subject: Re: Jane Doe wants to connect\nIn-Reply-To: <1@example.com>\n", "",
	  FALSE, "" },
};
/* clang-format on */

static void
run(gconstpointer data)
{
	const Row *row = data;
	g_autoptr(Message) message = given_mail(row->header, row->body);
	g_autoptr(Evidence) evidence = evidence_new(rules, message, NULL);
	g_autoptr(GPtrArray) sentences = near_miss_find(evidence, row->ignored);
	g_autoptr(GString) got = g_string_new(NULL);

	for (guint i = 0; i < sentences->len; i++)
		g_string_append_printf(got, "%s\n", (const char *)g_ptr_array_index(sentences, i));
	g_assert_cmpstr(got->str, ==, row->wanted);
}

/* A line reads in a report as it was written, but for its white space. */
static void
test_text(void)
{
	static const char *const lines[] = {
		"ignore not subject|header X-A /a\\/b\\\\/imsx",
		"update by member subject @asking at-least 2 (bulk list) not is reply",
		"inviter weak text /^(?<name>.+)$/m",
	};
	g_autofree char *text =
		g_strdup_printf("words asking\n /x/\nnetwork n \"N\"\n from example.com\n"
				" %s\n %s\n %s\n",
				lines[0], lines[1], lines[2]);
	g_autoptr(Ruleset) given = given_rules(text);
	const Network *network = ruleset_network(given, "n");
	const LineKind kinds[] = { LINE_IGNORE, LINE_UPDATE, LINE_INVITER };

	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *got =
			rule_text_line(g_ptr_array_index(network->lines[kinds[i]], 0));

		g_assert_cmpstr(got, ==, lines[i]);
	}
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	message_library_init();
	rules = given_rules(CLUB_RULES);
	GIVEN_ROWS("near-miss", rows, run);
	g_test_add_func("/rule-text/a line reads as it was written", test_text);
	status = g_test_run();
	ruleset_free(rules);
	return status;
}
