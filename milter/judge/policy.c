#include "policy.h"

#include <string.h>

#include "base/names.h"
#include "mail/mailbox.h"

typedef struct Condition Condition;

/* A type of condition: how it is written, and when it holds. */
typedef struct ConditionType {
	const char *name;
	const char *const *words; /* one of which is written, the value its place; or ... */
	int first;                /* (the first that may be) */
	gboolean (*read)(const char *word, Condition *condition); /* ... whether WORD is one */
	gboolean (*holds)(const Condition *condition, const Judgement *judgement,
			  const Verdict *verdict);
} ConditionType;

struct Condition {
	const ConditionType *type;
	guint value;   /* of an enum, or the least count */
	char *network; /* of a condition on the network (nullable) */
};

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

static const char default_lines[] = "forged                      quarantine\n"
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

/* ---- the types of conditions ---- */

static gboolean
kind_is(const Condition *condition, const Judgement *judgement, const Verdict *verdict)
{
	return judgement_kind_for(judgement, verdict) == condition->value;
}

static gboolean
standing_is(const Condition *condition, const Judgement *judgement, const Verdict *verdict)
{
	(void)judgement;
	return verdict->standing == condition->value;
}

static gboolean
standing_is_not(const Condition *condition, const Judgement *judgement, const Verdict *verdict)
{
	return !standing_is(condition, judgement, verdict);
}

static gboolean
proof_is(const Condition *condition, const Judgement *judgement, const Verdict *verdict)
{
	(void)verdict;
	return judgement->proof == condition->value;
}

static gboolean
is_proven(const Condition *condition, const Judgement *judgement, const Verdict *verdict)
{
	(void)condition, (void)verdict;
	return judgement->proven && judgement->by_network;
}

static gboolean
category_is(const Condition *condition, const Judgement *judgement, const Verdict *verdict)
{
	(void)verdict;
	return judgement->network != NULL && judgement->category == condition->value;
}

static gboolean
came_through_list(const Condition *condition, const Judgement *judgement, const Verdict *verdict)
{
	(void)condition, (void)verdict;
	return judgement->list;
}

static gboolean
read_count(const char *word, Condition *condition)
{
	guint64 number;

	if (!g_str_has_prefix(word, "count>=") ||
	    !g_ascii_string_to_unsigned(word + strlen("count>="), 10, 1, G_MAXINT, &number, NULL))
		return FALSE;
	condition->value = number;
	return TRUE;
}

static gboolean
count_is_reached(const Condition *condition, const Judgement *judgement, const Verdict *verdict)
{
	(void)judgement;
	return verdict->count >= condition->value;
}

static gboolean
is_network_name(const char *word)
{
	for (const char *p = word; *p != '\0'; p++)
		if (!g_ascii_islower(*p) && !g_ascii_isdigit(*p) && *p != '-' && *p != '.')
			return FALSE;
	return g_ascii_isalnum(*word);
}

static gboolean
read_network(const char *word, Condition *condition)
{
	if (!is_network_name(word))
		return FALSE;
	condition->network = g_strdup(word);
	return TRUE;
}

static gboolean
network_is(const Condition *condition, const Judgement *judgement, const Verdict *verdict)
{
	(void)verdict;
	return g_strcmp0(judgement->network, condition->network) == 0 ||
	       g_strcmp0(judgement->network_key, condition->network) == 0;
}

static const char *const list_words[] = { "list", NULL };

/*
 * In the order in which a word is tried.  Kind "none" is no condition: no policy is asked for such
 * mail. A new one is a row here, with its function above, in the grammar in policy.h and in the
 * manual.
 */
static const ConditionType types[] = {
	{ "kind", kind_words, KIND_INVITATION, NULL, kind_is },
	{ "standing", standing_words, 0, NULL, standing_is },
	{ "proof", proof_words, 0, NULL, proof_is },
	{ "category", category_words, 0, NULL, category_is },
	{ "list", list_words, 0, NULL, came_through_list },
	{ "count", NULL, 0, read_count, count_is_reached },
	{ "network", NULL, 0, read_network, network_is },
};

/* No policy line is written with these: they are of wishes alone. */
static const ConditionType of_network = { .name = "network", .holds = network_is };
static const ConditionType not_of_standing = { .name = "not standing", .holds = standing_is_not };
static const ConditionType proven = { .name = "proven", .holds = is_proven };

/* Whether WORD is a condition; if so it is CONDITION. */
static gboolean
read_word(const char *word, Condition *condition)
{
	for (gsize i = 0; i < G_N_ELEMENTS(types); i++) {
		const ConditionType *type = &types[i];
		int value = type->words != NULL ? names_value(type->words, word, -1) : -1;

		condition->type = type;
		condition->value = (guint)MAX(value, 0);
		if (type->words != NULL ? value >= type->first : type->read(word, condition))
			return TRUE;
	}
	return FALSE;
}

gboolean
policy_is_network(const char *word)
{
	Condition condition = { 0 };
	gboolean is_network = names_value(action_words, word, -1) < 0 &&
			      read_word(word, &condition) && condition.network != NULL;

	condition_clear(&condition);
	return is_network;
}

/* ---- reading lines ---- */

static const ConditionType *
read_condition(const Statement *statement, const char *word, Condition *condition, GError **error)
{
	if (g_str_has_prefix(word, "count") && !read_count(word, condition))
		statement_fail(statement, error, "expected count>=N with N from 1");
	else if (!read_word(word, condition))
		statement_fail(statement, error,
			       "expected a kind, a standing, a proof, a category, a network, "
			       "list, count>=N or an action, found \"%s\"",
			       word);
	else
		return condition->type;
	return NULL;
}

/* A second condition of one type could never hold together with the first. */
static gboolean
add_condition(PolicyLine *line, const Statement *statement, const char *word, GError **error)
{
	Condition condition = { 0 };
	const ConditionType *type = read_condition(statement, word, &condition, error);

	if (type == NULL)
		return FALSE;
	for (guint i = 0; i < line->conditions->len; i++) {
		if (g_array_index(line->conditions, Condition, i).type != type)
			continue;
		condition_clear(&condition);
		return statement_fail(
			statement, error,
			"expected at most one %s on a line, for all conditions of a line "
			"must hold",
			type->name);
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
	g_autoptr(PolicyLine) line = line_new(g_strdup_printf(
		"%s:%u", statement_file_name(statement), statement_line(statement)));
	int action = -1;

	while (action < 0) {
		g_autofree char *word =
			statement_word(statement, "a condition or an action", error);

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
add_wish_condition(PolicyLine *line, const ConditionType *type, guint value, const char *network)
{
	const Condition condition = { type, value, g_strdup(network) };

	g_array_append_val(line->conditions, condition);
}

void
policy_add_wish(Policy *policy, const char *network, PolicyWish wish, const char *owner)
{
	const gboolean never = wish == POLICY_NEVER;
	PolicyLine *line = line_new(
		g_strdup_printf("%s %s wanted by %s", network, never ? "never" : "always", owner));

	add_wish_condition(line, &of_network, 0, network);
	add_wish_condition(line, &not_of_standing, STANDING_FORGED, NULL);
	if (!never) {
		add_wish_condition(line, &not_of_standing, STANDING_DECLINED, NULL);
		add_wish_condition(line, &proven, 0, NULL);
	}
	line->action = never ? ACTION_QUARANTINE : ACTION_PASS;
	line->declines = never;
	g_ptr_array_add(policy->lines, line);
}

static gboolean
line_holds(const PolicyLine *line, const Judgement *judgement, const Verdict *verdict)
{
	for (guint i = 0; i < line->conditions->len; i++) {
		const Condition *condition = &g_array_index(line->conditions, Condition, i);

		if (!condition->type->holds(condition, judgement, verdict))
			return FALSE;
	}
	return TRUE;
}

PolicyDecision
policy_decide(const Policy *policy, const Judgement *judgement, const Verdict *verdict)
{
	for (guint i = 0; i < policy->lines->len; i++) {
		const PolicyLine *line = policy->lines->pdata[i];

		if (line_holds(line, judgement, verdict))
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

/* A domain is the key of an unlisted network, which no rules file names. */
static const char *
line_unknown_network(const PolicyLine *line, gboolean (*known)(const char *, gpointer),
		     gpointer data)
{
	for (guint i = 0; i < line->conditions->len; i++) {
		const Condition *condition = &g_array_index(line->conditions, Condition, i);

		if (condition->network != NULL && strchr(condition->network, '.') == NULL &&
		    !known(condition->network, data))
			return condition->network;
	}
	return NULL;
}

const char *
policy_unknown_network(const Policy *policy, gboolean (*known)(const char *, gpointer),
		       gpointer data, const char **where)
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
