#include "recognize.h"

#include <string.h>

#include "people/identities.h"
#include "people/name-clean.h"
#include "people/person.h"
#include "evidence-line.h"
#include "find.h"
#include "hints.h"

/* A mail that names more people than this is a digest, and the first of them tell enough. */
#define MOST_INVITERS 20

/* The different values of TYPE in FINDS, the first Find of each (GPtrArray of Find *). */
static GPtrArray *
different(const GPtrArray *finds, IdentityType type)
{
	GPtrArray *firsts = g_ptr_array_new();
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < finds->len; i++) {
		Find *find = g_ptr_array_index(finds, i);

		if (find->values[type] != NULL && g_hash_table_add(seen, find->values[type]))
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
is_vouched(const Search *search, IdentityType type, const char *value)
{
	g_autofree char *organization = NULL;

	if (search->recognition->by_network)
		return TRUE;
	if (search->recognition->imitation || search->recognition->by_member)
		return FALSE;
	if (type == IDENTITY_NAME)
		return TRUE;
	if (type == IDENTITY_PROFILE)
		return FALSE;

	organization = hints_organization(value);
	return g_strcmp0(organization, evidence_organization(search->evidence)) == 0;
}

/* The template's own link may be among those that were not read. */
static gboolean
has_more_links(const Search *search)
{
	return message_text(evidence_message(search->evidence))->has_more_links;
}

static void
set_identity(const Search *search, Inviter *inviter, IdentityType type, const RuleLine *line,
	     const Find *find, gboolean single)
{
	Identity *identity = &inviter->known[type];

	identity->value = g_strdup(find->values[type]);
	identity->from = place_words[find->place];
	identity->field = find->field;
	identity->strong = single && place_is_strong(line, find->place) &&
			   is_vouched(search, type, identity->value) &&
			   !(find->place == PLACE_LINK && has_more_links(search));
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

		set_identity(search, inviter, IDENTITY_PROFILE, line, find, FALSE);
		if (find->values[IDENTITY_NAME] != NULL && inviter->name.value == NULL)
			set_identity(search, inviter, IDENTITY_NAME, line, find, FALSE);
		if (i > 0)
			g_ptr_array_add(inviters, inviter);
	}
}

/*
 * "Jane Doe and Ann Poe added you": each of those that the name of the first lists is an inviter.
 */
static void
part_names(GPtrArray *inviters)
{
	Inviter *first = g_ptr_array_index(inviters, 0);
	g_autoptr(GPtrArray) people = NULL;

	if (first->name.value == NULL || inviters->len > 1)
		return;
	people = name_list(first->name.value);
	for (guint i = 0; people != NULL && i < people->len && i < MOST_INVITERS; i++) {
		Inviter *inviter = i == 0 ? first : inviter_new();
		char *name = g_strdup(g_ptr_array_index(people, i));

		g_free(inviter->name.value);
		inviter->name = first->name;
		inviter->name.value = name;
		if (i > 0)
			g_ptr_array_add(inviters, inviter);
	}
}

/*
 * If another line reads another member there, nobody knows who of them invites.  Beside HTML only
 * one of the same form is another one, as templates name a person in two forms; without it a typed
 * link looks like the template's own.
 */
static void
doubt_profile(const Search *search, Identity *profile, const RuleLine *line, const GPtrArray *finds)
{
	const MessageText *text = message_text(evidence_message(search->evidence));
	gsize prefix = text->has_html ? identity_profile_prefix(profile->value) : 0;

	for (guint i = 0; i < finds->len; i++) {
		const Find *find = g_ptr_array_index(finds, i);
		const char *other = find->values[IDENTITY_PROFILE];

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
	const char *name = find->values[IDENTITY_NAME];
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
	g_autoptr(GPtrArray) firsts = different(finds, IDENTITY_INVITATION);

	if (firsts->len == 1 && first->invitation.value == NULL && !search->recognition->imitation)
		set_identity(search, first, IDENTITY_INVITATION, line, g_ptr_array_index(firsts, 0),
			     TRUE);
}

/* Take from LINE what is not known yet: the first line that yields it is right. */
static void
take_line(const Search *search, const RuleLine *line, GPtrArray *inviters)
{
	Inviter *first = g_ptr_array_index(inviters, 0);
	g_autoptr(GPtrArray) finds = find_people(search, line);

	take_invitation(search, line, finds, first);
	/* Profiles first: of several people each brings the name beside it. */
	for (IdentityType type = IDENTITY_PROFILE; type >= IDENTITY_NAME; type--) {
		g_autoptr(GPtrArray) firsts = different(finds, type);

		if (type == IDENTITY_PROFILE && first->profile.value != NULL)
			doubt_profile(search, &first->profile, line, firsts);
		if (firsts->len == 0)
			continue;
		if (type == IDENTITY_NAME && inviters->len == 1 &&
		    is_fuller(&first->name, g_ptr_array_index(firsts, 0)))
			identity_clear(&first->name);
		if (first->known[type].value != NULL)
			continue;
		if (search->recognition->imitation && type != IDENTITY_NAME)
			continue;
		if (type == IDENTITY_PROFILE && firsts->len > 1)
			add_several(search, inviters, line, firsts);
		else
			set_identity(search, first, type, line, g_ptr_array_index(firsts, 0),
				     firsts->len == 1);
		if (type == IDENTITY_NAME &&
		    find_in_sentence(((Find *)g_ptr_array_index(firsts, 0))->place))
			part_names(inviters);
	}
}

/* In own-name mail From is the inviter, and the proof is that of From's domain. */
static void
take_from(const Search *search, Inviter *inviter)
{
	const Mailbox *from = message_from(evidence_message(search->evidence));
	char *name;

	if (!search->recognition->by_member || from == NULL)
		return;

	inviter->email =
		(Identity){ g_strdup(from->address), place_words[PLACE_FROM], TRUE, "From" };
	name = from->name != NULL ? never_inviter_name(search->never, from->name) : NULL;
	/* Their own domain lets them be called anything. */
	if (name != NULL)
		inviter->name = (Identity){ name, place_words[PLACE_FROM_NAME], FALSE, "From" };
}

static void
explain(const Inviter *inviter, Why *why)
{
	for (IdentityType type = IDENTITY_NAME; type < IDENTITY_TYPES; type++) {
		const Identity *identity = &inviter->known[type];

		if (identity->value != NULL)
			why_say(why, "inviter's %s \"%s\" from %s%s", identity_words[type],
				identity->value, identity->from, identity->strong ? "" : ", weak");
	}
}

GPtrArray *
recognize_inviters(Evidence *evidence, const Recognition *recognition, Why *why)
{
	GPtrArray *inviters = inviters_new();
	const GPtrArray *lines = recognition->network->lines[LINE_INVITER];
	g_autoptr(NeverInviter) never = never_inviter_new(evidence, recognition->network);
	Search search = { evidence, recognition, never };

	g_ptr_array_add(inviters, inviter_new());
	take_from(&search, g_ptr_array_index(inviters, 0));
	for (guint i = 0; i < lines->len; i++)
		if (evidence_line(evidence, g_ptr_array_index(lines, i)) == TRUTH_YES)
			take_line(&search, g_ptr_array_index(lines, i), inviters);
	if (recognition->line != NULL)
		take_line(&search, recognition->line, inviters);

	if (inviter_called(g_ptr_array_index(inviters, 0)) == NULL)
		g_ptr_array_set_size(inviters, 0);
	for (guint i = 0; i < inviters->len; i++)
		explain(g_ptr_array_index(inviters, i), why);
	if (inviters->len == 0)
		why_say(why, "the mail names no inviter");
	return inviters;
}
