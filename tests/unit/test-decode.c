#include <string.h>

#include "mail/charset.h"
#include "mail/decode.h"
#include "patience.h"
#include "rows.h"

/* clang-format off */
static const struct Row {
	const char *name, *raw, *decoded;
} header_rows[] = {
	{ "plain text remains", " Invitation", "Invitation" },
	{ "a folded field is one line", " one\n\ttwo\r\n three", "one two three" },
	{ "quoted-printable words", "=?UTF-8?Q?J=C3=A4ne_Doe?= wrote", "Jäne Doe wrote" },
	{ "adjacent words have no space between them", "=?utf-8?B?w6Q=?=\n =?utf-8?B?w6Q=?= x",
	  "ää x" },
	{ "a character cut in two words", "=?UTF-8?Q?=C3?= =?UTF-8?Q?=A4?=", "ä" },
	{ "two charsets side by side", "=?iso-8859-1?Q?=E4?= =?koi8-r?B?xA==?=", "äд" },
	{ "both encodings side by side", "=?utf-8?B?w6Q=?= =?utf-8?q?=C3=A4?=", "ää" },
	{ "Japanese", "=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本" },
	{ "forgotten padding", "=?gb2312?B?1tDOxA?=", "中文" },
	{ "latin1 means windows-1252", "=?iso-8859-1?Q?=93a=94?=", "“a”" },
	{ "a charset nobody knows", "=?foo?Q?J=E4ne?=", "Jäne" },
	{ "bytes that are no UTF-8", "=?utf-8?Q?J=E4ne?=", "J�ne" },
	{ "a language (RFC 2231)", "=?utf-8*en?Q?abc?=", "abc" },
	{ "spaces in a word", "=?utf-8?Q?a b c?=", "a b c" },
	{ "words inside of words", "a=?utf-8?Q?b?=c", "abc" },
	{ "no line of our own by an encoded line end", "=?utf-8?Q?a=0D=0AX-Forged:_1=00?=",
	  "a  X-Forged: 1" },
	{ "no end of a word", "=?utf-8?Q?unterminated", "=?utf-8?Q?unterminated" },
	{ "no such encoding", "=?utf-8?X?abc?=", "=?utf-8?X?abc?=" },
	{ "an empty word", "=?utf-8?Q?" "?=x", "x" },
	{ "raw UTF-8", "J\xc3\xa4ne", "Jäne" },
	{ "raw latin1", "J\xe4ne", "Jäne" },
	{ "control characters", "a\x01\x7f\xc2\x85z", "az" },
};
/* clang-format on */

static const struct Row joined_rows[] = {
	{ "a name in two words becomes one", "=?utf-8?B?w6Q=?=\n =?utf-8?B?w6Q=?= <a@example.org>",
	  "=?utf-8?Q?=C3=A4=C3=A4?= <a@example.org>" },
	{ "what has no words remains", "Jane <jane@example.org>", "Jane <jane@example.org>" },
};

/* clang-format off */
static const struct Bytes {
	const char *name, *bytes;
	gssize length;
	const char *charset, *text;
} charset_rows[] = {
	{ "no charset, and UTF-8", "\xc3\xa4", -1, NULL, "ä" },
	{ "no charset, and not UTF-8", "\xe4", -1, NULL, "ä" },
	{ "us-ascii with 8-bit", "\xe4", -1, "us-ascii", "ä" },
	{ "broken UTF-8 is mended", "a\xffz", -1, "utf-8", "a�z" },
	{ "half a character at the end", "\xf0\x9f", -1, "utf-8", "��" },
	{ "NULs are left out", "in\0vite", 7, NULL, "invite" },
	{ "NULs of UTF-16 too", "\0i\0\0\0n", 6, "utf-16be", "in" },
	{ "Shift_JIS", "\x93\xfa\x96\x7b", -1, "Shift_JIS", "日本" },
	{ "bytes iconv does not take", "\x93\xfa\xff\x96\x7b", -1, "Shift_JIS", "日�本" },
	{ "punctuation in a charset's name means nothing", "\xd2\xd5", -1, "KOI8_R", "ру" },
	{ "a converter in use before begins anew", "\x1b$BF|", -1, "iso-2022-jp", "日" },
	{ "and again", "F|", -1, "iso-2022-jp", "F|" },
	{ "an instruction to iconv is no charset", "\xe4", -1, "utf-8//IGNORE", "ä" },
	{ "nothing", "", 0, "utf-16", "" },
};
/* clang-format on */

static void
test_header(gconstpointer data)
{
	const struct Row *row = data;
	g_autofree char *decoded = decode_header(row->raw);

	g_assert_cmpstr(decoded, ==, row->decoded);
}

static void
test_joined(gconstpointer data)
{
	const struct Row *row = data;
	g_autofree char *joined = decode_join_words(row->raw);

	g_assert_cmpstr(joined, ==, row->decoded);
}

static void
test_charset(gconstpointer data)
{
	const struct Bytes *row = data;
	g_autofree char *text = charset_to_utf8(row->bytes, row->length, row->charset);

	g_assert_cmpstr(text, ==, row->text);
}

static void
test_visible(void)
{
	g_autofree char *text = g_strdup("in\u200bvi\u00adt\ufe0f\u180e\u2062\U000e0001e\r\nJane"
					 "\u00a0\u2003Doe\rx\ufeff\x01");

	g_assert_cmpstr(decode_visible(text), ==, "invite\nJane  Doe\nx");
	g_assert_cmpstr(decode_collapse(text), ==, "invite Jane Doe x");
}

/* Thousands of beginnings of words must not cost thousands of searches to the end. */
static void
test_time(void)
{
	g_autoptr(GString) raw = g_string_new(NULL);
	g_autofree char *decoded = NULL;
	clock_t start = patience_begin();

	while (raw->len < 64 * 1024)
		g_string_append(raw, "=?a?q?b");
	decoded = decode_header(raw->str);
	g_assert_cmpuint(strlen(decoded), ==, raw->len);
	patience_end(start);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("decode/header", header_rows, test_header);
	GIVEN_ROWS("decode/joined", joined_rows, test_joined);
	GIVEN_ROWS("decode/charset", charset_rows, test_charset);
	g_test_add_func("/decode/what no reader sees is taken off", test_visible);
	g_test_add_func("/decode/beginnings of words cost no time", test_time);
	return g_test_run();
}
