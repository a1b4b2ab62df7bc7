#include "field-text.h"

#include <string.h>

#include "mail/domain.h"
#include "mail/mailbox.h"

#define LINE_WIDTH 78
#define VALUE_LENGTH 400 /* of a parameter, as written */
#define NAME_LENGTH 200  /* of a display-name, in UTF-8 */
#define PHRASE_LENGTH 60 /* what is longer is encoded, so that it can be folded */
#define ENCODED_WORD 75  /* RFC 2047 section 2 */
#define ENCODED_PREFIX "=?utf-8?Q?"
#define ENCODED_SUFFIX "?="

static gboolean
is_token(const char *value)
{
	for (const char *p = value; *p != '\0'; p++)
		if (!g_ascii_isgraph(*p) || strchr("()<>@,;:\\\"/[]?=", *p) != NULL)
			return FALSE;
	return *value != '\0';
}

static gboolean
is_atext(char c)
{
	return g_ascii_isalnum(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

/* TEXT in quotes; what is not printable ASCII as %XX. */
static char *
quoted_string(const char *text)
{
	GString *quoted = g_string_new("\"");

	for (const char *p = text; *p != '\0'; p++) {
		if (!g_ascii_isprint(*p)) {
			g_string_append_printf(quoted, "%%%02X", (guchar)*p);
			continue;
		}
		if (*p == '"' || *p == '\\')
			g_string_append_c(quoted, '\\');
		g_string_append_c(quoted, *p);
	}
	g_string_append_c(quoted, '"');
	return g_string_free(quoted, FALSE);
}

/* The bytes of the last line of FIELD, a tab counted as one, the field's name included. */
static gsize
last_line(const GString *field, const char *field_name)
{
	const char *fold = strrchr(field->str, '\n');

	if (fold == NULL)
		return field->len + strlen(field_name) + strlen(": ");
	return strlen(fold + 1);
}

void
field_text_parameter(GString *field, const char *field_name, const char *name, const char *value)
{
	g_autofree char *written = NULL;
	gsize length;

	if (value == NULL || *value == '\0')
		return;
	written = is_token(value) ? g_strdup(value) : quoted_string(value);
	length = strlen(name) + strlen("=") + strlen(written) + strlen(";");
	if (length > VALUE_LENGTH)
		return;
	g_string_append_c(field, ';');
	if (last_line(field, field_name) + strlen(" ") + length > LINE_WIDTH)
		g_string_append(field, "\n\t");
	else
		g_string_append_c(field, ' ');
	g_string_append_printf(field, "%s=%s", name, written);
}

/* Controls, line ends and what turns the direction of text round have no place in a name. */
static gboolean
is_hostile(gunichar c)
{
	return g_unichar_iscntrl(c) || c == 0x2028 || c == 0x2029 || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069);
}

/* NAME with white space collapsed, hostile characters taken for white space, and cut. */
static char *
clean_name(const char *name)
{
	GString *clean = g_string_new(NULL);
	gboolean space = FALSE;

	for (const char *p = name; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_unichar_isspace(c) || is_hostile(c)) {
			space = clean->len > 0;
			continue;
		}
		if (clean->len + (gsize)g_unichar_to_utf8(c, NULL) + space > NAME_LENGTH)
			break;
		if (space)
			g_string_append_c(clean, ' ');
		space = FALSE;
		g_string_append_unichar(clean, c);
	}
	return g_string_free(clean, FALSE);
}

/* What RFC 2047 section 5 (3) allows unencoded within a phrase. */
static gboolean
is_q_plain(char c)
{
	return g_ascii_isalnum(c) || (c != '\0' && strchr("!*+-/", c) != NULL);
}

/* One character of UTF-8 in the Q encoding. */
static void
append_q(GString *word, const char *character, gsize bytes)
{
	for (gsize i = 0; i < bytes; i++) {
		if (character[i] == ' ')
			g_string_append_c(word, '_');
		else if (is_q_plain(character[i]))
			g_string_append_c(word, character[i]);
		else
			g_string_append_printf(word, "=%02X", (guchar)character[i]);
	}
}

static char *
encoded_words(const char *name)
{
	const gsize room = ENCODED_WORD - strlen(ENCODED_PREFIX) - strlen(ENCODED_SUFFIX);
	GString *words = g_string_new(ENCODED_PREFIX);
	gsize begin = words->len;

	for (const char *p = name; *p != '\0'; p = g_utf8_next_char(p)) {
		g_autoptr(GString) character = g_string_new(NULL);

		append_q(character, p, g_utf8_next_char(p) - p);
		if (words->len - begin + character->len > room) {
			g_string_append(words, ENCODED_SUFFIX "\n\t" ENCODED_PREFIX);
			begin = words->len;
		}
		g_string_append(words, character->str);
	}
	g_string_append(words, ENCODED_SUFFIX);
	return g_string_free(words, FALSE);
}

static gboolean
is_plain_phrase(const char *name)
{
	for (const char *p = name; *p != '\0'; p++)
		if (*p != ' ' && !is_atext(*p))
			return FALSE;
	return TRUE;
}

char *
field_text_phrase(const char *name, gboolean *encoded)
{
	g_autofree char *clean = clean_name(name);
	/* "=?" in plain sight would be decoded by whoever reads it. */
	gboolean encode = !g_str_is_ascii(clean) || strstr(clean, "=?") != NULL ||
			  strlen(clean) > PHRASE_LENGTH;

	if (encoded != NULL)
		*encoded = encode;
	if (*clean == '\0')
		return NULL;
	if (encode)
		return encoded_words(clean);
	return is_plain_phrase(clean) ? g_steal_pointer(&clean) : quoted_string(clean);
}

static gboolean
is_dot_atom(const char *text, gsize length)
{
	if (length == 0 || text[0] == '.' || text[length - 1] == '.')
		return FALSE;
	for (gsize i = 0; i < length; i++)
		if (text[i] == '.' ? text[i - 1] == '.' : !is_atext(text[i]))
			return FALSE;
	return TRUE;
}

/* EMAIL with its domain as A-labels, or NULL where it is not dot-atom@dot-atom in ASCII. */
static char *
plain_address(const char *email)
{
	const char *domain = mailbox_domain(email);
	g_autofree char *ascii = NULL;

	if (domain == NULL || strlen(email) > 254 || !is_dot_atom(email, domain - 1 - email))
		return NULL;
	ascii = domain_to_ascii(domain);
	if (strlen(ascii) > 253 || !is_dot_atom(ascii, strlen(ascii)))
		return NULL;
	return g_strdup_printf("%.*s%s", (int)(domain - email), email, ascii);
}

char *
field_text_person(const char *name, const char *email)
{
	gboolean encoded = FALSE;
	g_autofree char *phrase = name != NULL ? field_text_phrase(name, &encoded) : NULL;
	g_autofree char *address = email != NULL ? plain_address(email) : NULL;
	const char *last;

	if (phrase == NULL)
		return g_steal_pointer(&address);
	/* An encoded word stands apart from any special beside it (RFC 2047 section 5). */
	if (address == NULL)
		return g_strdup_printf("%s%s:;", phrase, encoded ? " " : "");
	last = strrchr(phrase, '\n');
	last = last != NULL ? last : phrase;
	return g_strdup_printf("%s%s<%s>", phrase,
			       strlen(last) + strlen(address) > 56 ? "\n\t" : " ", address);
}
