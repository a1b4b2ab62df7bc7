#include "near-miss.h"

#include <string.h>

#include "evidence-line.h"
#include "likeness.h"
#include "rule-text.h"

#define NEAR 0.5          /* of what a line asks for */
#define TELLING_LETTERS 6 /* letters of an expression that is no accident */
#define VALUE_LENGTH 100  /* characters shown of what the mail has */
#define PAIR_LENGTH 160   /* and of a pair */
#define LOOKED_AT 16384   /* bytes of a value */
#define VALUES_LOOKED_AT 100

/* A line, and how much of what it asks for is there. */
typedef struct Miss {
	const RuleLine *line; /* (nullable: none is near) */
	double nearness;
	guint letters; /* of its wording, where the mail is by nobody listed */
} Miss;

/* ---- how near a field is to an expression that it does not match ---- */

/* The part of a field that is most like an expression. */
typedef struct Nearest {
	char *text; /* (nullable: there is no value) */
	double share;
} Nearest;

static void
nearest_clear(Nearest *nearest)
{
	g_free(nearest->text);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Nearest, nearest_clear)

static void
compare_text(Nearest *best, const GPtrArray *choices, const char *text)
{
	double share = likeness_of(choices, text);

	if (best->text != NULL && share <= best->share)
		return;
	g_free(best->text);
	best->text = g_strdup(text);
	best->share = share;
}

/* A long text has any word somewhere; only a line of it can be near. */
static void
compare_value(Nearest *best, const GPtrArray *choices, Place place, const char *value)
{
	g_autofree char *beginning = g_strndup(value, LOOKED_AT);
	g_auto(GStrv) lines = NULL;

	g_utf8_validate(beginning, -1, (const char **)&value);
	beginning[value - beginning] = '\0';
	value = beginning;
	if (place != PLACE_TEXT && place != PLACE_QUOTED) {
		compare_text(best, choices, value);
		return;
	}
	lines = g_strsplit(value, "\n", -1);
	for (char **line = lines; *line != NULL; line++)
		compare_text(best, choices, *line);
}

static void
compare_pair(Nearest *best, Evidence *evidence, const RulePair *pair)
{
	g_autoptr(GPtrArray) choices =
		pair->pattern != NULL ? literal_choices(pair->pattern) : g_ptr_array_new();

	for (guint i = 0; i < pair->fields->len; i++) {
		const RuleField *field = &g_array_index(pair->fields, RuleField, i);
		const GArray *values = evidence_values(evidence, field);

		for (guint j = 0; j < MIN(values->len, VALUES_LOOKED_AT); j++)
			compare_value(best, choices, field->place,
				      g_array_index(values, EvidenceValue, j).text);
	}
}

/* ---- how near a mail is to a line ---- */

static double
pair_nearness(Evidence *evidence, const RuleLine *line, const RulePair *pair)
{
	g_auto(Nearest) best = { NULL, 0 };

	if (evidence_pair(evidence, line, pair) == TRUTH_YES)
		return 1;
	if (pair->type != PAIR_MATCH || pair->negated)
		return 0;
	compare_pair(&best, evidence, pair);
	return best.share;
}

/* How many letters PAIR of LINE demands; general wording tells something of the unlisted alone. */
static guint
pair_letters(const RuleLine *line, const RulePair *pair)
{
	g_autoptr(GPtrArray) choices =
		pair->pattern != NULL ? literal_choices(pair->pattern) : NULL;
	const LiteralChoice *best = choices != NULL ? literal_best(choices) : NULL;

	if (pair->list != NULL)
		return line->network->from_any ? TELLING_LETTERS : 0;
	return best != NULL ? literal_length(best) : 0;
}

/* How many letters of the wording of LINE the header of mail by nobody listed has. */
static guint
letters_shared(Evidence *evidence, const RuleLine *line)
{
	guint letters = 0;

	for (guint i = 0; i < line->pairs->len; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		/* What rarely holds is asked before what is long to count. */
		if (!pair->negated && evidence_chosen(pair, PAIRS_WORDING) &&
		    evidence_chosen(pair, PAIRS_HEADER) &&
		    evidence_pair(evidence, line, pair) == TRUTH_YES)
			letters = MAX(letters, pair_letters(line, pair));
	}
	return letters;
}

/* The mean over the pairs of LINE; 0 where only what is not there speaks for it. */
static double
line_nearness(Evidence *evidence, const RuleLine *line)
{
	gboolean told = FALSE;
	double sum = 0;

	for (guint i = 0; i < line->pairs->len; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);
		double nearness = pair_nearness(evidence, line, pair);

		told = told || (pair->type == PAIR_MATCH && !pair->negated && nearness >= NEAR);
		sum += nearness;
	}
	return told ? sum / line->pairs->len : 0;
}

static gboolean
applies_anywhere(const RuleLine *line)
{
	return line->by_member || line->network->from_any;
}

/* MISS becomes LINE where that is nearer.  FOREIGN: the mail is by nobody listed. */
static void
try_line(Miss *miss, Evidence *evidence, const RuleLine *line, gboolean foreign)
{
	guint letters = foreign ? letters_shared(evidence, line) : 0;
	double nearness;

	if (foreign && letters < TELLING_LETTERS)
		return;
	nearness = line_nearness(evidence, line);
	if (nearness < NEAR || nearness < miss->nearness ||
	    (nearness == miss->nearness && letters <= miss->letters))
		return;
	/* Why a line whose pairs hold decided nothing has been said: no other is nearer. */
	if (nearness == 1 && foreign && applies_anywhere(line))
		line = NULL;
	*miss = (Miss){ line, nearness, letters };
}

static void
try_network(Miss *miss, Evidence *evidence, const Network *network, gboolean foreign)
{
	for (guint i = 0; i < network->recognizing->len; i++)
		try_line(miss, evidence, g_ptr_array_index(network->recognizing, i), foreign);
}

/* The network that wrote the mail (nullable: nobody listed, or a member in the own name). */
static const Network *
writer(Evidence *evidence)
{
	gboolean own_name;
	const Network *network = evidence_network(evidence, &own_name);

	return own_name ? NULL : network;
}

static Miss
find_miss(Evidence *evidence)
{
	const GPtrArray *networks = ruleset_networks(evidence_rules(evidence));
	const Network *network = writer(evidence);
	Miss miss = { NULL, 0, 0 };

	evidence_add_body(evidence);
	evidence_economize(evidence);
	if (network != NULL)
		try_network(&miss, evidence, network, FALSE);
	else
		for (guint i = 0; i < networks->len; i++)
			try_network(&miss, evidence, g_ptr_array_index(networks, i), TRUE);
	/* To tell an answer the body is read: not for mail that is near nothing. */
	if (miss.line != NULL && evidence_excluded(evidence, network != NULL) == TRUTH_YES)
		miss.line = NULL;
	return miss;
}

/* ---- saying it ---- */

static void G_GNUC_PRINTF(2, 3) say(GPtrArray *sentences, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_ptr_array_add(sentences, g_strdup_vprintf(format, arguments));
	va_end(arguments);
}

/* TEXT (transfer full) of at most LENGTH characters. */
static char *
shorten(char *text, glong length)
{
	g_autofree char *whole = text;
	g_autofree char *begin = NULL;

	if (g_utf8_strlen(whole, -1) <= length)
		return g_steal_pointer(&whole);
	begin = g_utf8_substring(whole, 0, length);
	return g_strconcat(begin, "...", NULL);
}

static void
say_pair(GPtrArray *sentences, Evidence *evidence, const RulePair *pair)
{
	g_auto(Nearest) best = { NULL, 0 };
	g_autofree char *text = shorten(rule_text_pair(pair), PAIR_LENGTH);
	g_autofree char *value = NULL;

	if (pair->type == PAIR_MATCH)
		compare_pair(&best, evidence, pair);
	if (pair->type != PAIR_MATCH || (pair->negated && best.text == NULL)) {
		say(sentences, "%s does not hold", text);
	} else if (best.text == NULL) {
		say(sentences, "%s does not hold: there is none", text);
	} else {
		value = shorten(g_steal_pointer(&best.text), VALUE_LENGTH);
		say(sentences, "%s does not hold: the nearest is \"%s\"", text, value);
	}
}

static void
say_domains(GPtrArray *sentences, Evidence *evidence, const Network *network)
{
	g_autoptr(GString) domains = g_string_new(NULL);

	for (guint i = 0; i < network->from->len; i++)
		g_string_append_printf(domains, "%s%s", i > 0 ? " or " : "",
				       (const char *)g_ptr_array_index(network->from, i));
	say(sentences, "it applies to mail from %s alone%s", domains->str,
	    evidence_network(evidence, NULL) == network
		    ? "; in a member's own name a line must be \"by member\""
		    : "");
}

static void
say_miss(GPtrArray *sentences, Evidence *evidence, const Miss *miss)
{
	const RuleLine *line = miss->line;

	say(sentences, "%s: %s comes nearest", line->where, line_kind_words[line->kind]);
	if (writer(evidence) == NULL && !applies_anywhere(line))
		say_domains(sentences, evidence, line->network);
	for (guint i = 0; i < line->pairs->len; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		if (evidence_pair(evidence, line, pair) != TRUTH_YES)
			say_pair(sentences, evidence, pair);
	}
}

GPtrArray *
near_miss_find(Evidence *evidence, gboolean ignored)
{
	GPtrArray *sentences = g_ptr_array_new_with_free_func(g_free);
	Miss miss = find_miss(evidence);

	if (miss.line == NULL)
		return sentences;
	if (!ignored)
		say_miss(sentences, evidence, &miss);
	else if (miss.nearness == 1)
		say(sentences, "without that line %s would make it %s %s", miss.line->where,
		    miss.line->kind == LINE_REMINDER ? "a" : "an",
		    line_kind_words[miss.line->kind]);
	return sentences;
}

const RuleLine *
near_miss_line(Evidence *evidence)
{
	return find_miss(evidence).line;
}
