#include "rule-text.h"

static void
append_fields(GString *text, const GArray *fields)
{
	for (guint i = 0; i < fields->len; i++) {
		const RuleField *field = &g_array_index(fields, RuleField, i);

		g_string_append_printf(text, "%s%s", i > 0 ? "|" : "", place_words[field->place]);
		if (field->header != NULL)
			g_string_append_printf(text, " %s", field->header);
	}
}

/* A slash ends an expression; in the compiled one it stands bare. */
static void
append_pattern(GString *text, const Pattern *pattern)
{
	g_string_append_c(text, '/');
	for (const char *p = pattern_expression(pattern); *p != '\0'; p++) {
		if (*p == '/')
			g_string_append_c(text, '\\');
		g_string_append_c(text, *p);
		if (*p == '\\' && p[1] != '\0')
			g_string_append_c(text, *++p);
	}
	g_string_append_printf(text, "/%s", pattern_flags(pattern));
}

static void
append_predicates(GString *text, const GArray *predicates)
{
	for (guint i = 0; i < predicates->len; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? " " : "",
				       predicate_words[g_array_index(predicates, Predicate, i)]);
}

static void
append_pair(GString *text, const RulePair *pair)
{
	g_string_append(text, pair->negated ? "not " : "");
	switch (pair->type) {
	case PAIR_MATCH:
		append_fields(text, pair->fields);
		g_string_append_c(text, ' ');
		if (pair->pattern != NULL)
			append_pattern(text, pair->pattern);
		else
			g_string_append_printf(text, "@%s", pair->list->name);
		break;
	case PAIR_IS:
		g_string_append(text, "is ");
		append_predicates(text, pair->predicates);
		break;
	case PAIR_AT_LEAST:
		g_string_append_printf(text, "at-least %u (", pair->at_least);
		append_predicates(text, pair->predicates);
		g_string_append_c(text, ')');
		break;
	}
}

char *
rule_text_pair(const RulePair *pair)
{
	GString *text = g_string_new(NULL);

	append_pair(text, pair);
	return g_string_free(text, FALSE);
}

char *
rule_text_line(const RuleLine *line)
{
	GString *text = g_string_new(line_kind_words[line->kind]);

	g_string_append(text, line->by_member ? " by member" : "");
	g_string_append(text, line->weak ? " weak" : "");
	for (guint i = 0; i < line->pairs->len; i++) {
		g_string_append_c(text, ' ');
		append_pair(text, g_ptr_array_index(line->pairs, i));
	}
	return g_string_free(text, FALSE);
}
