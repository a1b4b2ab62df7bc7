/* invitectl rules test: the rules' own examples, judged and compared with what they want */
#include <stdio.h>
#include <string.h>

#include "filter/examine.h"
#include "mail/mailstore.h"
#include "recognize/near-miss.h"
#include "recognize/rule-text.h"
#include "examples.h"
#include "ctl/json-member.h"
#include "ctl/shown.h"
#include "wanted.h"
#include "options.h"

/* Under this name the examples were received. */
static const char *const example_hosts[] = { "mx.example.org", NULL };

/* The examples of one network. */
typedef struct Tally {
	char *network;
	guint tried, right;
} Tally;

/* A run over the examples. */
typedef struct RulesTest {
	CommandContext *context;
	const Ruleset *rules;
	JudgeSettings settings;
	gboolean json;
	GPtrArray *tallies; /* Tally * */
	Tally *tally;       /* of the network under test */
} RulesTest;

static void
tally_free(gpointer data)
{
	Tally *tally = data;

	g_free(tally->network);
	g_free(tally);
}

/* The tally of NETWORK; examples come network by network, from several folders perhaps. */
static Tally *
tally_of(RulesTest *test, const char *network)
{
	Tally *tally;

	for (guint i = 0; i < test->tallies->len; i++) {
		tally = g_ptr_array_index(test->tallies, i);
		if (strcmp(tally->network, network) == 0)
			return tally;
	}
	tally = g_new0(Tally, 1);
	tally->network = g_strdup(network);
	g_ptr_array_add(test->tallies, tally);
	return tally;
}

/* ---- one example that is not right ---- */

typedef struct Failure {
	const char *path;
	const char *wanted; /* (nullable) */
	const GPtrArray *mistakes, *near, *why;
	const char *matched; /* the line that decided, as it is written (nullable) */
} Failure;

/* The line at WHERE, "linkedin.rules:17: invitation subject ..." (transfer full, nullable). */
static char *
line_at(const Ruleset *rules, const Judgement *judgement)
{
	const Network *network = judgement->rule != NULL && judgement->network != NULL
					 ? ruleset_network(rules, judgement->network)
					 : NULL;

	for (int kind = 0; network != NULL && kind < LINE_KINDS; kind++)
		for (guint i = 0; i < network->lines[kind]->len; i++) {
			const RuleLine *line = g_ptr_array_index(network->lines[kind], i);
			g_autofree char *text = NULL;

			if (strcmp(line->where, judgement->rule) != 0)
				continue;
			text = rule_text_line(line);
			return g_strdup_printf("%s: %s", line->where, text);
		}
	return g_strdup(judgement->rule);
}

static void
print_json(const Failure *failure)
{
	g_autoptr(JsonBuilder) builder = json_member_begin();

	json_member_string(builder, "file", failure->path);
	json_member_string(builder, "wanted", failure->wanted != NULL ? failure->wanted : "");
	json_member_array(builder, "mistakes", failure->mistakes);
	json_member_string(builder, "matched", failure->matched);
	json_member_array(builder, "near", failure->near);
	json_member_array(builder, "why", failure->why);
	json_member_print(builder);
}

static void
print_all(const char *label, const GPtrArray *sentences)
{
	for (guint i = 0; i < sentences->len; i++) {
		g_autofree char *sentence = shown_line(sentences->pdata[i]);

		printf("  %-8s %s\n", i == 0 ? label : "", sentence);
	}
}

static void
print_text(const Failure *failure)
{
	printf("%s\n  %-8s %s\n", failure->path, "wants",
	       failure->wanted != NULL ? failure->wanted : "nothing: it has no field X-Wanted");
	print_all("wrong", failure->mistakes);
	if (failure->matched != NULL)
		printf("  %-8s %s\n", "matched", failure->matched);
	print_all("nearest", failure->near);
	print_all("why", failure->why);
	putchar('\n');
}

/* ---- all of them ---- */

static gboolean
test_message(const RulesTest *test, const char *path, Message *message)
{
	g_auto(GStrv) to = examine_recipients(message);
	const Envelope envelope = { 0 };
	g_autoptr(Evidence) evidence = evidence_new(test->rules, message, (const char *const *)to);
	g_autoptr(Judgement) judgement =
		judge_message(&test->settings, book_empty(), evidence, &envelope, NULL);
	const char *wanted = message_header(message, "X-Wanted", 0);
	g_autoptr(GPtrArray) mistakes = wanted_compare(wanted, judgement);
	g_autoptr(GPtrArray) why = judgement_why(judgement, NULL), near = NULL;
	g_autofree char *matched = NULL;
	Failure failure = { path, wanted, mistakes, NULL, why, NULL };

	if (mistakes->len == 0)
		return TRUE;
	matched = line_at(test->rules, judgement);
	near = judgement_is_recognized(judgement) ? g_ptr_array_new()
						  : near_miss_find(evidence, matched != NULL);
	failure.matched = matched;
	failure.near = near;
	if (test->json)
		print_json(&failure);
	else
		print_text(&failure);
	return FALSE;
}

static gboolean
test_item(MailstoreItem *item, gpointer user_data)
{
	RulesTest *test = user_data;

	test->tally->tried++;
	if (item->message != NULL)
		test->tally->right += test_message(test, item->path, item->message);
	else
		command_say(test->context, "%s", item->error->message);
	return TRUE;
}

static void
test_example(const char *network, const char *path, gpointer user_data)
{
	RulesTest *test = user_data;

	test->tally = tally_of(test, network);
	mailstore_walk(path, &message_default_limits, test_item, test);
}

static int
compare_tallies(gconstpointer left, gconstpointer right)
{
	const Tally *a = *(const Tally *const *)left, *b = *(const Tally *const *)right;

	return strcmp(a->network, b->network);
}

static void
print_tally(const Tally *tally, gboolean json)
{
	g_autoptr(JsonBuilder) builder = NULL;

	if (!json && tally->tried == 0)
		printf("%-15s no example\n", tally->network);
	else if (!json)
		printf("%-15s %3u of %u right\n", tally->network, tally->right, tally->tried);
	if (!json)
		return;
	builder = json_member_begin();
	json_member_string(builder, "network", tally->network);
	json_member_number(builder, "examples", tally->tried);
	json_member_number(builder, "right", tally->right);
	json_member_print(builder);
}

/* Print each network's tally, then their sum, which is returned. */
static Tally
print_tallies(const RulesTest *test)
{
	Tally sum = { 0 };

	g_ptr_array_sort(test->tallies, compare_tallies);
	for (guint i = 0; i < test->tallies->len; i++) {
		const Tally *tally = g_ptr_array_index(test->tallies, i);

		print_tally(tally, test->json);
		sum.tried += tally->tried;
		sum.right += tally->right;
	}
	if (test->json)
		printf("{\"examples\":%u,\"right\":%u}\n", sum.tried, sum.right);
	else
		printf("%u of %u examples right\n", sum.right, sum.tried);
	return sum;
}

static void
run(RulesTest *test, const RulesOptions *options)
{
	const char *const *directories = (const char *const *)options->directories;
	const GPtrArray *networks = ruleset_networks(options->rules);

	if (*options->networks == NULL) {
		examples_visit(directories, NULL, test_example, test);
		/* Those that have none are to be seen, too. */
		for (guint i = 0; i < networks->len; i++)
			tally_of(test, ((const Network *)networks->pdata[i])->name);
	}
	for (char **network = options->networks; *network != NULL; network++) {
		tally_of(test, *network);
		examples_visit(directories, *network, test_example, test);
	}
}

/*
 * Judge the examples of the networks of OPTIONS with their rules and empty books; print what is not
 * as its X-Wanted says and why, then how many of each network are right.  EX_OK where all are, and
 * there is one at least, else EX_DATAERR.
 */
static int
test_all(CommandContext *context, const RulesOptions *options)
{
	g_autoptr(Policy) policy = policy_new_default();
	g_autoptr(GPtrArray) tallies = g_ptr_array_new_with_free_func(tally_free);
	RulesTest test = {
		.context = context,
		.json = options->json,
		.tallies = tallies,
		.rules = options->rules,
		.settings = {
			.policy = policy,
			.proof = { .authserv_ids = example_hosts, .own_hosts = example_hosts },
			.require_proof = TRUE,
			.recipient_delimiter = '+',
		},
	};
	Tally sum;

	run(&test, options);
	sum = print_tallies(&test);
	if (sum.tried == 0)
		return command_fail(context, EX_DATAERR,
				    "there are no examples: expected mails such as "
				    "%s/examples/%s/an-invitation.eml",
				    options->directories[0],
				    tallies->len > 0 ? ((const Tally *)tallies->pdata[0])->network
						     : "NETWORK");
	return sum.right == sum.tried ? EX_OK : EX_DATAERR;
}

static int
run_test(CommandContext *context, int argc, char **argv)
{
	g_auto(RulesOptions) options = { 0 };
	int status = rules_options_read(
		&options, context, RULES_TAKES_NETWORKS,
		"Judge the examples beside the rules, DIR/examples/NETWORK/*.eml,\n"
		"and compare with what their field X-Wanted says.",
		argc, argv);

	return status == EX_OK ? test_all(context, &options) : status;
}

const Command rules_test_command = { "test", run_test, "run the rules' own examples" };
