/* Policy lines, which owners may write too, and what they decide (judge/policy.h). */
#include "fuzz.h"

#include "judge/policy.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	return 0;
}

static void
check_case(const Policy *policy, const Judgement *judgement, const Verdict *verdict)
{
	const PolicyDecision decision = policy_decide(policy, judgement, verdict);

	g_assert_cmpint(decision.action, <=, ACTION_DISCARD);
	g_assert_true((decision.redirect != NULL) == (decision.action == ACTION_REDIRECT));
	fuzz_assert_printable(decision.redirect, "");
	if (decision.where == NULL)
		g_assert_cmpint(decision.action, ==, ACTION_PASS);
	else
		g_assert_nonnull(policy_find(policy, decision.action));
}

static void
check_policy(const Policy *policy)
{
	for (int standing = STANDING_UNKNOWN; standing <= STANDING_FORGED; standing++)
		for (int proof = PROOF_DKIM; proof <= PROOF_FAILED; proof++) {
			static char listed[] = "linkedin", unlisted[] = "example.com";
			const Judgement mail = {
				.kind = KIND_INVITATION + (standing + proof) % 3,
				.proof = proof,
				.category = (standing * proof) % 5,
				.network = standing % 2 ? listed : NULL,
				.network_key = proof % 2 ? listed : unlisted,
				.list = standing % 2 == 0,
			};
			const Verdict verdict = { .standing = standing, .count = (guint)proof };

			check_case(policy, &mail, &verdict);
		}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = fuzz_text(data, size);
	g_autoptr(GError) error = NULL;
	g_autoptr(StatementFile) file = statement_file_parse("owner:1", text, &error);
	g_autoptr(Policy) policy = policy_new();
	Statement *statement;
	gboolean good = file != NULL;

	while (good && (statement = statement_file_next(file)) != NULL)
		good = policy_add(policy, statement, &error);
	fuzz_assert_error(!good, error);
	if (good)
		check_policy(policy);
	policy_is_network(text);
	return 0;
}
