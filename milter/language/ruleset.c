#include "ruleset.h"

#include <string.h>

#include "rule-index.h"
#include "ruleset-private.h"

const char *const line_kind_words[] = {
	[LINE_IGNORE] = "ignore",
	[LINE_REMINDER] = "reminder",
	[LINE_UPDATE] = "update",
	[LINE_INVITATION] = "invitation",
	[LINE_INVITER] = "inviter",
	[LINE_DATE] = "date",
	NULL,
};

const char *const place_words[] = {
	[PLACE_FROM] = "from",
	[PLACE_FROM_NAME] = "from-name",
	[PLACE_SENDER] = "sender",
	[PLACE_MAIL_FROM] = "mail-from",
	[PLACE_REPLY_TO] = "reply-to",
	[PLACE_REPLY_TO_NAME] = "reply-to-name",
	[PLACE_TO] = "to",
	[PLACE_SUBJECT] = "subject",
	[PLACE_HEADER] = "header",
	[PLACE_LIST_ID] = "list-id",
	[PLACE_TEXT] = "text",
	[PLACE_QUOTED] = "quoted",
	[PLACE_LINK] = "link",
	[PLACE_ATTACHMENT] = "attachment",
	[PLACE_VCARD_NAME] = "vcard-name",
	[PLACE_VCARD_EMAIL] = "vcard-email",
	NULL,
};

gboolean
place_in_header(Place place)
{
	return place < PLACE_TEXT;
}

/* ---- making and freeing ---- */

static void
rule_field_clear(gpointer data)
{
	g_free(((RuleField *)data)->header);
}

static void
rule_pair_free(gpointer data)
{
	RulePair *pair = data;

	g_array_unref(pair->fields);
	g_array_unref(pair->predicates);
	pattern_unref(pair->pattern);
	g_free(pair);
}

RulePair *
rule_line_add_pair(RuleLine *line, PairType type)
{
	RulePair *pair = g_new0(RulePair, 1);

	pair->type = type;
	pair->fields = g_array_new(FALSE, FALSE, sizeof(RuleField));
	g_array_set_clear_func(pair->fields, rule_field_clear);
	pair->predicates = g_array_new(FALSE, FALSE, sizeof(Predicate));
	g_ptr_array_add(line->pairs, pair);
	return pair;
}

static void
rule_line_free(gpointer data)
{
	RuleLine *line = data;

	g_ptr_array_unref(line->pairs);
	g_free(line->where);
	g_free(line);
}

RuleLine *
network_add_line(Network *network, LineKind kind)
{
	RuleLine *line = g_new0(RuleLine, 1);

	line->kind = kind;
	line->network = network;
	line->pairs = g_ptr_array_new_with_free_func(rule_pair_free);
	g_ptr_array_add(network->lines[kind], line);
	return line;
}

static void
link_prefix_free(gpointer data)
{
	LinkPrefix *prefix = data;

	g_free(prefix->host);
	g_free(prefix->path);
	g_free(prefix);
}

static void
template_source_free(gpointer data)
{
	TemplateSource *source = data;

	rule_field_clear(&source->field);
	pattern_unref(source->pattern);
	g_free(source);
}

TemplateSource *
network_add_template(Network *network)
{
	TemplateSource *source = g_new0(TemplateSource, 1);

	g_ptr_array_add(network->templates, source);
	return source;
}

static void
network_free(gpointer data)
{
	Network *network = data;

	g_free(network->name);
	g_free(network->title);
	g_ptr_array_unref(network->from);
	g_ptr_array_unref(network->member_links);
	pattern_unref(network->brand);
	g_ptr_array_unref(network->templates);
	g_ptr_array_unref(network->profiles);
	for (int kind = 0; kind < LINE_KINDS; kind++)
		g_ptr_array_unref(network->lines[kind]);
	g_free(network->where);
	g_free(network->file);
	g_free(network);
}

Network *
ruleset_add_network(Ruleset *rules, const char *name)
{
	Network *network = g_new0(Network, 1);

	network->name = g_strdup(name);
	network->category = CATEGORY_SOCIAL;
	network->from = g_ptr_array_new_with_free_func(g_free);
	network->member_links = g_ptr_array_new_with_free_func(link_prefix_free);
	network->templates = g_ptr_array_new_with_free_func(template_source_free);
	network->profiles = g_ptr_array_new_with_free_func((GDestroyNotify)pattern_unref);
	for (int kind = 0; kind < LINE_KINDS; kind++)
		network->lines[kind] = g_ptr_array_new_with_free_func(rule_line_free);
	g_ptr_array_add(rules->networks, network);
	g_hash_table_insert(rules->by_name, network->name, network);
	return network;
}

void
ruleset_add_domain(Ruleset *rules, Network *network, const char *domain)
{
	char *copy = g_strdup(domain);

	g_ptr_array_add(network->from, copy);
	g_hash_table_insert(rules->by_domain, copy, network);
}

static void
word_list_free(gpointer data)
{
	WordList *list = data;

	g_free(list->name);
	g_ptr_array_unref(list->patterns);
	g_ptr_array_unref(list->languages);
	g_array_unref(list->others);
	gates_free(list->gates);
	g_free(list);
}

WordList *
ruleset_add_words(Ruleset *rules, const char *name)
{
	WordList *list = g_hash_table_lookup(rules->lists, name);

	if (list != NULL)
		return list;
	list = g_new0(WordList, 1);
	list->name = g_strdup(name);
	list->patterns = g_ptr_array_new_with_free_func((GDestroyNotify)pattern_unref);
	list->languages = g_ptr_array_new_with_free_func(g_free);
	list->others = g_array_new(FALSE, FALSE, sizeof(guint));
	g_hash_table_insert(rules->lists, list->name, list);
	return list;
}

Ruleset *
ruleset_new(void)
{
	Ruleset *rules = g_new0(Ruleset, 1);

	atomic_init(&rules->references, 1);
	rules->networks = g_ptr_array_new_with_free_func(network_free);
	rules->by_name = g_hash_table_new(g_str_hash, g_str_equal);
	rules->by_domain = g_hash_table_new(g_str_hash, g_str_equal);
	rules->lists = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, word_list_free);
	rules->foreign_lines = g_ptr_array_new();
	rules->header_names = g_ptr_array_new();
	rules->places = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	return rules;
}

Ruleset *
ruleset_ref(Ruleset *rules)
{
	atomic_fetch_add(&rules->references, 1);
	return rules;
}

void
ruleset_unref(Ruleset *rules)
{
	if (rules == NULL || atomic_fetch_sub(&rules->references, 1) > 1)
		return;
	rule_index_free(rules->index);
	g_hash_table_unref(rules->by_name);
	g_hash_table_unref(rules->by_domain);
	g_ptr_array_unref(rules->foreign_lines);
	g_ptr_array_unref(rules->header_names);
	g_ptr_array_unref(rules->networks);
	g_hash_table_unref(rules->lists);
	g_clear_pointer(&rules->places, g_hash_table_unref);
	g_free(rules);
}

/* ---- until it is finished ---- */

void
ruleset_set_place(Ruleset *rules, gconstpointer thing, char *place)
{
	if (g_hash_table_contains(rules->places, thing))
		g_free(place);
	else
		g_hash_table_insert(rules->places, (gpointer)thing, place);
}

const char *
ruleset_place(const Ruleset *rules, gconstpointer thing)
{
	return g_hash_table_lookup(rules->places, thing);
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
	const Network *left = *(const Network *const *)a, *right = *(const Network *const *)b;

	return strcmp(left->name, right->name);
}

static void
collect_foreign_lines(Ruleset *rules, const Network *network)
{
	for (int kind = 0; kind < LINE_INVITER; kind++)
		for (guint i = 0; i < network->lines[kind]->len; i++) {
			RuleLine *line = g_ptr_array_index(network->lines[kind], i);

			if (line->by_member || network->from_any)
				g_ptr_array_add(rules->foreign_lines, line);
		}
}

static gboolean
same_name(gconstpointer a, gconstpointer b)
{
	return g_ascii_strcasecmp(a, b) == 0;
}

static void
collect_header_names(Ruleset *rules, const RuleLine *line)
{
	for (guint i = 0; i < line->pairs->len; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		for (guint j = 0; pair->fields != NULL && j < pair->fields->len; j++) {
			char *name = g_array_index(pair->fields, RuleField, j).header;

			if (name != NULL && !g_ptr_array_find_with_equal_func(rules->header_names, name,
									      same_name, NULL))
				g_ptr_array_add(rules->header_names, name);
		}
	}
}

static void
collect_all_header_names(Ruleset *rules)
{
	g_ptr_array_set_size(rules->header_names, 0);
	for (guint i = 0; i < rules->networks->len; i++) {
		const Network *network = g_ptr_array_index(rules->networks, i);

		for (int kind = 0; kind < LINE_KINDS; kind++)
			for (guint j = 0; j < network->lines[kind]->len; j++)
				collect_header_names(rules,
						     g_ptr_array_index(network->lines[kind], j));
	}
	g_ptr_array_add(rules->header_names, NULL);
}

static void
index_list(gpointer name, gpointer value, gpointer user_data)
{
	WordList *list = value;

	(void)name;
	(void)user_data;
	list->gates = gates_new();
	for (guint i = 0; i < list->patterns->len; i++) {
		g_autoptr(GPtrArray) choices = literal_choices(g_ptr_array_index(list->patterns, i));
		const LiteralChoice *best = literal_best(choices);

		if (best != NULL)
			gates_add_words(list->gates, best, GUINT_TO_POINTER(i));
		else
			g_array_append_val(list->others, i);
	}
}

void
ruleset_finish(Ruleset *rules)
{
	g_hash_table_foreach(rules->lists, index_list, NULL);
	g_ptr_array_sort(rules->networks, by_name);
	g_ptr_array_set_size(rules->foreign_lines, 0);
	for (guint i = 0; i < rules->networks->len; i++)
		collect_foreign_lines(rules, g_ptr_array_index(rules->networks, i));
	collect_all_header_names(rules);
	rules->index = rule_index_new(rules->networks, rules->foreign_lines);
	g_clear_pointer(&rules->places, g_hash_table_unref);
}

/* ---- asking ---- */

const GPtrArray *
ruleset_networks(const Ruleset *rules)
{
	return rules->networks;
}

const Network *
ruleset_network(const Ruleset *rules, const char *name)
{
	return g_hash_table_lookup(rules->by_name, name);
}

const Network *
ruleset_network_of(const Ruleset *rules, const char *domain)
{
	/* One look-up a label: a thousand networks cost what five do. */
	while (domain != NULL) {
		const Network *network = g_hash_table_lookup(rules->by_domain, domain);
		const char *dot = strchr(domain, '.');

		if (network != NULL)
			return network;
		domain = dot == NULL ? NULL : dot + 1;
	}
	return NULL;
}

const RuleIndex *
ruleset_index(const Ruleset *rules)
{
	return rules->index;
}

const GPtrArray *
ruleset_foreign_lines(const Ruleset *rules)
{
	return rules->foreign_lines;
}

const char *const *
ruleset_header_names(const Ruleset *rules)
{
	return (const char *const *)rules->header_names->pdata;
}

const WordList *
ruleset_words(const Ruleset *rules, const char *name)
{
	return g_hash_table_lookup(rules->lists, name);
}
