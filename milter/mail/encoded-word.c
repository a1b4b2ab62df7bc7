#include "encoded-word.h"

#include <string.h>

#include "charset.h"

/* A word may have 75 bytes; some senders write their whole Subject as one. */
enum { LONGEST_TEXT = 8192 };

/* One word: slices of the value it stands in. */
typedef struct Word {
	const char *charset;
	gsize charset_length; /* without "*language" (RFC 2231) */
	char encoding;        /* 'b' or 'q' */
	const char *text;
	const char *end; /* of the text; "?=" follows */
} Word;

static gboolean
read_word(const char *value, Word *word)
{
	const char *p, *language;

	if (value[0] != '=' || value[1] != '?')
		return FALSE;
	word->charset = value + 2;
	p = word->charset + strcspn(word->charset, "? ");
	if (p[0] != '?' || p == word->charset || p[1] == '\0' || p[2] != '?')
		return FALSE;
	language = memchr(word->charset, '*', (gsize)(p - word->charset));
	word->charset_length = (gsize)((language != NULL ? language : p) - word->charset);
	word->encoding = g_ascii_tolower(p[1]);
	word->text = p + 3;
	word->end = g_strstr_len(word->text, LONGEST_TEXT, "?=");
	return word->end != NULL && (word->encoding == 'b' || word->encoding == 'q');
}

static void
decode_base64(const Word *word, GString *bytes)
{
	g_autofree guchar *buffer = g_malloc((gsize)(word->end - word->text) + 8);
	gint state = 0;
	guint save = 0;
	gsize digits = 0, length;
	const char *p;

	length = g_base64_decode_step(word->text, (gsize)(word->end - word->text), buffer, &state,
				      &save);
	for (p = word->text; p < word->end; p++)
		digits += g_ascii_isalnum(*p) || *p == '+' || *p == '/' || *p == '=';
	/* Senders forget the padding. */
	if (digits % 4 != 0)
		length +=
			g_base64_decode_step("===", 4 - digits % 4, buffer + length, &state, &save);
	g_string_append_len(bytes, (const char *)buffer, (gssize)length);
}

static void
decode_q(const Word *word, GString *bytes)
{
	const char *p;

	for (p = word->text; p < word->end; p++) {
		if (*p == '=' && word->end - p > 2 && g_ascii_isxdigit(p[1]) &&
		    g_ascii_isxdigit(p[2])) {
			g_string_append_c(bytes, (char)(g_ascii_xdigit_value(p[1]) * 16 +
							g_ascii_xdigit_value(p[2])));
			p += 2;
		} else {
			g_string_append_c(bytes, *p == '_' ? ' ' : *p);
		}
	}
}

static gboolean
is_same_charset(const Word *a, const Word *b)
{
	return a->charset_length == b->charset_length &&
	       g_ascii_strncasecmp(a->charset, b->charset, a->charset_length) == 0;
}

/*
 * The words from WORD on between which nothing but white space stands.  Returns what follows them.
 */
static const char *
decode_run(Word word, GString *text)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	const char *rest;

	for (;;) {
		Word next;
		gboolean adjacent;

		(word.encoding == 'b' ? decode_base64 : decode_q)(&word, bytes);
		rest = word.end + 2;
		adjacent = read_word(rest + strspn(rest, " "), &next);
		if (!adjacent || !is_same_charset(&word, &next)) {
			g_autofree char *charset = g_strndup(word.charset, word.charset_length);
			g_autofree char *decoded =
				charset_to_utf8(bytes->str, (gssize)bytes->len, charset);

			g_string_append(text, decoded);
			g_string_truncate(bytes, 0);
		}
		if (!adjacent)
			return rest;
		word = next;
	}
}

void
encoded_word_decode(const char *value, GString *result, EncodedWordFunc func)
{
	const char *start;

	while ((start = strstr(value, "=?")) != NULL) {
		Word word;

		g_string_append_len(result, value, start - value);
		if (read_word(start, &word)) {
			g_autoptr(GString) text = g_string_new(NULL);

			value = decode_run(word, text);
			if (func != NULL)
				func(text->str, result);
			else
				g_string_append(result, text->str);
		} else {
			g_string_append(result, "=?");
			value = start + 2;
		}
	}
	g_string_append(result, value);
}
