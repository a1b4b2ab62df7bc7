#include "library.h"

#include <gmime/gmime.h>
#include <libxml/HTMLparser.h>
#include <string.h>

/* What a reader of HTML needs to be told, and does nothing about. */
static void
on_text(void *unused, const xmlChar *text, int size)
{
	(void)unused;
	(void)text;
	(void)size;
}

static void
on_element(void *unused, const xmlChar *name, const xmlChar **attributes)
{
	(void)unused;
	(void)name;
	(void)attributes;
}

static void
on_end(void *unused, const xmlChar *name)
{
	(void)unused;
	(void)name;
}

static htmlSAXHandler handler = {
	.startElement = on_element,
	.endElement = on_end,
	.characters = on_text,
	.cdataBlock = on_text,
	.ignorableWhitespace = on_text,
};

void
library_init(void)
{
	g_mime_init();
	xmlInitParser();
}

static void
read_html(const char *html)
{
	htmlParserCtxtPtr context =
		htmlCreatePushParserCtxt(&handler, NULL, "", 0, NULL, XML_CHAR_ENCODING_UTF8);

	htmlCtxtUseOptions(context, HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_RECOVER);
	htmlParseChunk(context, html, (int)strlen(html), 1);
	htmlFreeParserCtxt(context);
}

static void
read_part(GMimeObject *parent, GMimeObject *part, gpointer unused)
{
	g_autofree char *text = NULL;

	(void)parent;
	(void)unused;
	if (!GMIME_IS_TEXT_PART(part))
		return;
	text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
	if (text != NULL &&
	    g_mime_content_type_is_type(g_mime_object_get_content_type(part), "text", "html"))
		read_html(text);
}

/* As it stands on a disk. */
static GByteArray *
bytes_of(const Letter *letter)
{
	GByteArray *bytes = g_byte_array_new();

	for (guint i = 0; i < letter->fields->len; i++) {
		const LetterField *field = letter->fields->pdata[i];

		g_byte_array_append(bytes, (const guint8 *)field->name, (guint)strlen(field->name));
		g_byte_array_append(bytes, (const guint8 *)":", 1);
		g_byte_array_append(bytes, (const guint8 *)field->value,
				    (guint)strlen(field->value));
		g_byte_array_append(bytes, (const guint8 *)"\r\n", 2);
	}
	g_byte_array_append(bytes, (const guint8 *)"\r\n", 2);
	g_byte_array_append(bytes, (const guint8 *)letter->body->str, (guint)letter->body->len);
	return bytes;
}

void
library_read(const Letter *letter)
{
	GByteArray *bytes = bytes_of(letter);
	GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(bytes);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

	g_mime_message_foreach(message, read_part, NULL);
	g_object_unref(message);
	g_object_unref(parser);
	g_object_unref(stream);
}
