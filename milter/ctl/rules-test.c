#include "rules-test.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "filter/examine.h"
#include "mail/mailstore.h"
#include "wanted.h"

/* Under this name the examples were received. */
static const char *const example_hosts[] = { "mx.example.org", NULL };

/* A run over the examples. */
typedef struct RulesTest {
	CommandContext *context;
	JudgeSettings settings;
	gboolean json;
	guint tried;
	guint right;
} RulesTest;

static void
print_failure_json(const char *path, const char *wanted, const GPtrArray *mistakes,
		   const GPtrArray *why)
{
	const GPtrArray *const lists[] = { mistakes, why };
	static const char *const members[] = { "mistakes", "why" };
	g_autoptr(JsonBuilder) builder = json_builder_new();
	g_autoptr(JsonNode) root = NULL;
	g_autofree char *text = NULL;

	json_builder_begin_object(builder);
	json_builder_set_member_name(builder, "file");
	json_builder_add_string_value(builder, path);
	json_builder_set_member_name(builder, "wanted");
	json_builder_add_string_value(builder, wanted != NULL ? wanted : "");
	for (gsize list = 0; list < G_N_ELEMENTS(lists); list++) {
		json_builder_set_member_name(builder, members[list]);
		json_builder_begin_array(builder);
		for (guint i = 0; i < lists[list]->len; i++)
			json_builder_add_string_value(builder, lists[list]->pdata[i]);
		json_builder_end_array(builder);
	}
	json_builder_end_object(builder);
	root = json_builder_get_root(builder);
	text = json_to_string(root, FALSE);
	command_print_line(text);
}

static void
print_failure(const char *path, const char *wanted, const GPtrArray *mistakes,
	      const GPtrArray *why)
{
	printf("%s\n  wanted: %s\n", path, wanted != NULL ? wanted : "?");
	for (guint i = 0; i < mistakes->len; i++)
		printf("  %s\n", (const char *)mistakes->pdata[i]);
	for (guint i = 0; i < why->len; i++)
		printf("    because %s\n", (const char *)why->pdata[i]);
}

static void
test_message(RulesTest *test, const char *path, Message *message)
{
	g_auto(GStrv) recipients = examine_recipients(message);
	Envelope envelope = { .recipients = (const char *const *)recipients };
	g_autoptr(Judgement) judgement =
		judge_message(&test->settings, book_empty(), message, &envelope, NULL);
	const char *wanted = message_header(message, "X-Wanted", 0);
	g_autoptr(GPtrArray) mistakes = wanted_compare(wanted, judgement);

	if (mistakes->len == 0)
		test->right++;
	else if (test->json)
		print_failure_json(path, wanted, mistakes, judgement->why);
	else
		print_failure(path, wanted, mistakes, judgement->why);
}

static gboolean
test_item(MailstoreItem *item, gpointer user_data)
{
	RulesTest *test = user_data;

	if (item->message == NULL && !g_str_has_suffix(item->path, ".eml"))
		return TRUE;
	test->tried++;
	if (item->message != NULL)
		test_message(test, item->path, item->message);
	else
		command_say(test->context, "%s: %s", item->path, item->error->message);
	return TRUE;
}

static int
compare_names(gconstpointer left, gconstpointer right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Names of the entries of FOLDER in order (transfer full), empty where there is no such folder. */
static GPtrArray *
sorted_entries(const char *folder)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
	const char *name;

	while (directory != NULL && (name = g_dir_read_name(directory)) != NULL)
		g_ptr_array_add(names, g_build_filename(folder, name, NULL));
	g_ptr_array_sort(names, compare_names);
	return names;
}

static void
test_directory(RulesTest *test, const char *directory)
{
	g_autofree char *folder = g_build_filename(directory, "examples", NULL);
	g_autoptr(GPtrArray) networks = sorted_entries(folder);

	for (guint i = 0; i < networks->len; i++) {
		g_autoptr(GPtrArray) mails = sorted_entries(networks->pdata[i]);

		for (guint k = 0; k < mails->len; k++)
			if (g_str_has_suffix(mails->pdata[k], ".eml"))
				mailstore_walk(mails->pdata[k], &message_default_limits, test_item,
					       test);
	}
}

int
rules_test_run(CommandContext *context, const Ruleset *rules, const char *const *directories,
	       gboolean json)
{
	g_autoptr(Policy) policy = policy_new_default();
	RulesTest test = {
		.context = context,
		.json = json,
		.settings = {
			.rules = rules,
			.policy = policy,
			.proof = { .authserv_ids = example_hosts, .own_hosts = example_hosts },
			.require_proof = TRUE,
			.recipient_delimiter = '+',
		},
	};

	for (; *directories != NULL; directories++)
		test_directory(&test, *directories);
	if (json)
		printf("{\"examples\":%u,\"right\":%u}\n", test.tried, test.right);
	else
		printf("%u of %u examples right\n", test.right, test.tried);
	return test.right == test.tried ? EX_OK : EX_DATAERR;
}
