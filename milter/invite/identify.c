#include "recognize.h"

#include <string.h>

#include "names-seen.h"
#include "profile.h"
#include "signs.h"
#include "url.h"

/* A mail that names more people than this is a digest, and the first of them tell enough. */
#define MOST_INVITERS 20
#define MOST_FINDS 200

typedef enum { GROUP_NAME, GROUP_EMAIL, GROUP_PROFILE } Group;
#define GROUPS 3
static const char *const group_words[] = { "name", "email", "profile" };

/* What one value of one field gave; the members are NULL where it gave nothing. */
typedef struct Find {
	char *values[GROUPS];
	Place place;
	const char *field; /* as in Identity */
} Find;

typedef struct Search {
	Evidence *evidence;
	const Recognition *recognition;
	NamesSeen *own;   /* those who are never the inviter */
	Find *find;       /* being filled */
} Search;

static void
find_free(gpointer data)
{
	Find *find = data;

	for (guint i = 0; i < GROUPS; i++)
		g_free(find->values[i]);
	g_free(find);
}

static void
take_group(const char *name, const char *value, gsize length, gpointer user_data)
{
	Search *search = user_data;
	Find *find = search->find;
	g_autofree char *text = g_strndup(value, length);
	char **place = NULL;
	char *taken = NULL;

	if (find->place == PLACE_LINK && !g_str_has_prefix(name, "profile_")) {
		char *decoded = url_decode(text);

		g_free(text);
		text = g_strdelimit(decoded, "+", ' ');
	}
	if (strcmp(name, "name") == 0) {
		place = &find->values[GROUP_NAME];
		taken = names_seen_name(search->own, text);
	} else if (strcmp(name, "email") == 0) {
		place = &find->values[GROUP_EMAIL];
		taken = names_seen_email(search->own, text);
	} else if (g_str_has_prefix(name, "profile_")) {
		place = &find->values[GROUP_PROFILE];
		taken = profile_make(search->recognition->identity, name + strlen("profile_"),
				     text);
	}
	if (place != NULL && *place == NULL)
		*place = taken;
	else
		g_free(taken);
}

static void
search_value(Search *search, const RulePair *pair, const char *text)
{
	guint lists = pair->list != NULL ? pair->list->patterns->len : 0;

	if (pair->pattern != NULL) {
		pattern_match_groups(pair->pattern, text, -1, take_group, search);
		return;
	}
	for (guint i = 0; i < lists; i++)
		pattern_match_groups(g_ptr_array_index(pair->list->patterns, i), text, -1,
				     take_group, search);
}

/* The name of the header field that FIELD is read from. */
static const char *
field_name(const RuleField *field)
{
	static const char *const names[] = {
		[PLACE_FROM] = "From",		[PLACE_FROM_NAME] = "From",
		[PLACE_SENDER] = "Sender",	[PLACE_MAIL_FROM] = "",
		[PLACE_REPLY_TO] = "Reply-To",	[PLACE_REPLY_TO_NAME] = "Reply-To",
		[PLACE_TO] = "To",		[PLACE_SUBJECT] = "Subject",
		[PLACE_LIST_ID] = "List-Id",	[PLACE_VCARD_EMAIL] = NULL,
	};

	return field->header != NULL ? field->header : names[field->place];
}

static void
search_field(Search *search, const RuleLine *line, const RulePair *pair, const RuleField *field,
	     GPtrArray *finds)
{
	const GArray *values = evidence_values(search->evidence, field);
	gboolean href_only = field->place == PLACE_LINK &&
			     evidence_href_only(search->evidence, line);

	for (guint i = 0; values != NULL && i < values->len && finds->len < MOST_FINDS; i++) {
		const EvidenceValue *value = &g_array_index(values, EvidenceValue, i);
		Find *find;

		if (href_only && !value->href)
			continue;
		find = g_new0(Find, 1);
		find->place = field->place;
		find->field = field_name(field);
		search->find = find;
		search_value(search, pair, value->text);
		if (find->values[GROUP_NAME] != NULL || find->values[GROUP_EMAIL] != NULL ||
		    find->values[GROUP_PROFILE] != NULL)
			g_ptr_array_add(finds, find);
		else
			find_free(find);
	}
}

/* All that LINE, which holds, says of people. */
static GPtrArray *
search_line(Search *search, const RuleLine *line)
{
	GPtrArray *finds = g_ptr_array_new_with_free_func(find_free);

	for (guint i = 0; i < line->pairs->len; i++) {
		const RulePair *pair = g_ptr_array_index(line->pairs, i);

		for (guint j = 0; pair->type == PAIR_MATCH && !pair->negated &&
				  j < pair->fields->len; j++)
			search_field(search, line, pair,
				     &g_array_index(pair->fields, RuleField, j), finds);
	}
	return finds;
}

/* The different values of GROUP in FINDS, the first Find of each (GPtrArray of Find *). */
static GPtrArray *
different(const GPtrArray *finds, Group group)
{
	GPtrArray *firsts = g_ptr_array_new();
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < finds->len; i++) {
		Find *find = g_ptr_array_index(finds, i);

		if (find->values[group] != NULL && g_hash_table_add(seen, find->values[group]))
			g_ptr_array_add(firsts, find);
	}
	return firsts;
}

/* Whether PLACE of LINE is one that an inviter cannot have typed. */
static gboolean
place_is_strong(const RuleLine *line, Place place)
{
	if (line->weak)
		return FALSE;
	if (place == PLACE_LINK)
		return line->kind == LINE_INVITER;
	return place_in_header(place);
}

/*
 * A network vouches for what it writes.  In other mail the sender's domain is
 * all that is proven, so only an address there is more than a claim.
 */
static gboolean
is_vouched(const Search *search, Group group, const char *value)
{
	g_autofree char *organization = NULL;

	if (search->recognition->by_network)
		return TRUE;
	if (search->recognition->imitation || search->recognition->by_member)
		return FALSE;
	if (group == GROUP_NAME)
		return TRUE;
	if (group == GROUP_PROFILE)
		return FALSE;

	organization = signs_organization(value);
	return g_strcmp0(organization, evidence_organization(search->evidence)) == 0;
}

static void
set_identity(const Search *search, Identity *identity, const RuleLine *line, const Find *find,
	     Group group, gboolean single)
{
	identity->value = g_strdup(find->values[group]);
	identity->from = place_words[find->place];
	identity->field = find->field;
	identity->strong = single && place_is_strong(line, find->place) &&
			   is_vouched(search, group, identity->value);
}

/* One inviter for each profile; the name that stood in the same link is theirs. */
static void
add_several(const Search *search, GPtrArray *inviters, const RuleLine *line,
	    const GPtrArray *profiles)
{
	Inviter *first = g_ptr_array_index(inviters, 0);

	for (guint i = 0; i < profiles->len && i < MOST_INVITERS; i++) {
		const Find *find = g_ptr_array_index(profiles, i);
		Inviter *inviter = i == 0 ? first : inviter_new();

		set_identity(search, &inviter->profile, line, find, GROUP_PROFILE, FALSE);
		if (find->values[GROUP_NAME] != NULL && inviter->name.value == NULL)
			set_identity(search, &inviter->name, line, find, GROUP_NAME, FALSE);
		if (i > 0)
			g_ptr_array_add(inviters, inviter);
	}
}

/* The length of "network:form:". */
static gsize
profile_prefix(const char *profile)
{
	const char *form = strchr(profile, ':');
	const char *value = form != NULL ? strchr(form + 1, ':') : NULL;

	return value != NULL ? (gsize)(value + 1 - profile) : 0;
}

/*
 * Where there is no HTML a typed link looks like the template's own; if another line reads
 * another member of the same form there, nobody knows which of them was typed.
 */
static void
doubt_profile(Identity *profile, const RuleLine *line, const GPtrArray *finds)
{
	gsize prefix = profile_prefix(profile->value);

	for (guint i = 0; i < finds->len; i++) {
		const Find *find = g_ptr_array_index(finds, i);
		const char *other = find->values[GROUP_PROFILE];

		if (place_is_strong(line, find->place) &&
		    strncmp(other, profile->value, prefix) == 0 &&
		    strcmp(other, profile->value) != 0)
			profile->strong = FALSE;
	}
}

/* Take from LINE what is not known yet: the first line that yields it is right. */
static void
take_line(Search *search, const RuleLine *line, GPtrArray *inviters)
{
	Inviter *first = g_ptr_array_index(inviters, 0);
	Identity *const identities[GROUPS] = { &first->name, &first->email, &first->profile };
	g_autoptr(GPtrArray) finds = search_line(search, line);

	/* Profiles first: of several people each brings the name beside it. */
	for (int group = GROUP_PROFILE; group >= GROUP_NAME; group--) {
		g_autoptr(GPtrArray) firsts = different(finds, (Group)group);

		if (group == GROUP_PROFILE && first->profile.value != NULL)
			doubt_profile(&first->profile, line, firsts);
		if (firsts->len == 0 || identities[group]->value != NULL)
			continue;
		if (search->recognition->imitation && group != GROUP_NAME)
			continue;
		if (group == GROUP_PROFILE && firsts->len > 1)
			add_several(search, inviters, line, firsts);
		else
			set_identity(search, identities[group], line,
				     g_ptr_array_index(firsts, 0), (Group)group, firsts->len == 1);
	}
}

/* In own-name mail From is the inviter, and the proof is that of From's domain. */
static void
take_from(const Search *search, Inviter *inviter)
{
	const Mailbox *from = message_from(evidence_message(search->evidence));

	if (!search->recognition->by_member || from == NULL)
		return;

	inviter->email.value = g_strdup(from->address);
	inviter->email.from = place_words[PLACE_FROM];
	inviter->email.field = "From";
	inviter->email.strong = TRUE;
	inviter->name.value = from->name != NULL ? names_seen_name(search->own, from->name) : NULL;
	if (inviter->name.value != NULL) {
		inviter->name.from = place_words[PLACE_FROM_NAME];
		inviter->name.field = "From";
		inviter->name.strong = TRUE;
	}
}

static gboolean
is_known(const Inviter *inviter)
{
	return inviter->name.value != NULL || inviter->email.value != NULL ||
	       inviter->profile.value != NULL;
}

static void
explain(const Inviter *inviter, GPtrArray *why)
{
	const Identity *const identities[GROUPS] = { &inviter->name, &inviter->email,
						     &inviter->profile };

	for (guint i = 0; i < GROUPS; i++)
		if (identities[i]->value != NULL)
			g_ptr_array_add(why, g_strdup_printf("inviter's %s \"%s\" from %s%s",
							     group_words[i], identities[i]->value,
							     identities[i]->from,
							     identities[i]->strong ? "" : ", weak"));
}

GPtrArray *
recognize_inviters(Evidence *evidence, const Recognition *recognition,
		   const char *const *recipients, GPtrArray *why)
{
	GPtrArray *inviters = g_ptr_array_new_with_free_func((GDestroyNotify)inviter_free);
	const GPtrArray *lines = recognition->network->lines[LINE_INVITER];
	g_autoptr(NamesSeen) own = names_seen_new(evidence_message(evidence), recipients,
						  recognition->network);
	Search search = { evidence, recognition, own, NULL };

	g_ptr_array_add(inviters, inviter_new());
	take_from(&search, g_ptr_array_index(inviters, 0));
	for (guint i = 0; i < lines->len; i++)
		if (evidence_line(evidence, g_ptr_array_index(lines, i)) == TRUTH_YES)
			take_line(&search, g_ptr_array_index(lines, i), inviters);
	if (recognition->line != NULL)
		take_line(&search, recognition->line, inviters);

	if (!is_known(g_ptr_array_index(inviters, 0)))
		g_ptr_array_set_size(inviters, 0);
	for (guint i = 0; i < inviters->len; i++)
		explain(g_ptr_array_index(inviters, i), why);
	if (inviters->len == 0)
		g_ptr_array_add(why, g_strdup("the mail names no inviter"));
	return inviters;
}
