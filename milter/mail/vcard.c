#include "vcard.h"

#include <string.h>

#include "decode.h"

enum { MOST_CARDS = 100 };

/* One content line: "group.NAME;PARAMETER=VALUE:value". */
typedef struct Line {
	char *name;	  /* upper case, without group */
	char *parameters; /* upper case, with ";" in front of each */
	char *value;	  /* as it stands */
} Line;

static void
line_clear(Line *line)
{
	g_free(line->name);
	g_free(line->parameters);
	g_free(line->value);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Line, line_clear)

static gboolean
says_quoted_printable(const char *line, gsize length)
{
	g_autofree char *parameters = g_ascii_strup(line, (gssize)MIN(length, strcspn(line, ":")));

	return strstr(parameters, "QUOTED-PRINTABLE") != NULL;
}

/* Join what is folded (white space in front) or, in vCard 2.1, ends in "=" in quoted-printable. */
static char *
take_line(const char **text)
{
	GString *line = g_string_new(NULL);
	gsize length = strcspn(*text, "\r\n");
	gboolean quoted_printable = says_quoted_printable(*text, length);
	gboolean joined;

	do {
		length = strcspn(*text, "\r\n");
		g_string_append_len(line, *text, (gssize)length);
		*text += length;
		if (**text == '\r')
			(*text)++;
		if (**text == '\n')
			(*text)++;
		joined = quoted_printable && **text != '\0' && g_str_has_suffix(line->str, "=");
		if (joined) {
			g_string_truncate(line, line->len - 1);
		} else if (**text == ' ' || **text == '\t') {
			joined = TRUE;
			(*text)++;
		}
	} while (joined);
	return g_string_free(line, FALSE);
}

/* The colon that ends the parameters: not one in quotes. */
static const char *
find_colon(const char *line)
{
	gboolean quoted = FALSE;

	for (; *line != '\0'; line++) {
		if (*line == '"')
			quoted = !quoted;
		else if (*line == ':' && !quoted)
			return line;
	}
	return NULL;
}

static gboolean
line_read(const char *text, Line *line)
{
	const char *colon = find_colon(text);
	gsize name, i;

	if (colon == NULL)
		return FALSE;
	name = strcspn(text, ";:");
	for (i = 0; i < name; i++) {
		if (text[i] == '.') {
			text += i + 1;
			name -= i + 1;
			break;
		}
	}
	line->name = g_ascii_strup(text, (gssize)name);
	line->parameters = g_ascii_strup(text + name, colon - text - (gssize)name);
	line->value = g_strdup(colon + 1);
	return TRUE;
}

static char *
decode_quoted_printable(const char *value, const char *parameters)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	g_autofree char *charset = NULL;
	const char *said = strstr(parameters, ";CHARSET=");

	if (said != NULL) {
		said += strlen(";CHARSET=");
		charset = g_strndup(said, strcspn(said, ";"));
	}
	for (; *value != '\0'; value++) {
		if (*value == '=' && g_ascii_isxdigit(value[1]) && g_ascii_isxdigit(value[2])) {
			g_string_append_c(bytes, (char)(g_ascii_xdigit_value(value[1]) * 16 +
							g_ascii_xdigit_value(value[2])));
			value += 2;
		} else {
			g_string_append_c(bytes, *value);
		}
	}
	return decode_utf8(bytes->str, (gssize)bytes->len, charset);
}

static char *
unescape(const char *value)
{
	GString *text = g_string_new(NULL);

	for (; *value != '\0'; value++) {
		if (*value == '\\' && value[1] != '\0') {
			value++;
			g_string_append_c(text, *value == 'n' || *value == 'N' ? ' ' : *value);
		} else {
			g_string_append_c(text, *value);
		}
	}
	return decode_collapse(decode_visible(g_string_free(text, FALSE)));
}

/* N is family;given;additional;prefixes;suffixes: how people are called is given additional family.
 */
static char *
join_name(const char *value)
{
	static const guint order[] = { 1, 2, 0 };
	g_autoptr(GString) protected = g_string_new(value);
	g_autofree char *joined = NULL;
	g_auto(GStrv) part = NULL;
	GString *name = g_string_new(NULL);
	guint i, count;

	g_string_replace(protected, "\\;", "\x01", 0);
	part = g_strsplit(protected->str, ";", 6);
	count = g_strv_length(part);
	for (i = 0; i < G_N_ELEMENTS(order); i++) {
		if (order[i] < count)
			g_string_append_printf(name, "%s ",
					       g_strdelimit(part[order[i]], "\x01", ';'));
	}
	joined = g_string_free(name, FALSE);
	return unescape(joined);
}

static void
set_once(char **member, char *value)
{
	if (*member == NULL && *value != '\0')
		*member = value;
	else
		g_free(value);
}

static void
card_take(VCard *card, char **structured, const Line *line)
{
	g_autofree char *decoded = NULL;
	const char *value = line->value;

	if (strstr(line->parameters, "QUOTED-PRINTABLE") != NULL)
		value = decoded = decode_quoted_printable(value, line->parameters);
	if (strcmp(line->name, "FN") == 0)
		set_once(&card->name, unescape(value));
	else if (strcmp(line->name, "N") == 0)
		set_once(structured, join_name(value));
	else if (strcmp(line->name, "EMAIL") == 0) {
		if (g_ascii_strncasecmp(value, "mailto:", 7) == 0)
			value += 7;
		set_once(&card->email, unescape(value));
	}
}

/* The lines after BEGIN:VCARD up to its END. */
static VCard *
card_read(const char **text)
{
	VCard *card = g_new0(VCard, 1);
	g_autofree char *structured = NULL;
	gboolean ended = FALSE;

	while (**text != '\0' && !ended) {
		g_autofree char *raw = take_line(text);
		g_auto(Line) line = { 0 };

		if (!line_read(raw, &line))
			continue;
		ended = strcmp(line.name, "END") == 0;
		card_take(card, &structured, &line);
	}
	if (card->name == NULL)
		card->name = g_steal_pointer(&structured);
	return card;
}

void
vcard_read(const char *text, GPtrArray *cards)
{
	while (*text != '\0' && cards->len < MOST_CARDS) {
		g_autofree char *line = take_line(&text);

		if (g_ascii_strcasecmp(g_strstrip(line), "BEGIN:VCARD") == 0)
			g_ptr_array_add(cards, card_read(&text));
	}
}

void
vcard_free(VCard *card)
{
	g_free(card->name);
	g_free(card->email);
	g_free(card);
}
