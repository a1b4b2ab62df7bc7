#include "given.h"
#include "recognize/evidence-line.h"

static Ruleset *rules;

typedef struct Row {
	const char *name;
	const char *header, *body; /* BODY NULL: only the header is known */
	Truth truth;
} Row;

#define RULES                                                                                      \
	"network club \"Club\"\n"                                                                  \
	"    from example.com\n"                                                                   \
	"    date link /[?&]invitation=(?<made_shift22>\\w+)/\n"                                   \
	"    date link|header X-Token /(?:^|[?&]mail=)[a-z]+-(?<sent_base36>\\w+)/\n"              \
	"    reminder is aged link /accept/\n"                                                     \
	"network plain \"Plain\"\n"                                                                \
	"    from example.net\n"

/* Sent on 14 November 2023 at 15:56:58.417: loyinv01.  The invitations are so many days older. */
#define DATE "Date: Tue, 14 Nov 2023 15:56:58 +0000\n"
#define TODAY "invitation=7130218460348428345"
#define YESTERDAY "invitation=7129678502428684345" /* a day and a half */
#define LAST_WEEK "invitation=7127540414021644345"
#define LONG_AGO "invitation=7095432849129484345" /* 96 days */
#define LINK "https://www.example.com/accept?"
#define HTML DATE "Content-Type: text/html\n"

/* clang-format off */
static const Row rows[] = {
	{ "a week is past a day", DATE, LINK LAST_WEEK, TRUTH_YES },
	{ "a day and a half is past a day", DATE, LINK YESTERDAY, TRUTH_YES },
	{ "a quarter of an hour is not", DATE, LINK TODAY, TRUTH_NO },
	{ "months are no age of what is still asked", DATE, LINK LONG_AGO, TRUTH_NO },
	{ "the youngest invitation counts", DATE,
	  LINK LAST_WEEK "\n" LINK TODAY "\n" LINK LAST_WEEK,
	  TRUTH_NO },
	{ "an invitation of the future is none", "Date: Tue, 7 Nov 2023 00:00:00 +0000\n",
	  LINK TODAY, TRUTH_NO },
	{ "a number that was only counted up is no time", DATE, LINK "invitation=4123456789",
	  TRUTH_NO },
	{ "a number too long is no time", DATE, LINK "invitation=99999999999999999999", TRUTH_NO },
	{ "what is no number is no time", DATE, LINK "invitation=7127540414021644345x", TRUTH_NO },
	{ "without an invitation there is no age", DATE, LINK, TRUTH_NO },

	{ "without Date the mail's token tells when it was sent", "",
	  LINK LAST_WEEK "&mail=a-loyinv01",
	  TRUTH_YES },
	{ "the token may stand in a field", "X-Token: a-loyinv01\n", LINK LAST_WEEK, TRUTH_YES },
	{ "the token is nearer to the truth than Date", "Date: Sun, 5 Nov 2023 00:00:00 +0000\n",
	  LINK LAST_WEEK "&mail=a-lordglcg", TRUTH_NO },
	{ "a token behind Date is chance", DATE, LINK TODAY "&mail=a-mpyinv01", TRUTH_NO },
	{ "with neither nobody knows", "", LINK LAST_WEEK, TRUTH_NO },
	{ "a Date that cannot be read is none", "Date: yesterday\n", LINK LAST_WEEK, TRUTH_NO },

	{ "a href counts", HTML, "<a href=\"" LINK LAST_WEEK "\">Accept</a>", TRUTH_YES },
	{ "in HTML a typed link does not", HTML, "<p>" LINK LAST_WEEK "</p>", TRUTH_NO },
	{ "before the body nobody knows", DATE, NULL, TRUTH_UNKNOWN },
};
/* clang-format on */

static void
answers(gconstpointer data)
{
	const Row *row = data;
	g_autoptr(Message) message = given_mail(row->header, row->body);
	g_autoptr(Evidence) evidence = given_evidence(rules, message, NULL, row->body != NULL);

	g_assert_cmpint(
		evidence_predicate(evidence, PREDICATE_AGED, ruleset_network(rules, "club")), ==,
		row->truth);
}

static void
needs_lines(void)
{
	g_autoptr(Message) message = given_mail(DATE, LINK LAST_WEEK);
	g_autoptr(Evidence) evidence = evidence_new(rules, message, NULL);

	g_assert_cmpint(
		evidence_predicate(evidence, PREDICATE_AGED, ruleset_network(rules, "plain")), ==,
		TRUTH_NO);
}

static void
says_how_old(void)
{
	g_autoptr(Message) message = given_mail(DATE, LINK LAST_WEEK);
	g_autoptr(Evidence) evidence = given_evidence(rules, message, NULL, TRUE);
	const Network *club = ruleset_network(rules, "club");
	const GPtrArray *remarks;

	g_assert_cmpint(evidence_line(evidence, g_ptr_array_index(club->lines[LINE_REMINDER], 0)),
			==, TRUTH_YES);
	remarks = evidence_remarks(evidence);
	g_assert_cmpuint(remarks->len, ==, 1);
	g_assert_cmpstr(g_ptr_array_index(remarks, 0), ==,
			"the invitation was 7 days old when the mail was sent");
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	message_library_init();
	rules = given_rules(RULES);
	GIVEN_ROWS("age", rows, answers);
	g_test_add_func("/age/a network without date lines knows no age", needs_lines);
	g_test_add_func("/age/why says how old", says_how_old);
	status = g_test_run();
	ruleset_free(rules);
	return status;
}
