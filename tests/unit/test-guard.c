#include <string.h>
#include <sys/resource.h>

#include <glib.h>

#include "mail/address.h"
#include "mail/guard.h"
#include "mail/mailstore.h"
#include "mail/message.h"
#include "patience.h"

#include "rows.h"

/*
 * Mails that kill GMime 3.2.13, or whoever reads them without limits: each must
 * be through in less than a second, with bounded memory.
 */

static char *
repeat(const char *text, guint count)
{
	GString *all = g_string_sized_new(strlen(text) * count);

	while (count-- > 0)
		g_string_append(all, text);
	return g_string_free(all, FALSE);
}

/* BEFORE, COUNT times REPEATED, AFTER. */
/* clang-format off */
static const struct Row {
	const char *name, *before, *repeated;
	guint count;
	const char *after;
	const char *text; /* what is read (nullable: does not matter) */
	const char *omitted; /* a word of what is said (nullable: does not matter) */
} rows[] = {
	{ "nested groups in To", "To: ", "g:", 100000, "\n\nbody\n", "body", "To" },
	{ "nested groups in From", "From: ", "g:", 30000, ";\n\nbody\n", "body", "From" },
	{ "nested groups in upper case", "FROM: ", "G:", 30000, "\r\n\r\nbody\r\n", "body",
	  "From" },
	{ "nested groups, folded", "Cc: ", "g:\n ", 20000, "\n\nbody\n", "body", "Cc" },
	{ "nested groups, folded with tabs and CRLF", "Reply-To: ", "g:\r\n\t", 15000,
	  "\r\n\r\nbody\r\n", "body", "Reply-To" },
	{ "nested groups, quoted", "Sender: ", "\"g\":", 20000, "\n\nbody\n", "body", "Sender" },
	{ "nested groups with comments", "To: ", "(c)g:", 20000, "\n\nbody\n", "body", "To" },
	{ "an attached message with nested groups", "Content-Type: message/rfc822\n\nTo: ", "g:",
	  200000, "\n\nbody\n", "", NULL },
	{ "folded, in a multipart", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nbody\n--b\nContent-Type: message/rfc822\n\nto: ", "g:\n\t", 100000, "\n\nx\n--b--\n", "body", NULL },
	{ "in a digest", "Content-Type: multipart/digest; boundary=b\n\n--b\n\nTO: ", "g:\r\n ",
	  100000, "\n\nx\n--b--\n", "", NULL },
	{ "in message/partial", "Content-Type: message/partial; id=x; number=1; total=1\n\nTo: ",
	  "g:", 200000, "\n\nbody\n", "", NULL },
	{ "in message/global, bare CR", "Content-Type: message/global\n\nTo: ", "g:\r ", 200000,
	  "\n\nbody\n", "", NULL },
	{ "in the header of a part", "Content-Type: multipart/mixed; boundary=b\n\n--b\nTo: ",
	  "g:", 200000, "\n\nbody\n--b--\n", "body", NULL },
	{ "comments in comments", "To: ", "(", 60000, "\n\nbody\n", "body", NULL },
	{ "addresses without end", "To: ", "<a@b>,(", 9000, "\n\nbody\n", "body", NULL },
	{ "a parameter name that is not ASCII",
	  "Content-Type: multipart/mixed; boundary=b; \xc3\xa4\xc3\xb6=1; x\xff=", "y", 10,
	  "\n\n--b\n\nbody\n--b--\n", "body", NULL },
	{ "many of them", "Content-Type: multipart/mixed; boundary=b",
	  "; \xe4\xf6*0*=utf-8''%e4", 200, "\n\n--b\n\nbody\n--b--\n", "body", NULL },
	{ "in the header of a part, folded", "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed;\n\t\xe4*=", "\xe4\n ", 100, "\n\nbody\n--b--\n", "body", NULL },
	{ "too many parameters", "Content-Type: text/plain", "; a=b", 10000, "\n\nbody\n",
	  "body", "parameters" },
	{ "continuations of a parameter", "Content-Disposition: inline", "; a*999999999*=b", 250,
	  "\n\nbody\n", "body", NULL },
	{ "200,000 empty parts", "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\n",
	  200000, "--b--\n", "", "parts" },
	{ "parts, each in a part", "Content-Type: multipart/mixed; boundary=b\n\n",
	  "--b\nContent-Type: multipart/mixed; boundary=b\n\n", 20000, "x\n", NULL, NULL },
	{ "half-open parts", "Content-Type: multipart/mixed; boundary=b\n\n",
	  "--b\nContent-Type: x\n", 50000, "x\n", NULL, "parts" },
	{ "fields of a part", "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
	  "Content-X: y\n", 80000, "\nbody\n", "body", NULL },
	{ "100,000 fields", "", "X: y\n", 100000, "\nbody\n", "body", "fields" },
	{ "a field without end", "Subject: ", "x", 1000000, "\n\nbody\n", "body", NULL },
	{ "a body without end", "Subject: x\n\n", "xxxxxxxxxxxxxxx\n", 1000000, "", NULL, "body" },
	{ "lines without text", "Subject: x\n\n", "\n", 1000000, "", "", NULL },
	{ "NULs in the body", "Subject: x\n\n", "in\1vite ", 3, "\n", "invite invite invite",
	  NULL },
	{ "no boundary", "Content-Type: multipart/mixed\n\n", "body ", 1, "\n", "body", NULL },
	{ "an empty boundary", "Content-Type: multipart/mixed; boundary=\"\"\n\n", "body ", 1,
	  "\n", "body", NULL },
	{ "a boundary that never comes", "Content-Type: multipart/mixed; boundary=b\n\n",
	  "body ", 1, "\n", "body", NULL },
	{ "truncated base64", "Content-Transfer-Encoding: base64\n\n", "Ym9keQpib2R5Cg==", 1,
	  "Ym9ke", NULL, NULL },
	{ "a megabyte of attributions", "Subject: x\n\n", "On 1 ", 200000, "\n", NULL, NULL },
	{ "a megabyte of short lines", "Subject: x\n\n", "1\nFrom:\n", 130000, "\n", NULL, NULL },
	{ "a megabyte of dashes", "Subject: x\n\n", "--", 500000, "\n", NULL, NULL },
	{ "a vCard without end", "Content-Type: text/vcard\n\nBEGIN:VCARD\nFN;QUOTED-PRINTABLE:",
	  "=\n", 400000, "\n", NULL, NULL },
	{ "words without end", "Subject: ", "=?utf-8?b?YQ==?= ", 3000, "\n\nbody\n", "body", NULL },
	{ "HTML without end", "Content-Type: text/html\n\n", "<div>a", 100000, "\n", NULL, "HTML" },
	{ "UTF-7", "Content-Type: text/plain; charset=utf-7\n\n", "+AGI-", 100000, "\n", NULL,
	  NULL },
	{ "characters that grow", "Content-Type: text/plain; charset=koi8-r\n\n", "\xc1\xc2",
	  500000, "\n", NULL, "text" },
};
/* clang-format on */

static gboolean
says(const GPtrArray *sentences, const char *word)
{
	guint i;

	for (i = 0; i < sentences->len; i++) {
		if (strstr(g_ptr_array_index(sentences, i), word) != NULL)
			return TRUE;
	}
	return FALSE;
}

static void
read_all(Message *message)
{
	message_subject(message);
	message_from(message);
	message_sender(message);
	message_reply_to(message);
	message_to(message);
	message_cc(message);
	message_id(message);
	message_text(message);
}

static glong
peak_kilobytes(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

static void
test_bomb(gconstpointer data)
{
	const struct Row *row = data;
	g_autofree char *repeated = repeat(row->repeated, row->count);
	g_autofree char *mail = g_strconcat(row->before, repeated, row->after, NULL);
	gsize size = strlen(mail);
	g_autoptr(Message) message = message_new(NULL);
	glong before = peak_kilobytes();
	clock_t start;

	g_strdelimit(mail + strcspn(mail, "\n"), "\1", '\0');
	start = patience_begin();
	mailstore_feed(message, mail, size);
	read_all(message);
	patience_end(start);
	g_assert_cmpint(peak_kilobytes() - before, <, 64 * 1024 * patience_factor());
	g_assert_true(g_utf8_validate(message_text(message)->text, -1, NULL));
	if (row->text != NULL)
		g_assert_cmpstr(message_text(message)->text, ==, row->text);
	if (row->omitted != NULL)
		g_assert_true(says(message_omitted(message), row->omitted));
}

/* clang-format off */
static const struct {
	const char *name, *value;
	gboolean safe;
} fields[] = {
	{ "an ordinary list", "Jane <jane@example.org>, Bob <bob@example.org>", TRUE },
	{ "a group", "undisclosed-recipients:;", TRUE },
	{ "some groups", "a: b@example.org;, c: d@example.org;", TRUE },
	{ "an address literal", "<a@[IPv6:2001:db8::1]>", TRUE },
};
/* clang-format on */

static void
test_fields(void)
{
	g_autofree char *many = repeat("g:", 257);
	g_autofree char *folded = repeat("g:\r\n ", 257);
	g_autofree char *few = repeat("g:", 256);
	g_autofree char *longest = repeat("x", 64 * 1024 + 1);
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(fields); i++)
		g_assert_cmpint(guard_field_is_safe(fields[i].value), ==, fields[i].safe);
	g_assert_true(guard_field_is_safe(few));
	g_assert_false(guard_field_is_safe(many));
	g_assert_false(guard_field_is_safe(folded));
	g_assert_false(guard_field_is_safe(longest));
}

/* What is let through must fit into GMime's stack. */
static void
test_let_through(void)
{
	g_autofree char *groups = repeat("g:", 256);
	g_autoptr(GPtrArray) list = address_parse_list(groups);

	g_assert_cmpuint(list->len, ==, 0);
}

/* Rows of rubbish made of what parsers look for, the same in every run. */
static void
test_rubbish(void)
{
	static const char *const bits[] = {
		"--b",
		"\n",
		"\r\n",
		"\n\n",
		"Content-Type: ",
		"multipart/mixed; boundary=b",
		"text/html",
		"text/plain; charset=",
		"utf-16",
		"iso-2022-jp",
		"=?utf-8?b?",
		"?=",
		"<a href='http://x.y/'>",
		"<",
		">",
		"\"",
		"--",
		":",
		";",
		"=",
		"g:",
		"\xff",
		"\xc3",
		"\x1b$B",
		"base64",
		"Content-Transfer-Encoding: ",
		"quoted-printable",
		"BEGIN:VCARD\n",
		"FN:",
		"On 1 wrote:\n",
		"> ",
		"&#x",
		"&nbsp",
		"<!--",
		"-->",
		"</html>",
		"<![",
		"]",
		"http://",
		"From: ",
		"(",
	};
	GRand *rand = g_rand_new_with_seed(20260101);
	guint i, j;

	for (i = 0; i < 2000; i++) {
		g_autoptr(GString) mail =
			g_string_new("Content-Type: multipart/mixed; boundary=b\n\n--b\n");
		g_autoptr(Message) message = message_new(NULL);

		for (j = 0; j < 60; j++)
			g_string_append(mail, bits[g_rand_int_range(rand, 0, G_N_ELEMENTS(bits))]);
		mailstore_feed(message, mail->str, mail->len);
		read_all(message);
		g_assert_true(g_utf8_validate(message_text(message)->text, -1, NULL));
		g_assert_true(g_utf8_validate(message_text(message)->quoted, -1, NULL));
	}
	g_rand_free(rand);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	GIVEN_ROWS("guard", rows, test_bomb);
	g_test_add_func("/guard/which lists of addresses are safe", test_fields);
	g_test_add_func("/guard/what is let through is harmless", test_let_through);
	g_test_add_func("/guard/rubbish", test_rubbish);
	return g_test_run();
}
