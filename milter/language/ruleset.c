#include "ruleset.h"

#include <string.h>

#include "ruleset-private.h"

Network *
ruleset_add_network(Ruleset *rules, const char *name)
{
	Network *network = network_new(name);

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

WordList *
ruleset_add_words(Ruleset *rules, const char *name)
{
	WordList *list = g_hash_table_lookup(rules->lists, name);

	if (list != NULL)
		return list;
	list = word_list_new(name);
	g_hash_table_insert(rules->lists, list->name, list);
	return list;
}

Ruleset *
ruleset_new(void)
{
	Ruleset *rules = g_new0(Ruleset, 1);

	rules->networks = g_ptr_array_new_with_free_func((GDestroyNotify)network_free);
	rules->by_name = g_hash_table_new(g_str_hash, g_str_equal);
	rules->by_domain = g_hash_table_new(g_str_hash, g_str_equal);
	rules->lists = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
					     (GDestroyNotify)word_list_free);
	rules->header_names = g_ptr_array_new();
	rules->places = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	return rules;
}

void
ruleset_free(Ruleset *rules)
{
	if (rules == NULL)
		return;
	rule_index_free(rules->index);
	g_hash_table_unref(rules->by_name);
	g_hash_table_unref(rules->by_domain);
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

/*
 * Of LINES, those that may apply to mail not by their network: by member, and all of the unlisted.
 */
static void
add_foreign_lines(GPtrArray *foreign, const GPtrArray *lines)
{
	for (guint i = 0; i < lines->len; i++) {
		RuleLine *line = g_ptr_array_index(lines, i);

		if (line->by_member || line->network->from_any)
			g_ptr_array_add(foreign, line);
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

		for (guint j = 0; j < pair->fields->len; j++) {
			char *name = g_array_index(pair->fields, RuleField, j).header;

			if (name != NULL && !g_ptr_array_find_with_equal_func(
						    rules->header_names, name, same_name, NULL))
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
finish_lists(Ruleset *rules)
{
	GHashTableIter lists;
	gpointer list;

	g_hash_table_iter_init(&lists, rules->lists);
	while (g_hash_table_iter_next(&lists, NULL, &list))
		word_list_finish(list);
}

void
ruleset_finish(Ruleset *rules)
{
	g_autoptr(GPtrArray) foreign = g_ptr_array_new();

	finish_lists(rules);
	g_ptr_array_sort(rules->networks, by_name);
	for (guint i = 0; i < rules->networks->len; i++) {
		Network *network = g_ptr_array_index(rules->networks, i);

		network_finish(network);
		add_foreign_lines(foreign, network->lines[LINE_IGNORE]);
		add_foreign_lines(foreign, network->recognizing);
	}
	collect_all_header_names(rules);
	rules->index = rule_index_new(rules->networks, foreign);
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
	/*
	 * One look-up a label: a thousand networks cost what five do.  The last one alone is
	 * nobody's.
	 */
	for (const char *dot; (dot = strchr(domain, '.')) != NULL; domain = dot + 1) {
		const Network *network = g_hash_table_lookup(rules->by_domain, domain);

		if (network != NULL)
			return network;
	}
	return NULL;
}

const RuleIndex *
ruleset_index(const Ruleset *rules)
{
	return rules->index;
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
