#include "mail/dkim-signature.h"
#include "mail/tag-list.h"

#include "rows.h"

/* A tag list, and the values of "a" and "bc" in it; NULL wanted: it is none. */
typedef struct ListCase {
	const char *title, *value, *wanted;
} ListCase;

static const ListCase list_cases[] = {
	{ "two tags", "a=1; bc=2", "1,2" },
	{ "a final semicolon", "a=1; bc=2;", "1,2" },
	{ "and white space behind it", "a=1;bc=2; \n\t ", "1,2" },
	{ "white space around everything", " a = 1 ;\n\tbc =\n 2 ", "1,2" },
	{ "white space in a value", "a=1 2; bc=3\n\t4", "1 2,3\n\t4" },
	{ "an equals sign in a value", "a=b==; bc=", "b==," },
	{ "a tag's name has its case", "A=1; bc=2", "-,2" },
	{ "nothing", "", NULL },
	{ "white space alone", " \n\t", NULL },
	{ "a word", "eeee", NULL },
	{ "a tag without equals sign", "a=1; bc", NULL },
	{ "an empty tag", "a=1;; bc=2", NULL },
	{ "two final semicolons", "a=1;;", NULL },
	{ "a semicolon alone", ";", NULL },
	{ "a tag without name", "=1; bc=2", NULL },
	{ "a name that begins with a digit", "1a=1", NULL },
	{ "a name with a dash", "a-b=1", NULL },
	{ "a name of two words", "a b=1", NULL },
	{ "a tag twice", "a=1; bc=2; a=1", NULL },
	{ "a control character", "a=1\x01; bc=2", NULL },
	{ "a byte beyond ASCII", "a=\xc3\xa4; bc=", "\xc3\xa4," },
	{ "a byte beyond ASCII in a name", "a\xc3\xa4=1", NULL },
	{ "a fold of a network line end", "a=1;\r\n bc=2", "1,2" },
	{ "a carriage return alone", "a=1;\r bc=2", NULL },
	{ "a line end that folds nothing", "a=1;\nbc=2", NULL },
};

static void
test_list(gconstpointer data)
{
	const ListCase *row = data;
	g_autoptr(TagList) list = tag_list_parse(row->value, strlen(row->value));
	g_autofree char *text = NULL;

	if (list != NULL) {
		const char *a = tag_list_value(list, "a"), *bc = tag_list_value(list, "bc");

		text = g_strconcat(a != NULL ? a : "-", ",", bc != NULL ? bc : "-", NULL);
	}
	g_assert_cmpstr(text, ==, row->wanted);
}

/* A value, how many digits may be, and what it is as a number; -1 wanted: it is none. */
/* clang-format off */
static const struct {
	const char *value;
	guint digits;
	gint64 wanted;
} number_rows[] = {
	{ "12", 2, 12 },   { "12", 1, -1 },    { "0", 1, 0 }, { "", 2, -1 },
	{ "1x", 2, -1 },   { "-1", 2, -1 },    { "0 1", 18, -1 }, { NULL, 18, -1 },
	{ "123456789012345678", 18, G_GINT64_CONSTANT(123456789012345678) },
	{ "1234567890123456789", 18, -1 },
};
/* clang-format on */

static void
test_numbers(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(number_rows); i++) {
		const char *value = number_rows[i].value;
		guint64 number = 0;
		gboolean is_number = tag_value_number(value, number_rows[i].digits, &number);

		g_test_message("%s in %u digits", value, number_rows[i].digits);
		g_assert_cmpint(is_number ? (gint64)number : -1, ==, number_rows[i].wanted);
	}
}

/* An element is found as a whole, white space around it or not. */
static void
test_elements(void)
{
	static const struct {
		const char *value, *one;
		gboolean wanted;
	} rows[] = {
		{ "sha1:sha256", "sha256", TRUE },   { "sha1 : sha256 ", "sha256", TRUE },
		{ "sha1\n\t:sha256", "sha1", TRUE }, { "sha2567", "sha256", FALSE },
		{ "xsha256", "sha256", FALSE },      { "", "sha256", FALSE },
		{ "::", "sha256", FALSE },           { "sha1 sha256", "sha256", FALSE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s in %s", rows[i].one, rows[i].value);
		g_assert_cmpint(tag_value_has(rows[i].value, rows[i].one), ==, rows[i].wanted);
	}
}

/* More tags than any signer writes are no list, and cost no more than being counted. */
static void
test_many_tags(void)
{
	g_autoptr(GString) value = g_string_new("a0=1");

	for (int i = 1; i < 70; i++) {
		g_autoptr(TagList) list = NULL;

		g_string_append_printf(value, ";a%d=1", i);
		list = tag_list_parse(value->str, value->len);
		g_assert_cmpint(list != NULL, ==, i < 64);
	}
}

#define BODY "; h=From:To:Subject; bh=aGFzaA==; b=aB c\n\tD+/="
#define SIGNED "v=1; a=rsa-sha256; d=example.net; s=s1"

/* A signature, and what it says: "d s a i b"; NULL: it is none. */
/* clang-format off */
static const ListCase signature_cases[] = {
	{ "all that must be there", SIGNED BODY, "example.net s1 rsa-sha256 @example.net aBcD+/=" },
	{ "an identity", SIGNED "; i=jane@mail.example.net" BODY,
	  "example.net s1 rsa-sha256 jane@mail.example.net aBcD+/=" },
	{ "an identity without local-part", SIGNED "; i=@mail.example.net" BODY,
	  "example.net s1 rsa-sha256 @mail.example.net aBcD+/=" },
	{ "an encoded identity", SIGNED "; i=a=2Bb=3Dc@example.net" BODY,
	  "example.net s1 rsa-sha256 a+b=c@example.net aBcD+/=" },
	{ "the domain in lower case", "v=1; a=rsa-sha256; d=Example.NET; s=s1" BODY,
	  "example.net s1 rsa-sha256 @example.net aBcD+/=" },
	{ "a selector of two labels", "v=1; a=ed25519-sha256; d=example.net; s=a._b" BODY,
	  "example.net a._b ed25519-sha256 @example.net aBcD+/=" },
	{ "options",
	  SIGNED "; c=relaxed/simple; q=dns/txt; t=1700000000; x=1700000001; l=10; z=a" BODY,
	  "example.net s1 rsa-sha256 @example.net aBcD+/=" },
	{ "a word is none", "eeee", NULL },
	{ "no version", "a=rsa-sha256; d=example.net; s=s1" BODY, NULL },
	{ "another version", "v=2; a=rsa-sha256; d=example.net; s=s1" BODY, NULL },
	{ "no algorithm", "v=1; d=example.net; s=s1" BODY, NULL },
	{ "an algorithm that is a word", "v=1; a=rsa; d=example.net; s=s1" BODY, NULL },
	{ "no domain", "v=1; a=rsa-sha256; s=s1" BODY, NULL },
	{ "a domain of one label", "v=1; a=rsa-sha256; d=net; s=s1" BODY, NULL },
	{ "a domain that is none", "v=1; a=rsa-sha256; d=example..net; s=s1" BODY, NULL },
	{ "a domain of two words", "v=1; a=rsa-sha256; d=example.net header.d=a.b; s=s1" BODY,
	  NULL },
	{ "a domain twice", SIGNED "; d=example.com" BODY, NULL },
	{ "no selector", "v=1; a=rsa-sha256; d=example.net" BODY, NULL },
	{ "a selector of two words", "v=1; a=rsa-sha256; d=example.net; s=a b" BODY, NULL },
	{ "a selector with a parenthesis", "v=1; a=rsa-sha256; d=example.net; s=a(b" BODY, NULL },
	{ "no bytes", SIGNED "; h=From; bh=aGFzaA==", NULL },
	{ "empty bytes", SIGNED "; h=From; bh=aGFzaA==; b=", NULL },
	{ "bytes that are no base64", SIGNED "; h=From; bh=aGFzaA==; b=a,b", NULL },
	{ "no hash of the body", SIGNED "; h=From; b=aGFzaA==", NULL },
	{ "no names", SIGNED "; bh=aGFzaA==; b=aGFzaA==", NULL },
	{ "From is not signed", SIGNED "; h=To:Subject; bh=aGFzaA==; b=aGFzaA==", NULL },
	{ "an empty name", SIGNED "; h=From::To; bh=aGFzaA==; b=aGFzaA==", NULL },
	{ "a name of two words", SIGNED "; h=From:A B; bh=aGFzaA==; b=aGFzaA==", NULL },
	{ "an identity of another domain", SIGNED "; i=@example.com" BODY, NULL },
	{ "an identity that only ends like it", SIGNED "; i=@anexample.net" BODY, NULL },
	{ "an identity without an at", SIGNED "; i=example.net" BODY, NULL },
	{ "an identity with two", SIGNED "; i=@example.com@example.net" BODY, NULL },
	{ "an identity with a semicolon in it", SIGNED "; i=a=3Bb@example.net" BODY, NULL },
	{ "an identity that goes on behind its domain",
	  SIGNED "; i=@example.net=3Bdkim=3Dpass=20a.b=3Dc.example.net" BODY, NULL },
	{ "an identity with white space", SIGNED "; i=a=20b@example.net" BODY, NULL },
	{ "an identity with a line end", SIGNED "; i=a=0D=0A=09b@example.net" BODY, NULL },
	{ "an identity with a parenthesis", SIGNED "; i=(@example.net" BODY, NULL },
	{ "an identity with quotes", SIGNED "; i=\"a\"@example.net" BODY, NULL },
	{ "an identity with a NUL", SIGNED "; i=@example.net=00@example.net" BODY, NULL },
	{ "an identity that is not decoded", SIGNED "; i=a=zz@example.net" BODY, NULL },
	{ "a byte beyond ASCII, which not every verifier reads", SIGNED "; z=\xc3\xa4" BODY, NULL },
	{ "a length that is no number", SIGNED "; l=x" BODY, NULL },
	{ "a time that is no number", SIGNED "; t=now" BODY, NULL },
	{ "it expires before it is made", SIGNED "; t=1700000000; x=1600000000" BODY, NULL },
	{ "a canonicalization nobody knows", SIGNED "; c=nowsp" BODY, NULL },
};
/* clang-format on */

static void
test_signature(gconstpointer data)
{
	const ListCase *row = data;
	g_autoptr(DkimSignature) signature = dkim_signature_parse(row->value);
	g_autofree char *text = NULL;

	if (signature != NULL)
		text = g_strjoin(" ", signature->domain, signature->selector, signature->algorithm,
				 signature->identity, signature->signature, NULL);
	g_assert_cmpstr(text, ==, row->wanted);
}

static void
test_names(void)
{
	g_autoptr(DkimSignature) one = dkim_signature_parse(
		SIGNED "; h=from : To:\n\tReply-To:TO; bh=aGFzaA==; b=aGFzaA==");
	g_autoptr(DkimSignature) partial = dkim_signature_parse(SIGNED "; l=0" BODY);

	g_assert_cmpuint(dkim_signature_signs(one, "From"), ==, 1);
	g_assert_cmpuint(dkim_signature_signs(one, "to"), ==, 2);
	g_assert_cmpuint(dkim_signature_signs(one, "reply-to"), ==, 1);
	g_assert_cmpuint(dkim_signature_signs(one, "Subject"), ==, 0);
	g_assert_false(one->partial);
	g_assert_true(partial->partial);
}

/* All are found, what is none is counted, and there is an end to it. */
static void
test_message(void)
{
	g_autoptr(Message) message = message_new(&message_default_limits);
	g_autoptr(GPtrArray) few = NULL, many = NULL;
	guint malformed;

	message_add_field(message, "From", "a@example.net");
	message_add_field(message, "DKIM-Signature", "eeee");
	message_add_field(message, "dkim-signature", SIGNED BODY);
	message_add_field(message, "X-DKIM-Signature", "eeee");
	message_add_field(message, "DKIM-Signature ", "ffff");
	few = dkim_signatures_of(message, &malformed);
	g_assert_cmpuint(few->len, ==, 1);
	g_assert_cmpuint(((const DkimSignature *)few->pdata[0])->field, ==, 2);
	g_assert_cmpuint(malformed, ==, 2);
	for (int i = 0; i < 100; i++)
		message_add_field(message, "DKIM-Signature", SIGNED BODY);
	many = dkim_signatures_of(message, &malformed);
	g_assert_cmpuint(many->len, ==, 18);
	g_assert_cmpuint(malformed, ==, 2 + 83);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("tag-list", list_cases, test_list);
	GIVEN_ROWS("dkim-signature", signature_cases, test_signature);
	g_test_add_func("/tag-list/numbers", test_numbers);
	g_test_add_func("/tag-list/elements", test_elements);
	g_test_add_func("/tag-list/many tags", test_many_tags);
	g_test_add_func("/dkim-signature/the names it signs", test_names);
	g_test_add_func("/dkim-signature/those of a message", test_message);
	return g_test_run();
}
