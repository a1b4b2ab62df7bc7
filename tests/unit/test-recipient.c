/* Whom a mail server means by what stands in RCPT. */

#include <string.h>

#include "mail/recipient.h"

#include "rows.h"

static const char *const local[] = { "example.org", "example.net", NULL };
static const char *const own[] = { "mx.example.org", "relay.example.com", NULL };
static const RecipientSite site = { local, own, "mx.example.org" };
static const RecipientSite open_site = { NULL, NULL, "mx.example.org" };
static const RecipientSite nameless = { NULL, NULL, NULL };

typedef struct Case {
	const char *name, *path, *wanted;
} Case;

#define BOB "bob@example.org"

/*
 * All of them reach bob's mailbox on Postfix or on Sendmail, or would if bob had one at the
 * server's own name.
 */
/* clang-format off */
static const Case bobs[] = {
	{ "plain", "<bob@example.org>", BOB },
	{ "without brackets", "bob@example.org", BOB },
	{ "a quoted local-part", "<\"bob\"@example.org>", BOB },
	{ "half of it quoted", "<\"b\"ob@example.org>", BOB },
	{ "an empty quoted string before it", "<\"\"bob@example.org>", BOB },
	{ "two quoted strings", "<\"b\"\"ob\"@example.org>", BOB },
	{ "a backslash", "<b\\ob@example.org>", BOB },
	{ "a backslash before it", "<\\bob@example.org>", BOB },
	{ "a backslash in quotes", "<\"b\\ob\"@example.org>", BOB },
	{ "a backslash in the domain", "<bob@exam\\ple.org>", BOB },
	{ "a quoted domain", "<\"bob\"@\"example.org\">", BOB },
	{ "capitals", "<BOB@EXAMPLE.ORG>", BOB },
	{ "a final dot", "<bob@example.org.>", BOB },
	{ "final dots", "<bob@example.org..>", BOB },
	{ "space before it", "< bob@example.org>", BOB },
	{ "space before the @", "<bob @example.org>", BOB },
	{ "space behind the @", "<bob@ example.org>", BOB },
	{ "space behind it", "<bob@example.org >", BOB },
	{ "a tab", "<bob\t@example.org>", BOB },
	{ "space around the brackets", " <bob@example.org> ", BOB },
	{ "quotes and space", "<\"bob\" @ example.org>", BOB },
	{ "a quoted string, space, the rest", "<\"b\" ob@example.org>", BOB },
	{ "space at its end, escaped", "<bob\\ @example.org>", BOB },
	{ "a comment before it", "<(x)bob@example.org>", BOB },
	{ "a comment behind it", "<bob(x)@example.org>", BOB },
	{ "an empty comment", "<\"bob\"()@example.org>", BOB },
	{ "a comment before the domain", "<bob@(x)example.org>", BOB },
	{ "a comment behind the domain", "<bob@example.org(x)>", BOB },
	{ "comments in comments", "<bob((x(y)))@example.org>", BOB },
	{ "a comment with a quote and a bracket", "<bob@(\"<x@example.com>)example.org>", BOB },
	{ "another address in a comment", "<(carol@example.org)bob@example.org>", BOB },
	{ "bytes that are no UTF-8 in a comment", "<bob(\xff)@example.org>", BOB },
	{ "a bracket too many", "<bob@example.org>>", BOB },
	{ "two pairs of brackets", "<<bob@example.org>>", BOB },
	{ "the second bracket alone", "bob@example.org>", BOB },
	{ "a phrase", "Bob <bob@example.org>", BOB },
	{ "a quoted phrase", "\"<carol@example.org>\" <bob@example.org>", BOB },
	{ "of two paths Sendmail takes the last", "<carol@example.org>,<bob@example.org>", BOB },
	{ "a source route", "<@mx.example.org:bob@example.org>", BOB },
	{ "a route of two", "<@a.example,@b.example:bob@example.org>", BOB },
	{ "two routes", "<@mx.example.org:@b.example:bob@example.org>", BOB },
	{ "a route with a comma at its end", "<@mx.example.org,bob@example.org>", BOB },
	{ "a route over nothing", "<@:bob@example.org>", BOB },
	{ "a route with space", "<@mx.example.org :bob@example.org>", BOB },
	{ "a route in a comment", "<(@example.net:)bob@example.org>", BOB },
	{ "a route to a quoted local-part", "<@mx.example.org:\"bob\"@example.org>", BOB },
	{ "a quoted route", "<\"@mx.example.org:bob\"@example.org>", BOB },
	{ "all in quotes, a route too", "<\"@mx.example.org:bob@example.org\">", BOB },
	{ "a route before a percent sign", "<@example.net:bob%example.org>", BOB },
	{ "a comma before it", "<,bob@example.org>", BOB },
	{ "a group", "<x:bob@example.org;>", BOB },
	{ "the end of a group", "<bob@example.org;>", BOB },
	{ "a percent sign", "<bob%example.org>", BOB },
	{ "a percent sign and capitals", "<bob%EXAMPLE.ORG>", BOB },
	{ "a percent sign at the server", "<bob%example.org@mx.example.org>", BOB },
	{ "a percent sign at its address", "<bob%example.org@[127.0.0.1]>", BOB },
	{ "a percent sign at another local domain", "<bob%example.org@example.net>", BOB },
	{ "a percent sign at a name that we do not know", "<bob%example.org@host.example.com>",
	  BOB },
	{ "two percent signs", "<bob%example.org%mx.example.org>", BOB },
	{ "quotes and percent", "<\"bob\"%\"example.org\">", BOB },
	{ "quotes around percent", "<\"bob%example.org\"@mx.example.org>", BOB },
	{ "dots behind both", "<bob%example.org.@mx.example.org.>", BOB },
	{ "a bang path", "<example.org!bob>", BOB },
	{ "a bang path with quotes", "<example.org!\"bob\">", BOB },
	{ "a bang path at the server", "<example.org!bob@mx.example.org>", BOB },
	{ "a quoted bang path", "<\"example.org!bob\"@mx.example.org>", BOB },
	{ "a bang path of two", "<mx.example.org!example.org!bob>", BOB },
	{ "a bang before a percent", "<mx.example.org!bob%example.org>", BOB },
	{ "all in quotes", "<\"bob@example.org\">", BOB },
	{ "all in quotes at the server", "<\"bob@example.org\"@mx.example.org>", BOB },
	{ "in quotes and brackets at the server", "<\"<bob@example.org>\"@mx.example.org>", BOB },
	{ "in quotes twice", "<\"bob@example.org@mx.example.org\">", BOB },
	{ "a quoted @", "<bob\"@\"example.org>", BOB },
	{ "an @ behind a backslash", "<bob\\@example.org>", BOB },
	{ "one more @ behind it", "<bob\\@example.org@mx.example.org>", BOB },
	{ "two of @", "<bob@example.org@mx.example.org>", BOB },
	{ "a quoted backslash @", "<\"bob\\@example.org\"@mx.example.org>", BOB },
	{ "the server's name", "<bob@mx.example.org>", BOB },
	{ "its first label", "<bob@mx>", BOB },
	{ "another name of it", "<bob@relay.example.com>", BOB },
	{ "its address", "<bob@[127.0.0.1]>", BOB },
	{ "its address of IPv6", "<bob@[IPv6:::1]>", BOB },
	{ "its address without brackets", "<bob@127.0.0.1>", BOB },
	{ "localhost", "<bob@localhost>", BOB },
	{ "localhost with a domain", "<bob@localhost.example.org>", BOB },
	{ "no domain", "<bob>", BOB },
	{ "no domain, in quotes", "<\"bob\">", BOB },
	{ "no domain behind a route", "<@example.net:bob>", BOB },
};
/* clang-format on */

/* clang-format off */
static const Case others[] = {
	{ "the detail stays", "<Bob+Lists@example.org>", "bob+lists@example.org" },
	{ "a quoted detail", "<\"bob+x\"@example.org>", "bob+x@example.org" },
	{ "a detail and a way", "<bob+x%example.org>", "bob+x@example.org" },
	{ "postmaster needs no domain", "<Postmaster>", "postmaster@example.org" },
	{ "another local domain is another person", "<bob@example.net>", "bob@example.net" },
	{ "what is nobody's is not changed", "<Ann@Example.COM>", "ann@example.com" },
	{ "a way that leads away is none", "<bob%example.com@example.org>",
	  "bob%example.com@example.org" },
	{ "nor is one between others", "<bob%example.net@example.com>", "bob@example.net" },
	{ "a way from others to others", "<bob%a.example@example.com>",
	  "bob%a.example@example.com" },
	{ "a percent sign before no host", "<50%@example.org>", "50%@example.org" },
	{ "a bang behind no host", "<hey!you@example.org>", "hey!you@example.org" },
	{ "space in it needs quotes", "<\"bob x\"@example.org>", "\"bob x\"@example.org" },
	{ "a quote in it", "<\"bo\\\"b\"@example.org>", "\"bo\\\"b\"@example.org" },
	{ "white space between atoms is a dot", "<bob x@example.org>", "bob.x@example.org" },
	{ "a comment between atoms is a dot", "<b(x)ob@example.org>", "b.ob@example.org" },
	{ "in a domain too", "<bob@exa(x)mple.com>", "bob@exa.mple.com" },
	{ "a dot is a dot", "<b.ob@example.org>", "b.ob@example.org" },
	{ "dots with space around", "<b . ob@example.org>", "b.ob@example.org" },
	{ "two dots need quotes", "<b..ob@example.org>", "\"b..ob\"@example.org" },
	{ "a colon is a character", "<x:bob@example.org>", "\"x:bob\"@example.org" },
	{ "a semicolon inside, too", "<bob;x@example.org>", "\"bob;x\"@example.org" },
	{ "apostrophes are no quotes", "<'bob'@example.org>", "'bob'@example.org" },
	{ "beyond ASCII", "<J\u00d6RG@example.org>", "j\u00f6rg@example.org" },
	{ "an international domain", "<bob@ex\u00e4mple.com>", "bob@xn--exmple-cua.com" },
	{ "a full stop of East Asia", "<bob@example\u3002org>", "bob@example.org" },
	{ "VERP", "<bounce+bob=example.org@example.net>", "bounce+bob=example.org@example.net" },
	{ "a program", "<|/bin/x@example.org>", "|/bin/x@example.org" },
};
/* clang-format on */

static const char *const senseless[] = {
	"<>",
	"",
	"<@example.org>",
	"<bob@>",
	"<\"\"@example.org>",
	"<\"bob@example.org>",
	"<bob(@example.org>",
	"<bob@example.org,carol@example.org>",
	"<bob@#1>",
	"<bob@.example.org>",
	"<bob@example..org>",
	"<bob@example.org!x>",
	"<bob@example.org?x>",
	"<bob\x01@example.org>",
	"<bob\n@example.org>",
	"<bob\\",
	"<,>",
	"<;>",
	"<@a:>",
};

/* Case: path, what the mail server tells, whom it is. */
typedef struct ToldCase {
	const char *name, *path, *told, *wanted;
} ToldCase;

/* clang-format off */
static const ToldCase told_cases[] = {
	{ "what the mail server tells is believed", "<\"bob\"@example.org>", "bob@example.org",
	  BOB },
	{ "also against what we would read", "<x%example.org@example.net>", "bob@example.net",
	  "bob@example.net" },
	{ "also where we read nothing", "<bob(@example.org>", "bob@mx.example.org", BOB },
	{ "it may quote what it tells", "<bob\\ x@example.org>", "\"Bob x\"@example.org",
	  "\"bob x\"@example.org" },
	{ "it follows no way that the mail server does not", "<bob%example.org@host.example.com>",
	  "bob%example.org@host.example.com", "bob%example.org@host.example.com" },
	{ "its own name is our domain", "<bob>", "bob@mx.example.org", BOB },
	{ "its detail stays", "<bob+x%example.org>", "bob+x@example.org", "bob+x@example.org" },
	{ "UTF-8", "<j\u00f6rg@example.org>", "j\u00f6rg@example.org", "j\u00f6rg@example.org" },
	{ "nothing is told", "<\"bob\"@example.org>", "", BOB },
	{ "nonsense is told", "<\"bob\"@example.org>", "\"", BOB },
	{ "half an address is told", "<\"bob\"@example.org>", "bob@", BOB },
	{ "who is sent away stays who was sent to us", "<\"bob\"@example.org>",
	  "robert@example.com", BOB },
	{ "a mailbox of Sendmail", "<\"bob\"@example.org>", "bob", BOB },
	{ "as it tells it", "<\"b\"ob@example.org>", "\"b\"ob", BOB },
	{ "with a backslash", "<\\bob@example.org>", "\\bob", BOB },
	{ "it says who where we read another", "<\"x\" y@example.org>", "bob", BOB },
	{ "at the domain that we read", "<\"bob\"@example.net>", "bob", "bob@example.net" },
	{ "at our own where we read none", "<bob@#1>", "bob", BOB },
	{ "at our own where we read another's", "<\"bob\"@example.com>", "bob", BOB },
	{ "a plain path is itself whatever its virtusertable says", "<info@example.org>", "bob",
	  "info@example.org" },
	{ "and stays another's", "<bob@example.com>", "bob", "bob@example.com" },
};
/* clang-format on */

static void
check(const RecipientSite *where, const char *path, const char *told, const char *wanted)
{
	g_autofree char *address = recipient_understand(path, told, where);
	g_autofree char *again = recipient_understand(address, NULL, where);

	g_assert_cmpstr(address, ==, wanted);
	/* What was understood once is understood so again. */
	g_assert_cmpstr(again, ==, wanted);
}

static void
test_case(gconstpointer data)
{
	const Case *row = data;

	check(&site, row->path, NULL, row->wanted);
}

static void
test_told(gconstpointer data)
{
	const ToldCase *row = data;
	g_autofree char *address = recipient_understand(row->path, row->told, &site);

	g_assert_cmpstr(address, ==, row->wanted);
}

static void
test_senseless(void)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(senseless); i++) {
		char *shown = recipient_understand(senseless[i], NULL, &site);

		g_test_message("%s: %s", senseless[i], shown);
		g_assert_false(recipient_is_clear(shown));
		for (const char *p = shown; *p != '\0'; p++)
			g_assert_false(g_ascii_iscntrl(*p));
		g_hash_table_add(seen, shown);
	}
	/* Each stays one of its own; "" and "<>" are one. */
	g_assert_cmpuint(g_hash_table_size(seen), ==, G_N_ELEMENTS(senseless) - 1);
}

/* Where all domains are ours nobody is left out, and a way is followed to its end. */
static void
test_open_site(void)
{
	check(&open_site, "<bob%example.com@example.org>", NULL, "bob@example.com");
	check(&open_site, "<50%off@example.org>", NULL, "50%off@example.org");
	check(&open_site, "<\"bob\"@example.com>", NULL, "bob@example.com");
	check(&open_site, "<bob>", NULL, "bob@mx.example.org");
	check(&open_site, "<bob@localhost>", NULL, "bob@localhost");
	check(&open_site, "<bob%example.org>", "bob@example.org", "bob@example.org");
	check(&nameless, "<postmaster>", NULL, "postmaster");
}

/* A mail server's own name that is a local domain, too, and one outside of all. */
static void
test_home(void)
{
	const char *const named[] = { "example.net", "mx.example.org", NULL };
	const char *const both[] = { "example.net", "example.org", NULL };
	const RecipientSite inside = { both, NULL, "mx.example.org" };
	const RecipientSite outside = { both, NULL, "mx.example.com" };
	const RecipientSite itself = { named, own, "mx.example.org" };

	check(&inside, "<bob>", NULL, "bob@example.org");
	check(&outside, "<bob>", NULL, "bob@example.net");
	check(&outside, "<bob@mx.example.com>", NULL, "bob@example.net");
	check(&itself, "<bob@mx.example.org>", NULL, "bob@mx.example.org");
	check(&itself, "<bob>", NULL, "bob@mx.example.org");
}

/* What is repeated without end takes no time, and is not understood. */
static void
test_bounds(void)
{
	static const char *const pieces[] = {
		"(",        "@:",           "@a,",           "\"\"", "\\", "<", ">", "%a.b",
		"a!",       "%example.org", "@example.org",  ",",    " ",  "x", "[", ".",
		"\xc3\xa4", "\xff",         "\"%example.org"
	};
	const gint64 begin = g_get_monotonic_time();

	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		for (guint length = 500; length <= 100000; length *= 20) {
			g_autoptr(GString) path = g_string_new("<bob");
			g_autofree char *address = NULL;

			while (path->len < length)
				g_string_append(path, pieces[i]);
			g_string_append(path, "@example.org>");
			address = recipient_understand(path->str, path->str, &site);
			g_assert_cmpuint(strlen(address), <=, 2 * 2048);
			if (length > 2048)
				g_assert_false(recipient_is_clear(address));
		}
	}
	g_assert_cmpint(g_get_monotonic_time() - begin, <, G_USEC_PER_SEC);
}

static void
test_likely_domain(void)
{
	static const Case rows[] = {
		{ "", "<bob(@Example.ORG>", "example.org" },
		{ "", "<bob@#1>", NULL },
		{ "", "<bob>", NULL },
		{ "", "<>", NULL },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *domain = recipient_likely_domain(rows[i].path);

		g_assert_cmpstr(domain, ==, rows[i].wanted);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("recipient/bob", bobs, test_case);
	GIVEN_ROWS("recipient/others", others, test_case);
	GIVEN_ROWS("recipient/told", told_cases, test_told);
	g_test_add_func("/recipient/what makes no sense is nobody's, and each its own",
			test_senseless);
	g_test_add_func("/recipient/without local domains all are ours", test_open_site);
	g_test_add_func("/recipient/the mail server's own name is a local domain", test_home);
	g_test_add_func("/recipient/no path takes long", test_bounds);
	g_test_add_func("/recipient/the domain that an unclear path may be of", test_likely_domain);
	return g_test_run();
}
