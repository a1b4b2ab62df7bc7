#include "given.h"
#include "recognize/accept-link.h"
#include "recognize/evidence-line.h"

/* A line of a network at example.com, on a mail whose header and body are the same for all rows. */
typedef struct Row {
	const char *name;
	const char *pairs;
	Truth header, whole; /* by the header alone, and with the body */
} Row;

#define RULES                                                                                      \
	"words accept\n    /\\baccept\\b/\n"                                                       \
	"words opt-out\n    /\\bstop\\b/\n"                                                        \
	"words fruit\n    /\\bapples\\b/\n    /\\bpears\\b/\n"                                     \
	"network club \"Club\"\n"                                                                  \
	"    from example.com\n"                                                                   \
	"    member-links example.com/e/\n"                                                        \
	"    invitation "

static const char header[] = "From: Jane Doe via Club <jane@example.com>\n"
			     "Sender: <robot@example.com>\n"
			     "Reply-To: =?utf-8?Q?J=C3=A4ne?= <jane@example.net>\n"
			     "To: Bob Roe <bob@example.org>, Ann <ann@example.org>\n"
			     "Cc: Jim <jim@example.org>\n"
			     "Subject: [tag] =?utf-8?Q?=C3=84pfel?= and pears\n"
			     "List-Id: Friends <friends.example.com>\n"
			     "X-Kind: first\n"
			     "X-Kind: =?utf-8?Q?second?=\n"
			     "X-Empty: \n"
			     "MIME-Version: 1.0\n"
			     "Content-Type: multipart/mixed; boundary=b\n";

static const char body[] =
	"--b\n"
	"Content-Type: text/html; charset=utf-8\n\n"
	"<p>Sweet apples</p><a "
	"href=\"https://www.example.com/e/1?u=bob%40example.org&amp;k=2\">yes</a>"
	"<img src=\"https://www.example.com/accept.png\">"
	"<blockquote>From: an old mail</blockquote>\n"
	"--b\n"
	"Content-Type: text/x-vcard; name=\"jane.vcf\"\n"
	"Content-Disposition: attachment; filename=\"jane.vcf\"\n\n"
	"BEGIN:VCARD\nVERSION:3.0\nFN:Jane Q. Doe\nEMAIL:jane@example.net\nEND:VCARD\n"
	"--b--\n";

/* clang-format off */
static const Row rows[] = {
	{ "from is the address", "from /^jane@example\\.com$/", TRUTH_YES, TRUTH_YES },
	{ "from-name is the display-name", "from-name /^Jane Doe via Club$/", TRUTH_YES,
	  TRUTH_YES },
	{ "sender is the address", "sender /^robot@/", TRUTH_YES, TRUTH_YES },
	{ "reply-to is the address", "reply-to /^jane@example\\.net$/", TRUTH_YES, TRUTH_YES },
	{ "reply-to-name is decoded", "reply-to-name /^Jäne$/", TRUTH_YES, TRUTH_YES },
	{ "mail-from is the envelope's", "mail-from /^bounce@example\\.com$/", TRUTH_YES,
	  TRUTH_YES },
	{ "to has every address", "to /^ann@/", TRUTH_YES, TRUTH_YES },
	{ "to has no copies", "to /^jim@/", TRUTH_NO, TRUTH_NO },
	{ "subject is decoded and without tags", "subject /^Äpfel/", TRUTH_YES, TRUTH_YES },
	{ "header has every instance, decoded", "header x-kind /^second$/", TRUTH_YES, TRUTH_YES },
	{ "list-id is List-Id", "list-id /friends/", TRUTH_YES, TRUTH_YES },
	{ "an absent field has no value", "header X-None /^/", TRUTH_NO, TRUTH_NO },
	{ "an empty field has no value", "header X-Empty /^/", TRUTH_NO, TRUTH_NO },
	{ "not holds where no value matches", "not header X-None /^/", TRUTH_YES, TRUTH_YES },
	{ "not fails where one value matches", "not header X-Kind /first/", TRUTH_NO, TRUTH_NO },
	{ "one field or the other", "from-name|subject /pears/", TRUTH_YES, TRUTH_YES },
	{ "one field or the body's is open", "subject|text /Sweet/", TRUTH_UNKNOWN, TRUTH_YES },
	{ "a list of words", "subject @fruit", TRUTH_YES, TRUTH_YES },
	{ "text needs the body", "text /Sweet apples/", TRUTH_UNKNOWN, TRUTH_YES },
	{ "text has no quote", "text /old mail/", TRUTH_UNKNOWN, TRUTH_NO },
	{ "not text needs the body too", "not text /old mail/", TRUTH_UNKNOWN, TRUTH_YES },
	{ "quoted needs the body", "quoted /From: an old mail/", TRUTH_UNKNOWN, TRUTH_YES },
	{ "links have their entities decoded", "link /org&k=2$/", TRUTH_UNKNOWN, TRUTH_YES },
	{ "images are no links", "link /accept\\.png/", TRUTH_UNKNOWN, TRUTH_NO },
	{ "attachment is the file name", "attachment /^jane\\.vcf$/", TRUTH_UNKNOWN, TRUTH_YES },
	{ "vcard-name is the card's", "vcard-name /^Jane Q\\. Doe$/", TRUTH_UNKNOWN, TRUTH_YES },
	{ "vcard-email is the card's", "vcard-email /^jane@/", TRUTH_UNKNOWN, TRUTH_YES },
	{ "no beats unknown", "text /Sweet/ subject /never/", TRUTH_NO, TRUTH_NO },
	{ "unknown beats yes", "subject /pears/ text /Sweet/", TRUTH_UNKNOWN, TRUTH_YES },
	{ "all pairs must hold", "subject /pears/ text /never/", TRUTH_UNKNOWN, TRUTH_NO },
	{ "a predicate", "is via-suffix", TRUTH_YES, TRUTH_YES },
	{ "not a predicate", "not is via-suffix", TRUTH_NO, TRUTH_NO },
	{ "a link below member-links is an accept link", "is accept-link", TRUTH_UNKNOWN,
	  TRUTH_YES },
	{ "a recipient in a link", "is recipient-in-link", TRUTH_UNKNOWN, TRUTH_YES },
	{ "enough by the header", "at-least 1 (list accept-link)", TRUTH_YES, TRUTH_YES },
	{ "enough with the body", "at-least 2 (list accept-link bulk)", TRUTH_UNKNOWN, TRUTH_YES },
	{ "never enough", "at-least 2 (list bulk machine-made)", TRUTH_NO, TRUTH_NO },
	{ "not enough with the body", "at-least 3 (list bulk accept-link recipient-in-link)",
	  TRUTH_UNKNOWN, TRUTH_YES },
	{ "not at least", "not at-least 2 (list bulk)", TRUTH_YES, TRUTH_YES },
};
/* clang-format on */

static Truth
evaluate(const Ruleset *rules, gboolean with_body)
{
	static const char *const recipients[] = { "bob@example.org", NULL };
	g_autoptr(Message) message = given_mail(header, with_body ? body : NULL);
	g_autoptr(Evidence) evidence = NULL;
	const Network *network = ruleset_network(rules, "club");

	message_set_sender(message, "<bounce@example.com>");
	evidence = given_evidence(rules, message, recipients, with_body);
	return evidence_line(evidence, g_ptr_array_index(network->lines[LINE_INVITATION], 0));
}

static void
holds(gconstpointer data)
{
	const Row *row = data;
	g_autofree char *text = g_strconcat(RULES, row->pairs, "\n", NULL);
	g_autoptr(Ruleset) rules = given_rules(text);

	g_assert_cmpint(evaluate(rules, FALSE), ==, row->header);
	g_assert_cmpint(evaluate(rules, TRUE), ==, row->whole);
}

typedef struct SenderRow {
	const char *name;
	const char *header;
	const char *network;
	gboolean own_name;
} SenderRow;

static const SenderRow sender_rows[] = {
	{ "From at the network", "From: a@example.com\n", "club", FALSE },
	{ "From below the network, in capitals", "From: a@Mail.EXAMPLE.com\n", "club", FALSE },
	{ "From that only ends alike", "From: a@notexample.com\n", NULL, FALSE },
	{ "From above the network", "From: a@com\n", NULL, FALSE },
	{ "Sender at the network, From a person's", "From: a@example.net\nSender: b@example.com\n",
	  "club", TRUE },
	{ "From at the network, Sender elsewhere", "From: a@example.com\nSender: b@example.net\n",
	  "club", FALSE },
	{ "From without domain", "From: jane\n", NULL, FALSE },
	{ "no From", "Sender: b@example.com\n", NULL, FALSE },
};

static void
finds_network(gconstpointer data)
{
	const SenderRow *row = data;
	g_autoptr(Ruleset) rules = given_rules(RULES "subject /./\n");
	g_autoptr(Message) message = given_mail(row->header, NULL);
	g_autoptr(Evidence) evidence = evidence_new(rules, message, NULL);
	gboolean own_name;
	const Network *network = evidence_network(evidence, &own_name);

	g_assert_cmpstr(network != NULL ? network->name : NULL, ==, row->network);
	g_assert_cmpint(own_name, ==, row->own_name);
}

typedef struct LinkRow {
	const char *name;
	const char *url;
	gboolean leads;
} LinkRow;

static const LinkRow link_rows[] = {
	{ "below the path", "https://www.example.com/e/1", TRUE },
	{ "the host itself, by http", "http://example.com/e/1", TRUE },
	{ "in capitals, with a port", "HTTPS://WWW.Example.COM:443/e/1", TRUE },
	{ "without a scheme", "www.example.com/e/1", TRUE },
	{ "beside the path", "https://www.example.com/evil/1", FALSE },
	{ "out of the path again", "https://www.example.com/e/../redirect?to=x", FALSE },
	{ "out of the path again, encoded", "https://www.example.com/e/%2e%2e/redirect", FALSE },
	{ "host as user", "https://www.example.com@example.net/e/1", FALSE },
	{ "host as user, behind a backslash", "https://example.net\\@www.example.com/e/1", FALSE },
	{ "host as first label", "https://www.example.com.example.net/e/1", FALSE },
	{ "host in the query", "https://example.net/?https://www.example.com/e/1", FALSE },
	{ "another scheme", "ftp://www.example.com/e/1", FALSE },
	{ "no host", "https:///e/1", FALSE },
	{ "nothing", "", FALSE },
};

static void
leads(gconstpointer data)
{
	const LinkRow *row = data;
	g_autoptr(Ruleset) rules = given_rules(RULES "subject /./\n");
	Link link = { .url = (char *)row->url };

	g_assert_cmpint(accept_link_leads_to(&link, ruleset_network(rules, "club")), ==,
			row->leads);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	GIVEN_ROWS("evidence/line", rows, holds);
	GIVEN_ROWS("evidence/network", sender_rows, finds_network);
	GIVEN_ROWS("evidence/leads", link_rows, leads);
	return g_test_run();
}
