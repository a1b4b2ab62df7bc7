/* Mail that a network's rules should know: whether it is, and by which name it is counted. */
#include "given.h"
#include "judge/judge.h"
#include "recognize/screen.h"
#include "recognize/template.h"

#define RULES                                                                                      \
	"network club \"The Club\"\n"                                                              \
	"    from       club.example\n"                                                            \
	"    template   header X-Template\n"                                                       \
	"    template   header Feedback-ID /^(?<template>[^:]+):/\n"                               \
	"    template   link /[?&]trk=(?<template>[^&#]+)/\n"                                      \
	"    ignore     subject /^News/\n"                                                         \
	"    invitation subject /invited you/\n"                                                   \
	"network guild \"The Guild\"\n"                                                            \
	"    from       guild.example\n"                                                           \
	"    invitation text /invited you/\n"                                                      \
	"network fair \"The Fair\"\n"                                                              \
	"    from       fair.example\n"

#define BY_CLUB "From: The Club <Invitations+x7@club.example>\n"

static Ruleset *rules;

typedef struct Row {
	const char *name;
	const char *header, *body; /* body NULL: not read */
	const char *template;      /* NULL: nothing that should be known */
} Row;

/* clang-format off */
static const Row rows[] = {
	{ "the value of a field", BY_CLUB "X-Template: email_invite_single_08\n", NULL,
	  "email_invite_single_08" },
	{ "a part of another", BY_CLUB "Feedback-ID: invite_2:club\n", NULL, "invite_2" },
	{ "the first statement that has one", BY_CLUB "X-Template: a\nFeedback-ID: b:club\n",
	  NULL, "a" },
	{ "what is in a link, where the body was read", BY_CLUB,
	  "https://club.example/?x=1&trk=eml-invite&y=2\n", "eml-invite" },
	{ "the role, where there is none", BY_CLUB, "Hello\n", "invitations@" },
	{ "the role, where the body was not read", BY_CLUB, NULL, "invitations@" },
	{ "nobody's name, where a person writes", "From: jane.doe@club.example\n", NULL, "*" },
	{ "an address is no template", BY_CLUB "X-Template: jane@example.net\n", NULL,
	  "invitations@" },
	{ "what is made of the recipient's address is no template",
	  BY_CLUB "To: Bob@example.org\nX-Template: mail-for-bob-7\nFeedback-ID: b:club\n", NULL,
	  "b" },
	{ "words are no template", BY_CLUB "X-Template: Jane Doe\n", NULL, "invitations@" },
	{ "nor is what is endless",
	  BY_CLUB "X-Template: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0\n", NULL,
	  "invitations@" },
	{ "numbers of mails are left out", BY_CLUB "X-Template: invite-123-20261123-4567x\n", NULL,
	  "invite-123-#-#x" },
	{ "a network without statements has its roles", "From: no-reply@mail.guild.example\n", NULL,
	  "no-reply@" },
	{ "a network whose rules recognize nothing cannot drift",
	  "From: no-reply@fair.example\n", NULL,
	  NULL },
	{ "nor does mail by nobody listed", "From: jane@example.net\nX-Template: a\n", NULL, NULL },
	{ "nor mail that a person sends through a network",
	  "From: jane@example.net\nSender: no-reply@club.example\n", NULL, NULL },
	{ "nor a delivery report",
	  BY_CLUB "Content-Type: multipart/report; report-type=delivery-status\n", NULL, NULL },
};
/* clang-format on */

static void
run(gconstpointer data)
{
	const Row *row = data;
	g_autoptr(Message) message = given_mail(row->header, row->body);
	g_autoptr(Evidence) evidence = given_evidence(rules, message, NULL, row->body != NULL);
	g_autofree char *template = template_unknown(evidence);

	g_assert_cmpstr(template, ==, row->template);
}

/* Which mail is judged to drift, and whether the end of its header tells. */
/* clang-format off */
static const struct Judged {
	const char *name;
	const char *header;
	Screen screen;
	const char *drift;
} judged[] = {
#define SIGNED(domain) "Authentication-Results: mx.example.org; dkim=pass header.d=" domain "\n" \
	"DKIM-Signature: v=1; a=rsa-sha256; d=" domain "; s=s1; h=From; bh=YQ==; b=Yg==\n"
#define PROVEN SIGNED("club.example") BY_CLUB
	{ "proven mail that no line knows drifts", PROVEN "X-Template: a\nSubject: Hello\n",
	  SCREEN_UNKNOWN,
	  "a" },
	{ "what the network did not sign says nothing of it",
	  BY_CLUB "X-Template: a\nSubject: Hello\n",
	  SCREEN_UNKNOWN, NULL },
	{ "mail that is ignored is known", PROVEN "X-Template: a\nSubject: News of today\n",
	  SCREEN_ORDINARY,
	  NULL },
	{ "and so is an invitation", PROVEN "X-Template: a\nSubject: Jane invited you\n",
	  SCREEN_READ_BODY,
	  NULL },
	{ "where the body may tell the body is asked first",
	  SIGNED("guild.example") "From: no-reply@guild.example\nSubject: Hello\n",
	  SCREEN_READ_BODY, "no-reply@" },
	{ "mail between people is as ordinary as ever", "From: jane@example.net\n",
	  SCREEN_ORDINARY, NULL },
};
/* clang-format on */

static void
run_judged(gconstpointer data)
{
	static const char *const ours[] = { "mx.example.org", NULL };
	static const char *const recipients[] = { "bob@example.org", NULL };
	const struct Judged *row = data;
	g_autoptr(Policy) policy = policy_new_default();
	const JudgeSettings settings = {
		.policy = policy,
		.proof = { .authserv_ids = ours, .own_hosts = ours },
		.require_proof = TRUE,
	};
	const Envelope envelope = { 0 };
	g_autoptr(Message) message = given_mail(row->header, "Lorem ipsum\n");
	g_autoptr(Evidence) evidence = evidence_new(rules, message, recipients);
	g_autoptr(Judgement) judgement =
		judge_message(&settings, book_empty(), evidence, &envelope, NULL);

	g_assert_cmpint(screen_header(evidence), ==, row->screen);
	g_assert_cmpstr(judgement->drift, ==, row->drift);
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	message_library_init();
	rules = given_rules(RULES);
	GIVEN_ROWS("template", rows, run);
	GIVEN_ROWS("drift", judged, run_judged);
	status = g_test_run();
	ruleset_free(rules);
	return status;
}
