#include "policy.h"

#include <string.h>

#include "base/names.h"
#include "mail/mailbox.h"

/* What a condition asks about; at most one of each on a line.  The last two are asked by wishes alone. */
typedef enum {
	ASK_KIND, ASK_STANDING, ASK_PROOF, ASK_CATEGORY, ASK_NETWORK, ASK_COUNT, ASK_LIST,
	ASK_NOT_STANDING, ASK_PROVEN,
} Ask;
static const char *const ask_words[] = { "kind", "standing", "proof", "category", "network",
					 "count", "list", NULL };

typedef struct Condition {
	Ask ask;
	guint value;   /* of the enum, or the least count */
	char *network; /* ASK_NETWORK */
} Condition;

typedef struct PolicyLine {
	GArray *conditions; /* Condition */
	Action action;
	char *redirect; /* (nullable) */
	char *where;
	gboolean declines;
} PolicyLine;

struct Policy {
	GPtrArray *lines; /* PolicyLine * */
};

static const char default_lines[] =
	"forged                      quarantine\n"
	"workspace                   pass\n"
	"declined                    quarantine\n"
	"trusted reminder count>=3   tag\n"
	"trusted                     pass\n"
	"reminder lookalike          quarantine\n"
	"lookalike                   tag\n"
	"name-only                   tag\n"
	"reminder unknown            quarantine\n"
	"unknown                     tag\n";

static void
condition_clear(gpointer data)
{
	g_free(((Condition *)data)->network);
}

/* WHERE (transfer full) tells the line from others. */
static PolicyLine *
line_new(char *where)
{
	PolicyLine *line = g_new0(PolicyLine, 1);

	line->conditions = g_array_new(FALSE, TRUE, sizeof(Condition));
	g_array_set_clear_func(line->conditions, condition_clear);
	line->where = where;
	return line;
}

static void
line_free(PolicyLine *line)
{
	if (line == NULL)
		return;
	g_array_unref(line->conditions);
	g_free(line->redirect);
	g_free(line->where);
	g_free(line);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolicyLine, line_free)

Policy *
policy_new(void)
{
	Policy *policy = g_new0(Policy, 1);

	policy->lines = g_ptr_array_new_with_free_func((GDestroyNotify)line_free);
	return policy;
}

Policy *
policy_new_default(void)
{
	Policy *policy = policy_new();
	g_autoptr(StatementFile) file = statement_file_parse("default", default_lines, NULL);
	Statement *statement;

	while ((statement = statement_file_next(file)) != NULL)
		policy_add(policy, statement, NULL);
	return policy;
}

void
policy_free(Policy *policy)
{
	if (policy == NULL)
		return;
	g_ptr_array_unref(policy->lines);
	g_free(policy);
}

/* The words that stand for values; kind "none" is no condition, no policy is asked for such mail. */
static gboolean
read_listed(const char *word, Condition *condition)
{
	static const struct {
		const char *const *words;
		Ask ask;
		int first;
	} lists[] = {
		{ kind_words, ASK_KIND, KIND_INVITATION },
		{ standing_words, ASK_STANDING, 0 },
		{ proof_words, ASK_PROOF, 0 },
		{ category_words, ASK_CATEGORY, 0 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
		int value = names_value(lists[i].words, word, -1);

		if (value < lists[i].first)
			continue;
		condition->ask = lists[i].ask;
		condition->value = value;
		return TRUE;
	}
	return FALSE;
}

static gboolean
is_network_name(const char *word)
{
	for (const char *p = word; *p != '\0'; p++)
		if (!g_ascii_islower(*p) && !g_ascii_isdigit(*p) && *p != '-' && *p != '.')
			return FALSE;
	return g_ascii_isalnum(*word);
}

gboolean
policy_is_network(const char *word)
{
	Condition condition = { 0 };

	return is_network_name(word) && !read_listed(word, &condition) &&
	       names_value(action_words, word, -1) < 0 && strcmp(word, "list") != 0;
}

static gboolean
read_condition(const Statement *statement, const char *word, Condition *condition, GError **error)
{
	guint64 number;

	if (strcmp(word, "list") == 0) {
		condition->ask = ASK_LIST;
		return TRUE;
	}
	if (g_str_has_prefix(word, "count")) {
		condition->ask = ASK_COUNT;
		if (!g_str_has_prefix(word, "count>=") ||
		    !g_ascii_string_to_unsigned(word + strlen("count>="), 10, 1, G_MAXINT, &number,
						NULL))
			return statement_fail(statement, error, "expected count>=N with N from 1");
		condition->value = number;
		return TRUE;
	}
	if (read_listed(word, condition))
		return TRUE;
	if (!is_network_name(word))
		return statement_fail(statement, error,
				      "expected a kind, a standing, a proof, a category, a network, "
				      "list, count>=N or an action, found \"%s\"",
				      word);
	condition->ask = ASK_NETWORK;
	condition->network = g_strdup(word);
	return TRUE;
}

/* A second condition of one type could never hold together with the first. */
static gboolean
add_condition(PolicyLine *line, const Statement *statement, const char *word, GError **error)
{
	Condition condition = { 0 };

	if (!read_condition(statement, word, &condition, error))
		return FALSE;
	for (guint i = 0; i < line->conditions->len; i++) {
		if (g_array_index(line->conditions, Condition, i).ask != condition.ask)
			continue;
		condition_clear(&condition);
		return statement_fail(statement, error,
				      "expected at most one %s on a line, for all conditions of a line "
				      "must hold",
				      ask_words[condition.ask]);
	}
	g_array_append_val(line->conditions, condition);
	return TRUE;
}

static gboolean
read_redirect(PolicyLine *line, Statement *statement, GError **error)
{
	g_autofree char *address = statement_string(statement, "the address to redirect to", error);
	const char *domain = address != NULL ? mailbox_domain(address) : NULL;

	if (address == NULL)
		return FALSE;
	for (const char *p = address; *p != '\0'; p++)
		if (!g_ascii_isgraph(*p) || strchr("<>,;\"\\()", *p) != NULL)
			domain = NULL;
	if (domain == NULL || *domain == '\0' || domain == address + 1)
		return statement_fail(statement, error, "expected an address, user@domain");
	line->redirect = g_steal_pointer(&address);
	return TRUE;
}

gboolean
policy_add(Policy *policy, Statement *statement, GError **error)
{
	g_autoptr(PolicyLine) line = line_new(g_strdup_printf("%s:%u", statement_file_name(statement),
							      statement_line(statement)));
	int action = -1;

	while (action < 0) {
		g_autofree char *word = statement_word(statement, "a condition or an action", error);

		if (word == NULL)
			return FALSE;
		action = names_value(action_words, word, -1);
		if (action < 0 && !add_condition(line, statement, word, error))
			return FALSE;
	}
	line->action = action;
	if (line->action == ACTION_REDIRECT && !read_redirect(line, statement, error))
		return FALSE;
	if (!statement_end(statement, error))
		return FALSE;
	g_ptr_array_add(policy->lines, g_steal_pointer(&line));
	return TRUE;
}

static void
add_wish_condition(PolicyLine *line, Ask ask, guint value, const char *network)
{
	const Condition condition = { ask, value, g_strdup(network) };

	g_array_append_val(line->conditions, condition);
}

void
policy_add_wish(Policy *policy, const char *network, PolicyWish wish, const char *owner)
{
	const gboolean never = wish == POLICY_NEVER;
	PolicyLine *line = line_new(g_strdup_printf("%s %s wanted by %s", network,
						    never ? "never" : "always", owner));

	add_wish_condition(line, ASK_NETWORK, 0, network);
	add_wish_condition(line, ASK_NOT_STANDING, STANDING_FORGED, NULL);
	if (!never) {
		add_wish_condition(line, ASK_NOT_STANDING, STANDING_DECLINED, NULL);
		add_wish_condition(line, ASK_PROVEN, 0, NULL);
	}
	line->action = never ? ACTION_QUARANTINE : ACTION_PASS;
	line->declines = never;
	g_ptr_array_add(policy->lines, line);
}

static gboolean
condition_holds(const Condition *condition, const PolicyCase *policy_case)
{
	switch (condition->ask) {
	case ASK_KIND:
		return policy_case->kind == condition->value;
	case ASK_STANDING:
		return policy_case->standing == condition->value;
	case ASK_PROOF:
		return policy_case->proof == condition->value;
	case ASK_CATEGORY:
		return policy_case->network != NULL && policy_case->category == condition->value;
	case ASK_NETWORK:
		return g_strcmp0(policy_case->network, condition->network) == 0 ||
		       g_strcmp0(policy_case->identity, condition->network) == 0;
	case ASK_COUNT:
		return policy_case->count >= condition->value;
	case ASK_LIST:
		return policy_case->list;
	case ASK_NOT_STANDING:
		return policy_case->standing != condition->value;
	case ASK_PROVEN:
		return policy_case->proven;
	}
	return FALSE;
}

static gboolean
line_holds(const PolicyLine *line, const PolicyCase *policy_case)
{
	for (guint i = 0; i < line->conditions->len; i++)
		if (!condition_holds(&g_array_index(line->conditions, Condition, i), policy_case))
			return FALSE;
	return TRUE;
}

PolicyDecision
policy_decide(const Policy *policy, const PolicyCase *policy_case)
{
	for (guint i = 0; i < policy->lines->len; i++) {
		const PolicyLine *line = policy->lines->pdata[i];

		if (line_holds(line, policy_case))
			return (PolicyDecision){ line->action, line->redirect, line->where,
						 line->declines };
	}
	return (PolicyDecision){ .action = ACTION_PASS };
}

const char *
policy_find(const Policy *policy, Action action)
{
	for (guint i = 0; i < policy->lines->len; i++) {
		const PolicyLine *line = policy->lines->pdata[i];

		if (line->action == action)
			return line->where;
	}
	return NULL;
}

/* A domain is the identity of an unlisted network, which no rules file names. */
static const char *
line_unknown_network(const PolicyLine *line, gboolean (*known)(const char *, gpointer), gpointer data)
{
	for (guint i = 0; i < line->conditions->len; i++) {
		const Condition *condition = &g_array_index(line->conditions, Condition, i);

		if (condition->ask == ASK_NETWORK && strchr(condition->network, '.') == NULL &&
		    !known(condition->network, data))
			return condition->network;
	}
	return NULL;
}

const char *
policy_unknown_network(const Policy *policy, gboolean (*known)(const char *, gpointer), gpointer data,
		       const char **where)
{
	for (guint i = 0; i < policy->lines->len; i++) {
		const PolicyLine *line = policy->lines->pdata[i];
		const char *name = line_unknown_network(line, known, data);

		if (name == NULL)
			continue;
		if (where != NULL)
			*where = line->where;
		return name;
	}
	return NULL;
}
