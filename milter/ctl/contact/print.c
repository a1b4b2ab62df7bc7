#include "print.h"

#include "base/names.h"
#include "ctl/json-member.h"
#include "ctl/shown.h"

static const char *
contact_state(const Contact *contact)
{
	return names_word(contact_state_words, (int)contact->state);
}

char *
contact_json(const Contact *contact)
{
	g_autoptr(JsonBuilder) builder = json_member_begin();

	json_member_number(builder, "id", contact->id);
	json_member_string(builder, "owner", contact->owner);
	json_member_array(builder, "names", contact->names);
	json_member_array(builder, "emails", contact->emails);
	json_member_array(builder, "profiles", contact->profiles);
	json_member_string(builder, "state", contact_state(contact));
	json_member_string(builder, "network", contact->network);
	json_member_string(builder, "source", contact->source);
	json_member_string(builder, "note", contact->note);
	json_member_time(builder, "since", contact->since);
	return json_member_finish(builder);
}

static void
append_values(GString *line, const GPtrArray *values)
{
	for (guint i = 0; i < values->len; i++)
		g_string_append_printf(line, "%s%s", line->len > 0 ? ", " : "",
				       (const char *)values->pdata[i]);
}

char *
contact_line(const Contact *contact)
{
	g_autoptr(GString) known_by = g_string_new(NULL);

	append_values(known_by, contact->names);
	append_values(known_by, contact->emails);
	append_values(known_by, contact->profiles);
	return g_strdup_printf("%6" G_GINT64_FORMAT "  %-28s  %-8s  %s%s%s%s", contact->id,
			       contact->owner, contact_state(contact), known_by->str,
			       contact->network != NULL ? " at " : "",
			       contact->network != NULL ? contact->network : "",
			       contact_is_unproven(contact) ? ", unproven mail alone" : "");
}

static void
append_field(GString *text, const char *what, const char *value)
{
	if (value != NULL)
		g_string_append_printf(text, "\n  %-9s%s", what, value);
}

static void
append_fields(GString *text, const char *what, const GPtrArray *values)
{
	for (guint i = 0; i < values->len; i++)
		append_field(text, what, values->pdata[i]);
}

char *
contact_text(const Contact *contact)
{
	GString *text = g_string_new(NULL);
	g_autofree char *since = shown_time(contact->since);

	g_string_printf(text, "contact %" G_GINT64_FORMAT " of %s", contact->id, contact->owner);
	append_field(text, "state", contact_state(contact));
	append_field(text, "network", contact->network);
	append_fields(text, "name", contact->names);
	append_fields(text, "email", contact->emails);
	append_fields(text, "profile", contact->profiles);
	append_field(text, "source", contact->source);
	append_field(text, "since", since);
	append_field(text, "note", contact->note);
	return g_string_free(text, FALSE);
}
