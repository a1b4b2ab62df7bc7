#include "rule-lint.h"

#include "date-group.h"
#include "link-anchor.h"
#include "ruleset-private.h"

static gboolean G_GNUC_PRINTF(4, 5)
	fail(const Ruleset *rules, gconstpointer thing, GError **error, const char *format, ...)
{
	g_autofree char *message = NULL;
	va_list arguments;

	va_start(arguments, format);
	message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error(error, STATEMENT_ERROR, STATEMENT_ERROR_SYNTAX, "%s: %s",
		    ruleset_place(rules, thing), message);
	return FALSE;
}

/* ---- patterns ---- */

static gboolean
has_groups(const Pattern *pattern)
{
	return pattern_groups(pattern)[0] != NULL;
}

static gboolean
is_unanchored(const Pattern *pattern)
{
	return has_groups(pattern) && !link_is_anchored(pattern);
}

static gboolean
reads_made(const Pattern *pattern)
{
	for (const char *const *name = pattern_groups(pattern); *name != NULL; name++)
		if (date_group_made(*name) >= 0)
			return TRUE;
	return FALSE;
}

/* Whether TEST holds for one of the expressions of PAIR, its own or its list's. */
static gboolean
pair_any(const RulePair *pair, gboolean (*test)(const Pattern *))
{
	if (pair->type != PAIR_MATCH || pair->negated)
		return FALSE;
	if (pair->pattern != NULL)
		return test(pair->pattern);
	for (guint i = 0; i < pair->list->patterns->len; i++)
		if (test(g_ptr_array_index(pair->list->patterns, i)))
			return TRUE;
	return FALSE;
}

static gboolean
pair_reads(const RulePair *pair, Place place)
{
	for (guint i = 0; i < pair->fields->len; i++)
		if (g_array_index(pair->fields, RuleField, i).place == place)
			return TRUE;
	return FALSE;
}

/* ---- mail of others ---- */

static gboolean
pair_is_header_condition(const RulePair *pair)
{
	if (pair->negated)
		return FALSE;
	if (pair->type == PAIR_IS)
		return rule_pair_asks(pair, PREDICATE_IS_RARE);
	if (pair->type != PAIR_MATCH)
		return FALSE;
	for (guint i = 0; i < pair->fields->len; i++)
		if (!place_in_header(g_array_index(pair->fields, RuleField, i).place))
			return FALSE;
	return TRUE;
}

/* Else the body of all mail would have to be read. */
static gboolean
check_foreign(const Ruleset *rules, const RuleLine *line, GError **error)
{
	if (!line->by_member && !line->network->from_any)
		return TRUE;
	for (guint i = 0; i < line->pairs->len; i++)
		if (pair_is_header_condition(g_ptr_array_index(line->pairs, i)))
			return TRUE;
	return fail(rules, line, error,
		    "expected a condition on a header field (subject, from-name, header ..., not "
		    "negated) in a line that may apply to mail not from its network");
}

/* ---- inviters ---- */

/* What an inviter could have typed is no network's word. */
static gboolean
check_strong_pair(const Ruleset *rules, const RulePair *pair, GError **error)
{
	static const Place typed[] = {
		PLACE_TEXT, PLACE_QUOTED, PLACE_ATTACHMENT, PLACE_VCARD_NAME, PLACE_VCARD_EMAIL,
	};

	if (!pair_any(pair, has_groups))
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(typed); i++)
		if (pair_reads(pair, typed[i]))
			return fail(rules, pair, error,
				    "an inviter read from %s must be written \"inviter weak\"",
				    place_words[typed[i]]);
	if (pair_reads(pair, PLACE_LINK) && pair_any(pair, is_unanchored))
		return fail(rules, pair, error,
			    "expected scheme and host at the beginning of a strong link, as in "
			    "/^https:\\/\\/www\\.example\\.com\\/.../, or \"inviter weak\"");
	return TRUE;
}

static gboolean
check_inviter(const Ruleset *rules, const RuleLine *line, GError **error)
{
	gboolean yields = FALSE;

	for (guint i = 0; i < line->pairs->len; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		yields = yields || pair_any(pair, has_groups);
		if (!line->weak && !check_strong_pair(rules, pair, error))
			return FALSE;
	}
	return yields || fail(rules, line, error,
			      "expected (?<name>...), (?<email>...), (?<profile_FORM>...) or "
			      "(?<invitation>...) in an inviter line");
}

/* ---- dates ---- */

/* Whether a date line of NETWORK says when an invitation was made. */
static gboolean
dates_invitations(const Network *network)
{
	for (guint i = 0; i < network->lines[LINE_DATE]->len; i++) {
		const RuleLine *line = g_ptr_array_index(network->lines[LINE_DATE], i);

		for (guint j = 0; j < line->pairs->len; j++)
			if (pair_any(g_ptr_array_index(line->pairs, j), reads_made))
				return TRUE;
	}
	return FALSE;
}

static gboolean
check_date(const Ruleset *rules, const RuleLine *line, GError **error)
{
	for (guint i = 0; i < line->pairs->len; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		if (pair->pattern != NULL && pair_any(pair, has_groups))
			return TRUE;
	}
	return fail(rules, line, error,
		    "expected (?<made_FORM>...) or (?<sent_FORM>...) in a date line");
}

/* How old an invitation is shows in the network's own links alone. */
static gboolean
check_aged(const Ruleset *rules, const RuleLine *line, GError **error)
{
	for (guint i = 0; i < line->pairs->len; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		if (rule_pair_asks(pair, PREDICATE_READS_DATES) &&
		    !dates_invitations(line->network))
			return fail(rules, pair, error,
				    "expected a date line with (?<made_FORM>...) in network %s, "
				    "or nothing here is aged",
				    line->network->name);
	}
	return TRUE;
}

/* ---- all ---- */

static gboolean
check_line(const Ruleset *rules, const RuleLine *line, GError **error)
{
	if (!check_aged(rules, line, error))
		return FALSE;
	if (line->kind == LINE_INVITER)
		return check_inviter(rules, line, error);
	if (line->kind == LINE_DATE)
		return check_date(rules, line, error);
	return check_foreign(rules, line, error);
}

static gboolean
check_network(const Ruleset *rules, const Network *network, GError **error)
{
	if (network->from_any && network->templates->len > 0)
		return fail(rules, network, error,
			    "networks that nobody listed have no \"template\" in common");
	if (network->from->len == 0 && !network->from_any)
		return fail(rules, network, error, "expected a \"from\" line in network %s",
			    network->name);
	for (int kind = 0; kind < LINE_KINDS; kind++)
		for (guint i = 0; i < network->lines[kind]->len; i++)
			if (!check_line(rules, g_ptr_array_index(network->lines[kind], i), error))
				return FALSE;
	return TRUE;
}

/* A list that is only mentioned has no expressions. */
static gboolean
check_lists(const Ruleset *rules, GError **error)
{
	g_autoptr(GList) lists = g_hash_table_get_values(rules->lists);

	for (GList *l = lists; l != NULL; l = l->next) {
		const WordList *list = l->data;

		if (list->patterns->len == 0)
			return fail(rules, list, error,
				    "no expressions under \"words %s\" in any of the files",
				    list->name);
	}
	return TRUE;
}

gboolean
rule_lint(const Ruleset *rules, GError **error)
{
	if (!check_lists(rules, error))
		return FALSE;
	for (guint i = 0; i < rules->networks->len; i++)
		if (!check_network(rules, g_ptr_array_index(rules->networks, i), error))
			return FALSE;
	return TRUE;
}
