#include "evidence.h"

#include "age.h"

gboolean
evidence_href_only(Evidence *evidence, const RuleLine *line)
{
	return ((line->kind == LINE_INVITER && !line->weak) || line->kind == LINE_DATE) &&
	       evidence_with_body(evidence) && message_text(evidence_message(evidence))->carries_html;
}

static gboolean
matches(Evidence *evidence, const RuleLine *line, const Pattern *pattern, const char *text)
{
	gsize length = evidence_afford(evidence, text, -1);
	PatternResult result = PATTERN_NO;

	if (length > 0 || *text == '\0')
		result = pattern_match(pattern, text, (gssize)length);
	if (result == PATTERN_LIMIT) {
		evidence_remark(evidence, g_strdup_printf("%s: expression given up, it takes too long",
							  line != NULL ? line->where : "words"));
		message_note_given_up(evidence_message(evidence));
	}
	return result == PATTERN_YES;
}

/* A list of expressions that is tried on a text. */
typedef struct Trial {
	Evidence *evidence;
	const RuleLine *line; /* (nullable) */
	const WordList *list;
	const char *text;
	guint8 *tried; /* by number: a word may stand often in the text */
} Trial;

static gboolean
try_number(gpointer number, gpointer user_data)
{
	const Trial *trial = user_data;
	guint i = GPOINTER_TO_UINT(number);

	if (trial->tried[i])
		return FALSE;
	trial->tried[i] = TRUE;
	return matches(trial->evidence, trial->line, g_ptr_array_index(trial->list->patterns, i),
		       trial->text);
}

/* Whether an expression of LIST holds: of hundreds, few have a word in the text. */
static gboolean
list_matches(Evidence *evidence, const RuleLine *line, const WordList *list, const char *text)
{
	g_autofree guint8 *tried = g_new0(guint8, list->patterns->len + 1);
	Trial trial = { evidence, line, list, text, tried };

	for (guint i = 0; i < list->others->len; i++)
		if (try_number(GUINT_TO_POINTER(g_array_index(list->others, guint, i)), &trial))
			return TRUE;
	return evidence_afford(evidence, text, -1) > 0 &&
	       gates_visit_words(list->gates, text, try_number, &trial);
}

gboolean
evidence_list_holds(Evidence *evidence, const WordList *list, const char *text)
{
	return list != NULL && list_matches(evidence, NULL, list, text);
}

static gboolean
value_matches(Evidence *evidence, const RuleLine *line, const RulePair *pair, const char *text)
{
	if (pair->pattern != NULL)
		return matches(evidence, line, pair->pattern, text);

	return pair->list != NULL && list_matches(evidence, line, pair->list, text);
}

static Truth
field_matches(Evidence *evidence, const RuleLine *line, const RulePair *pair,
	      const RuleField *field)
{
	const GArray *values = evidence_values(evidence, field);
	gboolean href_only;

	if (values == NULL)
		return TRUTH_UNKNOWN;

	href_only = field->place == PLACE_LINK && evidence_href_only(evidence, line);
	for (guint i = 0; i < values->len; i++) {
		const EvidenceValue *value = &g_array_index(values, EvidenceValue, i);

		if ((value->href || !href_only) && value_matches(evidence, line, pair, value->text))
			return TRUTH_YES;
	}
	return TRUTH_NO;
}

static Truth
any_field_matches(Evidence *evidence, const RuleLine *line, const RulePair *pair)
{
	Truth best = TRUTH_NO;

	for (guint i = 0; i < pair->fields->len && best != TRUTH_YES; i++) {
		Truth truth = field_matches(evidence, line, pair,
					    &g_array_index(pair->fields, RuleField, i));

		best = MAX(best, truth);
	}
	return best;
}

/* The predicate for LINE: what is an accept link, and how old it is, depends on the network. */
static Truth
predicate_for(Evidence *evidence, const RuleLine *line, Predicate predicate)
{
	if (predicate == PREDICATE_ACCEPT_LINK && evidence_with_body(evidence))
		return evidence_has_accept_link(evidence, line->network) ? TRUTH_YES : TRUTH_NO;
	if (predicate == PREDICATE_AGED)
		return age_is_past_a_day(evidence, line->network);
	return evidence_predicate(evidence, predicate);
}

static Truth
predicates_hold(Evidence *evidence, const RuleLine *line, const RulePair *pair)
{
	guint needed = pair->type == PAIR_AT_LEAST ? pair->at_least : 1;
	guint yes = 0, maybe = 0;

	for (guint i = 0; i < pair->predicates->len && yes < needed; i++) {
		Truth truth = predicate_for(evidence, line,
					    g_array_index(pair->predicates, Predicate, i));

		yes += truth == TRUTH_YES;
		maybe += truth == TRUTH_UNKNOWN;
	}
	if (yes >= needed)
		return TRUTH_YES;
	return yes + maybe >= needed ? TRUTH_UNKNOWN : TRUTH_NO;
}

Truth
evidence_pair(Evidence *evidence, const RuleLine *line, const RulePair *pair)
{
	Truth truth = pair->type == PAIR_MATCH ? any_field_matches(evidence, line, pair)
					       : predicates_hold(evidence, line, pair);

	if (!pair->negated || truth == TRUTH_UNKNOWN)
		return truth;
	return truth == TRUTH_YES ? TRUTH_NO : TRUTH_YES;
}

static gboolean
pair_in_header(const RulePair *pair)
{
	for (guint i = 0; pair->type == PAIR_MATCH && i < pair->fields->len; i++)
		if (!place_in_header(g_array_index(pair->fields, RuleField, i).place))
			return FALSE;
	for (guint i = 0; pair->type != PAIR_MATCH && i < pair->predicates->len; i++)
		if (!predicate_in_header(g_array_index(pair->predicates, Predicate, i)))
			return FALSE;
	return TRUE;
}

static Truth
least_of(Truth a, Truth b)
{
	return MIN(a, b);
}

/* The pairs of LINE that can be told from the header, or the others. */
static Truth
evaluate(Evidence *evidence, const RuleLine *line, gboolean in_header, guint *others)
{
	Truth least = TRUTH_YES;

	for (guint i = 0; i < line->pairs->len && least != TRUTH_NO; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		if (pair_in_header(pair) == in_header)
			least = least_of(least, evidence_pair(evidence, line, pair));
		else
			++*others;
	}
	return least;
}

/* Those of the header first: nearly all lines fail there, and the body need not be parsed. */
Truth
evidence_line(Evidence *evidence, const RuleLine *line)
{
	guint others = 0, ignored = 0;
	Truth truth = evaluate(evidence, line, TRUE, &others);

	if (truth == TRUTH_NO || others == 0)
		return truth;
	return least_of(truth, evaluate(evidence, line, FALSE, &ignored));
}

Truth
evidence_applies(Evidence *evidence, const RuleLine *line, gboolean by_network)
{
	Truth excluded = line->tells_reply ? TRUTH_NO : evidence_excluded(evidence, by_network);
	Truth truth = excluded == TRUTH_YES ? TRUTH_NO : evidence_line(evidence, line);

	return excluded == TRUTH_UNKNOWN ? MIN(truth, TRUTH_UNKNOWN) : truth;
}

static gboolean
is_wording(Place place)
{
	return place == PLACE_SUBJECT || place == PLACE_FROM_NAME || place == PLACE_TEXT;
}

gboolean
evidence_chosen(const RulePair *pair, PairChoice choice)
{
	if (pair->type != PAIR_MATCH)
		return FALSE;
	if (choice == PAIRS_HEADER)
		return pair_in_header(pair);

	for (guint i = 0; i < pair->fields->len; i++) {
		Place place = g_array_index(pair->fields, RuleField, i).place;

		if (choice == PAIRS_WORDING ? is_wording(place) : place == PLACE_TEXT)
			return TRUE;
	}
	return FALSE;
}

/* The pairs of LINE of CHOICE; *ANY whether one of them is not negated. */
static Truth
evaluate_chosen(Evidence *evidence, const RuleLine *line, PairChoice choice, gboolean *any)
{
	Truth least = TRUTH_YES;

	*any = FALSE;
	for (guint i = 0; i < line->pairs->len && least != TRUTH_NO; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		if (!evidence_chosen(pair, choice))
			continue;
		*any = *any || !pair->negated;
		least = least_of(least, evidence_pair(evidence, line, pair));
	}
	return least;
}

Truth
evidence_pairs(Evidence *evidence, const RuleLine *line, PairChoice choice)
{
	gboolean any;
	Truth truth = evaluate_chosen(evidence, line, choice, &any);

	return any ? truth : TRUTH_NO;
}

Truth
evidence_header_pairs(Evidence *evidence, const RuleLine *line, gboolean *none)
{
	gboolean any;
	Truth truth = evaluate_chosen(evidence, line, PAIRS_HEADER, &any);

	*none = !any;
	return truth;
}
