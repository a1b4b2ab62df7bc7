/*
 * Rules files: what is taken recognizes without harm, what is not is told with its place
 * (language/rule-parser.h).
 */
#include "fuzz.h"

#include "judge/judge.h"
#include "language/rule-parser.h"
#include "mail/mailstore.h"

static const char mail[] = "From: Jane Doe via Club <invite@example.com>\n"
			   "To: Bob Roe <bob@example.org>\n"
			   "Subject: Jane Doe wants to connect\n"
			   "X-Club-Kind: invite\n"
			   "Content-Type: text/plain; charset=utf-8\n"
			   "\n"
			   "Hello Bob, Jane Doe invites you to join.\n"
			   "https://www.example.com/in/jane?hero accept\n"
			   "> From: Jane Doe [jane@example.net]\n";

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	return 0;
}

/* The mail above by RULES. */
static void
judge(const Ruleset *rules)
{
	static const char *const recipients[] = { "bob@example.org", NULL };
	g_autoptr(Policy) policy = policy_new_default();
	const JudgeSettings settings = { .policy = policy, .mode = MODE_TAG };
	const Envelope envelope = { 0 };
	g_autoptr(Message) message = message_new(NULL);
	g_autoptr(Evidence) evidence = NULL;
	g_autoptr(Judgement) judgement = NULL;
	g_autoptr(GPtrArray) why = NULL;

	mailstore_feed(message, mail, strlen(mail));
	evidence = evidence_new(rules, message, recipients);
	judgement = judge_message(&settings, book_empty(), evidence, &envelope, NULL);
	g_assert_nonnull(judgement);
	why = judgement_why(judgement, NULL);
	for (guint i = 0; i < why->len; i++)
		fuzz_assert_utf8(why->pdata[i]);
}

static void
check_networks(const Ruleset *rules)
{
	const GPtrArray *networks = ruleset_networks(rules);

	for (guint i = 0; i < networks->len; i++) {
		const Network *network = networks->pdata[i];

		g_assert_true(ruleset_network(rules, network->name) == network);
		fuzz_assert_printable(network->name, "");
		fuzz_assert_utf8(network->title);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = fuzz_text(data, size);
	g_autoptr(GError) error = NULL;
	g_autoptr(StatementFile) file = statement_file_parse("fuzz.rules", text, &error);
	g_autoptr(Ruleset) rules = ruleset_new();
	gboolean good = file != NULL && rule_parser_read(rules, file, &error) &&
			rule_parser_finish(rules, &error);

	fuzz_assert_error(!good, error);
	if (error != NULL)
		g_assert_true(g_str_has_prefix(error->message, "fuzz.rules"));
	if (good) {
		check_networks(rules);
		judge(rules);
	}
	return 0;
}
