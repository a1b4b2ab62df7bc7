#include "find.h"

#include <string.h>

#include "people/profile.h"
#include "people/url.h"
#include "evidence-line.h"

/* A mail that names more people than this is a digest, and the first of them tell enough. */
#define MOST_FINDS 200

/* What is handed through to a named group. */
typedef struct Taking {
	const Search *search;
	Find *find; /* being filled */
} Taking;

static void
find_free(gpointer data)
{
	Find *find = data;

	for (guint i = IDENTITY_NAME; i < IDENTITY_TYPES; i++)
		g_free(find->values[i]);
	g_free(find);
}

gboolean
find_in_sentence(Place place)
{
	return place == PLACE_SUBJECT || place == PLACE_TEXT || place == PLACE_QUOTED;
}

static void
take_group(const char *name, const char *value, gsize length, gpointer user_data)
{
	const Taking *taking = user_data;
	Find *find = taking->find;
	const NeverInviter *never = taking->search->never;
	g_autofree char *text = g_strndup(value, length);
	char **place = NULL;
	char *taken = NULL;

	if (find->place == PLACE_LINK && !g_str_has_prefix(name, "profile_")) {
		char *decoded = url_decode(text);

		g_free(text);
		text = g_strdelimit(decoded, "+", ' ');
	}
	if (strcmp(name, "name") == 0) {
		place = &find->values[IDENTITY_NAME];
		taken = find_in_sentence(find->place) ? never_inviter_spoken(never, text)
						      : never_inviter_name(never, text);
	} else if (strcmp(name, "email") == 0) {
		place = &find->values[IDENTITY_EMAIL];
		taken = never_inviter_email(never, text);
	} else if (strcmp(name, "invitation") == 0) {
		place = &find->values[IDENTITY_INVITATION];
		taken = profile_make(taking->search->recognition->network_key, name, text);
	} else if (g_str_has_prefix(name, "profile_")) {
		place = &find->values[IDENTITY_PROFILE];
		taken = profile_make(taking->search->recognition->network_key,
				     name + strlen("profile_"), text);
	}
	if (place != NULL && *place == NULL)
		*place = taken;
	else
		g_free(taken);
}

static void
search_value(Taking *taking, const RulePair *pair, const char *text)
{
	Evidence *evidence = taking->search->evidence;
	guint lists = pair->list != NULL ? pair->list->patterns->len : 0;

	if (pair->pattern != NULL) {
		pattern_match_groups(pair->pattern, text,
				     (gssize)evidence_afford(evidence, text, -1), take_group,
				     taking);
		return;
	}
	for (guint i = 0; i < lists; i++)
		pattern_match_groups(g_ptr_array_index(pair->list->patterns, i), text,
				     (gssize)evidence_afford(evidence, text, -1), take_group,
				     taking);
}

/* The name of the header field that FIELD is read from. */
static const char *
field_name(const RuleField *field)
{
	static const char *const names[] = {
		[PLACE_FROM] = "From",
		[PLACE_FROM_NAME] = "From",
		[PLACE_SENDER] = "Sender",
		[PLACE_MAIL_FROM] = "",
		[PLACE_REPLY_TO] = "Reply-To",
		[PLACE_REPLY_TO_NAME] = "Reply-To",
		[PLACE_TO] = "To",
		[PLACE_SUBJECT] = "Subject",
		[PLACE_LIST_ID] = "List-Id",
		[PLACE_VCARD_EMAIL] = NULL,
	};

	return field->header != NULL ? field->header : names[field->place];
}

static gboolean
found_any(const Find *find)
{
	for (guint i = IDENTITY_NAME; i < IDENTITY_TYPES; i++)
		if (find->values[i] != NULL)
			return TRUE;
	return FALSE;
}

static void
search_field(const Search *search, const RuleLine *line, const RulePair *pair,
	     const RuleField *field, GPtrArray *finds)
{
	const GArray *values = evidence_values(search->evidence, field);
	gboolean href_only =
		field->place == PLACE_LINK && evidence_href_only(search->evidence, line);

	for (guint i = 0; values != NULL && i < values->len && finds->len < MOST_FINDS; i++) {
		const EvidenceValue *value = &g_array_index(values, EvidenceValue, i);
		Taking taking = { search, NULL };
		Find *find;

		if (href_only && !value->href)
			continue;
		find = g_new0(Find, 1);
		find->place = field->place;
		find->field = field_name(field);
		taking.find = find;
		search_value(&taking, pair, value->text);
		if (found_any(find))
			g_ptr_array_add(finds, find);
		else
			find_free(find);
	}
}

GPtrArray *
find_people(const Search *search, const RuleLine *line)
{
	GPtrArray *finds = g_ptr_array_new_with_free_func(find_free);

	for (guint i = 0; i < line->pairs->len; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		if (pair->negated)
			continue;
		for (guint j = 0; j < pair->fields->len; j++)
			search_field(search, line, pair, &g_array_index(pair->fields, RuleField, j),
				     finds);
	}
	return finds;
}
