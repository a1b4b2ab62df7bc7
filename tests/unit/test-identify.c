#include "club.h"
#include "given.h"
#include "recognize/recognize.h"

static Ruleset *rules;

/* Wanted: "value/place" or "value/place/weak"; NULL: not known. */
typedef struct Row {
	const char *name;
	const char *header, *body;
	const char *inviter, *email, *profile;
	guint others; /* inviters beside the first */
} Row;

#define ASKS "Subject: Ann Poe wants to connect\n"

/* clang-format off */
static const Row rows[] = {
	{ "the display-name names the inviter",
	  "From: Jane Doe via Example Club <i@example.com>\n" TO_BOB ASKS, "",
	  "Jane Doe/from-name", NULL, NULL, 0 },
	{ "without an inviter line that yields it the line that decided does", BY_CLUB ASKS, "",
	  "Ann Poe/subject", NULL, NULL, 0 },
	{ "the network's own name is never the inviter",
	  "From: The Example Club Team <i@example.com>\n" TO_BOB "X-Club-Kind: invite\n", "", NULL,
	  NULL, NULL, 0 },
	{ "the recipient's own name is never the inviter",
	  "From: \"Roe, Bob\" <i@example.com>\n" TO_BOB ASKS, "", "Ann Poe/subject", NULL, NULL,
	  0 },
	{ "Reply-To gives the address", BY_CLUB ASKS "Reply-To: <ann@example.net>\n", "",
	  "Ann Poe/subject", "ann@example.net/reply-to", NULL, 0 },
	{ "the recipient's own address is never the inviter's",
	  BY_CLUB ASKS "Reply-To: <Bob+x@example.org>\n", "", "Ann Poe/subject", NULL, NULL, 0 },
	{ "an address of the network is never the inviter's",
	  BY_CLUB ASKS "Reply-To: <ann@reply.example.com>\n", "", "Ann Poe/subject", NULL, NULL,
	  0 },
	{ "a role is never the inviter", BY_CLUB ASKS "Reply-To: <no-reply@example.net>\n", "",
	  "Ann Poe/subject", NULL, NULL, 0 },
	{ "a link of the template gives the profile", BY_CLUB ASKS HTML,
	  "<a href=\"https://www.example.com/in/Ann-P%C3%B6e?hero\">Ann</a>", "Ann Poe/subject",
	  NULL, "club:slug:ann-p\xc3\xb6" "e/link", 0 },
	{ "where there is HTML a typed link is no profile", BY_CLUB ASKS HTML,
	  "<p>https://www.example.com/in/mallory?hero</p>", "Ann Poe/subject", NULL, NULL, 0 },
	{ "nor where the HTML is attached",
	  BY_CLUB ASKS "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m\n",
	  "--m\n\nhttps://www.example.com/in/mallory?hero\n--m\nContent-Type: text/html\n"
	  "Content-Disposition: attachment\n\n<p>Hello</p>\n--m--\n",
	  "Ann Poe/subject", NULL, NULL, 0 },
	{ "nor in a second text beside it",
	  BY_CLUB ASKS "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m\n",
	  "--m\nContent-Type: text/html\n\n<p>Hello</p>\n--m\n\nhttps://www.example.com/in/mallory?hero\n"
	  "--m--\n", "Ann Poe/subject", NULL, NULL, 0 },
	{ "in plain text a typed link is one", BY_CLUB ASKS,
	  "https://www.example.com/in/ann?hero\n", "Ann Poe/subject", NULL, "club:slug:ann/link",
	  0 },
	{ "two profiles from one line are two inviters, both weak", BY_CLUB ASKS HTML,
	  "<a href=\"https://www.example.com/in/ann?hero\">A</a>"
	  "<a href=\"https://www.example.com/in/jim?hero\">J</a>",
	  "Ann Poe/subject", NULL, "club:slug:ann/link/weak", 1 },
	{ "where another line reads another member, the first is weak", BY_CLUB ASKS,
	  "https://www.example.com/in/ann?hero\nhttps://www.example.com/in/mallory?accept\n",
	  "Ann Poe/subject", NULL, "club:slug:ann/link/weak", 0 },
	{ "where it reads the same one, not", BY_CLUB ASKS,
	  "https://www.example.com/in/ann?hero\nhttps://www.example.com/in/Ann?accept\n",
	  "Ann Poe/subject", NULL, "club:slug:ann/link", 0 },
	{ "in plain text one of another form is another member", BY_CLUB ASKS,
	  "https://www.example.com/in/ann?hero\nhttps://www.example.com/n/Ann/a1?hero\n",
	  "Ann Poe/subject", NULL, "club:slug:ann/link/weak", 0 },
	{ "in HTML it is the same one", BY_CLUB ASKS HTML,
	  "<a href=\"https://www.example.com/in/ann?hero\">A</a>"
	  "<a href=\"https://www.example.com/n/Ann/a1?hero\">A</a>",
	  "Ann Poe/subject", NULL, "club:slug:ann/link", 0 },
	{ "the same profile twice is one inviter", BY_CLUB ASKS HTML,
	  "<a href=\"https://www.example.com/in/ann?hero\">A</a>"
	  "<a href=\"https://www.example.com/in/ann?hero&x\">B</a>",
	  "Ann Poe/subject", NULL, "club:slug:ann/link", 0 },
	{ "of several people each brings the name in the same link", BY_CLUB ASKS HTML,
	  "<a href=\"https://www.example.com/n/Ann+Poe/a1?hero\">A</a>"
	  "<a href=\"https://www.example.com/n/Jim%20Coe/J2?hero\">J</a>",
	  "Ann Poe/link/weak", NULL, "club:id:a1/link/weak", 1 },
	{ "text is weak", BY_CLUB "X-Club-Kind: invite\n",
	  "Written by Ann Poe <ann@example.net>\n", "Ann Poe/text/weak",
	  "ann@example.net/text/weak", NULL, 0 },
	{ "a quote is weak", BY_CLUB "X-Club-Kind: invite\n",
	  "You wrote nothing.\n\n> From: Ann Poe [ann@example.net]\n> Come!\n",
	  "Ann Poe/quoted/weak", "ann@example.net/quoted/weak", NULL, 0 },
	{ "a link that a line calls weak is weak", BY_CLUB "X-Club-Kind: invite\n",
	  "https://www.example.com/card/9f\n", NULL, NULL, "club:card:9f/link/weak", 0 },
	{ "the first inviter line that yields a name is right",
	  "From: Jane Doe via Example Club <i@example.com>\n" TO_BOB "X-Club-Kind: invite\n",
	  "Written by Ann Poe <ann@example.net>\n", "Jane Doe/from-name",
	  "ann@example.net/text/weak", NULL, 0 },
	{ "in own-name mail From is the inviter", BY_JANE "Subject: Join me at the club\n",
	  CLUB_LINK,
	  "Jane Doe/from-name/weak", "jane@example.net/from", NULL, 0 },
	{ "in own-name mail a profile is only claimed", BY_JANE "Subject: Join me at the club\n",
	  CLUB_LINK "https://www.example.com/in/ann?hero\n", "Jane Doe/from-name/weak",
	  "jane@example.net/from", "club:slug:ann/link/weak", 0 },
	{ "an imitation gives a name only, and weak",
	  "From: Jane Doe via Example Club <i@trap.example.org>\n" ASKS
	  "Reply-To: <ann@example.net>\n",
	  OTHER_LINK "https://www.example.com/in/ann?hero\n", "Jane Doe/from-name/weak", NULL, NULL,
	  0 },
	{ "in mail of the unlisted an address at From's domain is strong",
	  BY_JANE "Message-ID: <1@mx.example.com>\nSubject: Jane Doe invites you to join Fresh\n",
	  "https://fresh.example.org/join?u=bob%40example.org\n", "Jane Doe/from-name",
	  "jane@example.net/from", NULL, 0 },
	{ "a name with an address or a URL in it is none",
	  "From: \"http://www.example.org\" <i@example.com>\n" TO_BOB "X-Club-Kind: invite\n", "",
	  NULL, NULL, NULL, 0 },
	{ "in a sentence the recipient's name may stand in front",
	  BY_CLUB "Subject: Bob, Ann Poe wants to connect\n", "", "Ann Poe/subject", NULL, NULL,
	  0 },
	{ "somebody without a name is nobody",
	  BY_CLUB "Subject: Someone wants to connect\n", "", NULL, NULL, NULL, 0 },
	{ "how the network is joined to a name does not matter",
	  "From: =?utf-8?Q?Jane_Doe_=C3=BCber_Example_Club?= <i@example.com>\n" TO_BOB
	  "X-Club-Kind: invite\n", "", "Jane Doe/from-name", NULL, NULL, 0 },
	{ "another service that is joined to it stays",
	  "From: Jane Doe via Fresh <i@example.com>\n" TO_BOB "X-Club-Kind: invite\n", "",
	  "Jane Doe via Fresh/from-name", NULL, NULL, 0 },
	{ "several names in a sentence are several inviters",
	  BY_CLUB "Subject: Ann Poe, Jim Coe and 2 others wants to connect\n", "",
	  "Ann Poe/subject",
	  NULL, NULL, 1 },
	{ "what calls itself as its domain is no person",
	  "From: Ex Ample <no-reply@example.net>\n" TO_BOB
	  "Message-ID: <1@mx.example.com>\nSubject: Ex Ample invites you to join Fresh\n",
	  "https://fresh.example.org/join?u=bob%40example.org\n", NULL, NULL, NULL, 0 },
	{ "quotes around a name are taken off",
	  BY_CLUB "Subject: =?utf-8?Q?=E2=80=9CAnn__Poe=E2=80=9D_wants_to_connect?=\n", "",
	  "Ann Poe/subject", NULL, NULL, 0 },
};
/* clang-format on */

static char *
as_text(const Identity *identity)
{
	if (identity->value == NULL)
		return NULL;
	return g_strdup_printf("%s/%s%s", identity->value, identity->from,
			       identity->strong ? "" : "/weak");
}

static void
identifies(gconstpointer data)
{
	static const char *const recipients[] = { "bob@example.org", NULL };
	const Row *row = data;
	g_autoptr(Message) message = given_mail(row->header, row->body);
	g_autoptr(Evidence) evidence = evidence_new(rules, message, recipients);
	g_autoptr(Recognition) got = recognize_message(evidence);
	g_autoptr(Inviter) nobody = inviter_new();
	const Inviter *first =
		got->inviters->len > 0 ? g_ptr_array_index(got->inviters, 0) : nobody;
	g_autofree char *name = as_text(&first->name);
	g_autofree char *email = as_text(&first->email);
	g_autofree char *profile = as_text(&first->profile);

	for (guint i = 0; i < why_sentences(got->why)->len; i++)
		g_test_message("why: %s", (const char *)why_sentences(got->why)->pdata[i]);
	g_assert_cmpint(got->kind, ==, KIND_INVITATION);
	g_assert_cmpstr(name, ==, row->inviter);
	g_assert_cmpstr(email, ==, row->email);
	g_assert_cmpstr(profile, ==, row->profile);
	if (first != nobody)
		g_assert_cmpuint(got->inviters->len, ==, 1 + row->others);
}

/* A mail may hold thousands of links. */
static void
bounds_inviters(void)
{
	g_autoptr(GString) body = g_string_new(NULL);
	g_autoptr(Message) message = NULL;
	g_autoptr(Evidence) evidence = NULL;
	g_autoptr(Recognition) got = NULL;

	for (guint i = 0; i < 500; i++)
		g_string_append_printf(body, "https://www.example.com/in/member-%u?hero\n", i);
	message = given_mail(BY_CLUB ASKS, body->str);
	evidence = evidence_new(rules, message, NULL);
	got = recognize_message(evidence);
	g_assert_cmpuint(got->inviters->len, ==, 20);
}

/* Whose link is the template's nobody knows where not all were read. */
static void
test_many_links(void)
{
	static const char *const recipients[] = { "bob@example.org", NULL };
	g_autoptr(GString) body =
		g_string_new("<a href=\"https://www.example.com/in/ann?hero\">A</a>");
	g_autoptr(Message) message = NULL;
	g_autoptr(Evidence) evidence = NULL;
	g_autoptr(Recognition) got = NULL;
	const Inviter *first;

	for (int i = 0; i < 2000; i++)
		g_string_append_printf(body, "<a href=\"https://www.example.net/%d\">x</a>", i);
	message = given_mail(BY_CLUB ASKS HTML, body->str);
	evidence = evidence_new(rules, message, recipients);
	got = recognize_message(evidence);
	first = g_ptr_array_index(got->inviters, 0);
	g_assert_cmpstr(first->profile.value, ==, "club:slug:ann");
	g_assert_false(first->profile.strong);
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	message_library_init();
	rules = given_rules(CLUB_RULES);
	GIVEN_ROWS("identify", rows, identifies);
	g_test_add_func("/identify/no mail names more than twenty", bounds_inviters);
	g_test_add_func("/identify/where links are not read none is strong", test_many_links);
	status = g_test_run();
	ruleset_free(rules);
	return status;
}
