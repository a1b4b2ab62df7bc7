#include "rule-index.h"

/* What a mail says elsewhere than in From and Subject costs more to ask, its path the most. */
#define OTHER_FIELD_COST 4
#define RECEIVED_COST 16

/* The words of one expression or list of a line or brand, and what asks for them. */
typedef struct Wording {
	gpointer thing;       /* RuleLine or Network */
	const RulePair *pair; /* NULL: a brand */
	LiteralChoice *words;
} Wording;

typedef struct Builder {
	RuleIndex *index;
	GArray *wordings;   /* Wording; those of one thing stand together */
	GHashTable *counts; /* word -> how many things have it */
} Builder;

static void
wording_clear(gpointer data)
{
	g_ptr_array_unref(((Wording *)data)->words);
}

/* ---- collecting ---- */

static void
add_wording(Builder *builder, gpointer thing, const RulePair *pair, LiteralChoice *words)
{
	Wording wording = { thing, pair, g_ptr_array_ref(words) };

	g_array_append_val(builder->wordings, wording);
	for (guint i = 0; i < words->len; i++) {
		gpointer word = g_ptr_array_index(words, i);
		guint count = GPOINTER_TO_UINT(g_hash_table_lookup(builder->counts, word));

		g_hash_table_insert(builder->counts, word, GUINT_TO_POINTER(count + 1));
	}
}

static void
add_pattern(Builder *builder, gpointer thing, const RulePair *pair, const Pattern *pattern)
{
	g_autoptr(GPtrArray) choices = literal_choices(pattern);

	for (guint i = 0; i < choices->len; i++)
		add_wording(builder, thing, pair, g_ptr_array_index(choices, i));
}

/* Any expression of the list may match: together, the words of all. */
static void
add_list(Builder *builder, gpointer thing, const RulePair *pair)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < pair->list->patterns->len; i++) {
		g_autoptr(GPtrArray) choices =
			literal_choices(g_ptr_array_index(pair->list->patterns, i));
		const LiteralChoice *best = literal_best(choices);

		if (best == NULL)
			return;
		for (guint j = 0; j < best->len; j++)
			g_ptr_array_add(all, g_strdup(g_ptr_array_index(best, j)));
	}
	add_wording(builder, thing, pair, all);
}

/* Whether all fields of PAIR are such that their words can be asked for. */
static gboolean
has_words(const RulePair *pair)
{
	if (pair->type != PAIR_MATCH || pair->negated)
		return FALSE;
	for (guint i = 0; i < pair->fields->len; i++)
		switch (g_array_index(pair->fields, RuleField, i).place) {
		case PLACE_FROM:
		case PLACE_FROM_NAME:
		case PLACE_SUBJECT:
		case PLACE_HEADER:
		case PLACE_LIST_ID:
			break;
		default:
			return FALSE;
		}
	return TRUE;
}

static void
add_line(Builder *builder, RuleLine *line)
{
	for (guint i = 0; i < line->pairs->len; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		if (!has_words(pair))
			continue;
		if (pair->pattern != NULL)
			add_pattern(builder, line, pair, pair->pattern);
		else
			add_list(builder, line, pair);
	}
}

/* ---- choosing ---- */

static gint
field_cost(const RuleField *field)
{
	if (field->place == PLACE_HEADER && g_ascii_strcasecmp(field->header, "Received") == 0)
		return RECEIVED_COST;
	return field->place == PLACE_HEADER || field->place == PLACE_LIST_ID ? OTHER_FIELD_COST : 0;
}

/* Long words are rare in mail, and words that many things share tell them not apart. */
static gint
wording_worth(const Builder *builder, const Wording *wording)
{
	gint worth = G_MAXINT;

	for (guint i = 0; i < wording->words->len; i++) {
		const char *word = g_ptr_array_index(wording->words, i);
		guint count = GPOINTER_TO_UINT(g_hash_table_lookup(builder->counts, word));

		worth = MIN(worth,
			    (gint)literal_word_length(word) - 2 * (gint)g_bit_storage(count));
	}
	if (wording->pair == NULL)
		return worth;
	for (guint i = 0; i < wording->pair->fields->len; i++)
		worth -= field_cost(&g_array_index(wording->pair->fields, RuleField, i));
	return worth;
}

/* The best wording of the thing whose wordings begin at *NEXT, which is moved behind them. */
static const Wording *
choose(const Builder *builder, gconstpointer thing, guint *next)
{
	const Wording *best = NULL;

	for (; *next < builder->wordings->len; ++*next) {
		const Wording *wording = &g_array_index(builder->wordings, Wording, *next);

		if (wording->thing != thing)
			break;
		if (best == NULL || wording_worth(builder, wording) > wording_worth(builder, best))
			best = wording;
	}
	return best;
}

/* ---- putting under ---- */

static gboolean
same_field(const RuleField *a, const RuleField *b)
{
	return a->place == b->place &&
	       (a->header == NULL || g_ascii_strcasecmp(a->header, b->header) == 0);
}

static Gates *
field_gates(RuleIndex *index, const RuleField *field)
{
	IndexField new = { *field, NULL };

	for (guint i = 0; i < index->fields->len; i++) {
		IndexField *known = &g_array_index(index->fields, IndexField, i);

		if (same_field(&known->field, field))
			return known->lines;
	}
	new.lines = gates_new();
	g_array_append_val(index->fields, new);
	return new.lines;
}

static gboolean
demands(const RuleLine *line, Predicate predicate)
{
	for (guint i = 0; i < line->pairs->len; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		if (pair->type == PAIR_IS && !pair->negated &&
		    g_array_index(pair->predicates, Predicate, 0) == predicate)
			return TRUE;
	}
	return FALSE;
}

/* An imitation copies the wording of a line "by member" in the header, whatever else it demands. */
static gboolean
may_be_copied(const RuleLine *line)
{
	for (guint i = 0; i < line->pairs->len; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		if (pair->type == PAIR_MATCH && !pair->negated &&
		    place_in_header(g_array_index(pair->fields, RuleField, 0).place))
			return line->by_member;
	}
	return FALSE;
}

/* Where LINE lies, whose words nobody can ask for. */
static GPtrArray **
unworded_lines(RuleIndex *index, const RuleLine *line)
{
	guint first = 0;

	if (may_be_copied(line))
		return &index->others;
	while (first < PREDICATES &&
	       !(predicate_is(first, PREDICATE_IN_HEADER) && demands(line, first)))
		first++;
	if (first == PREDICATES)
		return &index->others;
	if (index->by_predicate[first] == NULL)
		index->by_predicate[first] = g_ptr_array_new();
	return &index->by_predicate[first];
}

static void
put_line(RuleIndex *index, RuleLine *line, const Wording *wording)
{
	if (wording == NULL) {
		g_ptr_array_add(*unworded_lines(index, line), line);
		return;
	}
	for (guint i = 0; i < wording->pair->fields->len; i++)
		gates_add_words(
			field_gates(index, &g_array_index(wording->pair->fields, RuleField, i)),
			wording->words, line);
}

static void
put_brand(RuleIndex *index, Network *network, const Wording *wording)
{
	if (wording != NULL)
		gates_add_words(index->brands, wording->words, network);
	else
		g_ptr_array_add(index->other_brands, network);
}

/* ---- all of it ---- */

static void
collect(Builder *builder, const GPtrArray *networks, const GPtrArray *lines)
{
	for (guint i = 0; i < lines->len; i++)
		add_line(builder, g_ptr_array_index(lines, i));
	for (guint i = 0; i < networks->len; i++) {
		Network *network = g_ptr_array_index(networks, i);

		if (network->brand != NULL)
			add_pattern(builder, network, NULL, network->brand);
	}
}

static void
put_all(const Builder *builder, const GPtrArray *networks, const GPtrArray *lines)
{
	guint next = 0;

	for (guint i = 0; i < lines->len; i++) {
		RuleLine *line = g_ptr_array_index(lines, i);
		const Wording *wording = choose(builder, line, &next);

		if (line->kind == LINE_IGNORE)
			continue;
		put_line(builder->index, line, wording);
		if (line->tells_reply)
			g_ptr_array_add(builder->index->for_replies, line);
	}
	for (guint i = 0; i < networks->len; i++) {
		Network *network = g_ptr_array_index(networks, i);

		if (network->brand != NULL)
			put_brand(builder->index, network, choose(builder, network, &next));
	}
}

RuleIndex *
rule_index_new(const GPtrArray *networks, const GPtrArray *lines)
{
	RuleIndex *index = g_new0(RuleIndex, 1);
	Builder builder = { index, g_array_new(FALSE, FALSE, sizeof(Wording)),
			    g_hash_table_new(g_str_hash, g_str_equal) };

	index->fields = g_array_new(FALSE, FALSE, sizeof(IndexField));
	index->others = g_ptr_array_new();
	index->for_replies = g_ptr_array_new();
	index->brands = gates_new();
	index->other_brands = g_ptr_array_new();
	index->look_alikes = look_alikes_new(networks);

	g_array_set_clear_func(builder.wordings, wording_clear);
	collect(&builder, networks, lines);
	put_all(&builder, networks, lines);
	g_hash_table_unref(builder.counts);
	g_array_unref(builder.wordings);
	return index;
}

void
rule_index_free(RuleIndex *index)
{
	if (index == NULL)
		return;
	for (guint i = 0; i < index->fields->len; i++)
		gates_free(g_array_index(index->fields, IndexField, i).lines);
	g_array_unref(index->fields);
	for (guint i = 0; i < PREDICATES; i++)
		g_clear_pointer(&index->by_predicate[i], g_ptr_array_unref);
	g_ptr_array_unref(index->others);
	g_ptr_array_unref(index->for_replies);
	gates_free(index->brands);
	g_ptr_array_unref(index->other_brands);
	look_alikes_free(index->look_alikes);
	g_free(index);
}

gboolean
rule_index_visit_claimed(const RuleIndex *index, const char *name, const char *domain,
			 GatesFunc func, gpointer user_data)
{
	for (guint i = 0; i < index->other_brands->len; i++)
		if (func(g_ptr_array_index(index->other_brands, i), user_data))
			return TRUE;
	return (name != NULL && gates_visit_words(index->brands, name, func, user_data)) ||
	       gates_visit_words(index->brands, domain, func, user_data) ||
	       look_alikes_visit(index->look_alikes, domain, func, user_data);
}
