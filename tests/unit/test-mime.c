#include <string.h>

#include "mail/mailstore.h"
#include "mail/message.h"

#include "rows.h"

#define ALTERNATIVE "Content-Type: multipart/alternative; boundary=\"b b\"\n\n"
#define MIXED "Content-Type: multipart/mixed; boundary=m\n\npreamble\n"
#define OTHER_WORDS                                                                                \
	"Jane Major wants very much that Robert joins everybody else whom they know here"
#define TEN(x) x x x x x x x x x x
#define A_THOUSAND_FIELDS TEN(TEN(TEN("Content-X: y\n")))
#define TWENTY_WORDS "a b c d e f g h i j k l m n o p q r s t"

/* clang-format off */
static const struct Row {
	const char *name, *mail;
	const char *text;
	const char *quoted; /* (nullable: nothing) */
} text_rows[] = {
	{ "no MIME at all", "\nHello\n", "Hello", NULL },
	{ "quoted-printable with soft line ends", "Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; charset=utf-8\n\nJ=C3=A4ne w=\nrote\n", "Jäne wrote", NULL },
	{ "base64", "Content-Transfer-Encoding: BASE64\n\nSGVsbG8=\n", "Hello", NULL },
	{ "base64 cut off", "Content-Transfer-Encoding: base64\n\nSGVsbG8gd29ybGQsI\n",
	  "Hello world,", NULL },
	{ "windows-1252",
	  "Content-Type: text/plain; charset=\"windows-1252\"\n\n\x93J\xe4ne\x94\n", "“Jäne”",
	  NULL },
	{ "Japanese", "Content-Type: text/plain; charset=ISO-2022-JP\n\n\x1b$BF|K\\\x1b(B\n",
	  "日本", NULL },
	{ "a charset nobody knows", "Content-Type: text/plain; charset=x-none\n\nJ\xe4ne\n",
	  "Jäne", NULL },
	{ "a charset that only HTML tells",
	  "Content-Type: text/html\n\n<meta charset=\"koi8-r\">\xc4\xc1\n", "да", NULL },
	{ "CRLF and white space", "\r\n  a \t b  \r\n\r\n\r\n\r\nc\r\n", "a b\n\nc", NULL },
	{ "format=flowed", "Content-Type: text/plain; format=flowed\n\nJane wants to \nconnect. \nNow\n> a \n> b\n", "Jane wants to connect. Now", "a b" },
	{ "format=flowed with DelSp",
	  "Content-Type: text/plain; format=flowed; delsp=yes\n\n日 \n本\n", "日本", NULL },
	{ "an alternative shows its plain text", ALTERNATIVE "--b b\nContent-Type: text/plain\n\n" TWENTY_WORDS "\n--b b\nContent-Type: text/html\n\n<p>html " TWENTY_WORDS " u</p>\n--b b--\nepilogue\n", TWENTY_WORDS, NULL },
	{ "a plain text that only says there is HTML", ALTERNATIVE "--b b\n\nSee the HTML part.\n--b b\nContent-Type: text/html\n\n<p>Jane wants to connect now</p>\n--b b--\n", "Jane wants to connect now", NULL },
	{ "a short plain text with a long quote", ALTERNATIVE "--b b\n\nReminder\n> " TWENTY_WORDS "\n--b b\nContent-Type: text/html\n\n<p>html " TWENTY_WORDS "</p>\n--b b--\n", "Reminder", TWENTY_WORDS },
	{ "an empty plain text",
	  ALTERNATIVE "--b b\n\n--b b\nContent-Type: text/html\n\n<p>Jane</p>\n--b b--\n",
	  "Jane", NULL },
	{ "a short plain text with HTML as short", ALTERNATIVE "--b b\n\nJane Doe\n--b b\nContent-Type: text/html\n\n<p>Jane</p>\n--b b--\n", "Jane Doe", NULL },
	{ "both of two equal alternatives: readers choose differently",
	  ALTERNATIVE "--b b\n\none\n--b b\n\ntwo\n--b b--\n", "one\ntwo", NULL },
	{ "plain text and HTML that are two different mails", ALTERNATIVE "--b b\n\n" TWENTY_WORDS "\n--b b\nContent-Type: text/html\n\n<p>" OTHER_WORDS "</p>\n--b b--\n", TWENTY_WORDS "\n" OTHER_WORDS, NULL },
	{ "HTML that adds a few words to the plain text", ALTERNATIVE "--b b\n\n" OTHER_WORDS " " TWENTY_WORDS "\n--b b\nContent-Type: text/html\n\n<p>" OTHER_WORDS " " TWENTY_WORDS " unsubscribe privacy</p>\n--b b--\n", OTHER_WORDS " " TWENTY_WORDS, NULL },
	{ "the second Content-Type, where the first leads nowhere", "Content-Type: multipart/mixed; boundary=none\nContent-Type: multipart/mixed; boundary=m\n\n--m\n\none\n--m--\n", "one", NULL },
	{ "the first Content-Type, where it leads somewhere",
	  "Content-Type: text/plain\nContent-Type: text/html\n\n<b>one</b>\n", "<b>one</b>",
	  NULL },
	{ "another boundary than the declared one", "Content-Type: multipart/mixed; boundary=none\n\n--m\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPGI+b25lPC9iPg==\n--m--\n", "one", NULL },
	{ "the second Content-Transfer-Encoding, which the content looks like",
	  "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n\nSGVsbG8=\n",
	  "Hello", NULL },
	{ "the second Content-Transfer-Encoding, which the content does not look like",
	  "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n\nHello, you\n",
	  "Hello, you", NULL },
	{ "a transfer encoding with a comment",
	  "Content-Transfer-Encoding: base64 (as always)\n\nSGVsbG8=\n", "Hello", NULL },
	{ "a transfer encoding in quotes", "Content-Transfer-Encoding: \"base64\"\n\nSGVsbG8=\n",
	  "Hello", NULL },
	{ "base64 with white space and without padding",
	  "Content-Transfer-Encoding: base64\n\nS G V s\n\n\tbG 8\n", "Hello", NULL },
	{ "base64 in pieces, each with its padding",
	  "Content-Transfer-Encoding: base64\n\nSGVs\nbG8=\nSGVsbG8=\n", "HelloHello", NULL },
	{ "a type with white space and a comment",
	  "Content-Type: text / html (as always); charset=utf-8\n\n<b>one</b>\n", "one", NULL },
	{ "XHTML", "Content-Type: application/xhtml+xml\n\n<b>one</b>\n", "one", NULL },
	{ "HTML for the disk, where there is nothing else", "Content-Type: text/html\nContent-Disposition: attachment; filename=x.html\n\n<b>one</b>\n", "one", NULL },
	{ "a comment in a word of HTML", "Content-Type: text/html\n\nin<!-- x -->vi<b></b>te\n",
	  "invite", NULL },
	{ "a thousand fields before the one that counts", MIXED "--m\n" A_THOUSAND_FIELDS "Content-Transfer-Encoding: base64\n\nSGVsbG8=\n--m--\n", "Hello", NULL },
	{ "texts one after the other",
	  MIXED "--m\n\none\n--m\nContent-Type: text/plain\n\ntwo\n--m--\n", "one\ntwo", NULL },
	{ "no end of the multipart", MIXED "--m\n\none\n--m\n\ntwo", "one\ntwo", NULL },
	{ "white space after a boundary", MIXED "--m \t\r\n\r\none\r\n--m-- \r\n", "one", NULL },
	{ "a longer boundary is none", MIXED "--m\n\none\n--mm\n--m--\n", "one\n--mm", NULL },
	{ "a multipart in a multipart", MIXED "--m\nContent-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html\n\n<b>one</b>\n--r--\n--m\n\ntwo\n--m--\n", "two", NULL },
	{ "a part without header", MIXED "--m\nno field here\n--m--\n", "no field here", NULL },
	{ "an attached text is not read", MIXED "--m\n\none\n--m\nContent-Disposition: attachment; filename=x.txt\n\ntwo\n--m--\n", "one", NULL },
	{ "an attached message is not read",
	  MIXED "--m\n\none\n--m\nContent-Type: message/rfc822\n\nSubject: x\n\ntwo\n--m--\n",
	  "one", NULL },
	{ "a text of a kind nobody knows", "Content-Type: text/whatever\n\none\n", "one", NULL },
	{ "a type that is none", "Content-Type: text\n\none\n", "one", NULL },
	{ "a type that is rubbish", "Content-Type: ;;=\"\n\none\n", "one", NULL },
	{ "no boundary", "Content-Type: multipart/alternative\n\n--x\nJane\n", "--x\nJane", NULL },
	{ "an empty boundary", "Content-Type: multipart/alternative; boundary=\"\"\n\nJane\n",
	  "Jane", NULL },
	{ "a boundary that never comes", MIXED "Jane\n", "preamble\nJane", NULL },
	{ "NULs", "\nin\1vite\n", "invite", NULL },
	{ "zero-width characters",
	  "Content-Type: text/plain; charset=utf-8\n\nin\u200bvi\u00adte\n", "invite", NULL },
	{ "a reminder quotes the invitation", "\nReminder\n\nOn March 3, Jane Doe wrote:\n\n> To: [bob@example.org]\n> From: Jane Doe [jane@example.org]\n", "Reminder", "On March 3, Jane Doe wrote:\n\nTo: [bob@example.org]\nFrom: Jane Doe [jane@example.org]" },
	{ "nothing before the quote", "\n> Jane\n", "", "Jane" },
	{ "quotes in HTML", "Content-Type: text/html\n\nmine<br>On 3 May 2024 Jane wrote:<blockquote>yours</blockquote>\n", "mine", "On 3 May 2024 Jane wrote:\nyours" },
	{ "no body", "Subject: x\n", "", NULL },
};
/* clang-format on */

/* clang-format off */
static const struct FactRow {
	const char *name, *mail;
	const char *facts; /* flags; "type name" of attachments; "name <email>" of cards; URLs */
} fact_rows[] = {
	{ "plain", "\nHello\n", "" },
	{ "HTML", "Content-Type: Text/HTML\n\nHello\n", "html " },
	{ "attached HTML is not read, but there", MIXED "--m\n\none\n--m\nContent-Type: text/html\nContent-Disposition: attachment\n\ntwo\n--m--\n", "hidden-html [text/html -]" },
	{ "HTML for mail that moves is not read, but there",
	  ALTERNATIVE "--b b\n\none\n--b b\nContent-Type: text/x-amp-html\n\ntwo\n--b b--\n",
	  "hidden-html [text/x-amp-html -]" },
	{ "HTML of the other kind is HTML",
	  MIXED "--m\n\none\n--m\nContent-Type: application/xhtml+xml\n\ntwo\n--m--\n", "html " },
	{ "a calendar",
	  MIXED "--m\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n--m--\n",
	  "calendar [text/calendar -]" },
	{ "a delivery report", "Content-Type: multipart/report; boundary=m; report-type=delivery-status\n\n--m\n\nFailed\n--m\nContent-Type: message/delivery-status\n\nStatus: 5.0.0\n--m--\n", "report [message/delivery-status -]" },
	{ "a file", MIXED "--m\nContent-Type: application/pdf; name=a.pdf\n\nx\n--m--\n",
	  "[application/pdf a.pdf]" },
	{ "a name in encoded words", MIXED "--m\nContent-Type: application/pdf;\n name=\"=?utf-8?B?w6Q=?=\n =?utf-8?B?w6Q=?=.pdf\"\n\nx\n--m--\n", "[application/pdf ää.pdf]" },
	{ "a name in pieces (RFC 2231)", MIXED "--m\nContent-Disposition: attachment; filename*0*=utf-8'en'J%C3%A4; filename*1=ne.txt\n\nx\n--m--\n", "[text/plain Jäne.txt]" },
	{ "a text is read, and is an attachment by its name",
	  MIXED "--m\nContent-Type: text/plain; name=n.txt\n\nx\n--m--\n", "[text/plain n.txt]" },
	{ "a text is an attachment where it says so",
	  MIXED "--m\n\none\n--m\nContent-Disposition: attachment\n\nx\n--m--\n",
	  "[text/plain -]" },
	{ "a text is none else", MIXED "--m\n\none\n--m--\n", "" },
	{ "a name in raw bytes",
	  MIXED "--m\nContent-Disposition: attachment; filename=\"J\xe4ne.txt\"\n\nx\n--m--\n",
	  "[text/plain Jäne.txt]" },
	{ "a visiting card", MIXED "--m\nContent-Type: text/x-vcard; charset=iso-8859-1\n\nBEGIN:VCARD\nFN:J\xe4ne\nEMAIL:jane@example.org\nEND:VCARD\n--m--\n", "[text/x-vcard -](Jäne <jane@example.org>)" },
	{ "a visiting card by its name", MIXED "--m\nContent-Type: application/octet-stream; name=j.vcf\nContent-Transfer-Encoding: base64\n\nQkVHSU46VkNBUkQKRk46SmFuZQpFTkQ6VkNBUkQK\n--m--\n", "[application/octet-stream j.vcf](Jane <->)" },
	{ "links of both alternatives", ALTERNATIVE "--b b\n\nhttp://a.example/\n--b b\nContent-Type: text/html\n\n<a href='http://b.example/'>x</a>\n--b b--\n", "html http://b.example/ href;http://a.example/ typed;" },
	{ "a link over a soft line end",
	  "Content-Transfer-Encoding: quoted-printable\n\nhttp://a.example/?x=3D1=\n2\n",
	  "http://a.example/?x=12 typed;" },
	{ "links in a quote", "\n> http://a.example/\n", "http://a.example/ typed;" },
};
/* clang-format on */

static Message *
feed(const char *mail)
{
	Message *message = message_new(NULL);
	g_autofree char *copy = g_strdup(mail);
	gsize size = strlen(mail);

	g_strdelimit(copy, "\1", '\0');
	mailstore_feed(message, copy, size);
	return message;
}

static void
test_text(gconstpointer data)
{
	const struct Row *row = data;
	g_autoptr(Message) message = feed(row->mail);
	const MessageText *text = message_text(message);

	g_assert_cmpstr(text->text, ==, row->text);
	g_assert_cmpstr(text->quoted, ==, row->quoted != NULL ? row->quoted : "");
	g_assert_cmpuint(message_omitted(message)->len, ==, 0);
}

static const char *
or_dash(const char *text)
{
	return text != NULL ? text : "-";
}

static void
test_facts(gconstpointer data)
{
	const struct FactRow *row = data;
	g_autoptr(Message) message = feed(row->mail);
	const MessageText *text = message_text(message);
	g_autoptr(GString) facts = g_string_new(NULL);
	guint i;

	g_string_append_printf(facts, "%s%s%s",
			       text->has_html       ? "html "
			       : text->carries_html ? "hidden-html "
						    : "",
			       text->has_calendar ? "calendar " : "",
			       text->has_report ? "report " : "");
	for (i = 0; i < text->attachments->len; i++) {
		const Attachment *attachment = g_ptr_array_index(text->attachments, i);

		g_string_append_printf(facts, "[%s %s]", attachment->type,
				       or_dash(attachment->name));
	}
	for (i = 0; i < text->vcards->len; i++) {
		const VCard *card = g_ptr_array_index(text->vcards, i);

		g_string_append_printf(facts, "(%s <%s>)", or_dash(card->name),
				       or_dash(card->email));
	}
	for (i = 0; i < text->links->len; i++) {
		const Link *link = g_ptr_array_index(text->links, i);

		g_string_append_printf(facts, "%s %s;", link->url, link->href ? "href" : "typed");
	}
	g_assert_cmpstr(facts->str, ==, row->facts);
}

/* Multiparts in each other, DEPTH of them, and in the innermost a text. */
static Message *
nested(guint depth)
{
	g_autoptr(GString) mail = g_string_new("Content-Type: multipart/mixed; boundary=b0\n\n");
	guint i;

	for (i = 1; i < depth; i++)
		g_string_append_printf(
			mail, "--b%u\nContent-Type: multipart/mixed; boundary=b%u\n\n", i - 1, i);
	g_string_append_printf(mail, "--b%u\n\nJane\n", depth - 1);
	return feed(mail->str);
}

static void
test_depth(void)
{
	g_autoptr(Message) shallow = nested(20);
	g_autoptr(Message) deep = nested(21);
	g_autoptr(Message) abyss = nested(10000);

	g_assert_cmpstr(message_text(shallow)->text, ==, "Jane");
	g_assert_cmpuint(message_omitted(shallow)->len, ==, 0);
	g_assert_cmpstr(message_text(deep)->text, ==, "");
	g_assert_cmpuint(message_omitted(deep)->len, ==, 1);
	g_assert_cmpstr(message_text(abyss)->text, ==, "");
	g_assert_cmpuint(message_omitted(abyss)->len, ==, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	GIVEN_ROWS("mime/text", text_rows, test_text);
	GIVEN_ROWS("mime/facts", fact_rows, test_facts);
	g_test_add_func("/mime/depth is limited, and said so", test_depth);
	return g_test_run();
}
