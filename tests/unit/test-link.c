#include <string.h>

#include "mail/link.h"
#include "patience.h"
#include "rows.h"

/* clang-format off */
static const struct Row {
	const char *name, *text;
	const char *urls; /* separated by spaces */
} find_rows[] = {
	{ "in a sentence", "See http://example.org/a, then go.", "http://example.org/a" },
	{ "in round brackets", "(see https://example.org/a)", "https://example.org/a" },
	{ "with brackets of its own", "https://example.org/a_(b) x", "https://example.org/a_(b)" },
	{ "several", "http://a.example http://b.example/?x=1&y=2",
	  "http://a.example http://b.example/?x=1&y=2" },
	{ "in angle brackets", "<http://example.org/a>", "http://example.org/a" },
	{ "broken over lines in angle brackets", "<http://example.org/a/\nb/c>",
	  "http://example.org/a/b/c" },
	{ "angle brackets that never close", "<http://example.org/a\nb", "http://example.org/a" },
	{ "without scheme", "www.example.org/x.", "http://www.example.org/x" },
	{ "in upper case", "HTTP://EXAMPLE.ORG/A", "HTTP://EXAMPLE.ORG/A" },
	{ "followed by other scripts", "「http://example.org/a」。", "http://example.org/a" },
	{ "www in an address is none", "bob@www.example.org", "" },
	{ "a scheme alone is none", "http:// https://", "" },
	{ "another scheme is none", "ftp://example.org/ javascript:alert(1)", "" },
};
/* clang-format on */

/* clang-format off */
static const struct Row unwrap_rows[] = {
	{ "nothing wrapped", "https://example.org/?url=https://example.net/",
	  "https://example.org/?url=https://example.net/" },
	{ "Microsoft Safe Links", "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&data=05%7C01", "https://example.org/a?b=1" },
	{ "Proofpoint v1", "https://urldefense.proofpoint.com/v1/url?u=http://example.org/a&k=x",
	  "http://example.org/a" },
	{ "Proofpoint v2",
	  "https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_a-3Fb-3D1&d=x",
	  "https://example.org/a?b=1" },
	{ "Proofpoint v3", "https://urldefense.com/v3/__https://example.org/a?b=1__;!!abc!def$",
	  "https://example.org/a?b=1" },
	{ "Proofpoint v3 with bytes kept aside",
	  "https://urldefense.com/v3/__https://example.org/a*b__;Iw!!abc!def$",
	  "https://example.org/a#b" },
	{ "Barracuda", "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fexample.org%2fa&c=E",
	  "https://example.org/a" },
	{ "Google", "https://www.google.com/url?sa=t&q=https://example.org/a&usg=x",
	  "https://example.org/a" },
	{ "Facebook", "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa&h=x",
	  "https://example.org/a" },
	{ "Cisco", "https://secure-web.cisco.com/1abc/https%3A%2F%2Fexample.org%2Fa",
	  "https://example.org/a" },
	{ "Sophos", "https://eu-west-1.protection.sophos.com/?d=example.org&u=aHR0cHM6Ly9leGFtcGxlLm9yZy9h&i=x", "https://example.org/a" },
	{ "Trend Micro", "https://ca-1234.trendmicro.com/wis/clicktime/v1/query?url=https%3a%2f%2fexample.org%2fa&umid=x", "https://example.org/a" },
	{ "Check Point",
	  "https://protect.checkpoint.com/v2/___https://example.org/a___.YzJ1OmFi",
	  "https://example.org/a" },
	{ "Mimecast hides it", "https://protect-eu.mimecast.com/s/AbC?domain=example.org",
	  "https://protect-eu.mimecast.com/s/AbC?domain=example.org" },
	{ "one service inside another", "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fexample.org%252Fa", "https://example.org/a" },
	{ "a script inside is not taken out", "https://www.google.com/url?q=javascript:alert(1)",
	  "https://www.google.com/url?q=javascript:alert(1)" },
	{ "a service's name before an @",
	  "https://l.facebook.com@evil.example/l.php?u=https://example.org/",
	  "https://l.facebook.com@evil.example/l.php?u=https://example.org/" },
	{ "a longer name",
	  "https://xsafelinks.protection.outlook.com.example.net/?url=https://example.org/",
	  "https://xsafelinks.protection.outlook.com.example.net/?url=https://example.org/" },
};
/* clang-format on */

static void
test_find(gconstpointer data)
{
	const struct Row *row = data;
	g_autoptr(GPtrArray) links = g_ptr_array_new_with_free_func((GDestroyNotify)link_free);
	g_autoptr(GString) urls = g_string_new(NULL);
	guint i;

	link_find(row->text, links);
	for (i = 0; i < links->len; i++) {
		const Link *link = g_ptr_array_index(links, i);

		g_assert_false(link->href);
		g_string_append_printf(urls, "%s%s", i > 0 ? " " : "", link->url);
	}
	g_assert_cmpstr(urls->str, ==, row->urls);
}

static void
test_unwrap(gconstpointer data)
{
	const struct Row *row = data;
	g_autofree char *url = link_unwrap(row->text);

	g_assert_cmpstr(url, ==, row->urls);
}

/* A megabyte of whatever costs searching must be through in a moment. */
static void
test_time(gconstpointer data)
{
	g_autoptr(GPtrArray) links = g_ptr_array_new_with_free_func((GDestroyNotify)link_free);
	g_autoptr(GString) text = g_string_new(NULL);
	clock_t start;

	while (text->len < 1024 * 1024)
		g_string_append(text, data);
	start = patience_begin();
	link_find(text->str, links);
	patience_end(start);
	g_assert_cmpuint(links->len, <=, LINK_MOST);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("link/find", find_rows, test_find);
	GIVEN_ROWS("link/unwrap", unwrap_rows, test_unwrap);
	g_test_add_data_func("/link/time/schemes", "<http://", test_time);
	g_test_add_data_func("/link/time/URLs", "http://a.example/)))))))) ", test_time);
	g_test_add_data_func("/link/time/brackets", "http://a.example/))))))))))))))))))))))))))",
			     test_time);
	return g_test_run();
}
