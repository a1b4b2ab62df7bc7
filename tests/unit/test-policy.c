#include <string.h>

#include "base/names.h"
#include "judge/policy.h"

#include "rows.h"

static Policy *
policy_of(const char *text, GError **error)
{
	g_autoptr(StatementFile) file = statement_file_parse("test.conf", text, error);
	g_autoptr(Policy) policy = policy_new();
	Statement *statement;

	g_assert_nonnull(file);
	while ((statement = statement_file_next(file)) != NULL)
		if (!policy_add(policy, statement, error))
			return NULL;
	return g_steal_pointer(&policy);
}

/* ---- decisions ---- */

/* What a line can ask about. */
typedef struct Mail {
	Kind kind;
	Standing standing;
	Proof proof;
	Category category;
	const char *network, *network_key;
	guint count;
	gboolean list, reminds;
} Mail;

typedef struct DecideCase {
	const char *name;
	const char *lines; /* NULL: the built-in ones */
	Mail mail;
	Action action;
	const char *where;
} DecideCase;

#define MAIL(k, s, ...)                                                                            \
	{                                                                                          \
		.kind = KIND_##k, .standing = STANDING_##s, .proof = PROOF_DKIM,                   \
		.network = "linkedin", .network_key = "linkedin", __VA_ARGS__                      \
	}

/* clang-format off */
static const DecideCase decide_cases[] = {
	{ "forgery is quarantined", NULL, MAIL(INVITATION, FORGED, .count = 0), ACTION_QUARANTINE,
	  "default:1" },
	{ "forgery comes before workspaces", NULL,
	  MAIL(INVITATION, FORGED, .category = CATEGORY_WORKSPACE), ACTION_QUARANTINE,
	  "default:1" },
	{ "colleagues' workspaces pass", NULL,
	  MAIL(INVITATION, UNKNOWN, .category = CATEGORY_WORKSPACE), ACTION_PASS, "default:2" },
	{ "who is declined is quarantined", NULL, MAIL(INVITATION, DECLINED, .count = 0),
	  ACTION_QUARANTINE, "default:3" },
	{ "a friend passes", NULL, MAIL(INVITATION, TRUSTED, .count = 0), ACTION_PASS,
	  "default:5" },
	{ "a friend's second reminder passes", NULL, MAIL(REMINDER, TRUSTED, .count = 2),
	  ACTION_PASS,
	  "default:5" },
	{ "a friend's third reminder is tagged", NULL, MAIL(REMINDER, TRUSTED, .count = 3),
	  ACTION_TAG,
	  "default:4" },
	{ "a friend may invite often", NULL, MAIL(INVITATION, TRUSTED, .count = 30), ACTION_PASS,
	  "default:5" },
	{ "a lookalike's reminder is quarantined", NULL, MAIL(REMINDER, LOOKALIKE, .count = 0),
	  ACTION_QUARANTINE, "default:6" },
	{ "a lookalike is tagged", NULL, MAIL(INVITATION, LOOKALIKE, .count = 0), ACTION_TAG,
	  "default:7" },
	{ "a known name is tagged", NULL, MAIL(REMINDER, NAME_ONLY, .count = 0), ACTION_TAG,
	  "default:8" },
	{ "a stranger's reminder is quarantined", NULL, MAIL(REMINDER, UNKNOWN, .count = 0),
	  ACTION_QUARANTINE, "default:9" },
	{ "a stranger is tagged", NULL, MAIL(INVITATION, UNKNOWN, .count = 0), ACTION_TAG,
	  "default:10" },
	{ "a stranger's update is tagged", NULL, MAIL(UPDATE, UNKNOWN, .count = 0), ACTION_TAG,
	  "default:10" },
	{ "without a line everything passes", "", MAIL(REMINDER, FORGED, .count = 9), ACTION_PASS,
	  NULL },
	{ "the first line that holds decides", "unknown tag\nunknown reject\n",
	  MAIL(INVITATION, UNKNOWN, .count = 0), ACTION_TAG, "test.conf:1" },
	{ "conditions stand in any order", "count>=2 linkedin unknown reminder reject\n",
	  MAIL(REMINDER, UNKNOWN, .count = 2), ACTION_REJECT, "test.conf:1" },
	{ "all conditions must hold", "count>=2 linkedin unknown reminder reject\n",
	  MAIL(REMINDER, UNKNOWN, .count = 1), ACTION_PASS, NULL },
	{ "a network by its name", "plaxo discard\nlinkedin mta-hold\n",
	  MAIL(INVITATION, UNKNOWN, .count = 0), ACTION_MTA_HOLD, "test.conf:2" },
	{ "an unlisted network by its domain", "meet.example discard\n",
	  { .kind = KIND_INVITATION, .network = "other", .network_key = "meet.example" },
	  ACTION_DISCARD,
	  "test.conf:1" },
	{ "all unlisted networks by their common name", "other discard\n",
	  { .kind = KIND_INVITATION, .network = "other", .network_key = "meet.example" },
	  ACTION_DISCARD,
	  "test.conf:1" },
	{ "none is the proof of mail nobody verified", "none reject\n",
	  { .kind = KIND_INVITATION, .proof = PROOF_NONE, .network = "other" }, ACTION_REJECT,
	  "test.conf:1" },
	{ "none is not a proof that was looked for", "none reject\n",
	  { .kind = KIND_INVITATION, .proof = PROOF_UNPROVEN, .network = "other" }, ACTION_PASS,
	  NULL },
	{ "a list is a condition", "list pass\nunknown tag\n",
	  MAIL(INVITATION, UNKNOWN, .list = TRUE), ACTION_PASS, "test.conf:1" },
	{ "not through a list", "list pass\nunknown tag\n", MAIL(INVITATION, UNKNOWN,
	  .list = FALSE),
	  ACTION_TAG, "test.conf:2" },
	{ "what is a reminder to one by their history is one to the policy", "reminder reject\n",
	  MAIL(INVITATION, UNKNOWN, .reminds = TRUE), ACTION_REJECT, "test.conf:1" },
	{ "a category is a condition", "family pass\n",
	  MAIL(INVITATION, UNKNOWN, .category = CATEGORY_FAMILY), ACTION_PASS, "test.conf:1" },
	{ "an action alone holds for everything", "redirect moderator@example.org\n",
	  MAIL(UPDATE, NAME_ONLY, .count = 0), ACTION_REDIRECT, "test.conf:1" },
};
/* clang-format on */

static void
check_decision(gconstpointer data)
{
	const DecideCase *c = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(Policy) policy =
		c->lines != NULL ? policy_of(c->lines, &error) : policy_new_default();
	const Judgement mail = { .kind = c->mail.kind,
				 .proof = c->mail.proof,
				 .category = c->mail.category,
				 .network = (char *)c->mail.network,
				 .network_key = (char *)c->mail.network_key,
				 .list = c->mail.list };
	const Verdict verdict = { .standing = c->mail.standing,
				  .count = c->mail.count,
				  .reminds = c->mail.reminds };
	PolicyDecision decision;

	g_assert_no_error(error);
	decision = policy_decide(policy, &mail, &verdict);
	g_assert_cmpstr(names_word(action_words, decision.action), ==,
			names_word(action_words, c->action));
	g_assert_cmpstr(decision.where, ==, c->where);
	g_assert_cmpstr(decision.redirect, ==,
			c->action == ACTION_REDIRECT ? "moderator@example.org" : NULL);
}

/* ---- mistakes ---- */

typedef struct MistakeCase {
	const char *name;
	const char *line;
	const char *message; /* how it begins */
} MistakeCase;

/* clang-format off */
static const MistakeCase mistake_cases[] = {
	{ "a line needs an action", "unknown reminder\n",
	  "test.conf:1:17: expected a condition or an action" },
	{ "nothing follows the action", "unknown tag reminder\n",
	  "test.conf:1:13: expected the end" },
	{ "two kinds never hold together", "reminder update tag\n",
	  "test.conf:1:10: expected at most one kind" },
	{ "two standings never hold together", "unknown trusted tag\n",
	  "test.conf:1:9: expected at most one standing" },
	{ "two proofs never hold together", "dkim dmarc pass\n",
	  "test.conf:1:6: expected at most one proof" },
	{ "two networks never hold together", "plaxo linkedin pass\n",
	  "test.conf:1:7: expected at most one network" },
	{ "a count is a number", "count>=three tag\n", "test.conf:1:1: expected count>=N" },
	{ "a count is from one", "count>=0 tag\n", "test.conf:1:1: expected count>=N" },
	{ "a count has one comparison", "count>3 tag\n", "test.conf:1:1: expected count>=N" },
	{ "networks are written small", "LinkedIn tag\n", "test.conf:1:1: expected a kind" },
	{ "redirect needs an address", "unknown redirect\n",
	  "test.conf:1:17: expected the address to redirect to" },
	{ "redirect needs a whole address", "unknown redirect moderator\n",
	  "test.conf:1:18: expected an address" },
	{ "redirect takes no white space", "unknown redirect \"a b@example.org\"\n",
	  "test.conf:1:18: expected an address" },
};
/* clang-format on */

static void
check_mistake(gconstpointer data)
{
	const MistakeCase *c = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(Policy) policy = policy_of(c->line, &error);

	g_assert_null(policy);
	g_assert_error(error, STATEMENT_ERROR, STATEMENT_ERROR_SYNTAX);
	if (!g_str_has_prefix(error->message, c->message))
		g_test_message("%s", error->message);
	g_assert_true(g_str_has_prefix(error->message, c->message));
}

static gboolean
is_linkedin(const char *name, gpointer data)
{
	(void)data;
	return strcmp(name, "linkedin") == 0;
}

static void
check_unknown_network(void)
{
	g_autoptr(Policy) policy = policy_of("linkedin pass\nmeet.example tag\nunknow tag\n", NULL);
	g_autoptr(Policy) fine = policy_of("linkedin unknown tag\nmeet.example tag\n", NULL);
	const char *where = NULL;

	g_assert_cmpstr(policy_unknown_network(policy, is_linkedin, NULL, &where), ==, "unknow");
	g_assert_cmpstr(where, ==, "test.conf:3");
	g_assert_null(policy_unknown_network(fine, is_linkedin, NULL, NULL));
}

static void
check_find(void)
{
	g_autoptr(Policy) policy = policy_of("unknown tag\nforged reject\nupdate reject\n", NULL);
	g_autoptr(Policy) built_in = policy_new_default();

	g_assert_cmpstr(policy_find(policy, ACTION_REJECT), ==, "test.conf:2");
	g_assert_null(policy_find(policy, ACTION_QUARANTINE));
	g_assert_cmpstr(policy_find(built_in, ACTION_QUARANTINE), ==, "default:1");
	g_assert_null(policy_find(built_in, ACTION_DISCARD));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("policy", decide_cases, check_decision);
	GIVEN_ROWS("policy/mistakes", mistake_cases, check_mistake);
	g_test_add_func("/policy/a mistyped word is no network", check_unknown_network);
	g_test_add_func("/policy/the first line of an action is found", check_find);
	return g_test_run();
}
