#include "vcard.h"

#include <string.h>

#include "draft.h"
#include "mail/vcard-property.h"

/* A file being read. */
typedef struct Cards {
	Input *input;
	const ImportHandler *handler;
	Draft *draft;
	char *structured;     /* N, which gives way to FN (nullable) */
	GPtrArray *nicknames; /* char *: they come behind the names */
	gboolean outside;     /* it was said that something stands between cards */
	GError *error;        /* what the handler said (nullable) */
} Cards;

static void
skip(const Cards *cards, guint line, const char *reason)
{
	cards->handler->skip(line, reason, cards->handler->user_data);
}

/* ---- values ---- */

static void
take_text(Cards *cards, IdentityType type, const char *value, guint line)
{
	g_autofree char *text = vcard_text(value);

	draft_add(cards->draft, type, text, line);
}

static void
take_fn(Cards *cards, const char *value, guint line)
{
	take_text(cards, IDENTITY_NAME, value, line);
}

static void
take_n(Cards *cards, const char *value, guint line)
{
	(void)line;
	if (cards->structured == NULL)
		cards->structured = vcard_name(value);
}

static void
take_nickname(Cards *cards, const char *value, guint line)
{
	g_auto(GStrv) names = vcard_parts(value, ',');

	(void)line;
	for (char **name = names; *name != NULL; name++)
		g_ptr_array_add(cards->nicknames, g_strdup(*name));
}

static void
take_email(Cards *cards, const char *value, guint line)
{
	take_text(cards, IDENTITY_EMAIL,
		  g_ascii_strncasecmp(value, "mailto:", 7) == 0 ? value + 7 : value, line);
}

static void
take_page(Cards *cards, const char *value, guint line)
{
	g_autofree char *url = vcard_text(value);

	(void)line;
	draft_add_page(cards->draft, url);
}

/* What no address book shows nobody has looked at. */
static void
take_profile(Cards *cards, const char *value, guint line)
{
	if (draft_restores(cards->draft, line))
		take_text(cards, IDENTITY_PROFILE, value, line);
}

static void
take_kind(Cards *cards, const char *value, guint line)
{
	if (g_ascii_strcasecmp(value, "group") == 0)
		draft_break(cards->draft, line, "a group is nobody");
}

/* clang-format off */
static const struct {
	const char *name;
	void (*take)(Cards *cards, const char *value, guint line);
} properties[] = {
	{ "EMAIL", take_email },
	{ "FN", take_fn },
	{ "IMPP", take_page },
	{ "KIND", take_kind },
	{ "N", take_n },
	{ "NICKNAME", take_nickname },
	{ "SOCIALPROFILE", take_page },
	{ "URL", take_page },
	{ "X-ADDRESSBOOKSERVER-KIND", take_kind },
	{ "X-INVITE-PROFILE", take_profile },
	{ "X-SOCIALPROFILE", take_page },
};
/* clang-format on */

/* ---- properties ---- */

#define OWN "X-INVITE-"

/* The rest of a card that says what our exports say, "X-INVITE-STATE:declined". */
static void
take_own(Draft *draft, const char *name, const char *value, guint line)
{
	g_autofree char *member = g_ascii_strdown(name + strlen(OWN), -1);
	g_autofree char *text = vcard_text(value);

	if (strcmp(member, "note") != 0)
		draft_set(draft, member, text, line);
	else if (draft_restores(draft, line))
		draft_set_note(draft, text);
}

static void
take_named(Cards *cards, const VCardProperty *property, const char *value)
{
	for (gsize i = 0; i < G_N_ELEMENTS(properties); i++)
		if (strcmp(properties[i].name, property->name) == 0)
			properties[i].take(cards, value, property->line);
	if (g_str_has_prefix(property->name, OWN))
		take_own(cards->draft, property->name, value, property->line);
	if (strstr(property->parameters, ";X-INVITE-LEARNED=YES") != NULL) {
		g_autofree char *text = vcard_text(value);

		draft_set_learned(cards->draft, text, property->line);
	}
}

static gboolean
is_wanted(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(properties); i++)
		if (strcmp(properties[i].name, name) == 0)
			return TRUE;
	return g_str_has_prefix(name, OWN);
}

/* A file that was converted as a whole is UTF-8 but for what quoted-printable hides. */
static char *
value_text(const Cards *cards, const VCardProperty *property)
{
	gboolean own = property->quoted_printable || !input_is_converted(cards->input);

	return input_convert(property->value, property->length, own ? property->charset : NULL);
}

static void
take_value(Cards *cards, const VCardProperty *property)
{
	g_autofree char *value = NULL;
	g_autofree char *charset = NULL;
	g_autofree char *reason = NULL;

	if (!is_wanted(property->name))
		return;
	value = value_text(cards, property);
	if (value != NULL) {
		take_named(cards, property, value);
		return;
	}
	/* What a card calls its charset may be in none. */
	charset = g_utf8_make_valid(property->charset != NULL ? property->charset : "UTF-8", -1);
	reason = g_strdup_printf("%s is not %s: --charset tells what the file is in",
				 property->name, charset);
	draft_break(cards->draft, property->line, reason);
}

static void
forget_names(Cards *cards)
{
	g_clear_pointer(&cards->structured, g_free);
	g_ptr_array_set_size(cards->nicknames, 0);
}

static void
end(Cards *cards)
{
	guint line = draft_line(cards->draft);

	if (cards->structured != NULL)
		draft_add_parts(cards->draft, cards->structured, line);
	for (guint i = 0; i < cards->nicknames->len; i++)
		draft_add(cards->draft, IDENTITY_NAME, cards->nicknames->pdata[i], line);
	forget_names(cards);
	draft_end(cards->draft, &cards->error);
}

static void
begin(Cards *cards, guint line)
{
	forget_names(cards);
	if (draft_is_begun(cards->draft))
		skip(cards, draft_line(cards->draft), "this card has no END:VCARD");
	draft_begin(cards->draft, line);
	cards->outside = FALSE;
}

static void
take_outside(Cards *cards, const VCardProperty *property)
{
	if (!cards->outside)
		skip(cards, property->line, "expected BEGIN:VCARD");
	cards->outside = TRUE;
}

static void
take_property(const VCardProperty *property, gpointer user_data)
{
	Cards *cards = user_data;

	if (cards->error != NULL)
		return;
	if (property->name != NULL && vcard_property_is(property, "BEGIN"))
		begin(cards, property->line);
	else if (!draft_is_begun(cards->draft))
		take_outside(cards, property);
	else if (property->name == NULL)
		skip(cards, property->line, "expected NAME:value");
	else if (vcard_property_is(property, "END"))
		end(cards);
	else
		take_value(cards, property);
}

/* Feed all lines; FALSE with ERROR where the file or the handler fails. */
static gboolean
read_cards(Cards *cards, GError **error)
{
	g_autoptr(VCardReader) reader = vcard_reader_new(take_property, cards);
	g_autoptr(GError) failed = NULL;
	InputLine line;

	while (cards->error == NULL && input_next(cards->input, &line, &failed))
		vcard_reader_add(reader, line.data, line.length);
	if (failed == NULL)
		vcard_reader_end(reader);
	if (failed == NULL && cards->error == NULL)
		return TRUE;
	g_propagate_error(error, failed != NULL ? g_steal_pointer(&failed)
						: g_steal_pointer(&cards->error));
	return FALSE;
}

static gboolean
import_vcard(Input *input, const ImportFormat *format, const ImportHandler *handler, GError **error)
{
	g_autoptr(Draft) draft = draft_new(handler);
	g_autoptr(GPtrArray) nicknames = g_ptr_array_new_with_free_func(g_free);
	Cards cards = {
		.input = input, .handler = handler, .draft = draft, .nicknames = nicknames
	};
	gboolean good = read_cards(&cards, error);

	(void)format;
	forget_names(&cards);
	g_clear_error(&cards.error);
	if (good && draft_is_begun(draft))
		skip(&cards, draft_line(draft), "this card has no END:VCARD");
	return good;
}

static gboolean
begins_card(const InputLine *line)
{
	g_autofree char *text = g_strndup(line->data, line->length);

	return g_ascii_strcasecmp(g_strstrip(text), "BEGIN:VCARD") == 0;
}

const ImportFormat vcard_format = { "vcard", import_vcard, begins_card };

/* ---- writing ---- */

#define FOLD_AT 75 /* bytes, RFC 6350 section 3.2 */

static void
append_escaped(GString *line, const char *text)
{
	for (; *text != '\0'; text++) {
		if (strchr("\\,;", *text) != NULL)
			g_string_append_c(line, '\\');
		/* Some readers take CR alone for the end of a line. */
		if (*text == '\n' || (*text == '\r' && text[1] != '\n'))
			g_string_append(line, "\\n");
		else if (*text == '\t' || !g_ascii_iscntrl(*text))
			g_string_append_c(line, *text);
	}
}

/* Append NAME:text, folded between characters. */
static void
append_property(GString *card, const char *name, gboolean learned, const char *text)
{
	g_autoptr(GString) line = g_string_new(name);
	gsize room = FOLD_AT;

	if (learned)
		g_string_append(line, ";X-INVITE-LEARNED=YES");
	g_string_append_c(line, ':');
	append_escaped(line, text);
	for (const char *p = line->str; *p != '\0'; p = g_utf8_next_char(p)) {
		gsize size = (gsize)(g_utf8_next_char(p) - p);

		if (size > room) {
			g_string_append(card, "\r\n ");
			room = FOLD_AT - 1;
		}
		g_string_append_len(card, p, (gssize)size);
		room -= size;
	}
	g_string_append(card, "\r\n");
}

static void
append_values(GString *card, const char *name, const Contact *contact, const GPtrArray *values)
{
	gboolean all_learned = contact_source(contact) == SOURCE_LEARNED;

	for (guint i = 0; i < values->len; i++)
		append_property(card, name,
				!all_learned && contact_is_learned(contact, values->pdata[i]),
				values->pdata[i]);
}

/* RFC 6350 wants one FN at least. */
static void
append_names(GString *card, const Contact *contact)
{
	append_values(card, "FN", contact, contact->names);
	if (contact->names->len == 0)
		g_string_append(card, "FN:\r\n");
}

char *
export_vcard(const Contact *contact)
{
	GString *card = g_string_new("BEGIN:VCARD\r\nVERSION:4.0\r\n");
	g_autoptr(GDateTime) since = g_date_time_new_from_unix_utc(contact->since);
	g_autofree char *time = since != NULL ? g_date_time_format_iso8601(since) : NULL;

	append_names(card, contact);
	append_values(card, "EMAIL", contact, contact->emails);
	append_values(card, "X-INVITE-PROFILE", contact, contact->profiles);
	append_property(card, OWN "STATE", FALSE, contact_state_words[contact->state]);
	if (contact->network != NULL)
		append_property(card, OWN "NETWORK", FALSE, contact->network);
	append_property(card, OWN "SOURCE", FALSE, contact->source);
	if (time != NULL)
		append_property(card, OWN "SINCE", FALSE, time);
	if (contact->note != NULL)
		append_property(card, OWN "NOTE", FALSE, contact->note);
	g_string_append(card, "END:VCARD\r\n");
	return g_string_free(card, FALSE);
}
