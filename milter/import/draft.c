#include "draft.h"

#include <string.h>

#include "base/names.h"
#include "people/person.h"
#include "people/profile.h"

/* A person has few of each; more is no person. */
#define VALUE_LIMIT 100
#define SHOWN_LIMIT 80 /* bytes of a wrong value in a message */

struct Draft {
	const ImportHandler *handler;
	Contact *contact;  /* NULL: none is begun */
	GHashTable *forms; /* of its values, behind their type */
	guint line;
	gboolean broken;
	gboolean noted; /* it was told what is not taken */
};

Draft *
draft_new(const ImportHandler *handler)
{
	Draft *draft = g_new0(Draft, 1);

	draft->handler = handler;
	draft->forms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return draft;
}

void
draft_free(Draft *draft)
{
	if (draft == NULL)
		return;
	contact_free(draft->contact);
	g_hash_table_unref(draft->forms);
	g_free(draft);
}

void
draft_begin(Draft *draft, guint line)
{
	contact_free(draft->contact);
	draft->contact = contact_new(NULL);
	draft->contact->since = draft->handler->now;
	draft->line = line;
	draft->broken = FALSE;
	g_hash_table_remove_all(draft->forms);
}

gboolean
draft_is_begun(const Draft *draft)
{
	return draft->contact != NULL;
}

guint
draft_line(const Draft *draft)
{
	return draft->line;
}

gboolean
draft_has_name(const Draft *draft)
{
	return draft->contact->names->len > 0;
}

static void
skip(const Draft *draft, guint line, const char *value, const char *expected)
{
	g_autofree char *shown = g_utf8_make_valid(value, (gssize)MIN(strlen(value), SHOWN_LIMIT));
	g_autofree char *reason = g_strdup_printf("\"%s\": expected %s", shown, expected);

	draft->handler->skip(line, reason, draft->handler->user_data);
}

/* Add VALUE whose comparable form is FORM. */
static void
add_form(Draft *draft, IdentityType type, const char *value, const char *form)
{
	GPtrArray *values = contact_values(draft->contact, type);

	if (values->len < VALUE_LIMIT &&
	    g_hash_table_add(draft->forms, g_strdup_printf("%d %s", type, form)))
		g_ptr_array_add(values, g_strdup(value));
}

void
draft_add(Draft *draft, IdentityType type, const char *value, guint line)
{
	g_autofree char *form = NULL;

	if (*value == '\0')
		return;
	form = identity_form(type, value);
	if (form == NULL)
		skip(draft, line, value, identity_expected(type));
	else
		add_form(draft, type, value, form);
}

void
draft_add_parts(Draft *draft, const char *name, guint line)
{
	g_autofree char *form = NULL;

	if (!draft_has_name(draft)) {
		draft_add(draft, IDENTITY_NAME, name, line);
		return;
	}
	form = *name != '\0' ? identity_form(IDENTITY_NAME, name) : NULL;
	if (form != NULL && person_form_is_full(form))
		add_form(draft, IDENTITY_NAME, name, form);
}

void
draft_add_page(Draft *draft, const char *url)
{
	g_autofree char *profile = profile_of_url(draft->handler->rules, url);

	if (profile != NULL)
		draft_add(draft, IDENTITY_PROFILE, profile, draft->line);
}

gboolean
draft_restores(Draft *draft, guint line)
{
	if (!draft->handler->restores && !draft->noted) {
		draft->noted = TRUE;
		draft->handler->skip(
			line,
			"what our own exports say of a contact is taken with --restore "
			"alone",
			draft->handler->user_data);
	}
	return draft->handler->restores;
}

void
draft_set_learned(Draft *draft, const char *value, guint line)
{
	if (*value == '\0' || !draft_restores(draft, line))
		return;
	for (IdentityType type = IDENTITY_NAME; type <= IDENTITY_PROFILE; type++) {
		const GPtrArray *values = contact_values(draft->contact, type);

		for (guint i = 0; i < values->len; i++)
			if (strcmp(values->pdata[i], value) == 0)
				contact_set_learned(draft->contact, values->pdata[i]);
	}
}

/* ---- what our own exports say besides ---- */

/* A network's name, or the domain of one that is not listed. */
#define NETWORK_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_"

static gboolean
set_state(Contact *contact, const char *value)
{
	int state = names_value(contact_state_words, value, -1);

	contact->state = state >= 0 ? (ContactState)state : CONTACT_TRUSTED;
	return state >= 0;
}

static gboolean
set_network(Contact *contact, const char *value)
{
	g_free(contact->network);
	contact->network = g_ascii_strdown(value, -1);
	return value[strspn(value, NETWORK_LETTERS)] == '\0';
}

static gboolean
set_source(Contact *contact, const char *value)
{
	g_free(contact->source);
	contact->source = g_strdup(value);
	return contact_is_source(value);
}

static gboolean
set_since(Contact *contact, const char *value)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) since = g_date_time_new_from_iso8601(value, utc);

	if (since != NULL)
		contact->since = g_date_time_to_unix(since);
	return since != NULL;
}

/* clang-format off */
static const struct {
	const char *name;
	gboolean (*set)(Contact *contact, const char *value);
	const char *expected;
} members[] = {
	{ "state", set_state, "trusted or declined" },
	{ "network", set_network, "a network's name" },
	{ "source", set_source, "learned, import, manual, released, declined or unproven" },
	{ "since", set_since, "a time such as 2026-11-23T12:00:00Z" },
};
/* clang-format on */

/* Whether MEMBER of VALUE is taken of this file; who is declined in it is not trusted for that. */
static gboolean
may_set(Draft *draft, const char *member, const char *value, guint line)
{
	if (strcmp(member, "state") == 0 &&
	    strcmp(value, contact_state_words[CONTACT_TRUSTED]) == 0)
		return TRUE;
	if (draft_restores(draft, line))
		return TRUE;
	if (strcmp(member, "state") == 0)
		draft_break(draft, line, "not trusted in this file: left out without --restore");
	return FALSE;
}

/* Who is trusted must not be so by a mistake: a wrong word drops the contact. */
void
draft_set(Draft *draft, const char *member, const char *value, guint line)
{
	if (*value == '\0' || !may_set(draft, member, value, line))
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(members); i++) {
		if (strcmp(members[i].name, member) != 0 || members[i].set(draft->contact, value))
			continue;
		skip(draft, line, value, members[i].expected);
		draft->broken = TRUE;
	}
}

void
draft_set_note(Draft *draft, const char *note)
{
	g_free(draft->contact->note);
	draft->contact->note = *note != '\0' ? g_utf8_make_valid(note, -1) : NULL;
}

/* ---- the end ---- */

void
draft_break(Draft *draft, guint line, const char *reason)
{
	if (!draft->broken)
		draft->handler->skip(line, reason, draft->handler->user_data);
	draft->broken = TRUE;
}

/* Why CONTACT cannot be taken, or NULL. */
static const char *
objection(const Contact *contact)
{
	gboolean alone = contact->emails->len == 0 && contact->profiles->len == 0;

	if (alone && contact->names->len == 0)
		return "nobody: no name, no address, no profile that the rules know";
	if (alone && contact->state == CONTACT_DECLINED && contact->network == NULL)
		return "a decline by name alone covers one network: expected its name";
	return NULL;
}

gboolean
draft_end(Draft *draft, GError **error)
{
	g_autoptr(Contact) contact = g_steal_pointer(&draft->contact);
	const ImportHandler *handler = draft->handler;
	const char *reason;

	if (contact == NULL || draft->broken)
		return TRUE;
	reason = objection(contact);
	if (reason != NULL) {
		handler->skip(draft->line, reason, handler->user_data);
		return TRUE;
	}
	if (contact->source == NULL)
		contact->source = g_strdup(contact_source_words[SOURCE_IMPORT]);
	return handler->take(g_steal_pointer(&contact), draft->line, handler->user_data, error);
}
