#define _GNU_SOURCE /* memrchr() */
#include "html.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/HTMLparser.h>

#include "html-style.h"
#include "link.h"

enum {
	DEEPEST = 250,
	MOST_ELEMENTS = 50000,
	MOST_MARKS = 100000,   /* tags, ends of tags and entities, whatever LibXML makes of them */
	MOST_ATTRIBUTES = 200, /* of a tag: LibXML compares each with all before it */
	LONGEST_TAG = 64 * 1024,
	CHUNK = 16 * 1024,
};

typedef enum {
	SHOW_HIDDEN = 1 << 0, /* nothing inside is seen */
	SHOW_TINY = 1 << 1,   /* its letters have no size; those of an element inside may */
	SHOW_QUOTED = 1 << 2,
	SHOW_LINK = 1 << 3, /* the element is the one that the current link began with */
} Show;

/* What is between white space that was not written yet. */
typedef enum { GAP_NONE, GAP_SPACE, GAP_LINE } Gap;

typedef struct Reader {
	htmlParserCtxtPtr parser;
	GByteArray *stack; /* a Show for each open element */
	guint elements;
	gboolean stopped;
	GString *text, *quoted;
	GPtrArray *links;
	/* Of the link that is open, href NULL if none: */
	char *href, *title;
	GString *anchor, *alt;
	Gap gap;
} Reader;

typedef enum { TAG_PLAIN, TAG_BLOCK, TAG_CELL, TAG_UNSEEN, TAG_QUOTE } TagKind;

typedef struct Tag {
	const char *name;
	TagKind kind;
} Tag;

/* Sorted by name; LibXML gives the names of tags and attributes in lower case. */
static const Tag tags[] = {
	{ "address", TAG_BLOCK },  { "article", TAG_BLOCK }, { "blockquote", TAG_QUOTE },
	{ "br", TAG_BLOCK },       { "center", TAG_BLOCK },  { "dd", TAG_BLOCK },
	{ "div", TAG_BLOCK },      { "dl", TAG_BLOCK },      { "dt", TAG_BLOCK },
	{ "fieldset", TAG_BLOCK }, { "footer", TAG_BLOCK },  { "form", TAG_BLOCK },
	{ "h1", TAG_BLOCK },       { "h2", TAG_BLOCK },      { "h3", TAG_BLOCK },
	{ "h4", TAG_BLOCK },       { "h5", TAG_BLOCK },      { "h6", TAG_BLOCK },
	{ "header", TAG_BLOCK },   { "hr", TAG_BLOCK },      { "li", TAG_BLOCK },
	{ "main", TAG_BLOCK },     { "nav", TAG_BLOCK },     { "noframes", TAG_UNSEEN },
	{ "ol", TAG_BLOCK },       { "p", TAG_BLOCK },       { "pre", TAG_BLOCK },
	{ "script", TAG_UNSEEN },  { "section", TAG_BLOCK }, { "style", TAG_UNSEEN },
	{ "table", TAG_BLOCK },    { "td", TAG_CELL },       { "template", TAG_UNSEEN },
	{ "th", TAG_CELL },        { "title", TAG_UNSEEN },  { "tr", TAG_BLOCK },
	{ "ul", TAG_BLOCK },
};

static int
compare_tag(const void *name, const void *tag)
{
	return strcmp(name, ((const Tag *)tag)->name);
}

static TagKind
tag_kind(const char *name)
{
	const Tag *tag = bsearch(name, tags, G_N_ELEMENTS(tags), sizeof *tags, compare_tag);

	return tag != NULL ? tag->kind : TAG_PLAIN;
}

static guint8
current_show(const Reader *reader)
{
	return reader->stack->len > 0 ? reader->stack->data[reader->stack->len - 1] : 0;
}

static void
add_gap(Reader *reader, Gap gap)
{
	reader->gap = MAX(reader->gap, gap);
}

/* LibXML gives attributes as name, value, name, value, NULL. */
static const char *
attribute(const xmlChar **attributes, const char *name)
{
	if (attributes == NULL)
		return NULL;
	for (; attributes[0] != NULL; attributes += 2) {
		if (strcmp((const char *)attributes[0], name) == 0)
			return attributes[1] != NULL ? (const char *)attributes[1] : "";
	}
	return NULL;
}

static void
add_link(Reader *reader, const char *url, const char *anchor, gboolean image)
{
	Link *link = reader->links->len < LINK_MOST ? link_new(url, anchor) : NULL;

	if (link == NULL)
		return;
	link->href = TRUE;
	link->image = image;
	g_ptr_array_add(reader->links, link);
}

static void
close_link(Reader *reader)
{
	const char *anchor = NULL;

	if (reader->href == NULL)
		return;
	if (g_strchug(reader->anchor->str)[0] != '\0')
		anchor = reader->anchor->str;
	else if (reader->alt->len > 0)
		anchor = reader->alt->str;
	else
		anchor = reader->title;
	add_link(reader, reader->href, anchor, FALSE);
	g_clear_pointer(&reader->href, g_free);
	g_clear_pointer(&reader->title, g_free);
	g_string_truncate(reader->anchor, 0);
	g_string_truncate(reader->alt, 0);
}

static void
open_link(Reader *reader, const xmlChar **attributes, const char *href)
{
	close_link(reader);
	reader->href = g_strdup(href);
	reader->title = g_strdup(attribute(attributes, "title"));
}

static void
see_image(Reader *reader, const xmlChar **attributes)
{
	const char *src = attribute(attributes, "src");
	const char *alt = attribute(attributes, "alt");

	if (src != NULL)
		add_link(reader, src, alt, TRUE);
	if (alt != NULL && reader->href != NULL) {
		if (reader->alt->len > 0)
			g_string_append_c(reader->alt, ' ');
		g_string_append(reader->alt, alt);
	}
}

/* Quotes that mail programs do not put into a blockquote. */
static gboolean
is_quote(TagKind kind, const xmlChar **attributes)
{
	const char *class = attribute(attributes, "class");
	const char *type = attribute(attributes, "type");

	if (kind == TAG_QUOTE || (type != NULL && g_ascii_strcasecmp(type, "cite") == 0))
		return TRUE;
	return class != NULL &&
	       (strstr(class, "gmail_quote") != NULL || strstr(class, "yahoo_quoted") != NULL ||
		strstr(class, "moz-cite-prefix") != NULL);
}

static guint8
show_of_element(const Reader *reader, TagKind kind, const xmlChar **attributes)
{
	guint8 show = current_show(reader) & (guint8)~SHOW_LINK;
	const char *style = attribute(attributes, "style");

	if (kind == TAG_UNSEEN || attribute(attributes, "hidden") != NULL)
		show |= SHOW_HIDDEN;
	if (is_quote(kind, attributes))
		show |= SHOW_QUOTED;
	if (style != NULL) {
		g_autoptr(HtmlStyle) read = html_style_read(style);

		if (html_style_hides(read))
			show |= SHOW_HIDDEN;
		if (html_style_font(read) == HTML_FONT_NONE)
			show |= SHOW_TINY;
		else if (html_style_font(read) == HTML_FONT_SEEN)
			show &= (guint8)~SHOW_TINY;
	}
	return show;
}

static void
stop(Reader *reader)
{
	reader->stopped = TRUE;
	xmlStopParser(reader->parser);
}

static void
gap_of_tag(Reader *reader, TagKind kind)
{
	if (kind == TAG_BLOCK || kind == TAG_QUOTE)
		add_gap(reader, GAP_LINE);
	else if (kind == TAG_CELL)
		add_gap(reader, GAP_SPACE);
}

static void
start_element(void *user_data, const xmlChar *name, const xmlChar **attributes)
{
	Reader *reader = user_data;
	const char *tag = (const char *)name;
	TagKind kind = tag_kind(tag);
	guint8 show = show_of_element(reader, kind, attributes);
	const char *href;

	if (reader->stopped)
		return;
	if (reader->stack->len >= DEEPEST || ++reader->elements > MOST_ELEMENTS) {
		stop(reader);
		return;
	}
	if (!(show & SHOW_HIDDEN)) {
		gap_of_tag(reader, kind);
		href = attribute(attributes, "href");
		if (strcmp(tag, "a") == 0 && href != NULL) {
			open_link(reader, attributes, href);
			show |= SHOW_LINK;
		} else if (strcmp(tag, "area") == 0 && href != NULL) {
			add_link(reader, href, attribute(attributes, "alt"), FALSE);
		} else if (strcmp(tag, "img") == 0) {
			see_image(reader, attributes);
		}
	}
	g_byte_array_append(reader->stack, &show, 1);
}

static void
end_element(void *user_data, const xmlChar *name)
{
	Reader *reader = user_data;
	guint8 show = current_show(reader);

	if (reader->stopped || reader->stack->len == 0)
		return;
	if (show & SHOW_LINK)
		close_link(reader);
	if (!(show & SHOW_HIDDEN))
		gap_of_tag(reader, tag_kind((const char *)name));
	g_byte_array_set_size(reader->stack, reader->stack->len - 1);
}

static void
append_gap(Reader *reader, GString *out)
{
	if (reader->gap != GAP_NONE && out->len > 0 && out->str[out->len - 1] != '\n')
		g_string_append_c(out, reader->gap == GAP_LINE ? '\n' : ' ');
}

/* The bytes of DATA unto the first that is white space, or may be: of a no-break space, c2 a0. */
static int
word_length(const xmlChar *data, int length)
{
	int i = 0;

	while (i < length && !g_ascii_isspace(data[i]) && data[i] != 0xc2)
		i++;
	return i;
}

static void
characters(void *user_data, const xmlChar *data, int length)
{
	Reader *reader = user_data;
	guint8 show = current_show(reader);
	GString *out = show & SHOW_QUOTED ? reader->quoted : reader->text;
	int i, size;

	if (reader->stopped || (show & (SHOW_HIDDEN | SHOW_TINY)))
		return;
	for (i = 0; i < length; i += size) {
		gboolean wide = data[i] == 0xc2 && i + 1 < length && data[i + 1] == 0xa0;

		if (wide || g_ascii_isspace(data[i])) {
			size = 1 + wide;
			add_gap(reader, GAP_SPACE);
			if (reader->href != NULL)
				g_string_append_c(reader->anchor, ' ');
			continue;
		}
		size = MAX(word_length(data + i, length - i), 1);
		append_gap(reader, out);
		reader->gap = GAP_NONE;
		g_string_append_len(out, (const char *)data + i, size);
		if (reader->href != NULL)
			g_string_append_len(reader->anchor, (const char *)data + i, size);
	}
}

static void
blank(char *from, const char *to)
{
	memset(from, ' ', (gsize)(to - from));
}

/*
 * The tag at TAG keeps its first attributes; the others become white space.  As LibXML reads a
 * tag: quotes count behind "=" alone.  Returns its last byte.
 */
static char *
limit_attributes(char *tag)
{
	guint count = 0;
	char *p = tag + 1;

	while (*p != '\0' && *p != '>') {
		gsize space = strspn(p, " \t\r\n/"), size;
		char quote;

		p += space;
		size = strcspn(p, " \t\r\n/=>");
		quote = p[size] == '=' ? p[size + 1] : '\0';
		if (quote == '"' || quote == '\'') {
			const char *end = strchr(p + size + 2, quote);

			size = end != NULL ? (gsize)(end + 1 - p) : strlen(p);
		} else if (p[size] == '=') {
			size++;
		}
		if (count++ > MOST_ATTRIBUTES)
			blank(p, p + size);
		p += size;
	}
	return *p != '\0' ? p : p - 1;
}

/*
 * Take out what LibXML shows or obeys and readers do not: "<![if !mso]>" and "<![endif]", ends of
 * body and html, after which it reads no more.  And take out what would cost it too much; *WHOLE
 * is FALSE where the end of the text is among that.
 */
static char *
prepare(const char *html, gboolean *whole)
{
	char *copy = g_strdup(html);
	guint marks = 0;
	char *p;

	for (p = copy; *(p += strcspn(p, "<&")) != '\0' && marks < MOST_MARKS; p++, marks++) {
		if (g_ascii_isalpha(p[1])) {
			if (*p == '<')
				p = limit_attributes(p);
		} else if (g_str_has_prefix(p, "<![")) {
			/* What ends a comment must remain: "<![endif]-->". */
			gsize bracket = strcspn(p + 3, "]>\n") + 3;

			if (p[bracket] == ']')
				bracket += p[bracket + 1] == '>' ? 2 : 1;
			blank(p, p + bracket);
		} else if (g_ascii_strncasecmp(p, "</html", 6) == 0 ||
			   g_ascii_strncasecmp(p, "</body", 6) == 0) {
			gsize length = strcspn(p + 1, "<>") + 1;

			blank(p, p + length + (p[length] == '>'));
		}
	}
	*whole = *p == '\0';
	*p = '\0';
	return copy;
}

/* LibXML reads a tag once its end has come; one without end is not waited for. */
static gboolean
waits_for_tag(const xmlParserInput *input)
{
	return input->end - input->cur > LONGEST_TAG && input->cur[0] == '<' &&
	       g_ascii_isalpha(input->cur[1]);
}

/*
 * The size of the next piece of the LEFT bytes at HTML.  It ends before a tag: LibXML forgets that
 * it is within quotes where a piece ends in an attribute, and then waits for the end of the tag
 * until all is there.
 */
static gsize
piece_size(const char *html, gsize left)
{
	const char *tag = left > CHUNK ? memrchr(html, '<', CHUNK) : NULL;

	return tag != NULL && tag > html ? (gsize)(tag - html) : MIN(left, CHUNK);
}

static void
feed(Reader *reader, const char *html)
{
	gsize left = strlen(html);

	while (left > 0 && !reader->stopped) {
		gsize size = piece_size(html, left);

		htmlParseChunk(reader->parser, html, (int)size, FALSE);
		if (waits_for_tag(reader->parser->input))
			stop(reader);
		html += size;
		left -= size;
	}
	if (!reader->stopped)
		htmlParseChunk(reader->parser, "", 0, TRUE);
}

gboolean
html_read(const char *html, GString *text, GString *quoted, GPtrArray *links)
{
	htmlSAXHandler handler = {
		.startElement = start_element,
		.endElement = end_element,
		.characters = characters,
		.ignorableWhitespace = characters,
	};
	Reader reader = { .text = text, .quoted = quoted, .links = links, .gap = GAP_LINE };
	gboolean whole;
	g_autofree char *prepared = prepare(html, &whole);

	reader.parser =
		htmlCreatePushParserCtxt(&handler, &reader, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	if (reader.parser == NULL)
		return FALSE;
	htmlCtxtUseOptions(reader.parser, HTML_PARSE_NONET | HTML_PARSE_NOERROR |
						  HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
	reader.stack = g_byte_array_new();
	reader.anchor = g_string_new(NULL);
	reader.alt = g_string_new(NULL);
	feed(&reader, prepared);
	close_link(&reader);
	htmlFreeParserCtxt(reader.parser);
	g_byte_array_unref(reader.stack);
	g_string_free(reader.anchor, TRUE);
	g_string_free(reader.alt, TRUE);
	return whole && !reader.stopped;
}
