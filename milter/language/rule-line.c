#include "rule-line.h"

#include <string.h>

#include "base/names.h"
#include "date-group.h"
#include "ruleset-private.h"

static gboolean
is_group_name(const char *name)
{
	static const char profile[] = "profile_";

	return strcmp(name, "name") == 0 || strcmp(name, "email") == 0 ||
	       strcmp(name, "invitation") == 0 ||
	       (g_str_has_prefix(name, profile) && name[strlen(profile)] != '\0');
}

static gboolean
is_date_group(const char *name)
{
	return date_group_made(name) >= 0 || date_group_sent(name) >= 0;
}

Pattern *
rule_pattern_read(Statement *statement, LineKind kind, GError **error)
{
	gboolean dates = kind == LINE_DATE;
	g_autoptr(Pattern) pattern = statement_pattern(statement, "/an expression/", error);

	if (pattern == NULL)
		return NULL;
	for (const char *const *name = pattern_groups(pattern); *name != NULL; name++)
		if (!(dates ? is_date_group(*name) : is_group_name(*name))) {
			statement_fail(
				statement, error, "expected groups called %s, found (?<%s>...)",
				dates ? "made_FORM or sent_FORM, with base36 or shift22 as FORM"
				      : "name, email, profile_FORM or invitation",
				*name);
			return NULL;
		}
	return g_steal_pointer(&pattern);
}

/* ---- field{"|"field} (/re/ | @NAME) ---- */

static gboolean
fail_field(Statement *statement, const char *word, GError **error)
{
	const char *nearest = names_nearest(place_words, word);
	g_autofree char *lower = g_ascii_strdown(word, -1);

	if (names_value(place_words, lower, -1) >= 0)
		return statement_fail(statement, error,
				      "unknown field \"%s\"; did you mean \"%s\"?", word, lower);
	if (g_ascii_isupper(*word))
		return statement_fail(statement, error,
				      "unknown field \"%s\"; did you mean \"header %s\"?", word,
				      word);
	return statement_fail(statement, error, "unknown field \"%s\"%s%s%s", word,
			      nearest != NULL ? "; did you mean \"" : "",
			      nearest != NULL ? nearest : "", nearest != NULL ? "\"?" : "");
}

gboolean
rule_field_read(RuleField *field, Statement *statement, GError **error)
{
	g_autofree char *word = statement_name(statement, "|/(@)", "a field", error);
	int place;

	if (word == NULL)
		return FALSE;
	place = names_value(place_words, word, -1);
	if (place < 0)
		return fail_field(statement, word, error);
	field->place = (Place)place;
	if (field->place != PLACE_HEADER)
		return TRUE;
	field->header = statement_name(statement, "|/(@):", "a header field's name", error);
	return field->header != NULL;
}

static gboolean
read_list(Ruleset *rules, RulePair *pair, Statement *statement, GError **error)
{
	g_autofree char *name = statement_name(statement, "|/(@)", "a name of words", error);

	if (name == NULL)
		return FALSE;
	pair->list = ruleset_add_words(rules, name);
	ruleset_set_place(rules, pair->list, statement_place(statement));
	return TRUE;
}

static gboolean
read_match(Ruleset *rules, LineKind kind, RulePair *pair, Statement *statement, GError **error)
{
	do {
		RuleField field = { PLACE_FROM, NULL };

		if (!rule_field_read(&field, statement, error))
			return FALSE;
		g_array_append_val(pair->fields, field);
	} while (statement_take_byte(statement, '|'));

	if (statement_take_byte(statement, '@'))
		return read_list(rules, pair, statement, error);
	if (statement_peek(statement) != '/')
		return statement_fail_here(statement, error,
					   "expected /an expression/ or @words after a field");
	pair->pattern = rule_pattern_read(statement, kind, error);
	return pair->pattern != NULL;
}

/* ---- predicates ---- */

static gboolean
read_predicate(RulePair *pair, LineKind kind, Statement *statement, GError **error)
{
	int value;
	Predicate predicate;

	if (!statement_choice(statement, predicate_words, &value, error))
		return FALSE;
	predicate = (Predicate)value;
	if (kind == LINE_DATE && predicate_is(predicate, PREDICATE_READS_DATES))
		return statement_fail(statement, error,
				      "\"%s\" is told by the date lines, so it says nothing in one",
				      predicate_words[predicate]);
	g_array_append_val(pair->predicates, predicate);
	return TRUE;
}

static gboolean
read_at_least(RulePair *pair, LineKind kind, Statement *statement, GError **error)
{
	guint64 number;

	if (!statement_number(statement, "a number", 1, PREDICATES, &number, error))
		return FALSE;
	pair->at_least = (guint)number;
	if (!statement_take_byte(statement, '('))
		return statement_fail_here(statement, error,
					   "expected \"(\" and predicates after at-least");
	while (!statement_take_byte(statement, ')')) {
		if (statement_at_end(statement))
			return statement_fail_here(statement, error,
						   "expected \")\" after the predicates");
		if (!read_predicate(pair, kind, statement, error))
			return FALSE;
	}
	if (pair->predicates->len < pair->at_least)
		return statement_fail(statement, error, "expected at least %u predicates",
				      pair->at_least);
	return TRUE;
}

/* ---- pairs and lines ---- */

static gboolean
read_pair(Ruleset *rules, RuleLine *line, Statement *statement, GError **error)
{
	gboolean negated = statement_take(statement, "not");
	RulePair *pair;
	gboolean good;

	if (statement_take(statement, "is")) {
		pair = rule_line_add_pair(line, PAIR_IS);
		good = read_predicate(pair, line->kind, statement, error);
		if (good && !negated && rule_pair_asks(pair, PREDICATE_ADMITS_REPLIES))
			line->tells_reply = TRUE;
	} else if (statement_take(statement, "at-least")) {
		pair = rule_line_add_pair(line, PAIR_AT_LEAST);
		good = read_at_least(pair, line->kind, statement, error);
	} else {
		pair = rule_line_add_pair(line, PAIR_MATCH);
		good = read_match(rules, line->kind, pair, statement, error);
	}
	pair->negated = negated;
	ruleset_set_place(rules, pair, statement_place(statement));
	return good;
}

gboolean
rule_line_read(Ruleset *rules, RuleLine *line, Statement *statement, GError **error)
{
	if (statement_take(statement, "by")) {
		if (!statement_take(statement, "member"))
			return statement_fail_here(statement, error,
						   "expected \"member\" after \"by\"");
		if (line->kind == LINE_INVITER)
			return statement_fail(statement, error,
					      "\"by member\" says nothing in an inviter line: the "
					      "From mailbox is the inviter");
		if (line->kind == LINE_DATE)
			return statement_fail(statement, error,
					      "\"by member\" says nothing in a date line");
		line->by_member = TRUE;
	}
	line->weak = line->kind == LINE_INVITER && statement_take(statement, "weak");
	do {
		if (!read_pair(rules, line, statement, error))
			return FALSE;
	} while (!statement_at_end(statement));
	return TRUE;
}
