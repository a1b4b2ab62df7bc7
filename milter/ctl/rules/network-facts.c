#include "network-facts.h"

#include <string.h>

#include "examples.h"
#include "store/store.h"

#define LANGUAGES_SHOWN 4

/* ---- languages ---- */

static gboolean
is_wording(Place place)
{
	return place == PLACE_SUBJECT || place == PLACE_FROM_NAME || place == PLACE_TEXT ||
	       place == PLACE_QUOTED;
}

static gboolean
pair_has_wording(const RulePair *pair)
{
	for (guint i = 0; i < pair->fields->len; i++)
		if (is_wording(g_array_index(pair->fields, RuleField, i).place))
			return TRUE;
	return FALSE;
}

static void
add_languages(GPtrArray *languages, const WordList *list)
{
	for (guint i = 0; i < list->languages->len; i++) {
		char *language = g_ptr_array_index(list->languages, i);

		if (!g_ptr_array_find_with_equal_func(languages, language, g_str_equal, NULL))
			g_ptr_array_add(languages, language);
	}
}

/* Note whether LINE holds in every language, and whose phrases it asks for. */
static void
add_line(NetworkFacts *facts, const RuleLine *line)
{
	gboolean tells = FALSE, wording = FALSE;

	for (guint i = 0; i < line->pairs->len; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		if (pair->type != PAIR_MATCH || pair->negated)
			continue;
		tells = TRUE;
		wording = wording || pair_has_wording(pair);
		if (pair->list != NULL)
			add_languages(facts->languages, pair->list);
	}
	facts->any_language = facts->any_language || (tells && !wording);
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* ---- files ---- */

gboolean
network_is_from(const Network *network, const char *directory)
{
	g_autofree char *name = g_path_get_basename(network->file);
	g_autofree char *path = g_build_filename(directory, name, NULL);

	return strcmp(path, network->file) == 0;
}

/* Files called as that of NETWORK in the DIRECTORIES that come after its own. */
static void
add_replaced(NetworkFacts *facts, const Network *network, const char *const *directories)
{
	g_autofree char *name = g_path_get_basename(network->file);
	gboolean after = FALSE;

	for (; *directories != NULL; directories++) {
		char *path = g_build_filename(*directories, name, NULL);

		if (after && g_file_test(path, G_FILE_TEST_EXISTS))
			g_ptr_array_add(facts->replaced, path);
		else
			g_free(path);
		after = after || network_is_from(network, *directories);
	}
}

NetworkFacts *
network_facts_new(const Network *network, const char *const *directories, const GPtrArray *drift)
{
	NetworkFacts *facts = g_new0(NetworkFacts, 1);

	facts->examples = examples_count(directories, network->name);
	facts->languages = g_ptr_array_new();
	facts->replaced = g_ptr_array_new_with_free_func(g_free);
	facts->drift = g_ptr_array_new();
	for (guint i = 0; i < network->recognizing->len; i++)
		add_line(facts, g_ptr_array_index(network->recognizing, i));
	g_ptr_array_sort(facts->languages, by_name);
	add_replaced(facts, network, directories);
	for (guint i = 0; drift != NULL && i < drift->len; i++) {
		Drift *row = g_ptr_array_index(drift, i);

		if (strcmp(row->network, network->name) == 0)
			g_ptr_array_add(facts->drift, row);
	}
	return facts;
}

void
network_facts_free(NetworkFacts *facts)
{
	if (facts == NULL)
		return;
	g_ptr_array_unref(facts->languages);
	g_ptr_array_unref(facts->replaced);
	g_ptr_array_unref(facts->drift);
	g_free(facts);
}

char *
network_facts_languages(const NetworkFacts *facts)
{
	GString *text = g_string_new(NULL);

	/* Who needs no wording needs no language. */
	if (facts->any_language)
		g_string_append(text, "any");
	else if (facts->languages->len > LANGUAGES_SHOWN)
		g_string_append_printf(text, "%u", facts->languages->len);
	else
		for (guint i = 0; i < facts->languages->len; i++)
			g_string_append_printf(text, "%s%s", i > 0 ? " " : "",
					       (const char *)facts->languages->pdata[i]);
	if (text->len == 0)
		g_string_append_c(text, '-');
	return g_string_free(text, FALSE);
}
