#include <string.h>

#include <libxml/parser.h>

#include "mail/html.h"
#include "mail/link.h"
#include "patience.h"
#include "rows.h"

/* clang-format off */
static const struct Row {
	const char *name, *html, *text;
	const char *quoted; /* (nullable: nothing) */
} rows[] = {
	{ "blocks are lines", "<p>One</p><div>two<br>three</div>", "One\ntwo\nthree", NULL },
	{ "cells are words", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
	  "a b\nc", NULL },
	{ "white space is one space", "a \n\t b&nbsp;&nbsp;c", "a b c", NULL },
	{ "no space where there is none", "Jan<b>e</b> D<i>oe</i>", "Jane Doe", NULL },
	{ "entities", "a &lt; b &amp; &eacute; &#8364; 5 < 6", "a < b & é € 5 < 6", NULL },
	{ "title, style and script are not seen", "<html><head><title>T</title><style>p{}</style></head><body><script>if (a<b) x()</script>seen</body></html>", "seen", NULL },
	{ "comments are not seen", "a<!-- b <p>c</p> -->d", "ad", NULL },
	{ "what is for Outlook is not seen", "<!--[if mso]><p>Outlook</p><![endif]-->seen",
	  "seen", NULL },
	{ "what is not for Outlook is seen",
	  "<![if !mso]>one<![endif]><!--[if !mso]><!--> two<!--<![endif]-->", "one two", NULL },
	{ "a preheader is not seen", "<div style='DISPLAY: none !important'>hello</div>seen",
	  "seen", NULL },
	{ "nor one without height",
	  "<div style=\"max-height:0px;overflow:hidden\">hello</div>seen", "seen", NULL },
	{ "nor invisible ones", "<span style='visibility: hidden'>a</span><span style='opacity:0'>b</span><p hidden>c</p>seen", "seen", NULL },
	{ "a height is not no height", "<div style='max-height:0.5em'>seen</div>", "seen", NULL },
	{ "line-height is not display", "<p style='x-display:none;opacity:0.9'>seen</p>", "seen",
	  NULL },
	{ "letters without size are not seen", "<p style='font-size:0'>no</p><td style='font-size:0px'>no<span style='font-size:12px'>seen</span></td>", "seen", NULL },
	{ "inside a hidden element nothing shows",
	  "<div style='display:none'><p style='display:block'>no</p></div>seen", "seen", NULL },
	{ "a button that hides from Outlook alone",
	  "<a style='mso-hide:all' href='http://example.org/'>Accept</a>", "Accept", NULL },
	{ "a blockquote is a quote", "mine<blockquote>yours</blockquote>mine again",
	  "mine\nmine again", "yours" },
	{ "Gmail's quote is a quote", "mine<div class='gmail_quote'>yours</div>", "mine", "yours" },
	{ "elements that never close", "<div><p><b>a<td>b", "a\nb", NULL },
	{ "ends of what never began", "a</b></div></td></p>b", "a\nb", NULL },
	{ "text after the end", "<html><body>a</body></html><p>b", "a\nb", NULL },
	{ "two bodies", "<body>a<body>b</body></body>", "ab", NULL },
	{ "no HTML at all", "just text", "just text", NULL },
	{ "nothing", "", "", NULL },
};
/* clang-format on */

/* clang-format off */
static const struct LinkRow {
	const char *name, *html, *links;
} link_rows[] = {
	{ "a link", "<a href='http://example.org/?a=1&amp;b=2'> Click <b>here</b></a>",
	  "http://example.org/?a=1&b=2 [Click here]" },
	{ "an image is clicked on",
	  "<a href='http://example.org/'><img src='https://example.org/i.png' alt='Accept'></a>",
	  "image https://example.org/i.png [Accept];http://example.org/ [Accept]" },
	{ "its title says what it is", "<a href='http://example.org/' title='Accept'></a>",
	  "http://example.org/ [Accept]" },
	{ "an area of a map", "<map><area href='http://example.org/' alt='Accept'></map>",
	  "http://example.org/ [Accept]" },
	{ "a scheme inherited", "<a href='//example.org/'>x</a>", "https://example.org/ [x]" },
	{ "line ends in it", "<a href=' http://example.org/a\nb '>x</a>",
	  "http://example.org/ab [x]" },
	{ "other schemes are no links",
	  "<a href='mailto:a@example.org'>x</a><a href='#top'>y</a><a href='javascript:x'>z</a>",
	  "" },
	{ "hidden links are no links",
	  "<div style='display:none'><a href='http://example.org/'>x</a></div>", "" },
	{ "links that never close", "<a href='http://a.example/'>a<a href='http://b.example/'>b",
	  "http://a.example/ [a];http://b.example/ [b]" },
	{ "unwrapped", "<a href='https://www.google.com/url?q=https://example.org/a'>x</a>",
	  "https://example.org/a [x]" },
	{ "quoted links are links",
	  "<blockquote><a href='http://example.org/'>x</a></blockquote>",
	  "http://example.org/ [x]" },
};
/* clang-format on */

static gboolean
read_html(const char *html, GString *text, GString *quoted, GString *seen)
{
	g_autoptr(GPtrArray) links = g_ptr_array_new_with_free_func((GDestroyNotify)link_free);
	gboolean whole = html_read(html, text, quoted, links);
	guint i;

	for (i = 0; i < links->len && seen != NULL; i++) {
		const Link *link = g_ptr_array_index(links, i);

		g_assert_true(link->href);
		g_string_append_printf(seen, "%s%s%s [%s]", i > 0 ? ";" : "",
				       link->image ? "image " : "", link->url,
				       link->anchor != NULL ? link->anchor : "");
	}
	return whole;
}

static void
test_text(gconstpointer data)
{
	const struct Row *row = data;
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) quoted = g_string_new(NULL);

	g_assert_true(read_html(row->html, text, quoted, NULL));
	g_assert_cmpstr(text->str, ==, row->text);
	g_assert_cmpstr(quoted->str, ==, row->quoted != NULL ? row->quoted : "");
}

static void
test_links(gconstpointer data)
{
	const struct LinkRow *row = data;
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) quoted = g_string_new(NULL);
	g_autoptr(GString) seen = g_string_new(NULL);

	g_assert_true(read_html(row->html, text, quoted, seen));
	g_assert_cmpstr(seen->str, ==, row->links);
}

/* A megabyte of each of these is through in a moment, read whole or not. */
static const char *const bombs[] = {
	"<div>",   "<b>",     "</x>",      "<a href='http://a.example/'>",
	"<!--",    "<",       "<p ",       "&",
	"<!",      "<![",     "<script>",  "<table><tr><td>",
	"<a x='",  "<p a=b ", "</body",    "<x></y>",
	"<b></i>", "<?",      "<br>",      "<!DOCTYPE ",
	"<p/",     "&#",      "<style></", "<textarea>",
	"<b\"",    "<b <",    "</p>",      "&amp;",
};

static void
test_bomb(gconstpointer data)
{
	g_autoptr(GString) html = g_string_new("seen ");
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) quoted = g_string_new(NULL);
	clock_t start;

	while (html->len < 1024 * 1024)
		g_string_append(html, data);
	start = patience_begin();
	read_html(html->str, text, quoted, NULL);
	patience_end(start);
	g_assert_true(g_str_has_prefix(text->str, "seen"));
}

/* Attributes that all differ, in one tag and in many. */
static void
test_attributes(gconstpointer data)
{
	guint most = GPOINTER_TO_UINT(data), i;
	g_autoptr(GString) html = g_string_new("seen <p ");
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) quoted = g_string_new(NULL);
	clock_t start;

	for (i = 1; html->len < 1024 * 1024; i++)
		g_string_append_printf(html, i % most == 0 ? "><p " : "a%x ", i);
	start = patience_begin();
	read_html(html->str, text, quoted, NULL);
	patience_end(start);
	g_assert_true(g_str_has_prefix(text->str, "seen"));
}

static void
test_limit(void)
{
	g_autoptr(GString) html = g_string_new(NULL);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) quoted = g_string_new(NULL);
	guint i;

	for (i = 0; i < 1000; i++)
		g_string_append(html, "<div>");
	g_assert_false(read_html(html->str, text, quoted, NULL));
}

/* Wherever LibXML is handed the next piece, in the middle of an attribute too. */
static void
test_long(void)
{
	enum { LINKS = 1500 };

	for (int shift = 0; shift < 100; shift += 7) {
		g_autoptr(GString) html = g_string_new(NULL), text = g_string_new(NULL);
		g_autoptr(GString) quoted = g_string_new(NULL);
		g_autoptr(GPtrArray) links =
			g_ptr_array_new_with_free_func((GDestroyNotify)link_free);

		g_string_append_printf(html, "%*s", shift, "");
		for (int i = 0; i < LINKS; i++)
			g_string_append_printf(
				html,
				"<a class=\"a b c d e f g h i j k l m n o p\" "
				"href=\"https://www.example.net/invitation/%d\">x</a>",
				i);
		g_assert_cmpuint(html->len, >, 5 * 16 * 1024);
		g_assert_true(html_read(html->str, text, quoted, links));
		g_assert_cmpuint(links->len, ==, LINKS);
	}
}

int
main(int argc, char **argv)
{
	gsize i;

	g_test_init(&argc, &argv, NULL);
	xmlInitParser();
	GIVEN_ROWS("html/text", rows, test_text);
	GIVEN_ROWS("html/links", link_rows, test_links);
	for (i = 0; i < G_N_ELEMENTS(bombs); i++) {
		g_autofree char *bomb = g_strdelimit(g_strdup(bombs[i]), "/", '|');
		g_autofree char *path = g_strdup_printf("/html/a megabyte of %s", bomb);
		g_test_add_data_func(path, bombs[i], test_bomb);
	}
	g_test_add_data_func("/html/a tag of a megabyte", GUINT_TO_POINTER(G_MAXINT),
			     test_attributes);
	g_test_add_data_func("/html/many long tags", GUINT_TO_POINTER(490), test_attributes);
	g_test_add_data_func("/html/a tag just not too long", GUINT_TO_POINTER(10500),
			     test_attributes);
	g_test_add_func("/html/a long text is read to its end", test_long);
	g_test_add_func("/html/nested too deep is said", test_limit);
	return g_test_run();
}
