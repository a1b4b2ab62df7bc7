#include "recognize.h"

#include <string.h>

#include "people/identities.h"
#include "people/name-clean.h"
#include "people/person.h"
#include "find.h"
#include "signs.h"

/* A mail that names more people than this is a digest, and the first of them tell enough. */
#define MOST_INVITERS 20

static const char *const group_words[GROUPS] = { "name", "email", "profile", "invitation" };

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

/* "Jane Doe and Ann Poe added you": each of those that the name of the first lists is an inviter. */
static void
part_names(GPtrArray *inviters)
{
	Inviter *first = g_ptr_array_index(inviters, 0);
	g_autoptr(GPtrArray) people = first->name.value != NULL && inviters->len == 1
					      ? name_list(first->name.value) : NULL;

	for (guint i = 0; people != NULL && i < people->len && i < MOST_INVITERS; i++) {
		Inviter *inviter = i == 0 ? first : inviter_new();
		char *name = g_strdup(g_ptr_array_index(people, i));

		inviter->name.from = first->name.from;
		inviter->name.field = first->name.field;
		inviter->name.strong = first->name.strong;
		g_free(inviter->name.value);
		inviter->name.value = name;
		if (i > 0)
			g_ptr_array_add(inviters, inviter);
	}
}

/*
 * Where there is no HTML a typed link looks like the template's own; if another line reads
 * another member of the same form there, nobody knows which of them was typed.
 */
static void
doubt_profile(Identity *profile, const RuleLine *line, const GPtrArray *finds)
{
	gsize prefix = identity_profile_prefix(profile->value);

	for (guint i = 0; i < finds->len; i++) {
		const Find *find = g_ptr_array_index(finds, i);
		const char *other = find->values[GROUP_PROFILE];

		if (place_is_strong(line, find->place) &&
		    strncmp(other, profile->value, prefix) == 0 &&
		    strcmp(other, profile->value) != 0)
			profile->strong = FALSE;
	}
}

/* Whether FIND has the whole name of whom IDENTITY calls by the first name alone. */
static gboolean
is_fuller(const Identity *identity, const Find *find)
{
	const char *name = find->values[GROUP_NAME];
	gsize length = identity->value != NULL ? strlen(identity->value) : 0;

	return length > 0 && strchr(identity->value, ' ') == NULL &&
	       strncmp(name, identity->value, length) == 0 && name[length] == ' ' &&
	       person_is_name(name);
}

static void
identity_clear(Identity *identity)
{
	g_free(identity->value);
	*identity = (Identity){ 0 };
}

/* A mail with several invitations reminds of none of them alone. */
static void
take_invitation(const Search *search, const RuleLine *line, const GPtrArray *finds, Inviter *first)
{
	g_autoptr(GPtrArray) firsts = different(finds, GROUP_INVITATION);

	if (firsts->len == 1 && first->invitation.value == NULL && !search->recognition->imitation)
		set_identity(search, &first->invitation, line, g_ptr_array_index(firsts, 0),
			     GROUP_INVITATION, TRUE);
}

/* Take from LINE what is not known yet: the first line that yields it is right. */
static void
take_line(const Search *search, const RuleLine *line, GPtrArray *inviters)
{
	Inviter *first = g_ptr_array_index(inviters, 0);
	Identity *const identities[] = { &first->name, &first->email, &first->profile };
	g_autoptr(GPtrArray) finds = find_people(search, line);

	take_invitation(search, line, finds, first);
	/* Profiles first: of several people each brings the name beside it. */
	for (int group = GROUP_PROFILE; group >= GROUP_NAME; group--) {
		g_autoptr(GPtrArray) firsts = different(finds, (Group)group);

		if (group == GROUP_PROFILE && first->profile.value != NULL)
			doubt_profile(&first->profile, line, firsts);
		if (firsts->len == 0)
			continue;
		if (group == GROUP_NAME && inviters->len == 1 &&
		    is_fuller(&first->name, g_ptr_array_index(firsts, 0)))
			identity_clear(&first->name);
		if (identities[group]->value != NULL)
			continue;
		if (search->recognition->imitation && group != GROUP_NAME)
			continue;
		if (group == GROUP_PROFILE && firsts->len > 1)
			add_several(search, inviters, line, firsts);
		else
			set_identity(search, identities[group], line,
				     g_ptr_array_index(firsts, 0), (Group)group, firsts->len == 1);
		if (group == GROUP_NAME &&
		    find_in_sentence(((Find *)g_ptr_array_index(firsts, 0))->place))
			part_names(inviters);
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
explain(const Inviter *inviter, Why *why)
{
	const Identity *const identities[GROUPS] = { &inviter->name, &inviter->email,
						     &inviter->profile, &inviter->invitation };

	for (guint i = 0; i < GROUPS; i++)
		if (identities[i]->value != NULL)
			why_say(why, "inviter's %s \"%s\" from %s%s", group_words[i],
				identities[i]->value, identities[i]->from,
				identities[i]->strong ? "" : ", weak");
}

GPtrArray *
recognize_inviters(Evidence *evidence, const Recognition *recognition,
		   const char *const *recipients, Why *why)
{
	GPtrArray *inviters = inviters_new();
	const GPtrArray *lines = recognition->network->lines[LINE_INVITER];
	g_autoptr(NamesSeen) own = names_seen_new(evidence_message(evidence), recipients,
						  recognition->network);
	Search search = { evidence, recognition, own };

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
		why_say(why, "the mail names no inviter");
	return inviters;
}
