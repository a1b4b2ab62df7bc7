#include "evidence-line.h"

#include "age.h"
#include "evidence-match.h"
#include "hints.h"
#include "reply.h"

gboolean
evidence_href_only(Evidence *evidence, const RuleLine *line)
{
	return ((line->kind == LINE_INVITER && !line->weak) || line->kind == LINE_DATE) &&
	       evidence_with_body(evidence) &&
	       message_text(evidence_message(evidence))->carries_html;
}

static gboolean
value_matches(Evidence *evidence, const RuleLine *line, const RulePair *pair, const char *text)
{
	if (pair->pattern != NULL)
		return evidence_matches(evidence, pair->pattern, text, line->where);
	return evidence_list_matches(evidence, pair->list, text, line->where);
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

/* ---- predicates ---- */

#define ASK(id, word, use, function) [PREDICATE_##id] = function,
static Truth (*const ask[])(Evidence *evidence, const Network *network) = { PREDICATE_ROWS(ASK) };

Truth
evidence_predicate(Evidence *evidence, Predicate predicate, const Network *network)
{
	Answered *answer = evidence_answered(evidence, predicate);

	if (predicate_is(predicate, PREDICATE_OF_NETWORK))
		return ask[predicate](evidence, network);
	if (!answer->known)
		*answer = (Answered){ TRUE, ask[predicate](evidence, network) };
	return answer->truth;
}

static Truth
predicates_hold(Evidence *evidence, const RuleLine *line, const RulePair *pair)
{
	guint needed = pair->type == PAIR_AT_LEAST ? pair->at_least : 1;
	guint yes = 0, maybe = 0;

	for (guint i = 0; i < pair->predicates->len && yes < needed; i++) {
		Truth truth = evidence_predicate(
			evidence, g_array_index(pair->predicates, Predicate, i), line->network);

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
	/* It has either fields or predicates. */
	for (guint i = 0; i < pair->fields->len; i++)
		if (!place_in_header(g_array_index(pair->fields, RuleField, i).place))
			return FALSE;
	for (guint i = 0; i < pair->predicates->len; i++)
		if (!predicate_is(g_array_index(pair->predicates, Predicate, i),
				  PREDICATE_IN_HEADER))
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

static Truth
ask_notice(Evidence *evidence)
{
	Message *message = evidence_message(evidence);

	if (reply_is_notice(message))
		return TRUTH_YES;
	if (!evidence_with_body(evidence))
		return TRUTH_UNKNOWN;
	return truth_of(reply_is_notice_in_body(message_text(message)));
}

Truth
evidence_excluded(Evidence *evidence, gboolean by_network)
{
	Answered *notice = evidence_answered(evidence, QUESTION_NOTICE);
	Truth reply;

	if (!notice->known)
		*notice = (Answered){ TRUE, ask_notice(evidence) };
	if (notice->truth == TRUTH_YES || by_network)
		return notice->truth;

	reply = evidence_predicate(evidence, PREDICATE_REPLY, NULL);
	return MAX(notice->truth, reply);
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

/* ---- the predicate that is told by lines ---- */

static void
read_dates(Evidence *evidence, const RuleLine *line, const RulePair *pair, const RuleField *field,
	   Age *age)
{
	const GArray *values = evidence_values(evidence, field);
	gboolean href_only = field->place == PLACE_LINK && evidence_href_only(evidence, line);

	for (guint i = 0; i < values->len; i++) {
		const EvidenceValue *value = &g_array_index(values, EvidenceValue, i);

		if (value->href || !href_only)
			pattern_match_groups(pair->pattern, value->text,
					     (gssize)evidence_afford(evidence, value->text, -1),
					     age_take_group, age);
	}
}

static void
read_date_line(Evidence *evidence, const RuleLine *line, Age *age)
{
	for (guint i = 0; i < line->pairs->len; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		if (pair->pattern == NULL || pair->negated)
			continue;
		for (guint j = 0; j < pair->fields->len; j++)
			read_dates(evidence, line, pair, &g_array_index(pair->fields, RuleField, j),
				   age);
	}
}

Truth
hints_aged(Evidence *evidence, const Network *network)
{
	const GPtrArray *lines = network != NULL ? network->lines[LINE_DATE] : NULL;
	Age age = age_of(message_date(evidence_message(evidence)));
	int days;

	if (lines == NULL || lines->len == 0)
		return TRUTH_NO;
	if (!evidence_with_body(evidence))
		return TRUTH_UNKNOWN;

	for (guint i = 0; i < lines->len; i++)
		if (evidence_line(evidence, g_ptr_array_index(lines, i)) == TRUTH_YES)
			read_date_line(evidence, g_ptr_array_index(lines, i), &age);
	days = age_days(&age);
	if (days > 0)
		evidence_remark(evidence, g_strdup_printf("the invitation was %d days old when the "
							  "mail was sent",
							  days));
	return truth_of(days > 0);
}
