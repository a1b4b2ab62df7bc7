#include "language/link-anchor.h"

#include "rows.h"

typedef struct Case {
	const char *name;
	const char *expression;
	gboolean anchored;
} Case;

static const Case cases[] = {
	{ "a host", "^https://www\\.example\\.com/in/", TRUE },
	{ "either scheme", "^https?://example\\.com/", TRUE },
	{ "the old scheme", "^http://example\\.com/", TRUE },
	{ "a host with or without www", "^https://(?:www\\.)?example\\.com/", TRUE },
	{ "a host of several", "^https://(?:www\\.example\\.com|m\\.example\\.net)/", TRUE },
	{ "a host in several countries", "^https://www\\.example\\.(?:com|de|co\\.uk)/", TRUE },
	{ "a host below a country", "^https://[a-z]{2}\\.example\\.com/", TRUE },
	{ "a host below some name", "^https://(?:\\w+\\.)?example\\.com/", TRUE },
	{ "no beginning", "https://www\\.example\\.com/", FALSE },
	{ "no scheme", "^//www\\.example\\.com/", FALSE },
	{ "no slash behind the host", "^https://www\\.example\\.com", FALSE },
	{ "a dot that is any character", "^https://www.example.com/", FALSE },
	{ "any host", "^https://[^/]+/in/", FALSE },
	{ "any beginning of a host", "^https://.*example\\.com/", FALSE },
	{ "any word before the host's name", "^https://\\w*example\\.com/", FALSE },
	{ "any word below a fixed top", "^https://\\w+\\.com/", FALSE },
	{ "an alternative outside", "^https://www\\.example\\.com/|in/", FALSE },
	{ "an alternative that is any host", "^https://(?:www\\.example\\.com|\\w+)/", FALSE },
	{ "only a top-level domain", "^https://com/", FALSE },
	{ "a name before an at sign", "^https://www\\.example\\.com@", FALSE },
};

static void
test_case(gconstpointer data)
{
	const Case *c = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(Pattern) pattern = pattern_new(c->expression, "", NULL, &error);

	g_assert_no_error(error);
	g_assert_cmpint(link_is_anchored(pattern), ==, c->anchored);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("link-anchor", cases, test_case);
	return g_test_run();
}
