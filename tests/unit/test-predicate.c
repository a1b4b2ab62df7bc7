#include "club.h"
#include "given.h"
#include "recognize/evidence-line.h"

static Ruleset *rules;

typedef struct Row {
	const char *name;
	Predicate predicate;
	const char *header, *body; /* BODY NULL: only the header is known */
	Truth truth;
} Row;

#define MADE "From: Jane Doe <jane@example.net>\n"

/* clang-format off */
static const Row rows[] = {
	{ "a display-name of two words is a person's", PREDICATE_PERSON_NAME, BY_JANE, NULL,
	  TRUTH_YES },
	{ "a team is no person", PREDICATE_PERSON_NAME, "From: Support Team <a@example.net>\n",
	  NULL, TRUTH_NO },
	{ "no display-name is no person", PREDICATE_PERSON_NAME, "From: a@example.net\n", NULL,
	  TRUTH_NO },
	{ "no-reply is a role", PREDICATE_ROLE_SENDER, "From: no-reply@example.net\n", NULL,
	  TRUTH_YES },
	{ "a service that writes as its domain is a role", PREDICATE_ROLE_SENDER,
	  "From: example@mail.example.com\n", NULL, TRUTH_YES },
	{ "who writes as a host is none", PREDICATE_ROLE_SENDER, "From: jane@jane.example.com\n",
	  NULL,
	  TRUTH_NO },
	{ "jane is no role", PREDICATE_ROLE_SENDER, BY_JANE, NULL, TRUTH_NO },
	{ "one mailbox in To is one recipient", PREDICATE_ONE_RECIPIENT, BY_JANE, NULL, TRUTH_YES },
	{ "a copy makes two recipients", PREDICATE_ONE_RECIPIENT, BY_JANE "Cc: a@example.org\n",
	  NULL, TRUTH_NO },
	{ "no To is no recipient", PREDICATE_ONE_RECIPIENT, MADE, NULL, TRUTH_NO },
	{ "List-Unsubscribe is bulk", PREDICATE_BULK, "List-Unsubscribe: <https://example.net/>\n",
	  NULL, TRUTH_YES },
	{ "Precedence bulk is bulk", PREDICATE_BULK, "Precedence: Bulk\n", NULL, TRUTH_YES },
	{ "Precedence list is not bulk", PREDICATE_BULK, "Precedence: list\n", NULL, TRUTH_NO },
	{ "Auto-Submitted is bulk", PREDICATE_BULK, "Auto-Submitted: auto-generated\n", NULL,
	  TRUTH_YES },
	{ "Auto-Submitted no is not bulk", PREDICATE_BULK, "Auto-Submitted: no\n", NULL, TRUTH_NO },
	{ "Feedback-ID is bulk", PREDICATE_BULK, "Feedback-ID: 1:invite:club\n", NULL, TRUTH_YES },
	{ "List-Id is a list", PREDICATE_LIST, "List-Id: <a.example.net>\n", NULL, TRUTH_YES },
	{ "List-Post is a list", PREDICATE_LIST, "List-Post: <mailto:a@example.net>\n", NULL,
	  TRUTH_YES },
	{ "List-Unsubscribe is no list", PREDICATE_LIST,
	  "List-Unsubscribe: <https://example.net/>\n", NULL, TRUTH_NO },

	{ "Re: is an answer", PREDICATE_REPLY, "Subject: Re: Join\n", NULL, TRUTH_YES },
	{ "RE [2]: is an answer", PREDICATE_REPLY, "Subject: RE [2]: Join\n", NULL, TRUTH_YES },
	{ "Re^3: is an answer", PREDICATE_REPLY, "Subject: Re^3: Join\n", NULL, TRUTH_YES },
	{ "AW: is an answer", PREDICATE_REPLY, "Subject: AW: Join\n", NULL, TRUTH_YES },
	{ "Antw: is an answer", PREDICATE_REPLY, "Subject: Antw: Join\n", NULL, TRUTH_YES },
	{ "WG: is a forward", PREDICATE_REPLY, "Subject: WG: Join\n", NULL, TRUTH_YES },
	{ "Fwd: is a forward", PREDICATE_REPLY, "Subject: Fwd: Join\n", NULL, TRUTH_YES },
	{ "R: is an answer", PREDICATE_REPLY, "Subject: R: Join\n", NULL, TRUTH_YES },
	{ "a Chinese answer with its wide colon", PREDICATE_REPLY,
	  "Subject: =?utf-8?B?5Zue5aSN77yaSm9pbg==?=\n", NULL, TRUTH_YES },
	{ "a list tag does not hide the answer", PREDICATE_REPLY, "Subject: [list] SV: Join\n",
	  NULL,
	  TRUTH_YES },
	{ "In-Reply-To is an answer", PREDICATE_REPLY, "In-Reply-To: <1@example.net>\n", NULL,
	  TRUTH_YES },
	{ "References is an answer", PREDICATE_REPLY, "References: <1@example.net>\n", NULL,
	  TRUTH_YES },
	{ "Reminder: is no answer", PREDICATE_REPLY, "Subject: Reminder: Join\n", "Hello\n",
	  TRUTH_NO },
	{ "a name before a colon is no answer", PREDICATE_REPLY, "Subject: Rene: Join\n", "Hello\n",
	  TRUTH_NO },
	{ "whether it quotes is not known before the body", PREDICATE_REPLY, "Subject: Join\n",
	  NULL,
	  TRUTH_UNKNOWN },
	{ "an answer over a quote", PREDICATE_REPLY, "Subject: Join\n",
	  "No.\n\nAm 1. Mai schrieb Ann Poe <ann@example.org>:\n> Join me\n> now\n", TRUTH_YES },
	{ "an answer under a quote", PREDICATE_REPLY, "Subject: Join\n",
	  "On 1 May 2026, Ann Poe wrote:\n> Join me\n> now\n\nNo.\n", TRUTH_YES },
	{ "an answer over a whole original message", PREDICATE_REPLY, "Subject: Join\n",
	  "No.\n\n-----Original Message-----\nFrom: Ann Poe\nSubject: Join\n\nJoin me\n",
	  TRUTH_YES },
	{ "a forwarded message", PREDICATE_REPLY, "Subject: Join\n",
	  "---------- Forwarded message ----------\nFrom: Ann Poe <ann@example.org>\n\nJoin me\n",
	  TRUTH_YES },
	{ "words over a quote that has all the links", PREDICATE_REPLY, "Subject: Join\n",
	  "Please stop this.\n\n> Join me\n> https://x.example.org/accept\n", TRUTH_YES },
	{ "a link in the own words over a quote is no answer", PREDICATE_REPLY, "Subject: Join\n",
	  "https://x.example.org/accept\n\n> what I wrote\n> https://x.example.org/\n", TRUTH_NO },
	{ "text without a quote is no answer", PREDICATE_REPLY, "Subject: Join\n",
	  "As Ann wrote: join me.\n", TRUTH_NO },

	{ "Reply-To at another organization is foreign", PREDICATE_FOREIGN_REPLY_TO,
	  "From: a@mail.example.com\nReply-To: jane@example.net\n", NULL, TRUTH_YES },
	{ "Reply-To at the same organization is not foreign", PREDICATE_FOREIGN_REPLY_TO,
	  "From: a@mail.example.com\nReply-To: b@example.com\n", NULL, TRUTH_NO },
	{ "no Reply-To is not foreign", PREDICATE_FOREIGN_REPLY_TO, BY_JANE, NULL, TRUTH_NO },

	{ "an anchor that accepts is an accept link", PREDICATE_ACCEPT_LINK, BY_JANE HTML,
	  "<a href=\"https://x.example.org/1\">Accept now</a>", TRUTH_YES },
	{ "a path that accepts is an accept link", PREDICATE_ACCEPT_LINK, BY_JANE,
	  "https://x.example.org/friend_accept/1\n", TRUTH_YES },
	{ "a query that accepts is an accept link", PREDICATE_ACCEPT_LINK, BY_JANE,
	  "https://x.example.org/?do=accept\n", TRUTH_YES },
	{ "a host that accepts is none", PREDICATE_ACCEPT_LINK, BY_JANE,
	  "https://accept.example.org/\n", TRUTH_NO },
	{ "a link to decline is none", PREDICATE_ACCEPT_LINK, BY_JANE,
	  "https://x.example.org/accept?decline=1\n", TRUTH_NO },
	{ "a link to privacy is none", PREDICATE_ACCEPT_LINK, BY_JANE,
	  "https://x.example.org/privacy/accept\n", TRUTH_NO },
	{ "an image is none", PREDICATE_ACCEPT_LINK, BY_JANE HTML,
	  "<img src=\"https://x.example.org/accept.png\">", TRUTH_NO },
	{ "a mail address is none", PREDICATE_ACCEPT_LINK, BY_JANE HTML,
	  "<a href=\"mailto:accept@example.org\">Accept</a>", TRUTH_NO },
	{ "links are not known before the body", PREDICATE_ACCEPT_LINK, BY_JANE, NULL,
	  TRUTH_UNKNOWN },

	{ "a recipient in a link, plain", PREDICATE_RECIPIENT_IN_LINK, BY_JANE,
	  "https://x.example.org/?u=Bob@example.org\n", TRUTH_YES },
	{ "a recipient in a link, encoded", PREDICATE_RECIPIENT_IN_LINK, BY_JANE,
	  "https://x.example.org/?u=bob%40example.org\n", TRUTH_YES },
	{ "a recipient in a link, as bounces write it", PREDICATE_RECIPIENT_IN_LINK, BY_JANE,
	  "https://x.example.org/bob=example.org\n", TRUTH_YES },
	{ "another address in a link", PREDICATE_RECIPIENT_IN_LINK, BY_JANE,
	  "https://x.example.org/?u=ann%40example.org\n", TRUTH_NO },

	{ "via at the end", PREDICATE_VIA_SUFFIX, "From: Jane Doe via Club <a@example.com>\n", NULL,
	  TRUTH_YES },
	{ "via in brackets", PREDICATE_VIA_SUFFIX,
	  "From: \"Jane Doe (via Club)\" <a@example.com>\n", NULL, TRUTH_YES },
	{ "invitations in brackets", PREDICATE_VIA_SUFFIX,
	  "From: \"Jane Doe (Club Invitations)\" <a@example.com>\n", NULL, TRUTH_YES },
	{ "Spanish via", PREDICATE_VIA_SUFFIX,
	  "From: =?utf-8?Q?Jane_Doe_a_trav=C3=A9s_de_Club?= <a@example.com>\n", NULL, TRUTH_YES },
	{ "German via", PREDICATE_VIA_SUFFIX,
	  "From: =?utf-8?Q?Jane_Doe_=C3=BCber_Club?= <a@example.com>\n", NULL, TRUTH_YES },
	{ "a name alone", PREDICATE_VIA_SUFFIX, BY_JANE, NULL, TRUTH_NO },
	{ "Via as a first name", PREDICATE_VIA_SUFFIX, "From: Via Doe <a@example.com>\n", NULL,
	  TRUTH_NO },

	{ "a Message-ID of a third organization is machine-made", PREDICATE_MACHINE_MADE,
	  MADE "Message-ID: <1@app1.example.com>\n", NULL, TRUTH_YES },
	{ "a Message-ID of From's organization is not", PREDICATE_MACHINE_MADE,
	  MADE "Message-ID: <1@mx.example.net>\n", NULL, TRUTH_NO },
	{ "a Message-ID of a mail provider is not", PREDICATE_MACHINE_MADE,
	  MADE "Message-ID: <1@mx.provider.org>\n", NULL, TRUTH_NO },
	{ "a Message-ID of a host without domain is not", PREDICATE_MACHINE_MADE,
	  MADE "Message-ID: <1@desktop>\n", NULL, TRUTH_NO },
	{ "no Message-ID is not", PREDICATE_MACHINE_MADE, MADE, NULL, TRUTH_NO },
	{ "a mail program makes it a person's", PREDICATE_MACHINE_MADE,
	  MADE "Message-ID: <1@app1.example.com>\nUser-Agent: Mail 1\n", NULL, TRUTH_NO },
	{ "a list field makes it a list's", PREDICATE_MACHINE_MADE,
	  MADE "Message-ID: <1@app1.example.com>\nList-Unsubscribe: <https://example.com/>\n", NULL,
	  TRUTH_NO },
	{ "a display-name of one word is not", PREDICATE_MACHINE_MADE,
	  "From: Jane <jane@example.net>\nMessage-ID: <1@app1.example.com>\n", NULL, TRUTH_NO },
};
/* clang-format on */

static void
answers(gconstpointer data)
{
	static const char *const recipients[] = { "bob@example.org", NULL };
	const Row *row = data;
	g_autoptr(Message) message = given_mail(row->header, row->body);
	g_autoptr(Evidence) evidence =
		given_evidence(rules, message, recipients, row->body != NULL);
	Truth truth = evidence_predicate(evidence, row->predicate, NULL);

	g_assert_cmpint(truth, ==, row->truth);
	if (row->truth != TRUTH_UNKNOWN && row->body == NULL)
		g_assert_true(predicate_is(row->predicate, PREDICATE_IN_HEADER) ||
			      row->predicate == PREDICATE_REPLY);
}

static void
has_words(void)
{
	for (guint i = 0; i < PREDICATES; i++)
		g_assert_nonnull(predicate_words[i]);
	g_assert_null(predicate_words[PREDICATES]);
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	message_library_init();
	rules = given_rules(CLUB_RULES);
	GIVEN_ROWS("predicate", rows, answers);
	g_test_add_func("/predicate/each has a word", has_words);
	status = g_test_run();
	ruleset_free(rules);
	return status;
}
