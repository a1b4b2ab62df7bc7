#include "network.h"

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
	pattern_free(pair->pattern);
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

gboolean
rule_pair_asks(const RulePair *pair, PredicateUse use)
{
	for (guint i = 0; i < pair->predicates->len; i++)
		if (predicate_is(g_array_index(pair->predicates, Predicate, i), use))
			return TRUE;
	return FALSE;
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
	pattern_free(source->pattern);
	g_free(source);
}

TemplateSource *
network_add_template(Network *network)
{
	TemplateSource *source = g_new0(TemplateSource, 1);

	g_ptr_array_add(network->templates, source);
	return source;
}

void
network_free(Network *network)
{
	if (network == NULL)
		return;
	g_free(network->name);
	g_free(network->title);
	g_ptr_array_unref(network->from);
	g_ptr_array_unref(network->member_links);
	pattern_free(network->brand);
	g_ptr_array_unref(network->templates);
	g_ptr_array_unref(network->profiles);
	for (int kind = 0; kind < LINE_KINDS; kind++)
		g_ptr_array_unref(network->lines[kind]);
	g_ptr_array_unref(network->recognizing);
	g_free(network->where);
	g_free(network->file);
	g_free(network);
}

Network *
network_new(const char *name)
{
	Network *network = g_new0(Network, 1);

	network->name = g_strdup(name);
	network->category = CATEGORY_SOCIAL;
	network->from = g_ptr_array_new_with_free_func(g_free);
	network->member_links = g_ptr_array_new_with_free_func(link_prefix_free);
	network->templates = g_ptr_array_new_with_free_func(template_source_free);
	network->profiles = g_ptr_array_new_with_free_func((GDestroyNotify)pattern_free);
	for (int kind = 0; kind < LINE_KINDS; kind++)
		network->lines[kind] = g_ptr_array_new_with_free_func(rule_line_free);
	network->recognizing = g_ptr_array_new();
	return network;
}

void
network_finish(Network *network)
{
	static const LineKind order[] = { LINE_REMINDER, LINE_UPDATE, LINE_INVITATION };

	g_ptr_array_set_size(network->recognizing, 0);
	for (gsize i = 0; i < G_N_ELEMENTS(order); i++)
		g_ptr_array_extend(network->recognizing, network->lines[order[i]], NULL, NULL);
}

/* ---- words ---- */

WordList *
word_list_new(const char *name)
{
	WordList *list = g_new0(WordList, 1);

	list->name = g_strdup(name);
	list->patterns = g_ptr_array_new_with_free_func((GDestroyNotify)pattern_free);
	list->languages = g_ptr_array_new_with_free_func(g_free);
	list->others = g_array_new(FALSE, FALSE, sizeof(guint));
	return list;
}

void
word_list_free(WordList *list)
{
	if (list == NULL)
		return;
	g_free(list->name);
	g_ptr_array_unref(list->patterns);
	g_ptr_array_unref(list->languages);
	g_array_unref(list->others);
	gates_free(list->gates);
	g_free(list);
}

void
word_list_finish(WordList *list)
{
	list->gates = gates_new();
	for (guint i = 0; i < list->patterns->len; i++) {
		g_autoptr(GPtrArray) choices =
			literal_choices(g_ptr_array_index(list->patterns, i));
		const LiteralChoice *best = literal_best(choices);

		if (best != NULL)
			gates_add_words(list->gates, best, GUINT_TO_POINTER(i));
		else
			g_array_append_val(list->others, i);
	}
}
