#include "template.h"

#include <string.h>

#include "evidence-line.h"

#define LONGEST 64
#define LONGEST_NUMBER 3 /* longer ones tell mails apart, not templates */

#define RECIPIENTS_LOOKED_FOR 20
#define SHORTEST_LOCAL 3 /* "me" stands in many words */

gboolean
template_is_unknown(Evidence *evidence)
{
	gboolean own_name;
	const Network *network = evidence_network(evidence, &own_name);

	if (network == NULL || own_name || evidence_excluded(evidence, TRUE) == TRUTH_YES)
		return FALSE;
	return network->recognizing->len > 0;
}

/* VALUE with long numbers as "#" (transfer full). */
static char *
without_numbers(const char *value, gsize length)
{
	GString *name = g_string_new(NULL);

	for (gsize i = 0; i < length;) {
		gsize digits = 0;

		while (i + digits < length && g_ascii_isdigit(value[i + digits]))
			digits++;
		if (digits > LONGEST_NUMBER)
			g_string_append_c(name, '#');
		else
			g_string_append_len(name, value + i, (gssize)MAX(digits, 1));
		i += MAX(digits, 1);
	}
	return g_string_free(name, FALSE);
}

/*
 * LENGTH bytes of VALUE as a name, or NULL where they are no token: an address, a sentence
 * (transfer full).
 */
static char *
clean(const char *value, gsize length)
{
	if (length == 0 || length > LONGEST)
		return NULL;
	for (gsize i = 0; i < length; i++)
		if (!g_ascii_isalnum(value[i]) && strchr("_-.:/", value[i]) == NULL)
			return NULL;
	return without_numbers(value, length);
}

static void
take_group(G_GNUC_UNUSED const char *group, const char *value, gsize length, gpointer user_data)
{
	*(char **)user_data = clean(value, length);
}

/* Whether NAME has the local-part of somebody in To: a token may be made of it. */
static gboolean
names_recipient(Evidence *evidence, const char *name)
{
	const GPtrArray *to = message_to(evidence_message(evidence));
	g_autofree char *lower = g_ascii_strdown(name, -1);

	for (guint i = 0; i < MIN(to->len, RECIPIENTS_LOOKED_FOR); i++) {
		const char *address = ((const Mailbox *)g_ptr_array_index(to, i))->address;
		g_autofree char *local = g_ascii_strdown(address, (gssize)strcspn(address, "+@"));

		if (strlen(local) >= SHORTEST_LOCAL && strstr(lower, local) != NULL)
			return TRUE;
	}
	return FALSE;
}

static char *
name_from(Evidence *evidence, const TemplateSource *source)
{
	const GArray *values = evidence_values(evidence, &source->field);
	char *name = NULL;

	for (guint i = 0; values != NULL && i < values->len && name == NULL; i++) {
		const char *text = g_array_index(values, EvidenceValue, i).text;

		if (source->pattern == NULL)
			name = clean(text, strlen(text));
		else
			pattern_match_groups(source->pattern, text,
					     (gssize)evidence_afford(evidence, text, -1),
					     take_group, &name);
		if (name != NULL && names_recipient(evidence, name))
			g_clear_pointer(&name, g_free);
	}
	return name;
}

/* "invitations@": only a role is nobody's name. */
static char *
role_of(const Mailbox *from)
{
	const char *end = from != NULL ? strpbrk(from->address, "+@") : NULL;
	g_autofree char *local = NULL;
	g_autofree char *name = NULL;

	if (end == NULL || !mailbox_is_role(from->address))
		return g_strdup("*");
	local = g_ascii_strdown(from->address, end - from->address);
	name = clean(local, strlen(local));
	return name != NULL ? g_strconcat(name, "@", NULL) : g_strdup("*");
}

char *
template_unknown(Evidence *evidence)
{
	const Network *network;
	char *name = NULL;

	if (!template_is_unknown(evidence))
		return NULL;
	network = evidence_network(evidence, NULL);
	for (guint i = 0; i < network->templates->len && name == NULL; i++)
		name = name_from(evidence, g_ptr_array_index(network->templates, i));
	return name != NULL ? name : role_of(message_from(evidence_message(evidence)));
}
