/* Whose signatures may come to matter, as far as the header tells. */

#include "club.h"
#include "given.h"
#include "recognize/signers.h"

typedef struct Case {
	const char *name;
	const char *header;
	const char *domain;
	gboolean included;
} Case;

/* A network of two domains. */
#define TWIN_RULES                                                                                 \
	"network twin \"Twin\"\n"                                                                  \
	"    category     social\n"                                                                \
	"    from         twin.example twin-mail.example\n"                                        \
	"    invitation   subject /^Twin/\n"

#define BY_LIST "List-Id: Talk about clubs <talk.lists.example.org>\n"

/* clang-format off */
static const Case cases[] = {
	{ "From's own domain", BY_JANE, "example.net", TRUE },
	{ "a subdomain of From's organization", BY_JANE, "mail.example.net", TRUE },
	{ "the organization above From's domain", "From: jane@team.example.net\n", "example.net",
	  TRUE },
	{ "a sister of From's domain", "From: jane@team.example.net\n", "mail.example.net", TRUE },
	{ "a stranger's domain", BY_JANE, "example.org", FALSE },
	{ "what only ends like From's domain", BY_JANE, "badexample.net", FALSE },
	{ "From's public suffix", BY_JANE, "net", FALSE },
	{ "the network that mail is by", BY_CLUB, "example.com", TRUE },
	{ "another domain of the network that mail is by", "From: a@twin.example\n",
	  "twin-mail.example", TRUE },
	{ "the network that is only Sender", BY_JANE "Sender: invite@example.com\n",
	  "example.com", TRUE },
	{ "the network that nobody names", BY_JANE, "example.com", FALSE },
	{ "the list that mail came through", BY_JANE BY_LIST, "example.org", TRUE },
	{ "a List-Id without brackets", BY_JANE "List-Id: talk.example.org\n", "example.org",
	  TRUE },
	{ "a List-Id that is no domain", BY_JANE "List-Id: <>\n", "example.org", FALSE },
	{ "no From", "To: bob@example.org\n", "example.org", FALSE },
	{ "From in Unicode", "From: jane@b\xc3\xbc" "cher.example\n", "xn--bcher-kva.example",
	  TRUE },
};
/* clang-format on */

static void
test_case(gconstpointer data)
{
	const Case *c = data;
	g_autoptr(Ruleset) rules = given_rules(CLUB_RULES TWIN_RULES);
	g_autoptr(Message) message = given_mail(c->header, NULL);
	g_autoptr(Signers) signers = signers_new(rules, message);

	g_assert_cmpint(signers_include(c->domain, signers), ==, c->included);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	GIVEN_ROWS("signers", cases, test_case)
	return g_test_run();
}
