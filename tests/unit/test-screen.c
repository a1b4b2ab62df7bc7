#include "club.h"
#include "given.h"
#include "recognize/recognize.h"
#include "recognize/screen.h"

static Ruleset *rules;

typedef struct Row {
	const char *name;
	const char *header;
	Screen screen;
} Row;

/* clang-format off */
static const Row rows[] = {
	{ "mail between people is ordinary", BY_JANE "Subject: Lunch\n", SCREEN_ORDINARY },
	{ "fields of ours are to be taken off", BY_JANE "X-Invitation: a; action=pass\n",
	  SCREEN_CLEAN_FIELDS },
	{ "so is the field that names the inviter",
	  BY_JANE "x-invitation-from: Jane <j@example.net>\n",
	  SCREEN_CLEAN_FIELDS },
	{ "what the network's header settles needs no body", BY_CLUB "X-Club-Kind: accepted\n",
	  SCREEN_ORDINARY },
	{ "an invitation of the network is read", BY_CLUB "Subject: Ann wants to connect\n",
	  SCREEN_READ_BODY },
	{ "mail of the network whose body may tell is read", BY_CLUB "Subject: News\n",
	  SCREEN_READ_BODY },
	{ "calendar mail of the network is not", BY_CLUB "Content-Type: text/calendar\n",
	  SCREEN_ORDINARY },
	{ "a member's wording is read", BY_JANE "Subject: Join me at the club\n",
	  SCREEN_READ_BODY },
	{ "an answer with a member's wording is not",
	  BY_JANE "Subject: Join me at the club\nReferences: <1@example.org>\n", SCREEN_ORDINARY },
	{ "wording for the unlisted with signs is read",
	  BY_JANE "Subject: Jane invites you to join Us\nMessage-ID: <1@mx.example.com>\n",
	  SCREEN_READ_BODY },
	{ "wording for the unlisted that can never have signs enough is not",
	  "From: sales@example.net\nSubject: Jane invites you to join Us\n", SCREEN_ORDINARY },
	{ "the brand with an open wording is read",
	  "From: Example Club <a@example.org>\nSubject: x\n",
	  SCREEN_READ_BODY },
	{ "a look-alike of the domain is read",
	  "From: <a@exarnple.com>\nSubject: Ann wants to connect\n",
	  SCREEN_READ_BODY },
};
/* clang-format on */

static void
screens(gconstpointer data)
{
	static const char *const recipients[] = { "bob@example.org", NULL };
	const Row *row = data;
	g_autoptr(Message) message = given_mail(row->header, NULL);
	g_autoptr(Evidence) evidence = evidence_new(rules, message, recipients);

	g_assert_cmpint(screen_header(evidence), ==, row->screen);
	g_assert_cmpint(screen_header(evidence), ==, row->screen);
}

/* What headers and bodies are put together from, to look for a body that breaks the promise. */
static const char *const froms[] = {
	"From: Jane Doe <jane@example.net>\n",
	"From: Example Club <invite@example.com>\n",
	"From: Jane via Example Club <a@lists.example.org>\n",
	"From: x@examp1e.com\n",
	"From: Examples <x@xn--exmple-cua.com>\n",
	"From: MAILER-DAEMON@example.net\n",
	"",
	"From: Jane Doe <jane@example.net>\nSender: robot@example.com\n",
};
static const char *const subjects[] = {
	"Subject: Join me at the club\n",
	"Subject: Hello\n",
	"Subject: Ann Poe wants to connect\n",
	"Subject: Re: Join me at the club\n",
	"Subject: Ann Poe invites you to join Us\n",
	"Subject: A mail about mails\n",
	"Subject: Quoting the club\n",
	"Subject: Lunch\n",
	"",
};
static const char *const fields[] = {
	"",
	"X-Club-Kind: invite\n",
	"X-Club-Kind: accepted\n",
	"In-Reply-To: <1@example.org>\n",
	"List-Id: <friends.lists.example.org>\n",
	"Content-Type: text/calendar\n",
	"Content-Type: text/html\n",
	"Message-ID: <1@mx.example.org>\n",
	"X-Invitation: x\n",
};
static const char *const pieces[] = {
	"I have joined Example Club. ",
	"Be my guest there! ",
	"the secret handshake ",
	"\nhttps://www.example.com/e/accept/1\n",
	"\nhttps://trap.example.org/accept/1\n",
	"\nhttps://www.example.com/x?kind=reminder\n",
	"accepted your invitation ",
	"\nhttps://us.example.org/join?u=bob@example.org\n",
	"\nOn Monday, Ann wrote:\n> Hello\n",
	"<a href=\"https://us.example.org/1\">Join</a>",
	"\n> From: Ann Poe [ann@example.net]\n",
	"BEGIN:VCALENDAR\n",
};

static char *
random_body(GRand *random)
{
	GString *text = g_string_new(NULL);
	gint count = g_rand_int_range(random, 0, 6);

	for (gint i = 0; i < count; i++)
		g_string_append(text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
	return g_string_free(text, FALSE);
}

/*
 * Recognized with the body although the header said that none is needed?  And is it the same to
 * whoever saw the header before?
 */
static void
check_promise(const char *header, const char *body)
{
	static const char *const recipients[] = { "bob@example.org", NULL };
	g_autoptr(Message) grown = given_mail(header, NULL);
	g_autoptr(Message) whole = given_mail(header, body);
	g_autoptr(Evidence) growing = evidence_new(rules, grown, recipients);
	g_autoptr(Evidence) evidence = given_evidence(rules, whole, recipients, TRUE);
	g_autoptr(Recognition) got = recognize_whole(evidence);
	g_autoptr(Recognition) asked = NULL;
	Screen screen = screen_header(growing);

	message_add_body(grown, body, strlen(body));
	asked = recognize_message(growing);

	if (screen != SCREEN_READ_BODY && got->kind != KIND_NONE) {
		g_test_message("header:\n%sbody:\n%s", header, body);
		g_assert_cmpstr(kind_words[got->kind], ==, kind_words[KIND_NONE]);
	}
	g_assert_cmpint(asked->kind, ==, got->kind);
	g_assert_true(asked->line == got->line || got->kind == KIND_NONE);
	g_assert_cmpuint(asked->inviters->len, ==, got->inviters->len);
	g_assert_cmpint(asked->imitation, ==, got->imitation);
	g_assert_cmpint(asked->header_alone, ==, screen != SCREEN_READ_BODY);
}

static void
keeps_promise(void)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(4711);

	for (guint i = 0; i < 4000; i++) {
		g_autofree char *header = g_strconcat(
			froms[g_rand_int_range(random, 0, G_N_ELEMENTS(froms))],
			"To: Bob Roe <bob@example.org>\n",
			subjects[g_rand_int_range(random, 0, G_N_ELEMENTS(subjects))],
			fields[g_rand_int_range(random, 0, G_N_ELEMENTS(fields))],
			fields[g_rand_int_range(random, 0, G_N_ELEMENTS(fields))], NULL);
		g_autofree char *body = random_body(random);

		check_promise(header, body);
	}
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	message_library_init();
	rules = given_rules(CLUB_RULES);
	GIVEN_ROWS("screen", rows, screens);
	g_test_add_func("/screen/no body makes an invitation of ordinary mail", keeps_promise);
	status = g_test_run();
	ruleset_free(rules);
	return status;
}
