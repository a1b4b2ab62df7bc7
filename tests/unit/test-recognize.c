#include "club.h"
#include "given.h"
#include "recognize/recognize.h"

static Ruleset *rules;

typedef struct Row {
	const char *name;
	const char *header, *body;
	Kind kind;
	const char *network;
	gboolean imitation, by_member, header_alone;
	const char *network_key;
} Row;

/* clang-format off */
static const Row rows[] = {
	/* By the network. */
	{ "a subject of the network's mail makes an invitation",
	  BY_CLUB "Subject: Jane Doe wants to connect\n", CLUB_LINK, .kind = KIND_INVITATION,
	  .network = "club",
	  .network_key = "club" },
	{ "a subdomain is the network too",
	  "From: <x@mail.example.com>\nSubject: Jane Doe wants to connect\n", "",
	  .kind = KIND_INVITATION,
	  .network = "club" },
	{ "a domain that only ends alike is not the network",
	  "From: <x@notexample.com>\nSubject: Jane Doe wants to connect\n", CLUB_LINK,
	  .kind = KIND_NONE,
	  .network = NULL, .header_alone = TRUE },
	{ "an ignore line of the header beats an invitation, without the body",
	  BY_CLUB "Subject: Jane Doe wants to connect\nX-Club-Kind: accepted_4\n", CLUB_LINK,
	  .kind = KIND_NONE, .network = "club", .header_alone = TRUE, .network_key = "club" },
	{ "an ignore line of the text beats an invitation",
	  BY_CLUB "Subject: Jane Doe wants to connect\n", "She accepted your invitation.\n",
	  .kind = KIND_NONE, .network = "club" },
	{ "a reminder beats an invitation", BY_CLUB "Subject: Jane Doe wants to connect\n",
	  "https://www.example.com/e/accept?kind=reminder\n", .kind = KIND_REMINDER,
	  .network = "club" },
	{ "a reminder beats an update",
	  BY_CLUB "Subject: Jane asks for your card\n",
	  "https://www.example.com/e/x?kind=reminder\n", .kind = KIND_REMINDER, .network = "club" },
	{ "an update asks for a card", BY_CLUB "Subject: Jane asks for your card\n", "",
	  .kind = KIND_UPDATE,
	  .network = "club" },
	{ "an update beats an invitation",
	  BY_CLUB "Subject: Jane asks for your card\nX-Club-Kind: invite\n", "",
	  .kind = KIND_UPDATE,
	  .network = "club" },
	{ "all pairs of a line must hold: a negated one that holds spoils it",
	  BY_CLUB "X-Club-Kind: invite\nX-Club-Test: yes\n", "", .kind = KIND_NONE,
	  .network = "club" },
	{ "a negated pair holds where the field is absent", BY_CLUB "X-Club-Kind: invite_2\n", "",
	  .kind = KIND_INVITATION, .network = "club" },
	{ "one of two fields suffices", BY_CLUB "Subject: News\n", "Know the secret handshake?\n",
	  .kind = KIND_INVITATION, .network = "club" },
	{ "every instance of a field counts",
	  BY_CLUB "X-Club-Kind: other\nX-Club-Kind: invite\n", "", .kind = KIND_INVITATION,
	  .network = "club" },
	{ "other mail of the network is none, and the network is known",
	  BY_CLUB "Subject: Your weekly news\n", "Nothing new.\n", .kind = KIND_NONE,
	  .network = "club",
	  .network_key = "club" },
	{ "what the network writes as an answer is judged all the same",
	  BY_CLUB "In-Reply-To: <1@example.com>\nSubject: Jane Doe wants to connect\n", "",
	  .kind = KIND_INVITATION, .network = "club" },
	{ "calendar mail of the network matches nothing, by its header",
	  BY_CLUB "Content-Type: text/calendar\nSubject: Jane Doe wants to connect\n",
	  "BEGIN:VCALENDAR\n", .kind = KIND_NONE, .network = "club", .header_alone = TRUE },
	{ "calendar mail of the network matches nothing, by its part",
	  BY_CLUB "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n"
		  "Subject: Jane Doe wants to connect\n",
	  "--b\nContent-Type: text/plain\n\nHi\n--b\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n"
	  "--b--\n", .kind = KIND_NONE, .network = "club" },
	{ "a list tag before the subject is taken off",
	  BY_CLUB "Subject: [friends] Jane Doe wants to connect\n", "", .kind = KIND_INVITATION,
	  .network = "club" },
	{ "a line by member also applies to the network's own mail",
	  BY_CLUB "Subject: Join me at the club\n", "", .kind = KIND_INVITATION,
	  .network = "club" },

	/* In a member's own name. */
	{ "a member writes in her own name, and all accept links lead to the network",
	  BY_JANE "Subject: Join me at the club\n", CLUB_LINK, .kind = KIND_INVITATION,
	  .network = "club",
	  .by_member = TRUE, .network_key = "club" },
	{ "own-name mail whose Sender is the network",
	  BY_JANE "Sender: member@example.com\nSubject: Join me at the club\n", CLUB_LINK,
	  .kind = KIND_INVITATION, .network = "club", .by_member = TRUE },
	{ "a line that is not by member does not apply to own-name mail",
	  BY_JANE "Sender: member@example.com\nSubject: Jane Doe wants to connect\n", CLUB_LINK,
	  .kind = KIND_NONE, .network = "club", .header_alone = TRUE },
	{ "own-name mail without an accept link is none",
	  BY_JANE "Subject: Join me at the club\n", "See https://www.example.com/about\n",
	  .kind = KIND_NONE,
	  .network = NULL },
	{ "one accept link that leads elsewhere is an imitation of a member",
	  BY_JANE "Subject: Join me at the club\n", CLUB_LINK OTHER_LINK,
	  .kind = KIND_INVITATION, .network = "club",
	  .imitation = TRUE, .network_key = "club" },
	{ "an opt-out link that leads elsewhere does no harm",
	  BY_JANE "Subject: Join me at the club\n",
	  CLUB_LINK "https://lists.example.net/accept?unsubscribe\n", .kind = KIND_INVITATION,
	  .network = "club",
	  .by_member = TRUE },
	{ "member-links are the beginning of a path",
	  BY_JANE "Subject: Join me at the club\n", "https://www.example.com/x/accept\n",
	  .kind = KIND_NONE,
	  .network = NULL },
	{ "a host before an at sign is no host",
	  BY_JANE "Subject: Join me at the club\n",
	  "https://www.example.com@trap.example.org/e/accept\n", .kind = KIND_INVITATION,
	  .network = "club",
	  .imitation = TRUE },
	{ "without any link two texts of the network make it a member's",
	  BY_JANE "Subject: Hello\n", "I have joined Example Club. Be my guest there!\n",
	  .kind = KIND_INVITATION, .network = "club", .by_member = TRUE },
	{ "without any link one text does not suffice",
	  BY_JANE "Subject: Hello\n", "I have joined Example Club.\n", .kind = KIND_NONE,
	  .network = NULL },
	{ "two texts do not help against a link that accepts nothing",
	  BY_JANE "Subject: Hello\n",
	  "I have joined Example Club. Be my guest there! https://blog.example.net/\n",
	  .kind = KIND_NONE,
	  .network = NULL },
	{ "ignore by member stops mail in own name",
	  BY_JANE "Subject: Quoting the club: Join me\n", CLUB_LINK, .kind = KIND_NONE,
	  .network = NULL,
	  .header_alone = TRUE },

	/* Answers, forwards, reports, calendars. */
	{ "an answer by In-Reply-To matches nothing",
	  BY_JANE "In-Reply-To: <1@example.com>\nSubject: Join me at the club\n", CLUB_LINK,
	  .kind = KIND_NONE, .network = NULL, .header_alone = TRUE },
	{ "an answer by References matches nothing",
	  BY_JANE "References: <1@example.com>\nSubject: Join me at the club\n", CLUB_LINK,
	  .kind = KIND_NONE,
	  .network = NULL, .header_alone = TRUE },
	{ "an answer over a quote matches nothing",
	  BY_JANE "Subject: Join me at the club\n",
	  "No, thank you.\n\nOn Monday, Ann wrote:\n> " CLUB_LINK, .kind = KIND_NONE,
	  .network = NULL },
	{ "calendar mail matches nothing",
	  BY_JANE "Content-Class: urn:content-classes:calendarmessage\n"
		  "Subject: Join me at the club\n",
	  CLUB_LINK, .kind = KIND_NONE, .network = NULL, .header_alone = TRUE },
	{ "a delivery report matches nothing",
	  "From: MAILER-DAEMON@example.net\nMIME-Version: 1.0\n"
	  "Content-Type: multipart/report; boundary=b\nSubject: Join me at the club\n",
	  "--b\n\n" CLUB_LINK "--b--\n", .kind = KIND_NONE, .network = NULL, .header_alone = TRUE },
	{ "a line that says is reply applies to the network's answers",
	  BY_CLUB "In-Reply-To: <1@example.com>\nSubject: A mail about mails\n", "",
	  .kind = KIND_INVITATION, .network = "club" },
	{ "a line that says is reply does not apply to other mail",
	  BY_CLUB "Subject: A mail about mails\n", "", .kind = KIND_NONE, .network = "club" },

	/* The unlisted. */
	{ "wording and several signs make an invitation of an unlisted network",
	  BY_JANE "Message-ID: <1@mx.example.com>\nSubject: Jane Doe invites you to join Fresh\n",
	  "https://fresh.example.org/join?u=bob%40example.org\n", .kind = KIND_INVITATION,
	  .network = "other",
	  .network_key = "example.net" },
	{ "wording alone makes none",
	  "From: Sales <sales@example.net>\nSubject: Jane Doe invites you to join Fresh\n",
	  "Come!\n", .kind = KIND_NONE, .network = NULL },
	{ "unlisted lines do not apply to mail of a listed network",
	  BY_CLUB "Message-ID: <1@mx.example.org>\nSubject: Jane Doe invites you to join Fresh\n",
	  "https://fresh.example.org/join?u=bob%40example.org\n", .kind = KIND_NONE,
	  .network = "club" },

	/* Imitations. */
	{ "the brand in the display-name and a link that leads elsewhere is an imitation",
	  "From: Example Club <x@trap.example.org>\nSubject: Jane Doe wants to connect\n",
	  OTHER_LINK, .kind = KIND_INVITATION, .network = "club", .imitation = TRUE },
	{ "an imitation keeps the kind it claims",
	  "From: Example Club <x@trap.example.org>\nSubject: Reminder: Jane invited you\n",
	  OTHER_LINK, .kind = KIND_REMINDER, .network = "club", .imitation = TRUE },
	{ "the brand without any accept link is an imitation",
	  "From: Example Club <x@trap.example.org>\nSubject: Jane Doe wants to connect\n",
	  "Open the attachment.\n", .kind = KIND_INVITATION, .network = "club", .imitation = TRUE },
	{ "the brand with links to the network is no imitation",
	  "From: Example Club <x@trap.example.org>\nSubject: Jane Doe wants to connect\n",
	  CLUB_LINK, .kind = KIND_NONE, .network = NULL },
	{ "the brand without the wording is no imitation",
	  "From: Example Club fans <x@fans.example.org>\nSubject: Our meeting\n", OTHER_LINK,
	  .kind = KIND_NONE, .network = NULL },
	{ "the wording without brand or look-alike is no imitation",
	  BY_JANE "Subject: Jane Doe wants to connect\n", OTHER_LINK, .kind = KIND_NONE,
	  .network = NULL,
	  .header_alone = TRUE },
	{ "a look-alike of the domain is an imitation",
	  "From: <x@examp1e.com>\nSubject: Jane Doe wants to connect\n", OTHER_LINK,
	  .kind = KIND_INVITATION, .network = "club", .imitation = TRUE },
	{ "a domain one letter away is an imitation",
	  "From: <x@exampla.com>\nSubject: Jane Doe wants to connect\n", OTHER_LINK,
	  .kind = KIND_INVITATION, .network = "club", .imitation = TRUE },
	{ "a domain that shares only some letters is none",
	  "From: <x@sampler.com>\nSubject: Jane Doe wants to connect\n", OTHER_LINK,
	  .kind = KIND_NONE, .network = NULL, .header_alone = TRUE },
	{ "an answer under a copied subject is no imitation",
	  "From: Example Club fan <x@fans.example.org>\nSubject: Re: Jane Doe wants to connect\n",
	  OTHER_LINK, .kind = KIND_NONE, .network = NULL, .header_alone = TRUE },
	{ "a list that rewrote From is no imitation",
	  "From: 'Jane via Example Club' via Friends <friends@lists.example.org>\n"
	  "List-Id: <friends.lists.example.org>\nSubject: Jane Doe wants to connect\n",
	  "No link\n", .kind = KIND_NONE, .network = NULL },
	{ "a list field does not help an imitation",
	  "From: Jane via Example Club <friends@lists.example.org>\n"
	  "List-Id: <friends.lists.example.org>\nSubject: Jane Doe wants to connect\n",
	  OTHER_LINK, .kind = KIND_INVITATION, .network = "club", .imitation = TRUE },
	{ "a list that kept the network in X-Original-From is no imitation",
	  "From: Example Club <friends@lists.example.org>\n"
	  "X-Original-From: Example Club <invite@example.com>\n"
	  "List-Id: <friends.lists.example.org>\nSubject: Jane Doe wants to connect\n",
	  "No link\n", .kind = KIND_NONE, .network = NULL },

	/* Nothing. */
	{ "ordinary mail is told by its header", BY_JANE "Subject: Lunch\n", "At noon?\n",
	  .kind = KIND_NONE,
	  .network = NULL, .header_alone = TRUE },
	{ "a mail without From is none", "Subject: Join me\n", "", .kind = KIND_NONE,
	  .network = NULL },
	{ "an empty mail is none", "", "", .kind = KIND_NONE, .network = NULL },
};
/* clang-format on */

static void
recognizes(gconstpointer data)
{
	static const char *const recipients[] = { "bob@example.org", NULL };
	const Row *row = data;
	g_autoptr(Message) message = given_mail(row->header, row->body);
	g_autoptr(Evidence) evidence = evidence_new(rules, message, recipients);
	g_autoptr(Recognition) got = recognize_message(evidence);

	for (guint i = 0; i < why_sentences(got->why)->len; i++)
		g_test_message("why: %s", (const char *)why_sentences(got->why)->pdata[i]);
	g_assert_cmpstr(kind_words[got->kind], ==, kind_words[row->kind]);
	g_assert_cmpstr(got->network != NULL ? got->network->name : NULL, ==, row->network);
	g_assert_cmpint(got->imitation, ==, row->imitation);
	g_assert_cmpint(got->by_member, ==, row->by_member);
	if (row->network_key != NULL)
		g_assert_cmpstr(got->network_key, ==, row->network_key);
	if (row->header_alone)
		g_assert_true(got->header_alone);
	if (row->kind != KIND_NONE) {
		g_assert_nonnull(got->line);
		g_assert_false(got->header_alone);
	}
	g_assert_cmpuint(why_sentences(got->why)->len, >, 0);
}

/* An expression that runs away counts as no, and the reasons say so. */
static void
gives_up(void)
{
	g_autoptr(Ruleset) slow = given_rules("network slow \"Slow\"\n"
					      "    from example.com\n"
					      "    invitation text /^(\\w+\\s?)+$(?<=!)/\n");
	g_autoptr(GString) body = g_string_new(NULL);
	g_autoptr(Message) message = NULL;
	g_autoptr(Evidence) evidence = NULL;
	g_autoptr(Recognition) got = NULL;
	const GPtrArray *said;

	for (guint i = 0; i < 3000; i++)
		g_string_append(body, "word ");
	message = given_mail("From: <a@example.com>\n", body->str);
	evidence = evidence_new(slow, message, NULL);
	got = recognize_message(evidence);
	g_assert_cmpint(got->kind, ==, KIND_NONE);
	said = why_sentences(got->why);
	g_assert_nonnull(strstr(said->pdata[said->len - 1], "given up"));
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	message_library_init();
	rules = given_rules(CLUB_RULES);
	GIVEN_ROWS("recognize", rows, recognizes);
	g_test_add_func("/recognize/an expression that runs away is given up", gives_up);
	status = g_test_run();
	ruleset_free(rules);
	return status;
}
