#include "body.h"

#include <string.h>

#include "agreement.h"
#include "decode.h"
#include "flowed.h"
#include "html.h"
#include "link.h"
#include "mime.h"
#include "quote.h"
#include "vcard.h"

/* A plain text shorter than this often only says that there is HTML. */
enum { FEW_WORDS = 20 };

typedef enum {
	KIND_CONTAINER,
	KIND_PLAIN,
	KIND_HTML,
	KIND_HIDDEN_HTML, /* for programs that read mail otherwise */
	KIND_OTHER_TEXT,
	KIND_CALENDAR,
	KIND_REPORT,
	KIND_VCARD,
	KIND_FILE,
} Kind;

/* clang-format off */
static const struct {
	const char *type;
	Kind kind;
} types[] = {
	{ "text/plain", KIND_PLAIN },
	{ "text/html", KIND_HTML },
	{ "application/xhtml+xml", KIND_HTML },
	{ "text/calendar", KIND_CALENDAR },
	{ "application/ics", KIND_CALENDAR },
	{ "multipart/report", KIND_REPORT },
	{ "message/delivery-status", KIND_REPORT },
	{ "message/global-delivery-status", KIND_REPORT },
	{ "text/vcard", KIND_VCARD },
	{ "text/x-vcard", KIND_VCARD },
	{ "text/directory", KIND_VCARD },
	{ "text/x-amp-html", KIND_HIDDEN_HTML },
	{ "text/rfc822-headers", KIND_FILE },
	{ "text/css", KIND_FILE },
};
/* clang-format on */

/* What the parts say, as it comes together. */
typedef struct Reading {
	MessageText *result;
	GString *plain, *html, *html_quoted;
	gsize room; /* bytes of text that may still come */
	gboolean is_cut;
} Reading;

static Kind
part_kind(const MimePart *part)
{
	gsize i;

	for (i = 0; i < G_N_ELEMENTS(types); i++) {
		if (strcmp(part->type, types[i].type) == 0)
			return types[i].kind;
	}
	if (part->data == NULL)
		return KIND_CONTAINER;
	if (part->name != NULL && g_str_has_suffix(part->name, ".vcf"))
		return KIND_VCARD;
	return g_str_has_prefix(part->type, "text/") ? KIND_OTHER_TEXT : KIND_FILE;
}

/* The text of PART as far as there is room (transfer full). */
static char *
take_text(Reading *reading, const MimePart *part)
{
	char *text = decode_visible(mime_part_text(part));
	gsize length = strlen(text);

	if (length > reading->room) {
		reading->is_cut = TRUE;
		length = reading->room;
		while (length > 0 && ((guchar)text[length] & 0xc0) == 0x80)
			length--;
		text[length] = '\0';
	}
	reading->room -= length;
	return text;
}

static void
read_plain(Reading *reading, const MimePart *part)
{
	g_autofree char *text = take_text(reading, part);

	if (part->flowed) {
		g_autofree char *joined = flowed_join(text, part->delsp);

		g_string_append(reading->plain, joined);
	} else {
		g_string_append(reading->plain, text);
	}
	if (!g_str_has_suffix(reading->plain->str, "\n"))
		g_string_append_c(reading->plain, '\n');
}

static void
read_html(Reading *reading, const MimePart *part)
{
	g_autofree char *text = take_text(reading, part);

	reading->result->has_html = TRUE;
	if (!html_read(text, reading->html, reading->html_quoted, reading->result->links))
		reading->is_cut = TRUE;
	g_string_append_c(reading->html, '\n');
}

static void
read_vcard(Reading *reading, const MimePart *part)
{
	g_autofree char *text = take_text(reading, part);

	vcard_read(text, reading->result->vcards);
}

static void
add_attachment(MessageText *result, const MimePart *part)
{
	Attachment *attachment = g_new(Attachment, 1);

	attachment->name = g_strdup(part->name);
	attachment->type = g_strdup(part->type);
	g_ptr_array_add(result->attachments, attachment);
}

/*
 * What is only for the disk is not seen; of alternatives that are alike readers choose one or the
 * other.
 */
static void
read_part(Reading *reading, const MimePart *part)
{
	Kind kind = part_kind(part);
	gboolean seen = !part->attachment;

	if (kind == KIND_HTML || kind == KIND_HIDDEN_HTML)
		reading->result->carries_html = TRUE;
	if (kind == KIND_CALENDAR)
		reading->result->has_calendar = TRUE;
	else if (kind == KIND_REPORT)
		reading->result->has_report = TRUE;
	if (part->data == NULL)
		return;
	if (kind == KIND_VCARD)
		read_vcard(reading, part);
	else if (kind == KIND_PLAIN && seen)
		read_plain(reading, part);
	else if (kind == KIND_HTML && seen)
		read_html(reading, part);
	if (part->attachment || part->name != NULL || (kind != KIND_PLAIN && kind != KIND_HTML))
		add_attachment(reading->result, part);
}

/*
 * Text of a kind nobody knows is plain text (RFC 2046 section 4.1.4), unless there is better; and
 * where there is nothing else readers show what is meant for the disk.  Attached messages are told
 * of.
 */
static void
read_other_text(Reading *reading, const GPtrArray *parts, Omissions *omitted)
{
	gboolean attached = FALSE;
	guint i;

	for (i = 0; i < parts->len; i++) {
		const MimePart *part = g_ptr_array_index(parts, i);
		Kind kind = part->data != NULL ? part_kind(part) : KIND_CONTAINER;

		attached |= g_str_has_prefix(part->type, "message/");
		if (kind == KIND_OTHER_TEXT || (kind == KIND_PLAIN && part->attachment))
			read_plain(reading, part);
		else if (kind == KIND_HTML && part->attachment)
			read_html(reading, part);
	}
	if (attached)
		omissions_add(omitted, OMITTED_PARTS,
			      "an attached message, which is all there is, was not read");
}

/* White space in lines collapsed, at most one empty line in a row.  Works in place. */
static char *
tidy_lines(char *text)
{
	char *to = text;
	const char *from;

	for (from = text; *from != '\0'; from++) {
		if (*from != ' ' && *from != '\t' && *from != '\n') {
			*to++ = *from;
		} else if (to == text) {
			continue;
		} else if (*from != '\n') {
			if (to[-1] != ' ' && to[-1] != '\n')
				*to++ = ' ';
		} else {
			if (to[-1] == ' ')
				to--;
			if (to - text < 2 || to[-1] != '\n' || to[-2] != '\n')
				*to++ = '\n';
		}
	}
	while (to > text && g_ascii_isspace(to[-1]))
		to--;
	*to = '\0';
	return text;
}

/* Counts up to MOST, that nobody walks through a whole book. */
static guint
count_words(const char *text, guint most)
{
	guint count = 0;
	gsize i;

	for (i = 0; text[i] != '\0' && count < most; i++)
		count += !g_ascii_isspace(text[i]) && (i == 0 || g_ascii_isspace(text[i - 1]));
	return count;
}

/* What PLAIN quotes counts too: a reminder may say most of what it says as a quote. */
static gboolean
html_says_more(const char *plain, const char *html)
{
	guint words = count_words(plain, FEW_WORDS);

	return words < FEW_WORDS && count_words(html, words + 1) > words;
}

/* TEXT up to its first quote goes to OWN, the rest to QUOTED. */
static void
add_text(GString *own, GString *quoted, const char *text, QuoteForm form)
{
	gsize length = quote_find(text, form);

	if (own->len > 0)
		g_string_append_c(own, '\n');
	g_string_append_len(own, text, (gssize)length);
	if (quoted->len > 0 && text[length] != '\0')
		g_string_append_c(quoted, '\n');
	g_string_append(quoted, text + length);
}

static void
add_html(Reading *reading, GString *own, GString *quoted)
{
	const char *blockquotes = tidy_lines(reading->html_quoted->str);

	add_text(own, quoted, reading->html->str, QUOTE_HTML);
	if (*blockquotes != '\0')
		g_string_append_printf(quoted, "%s%s", quoted->len > 0 ? "\n" : "", blockquotes);
}

/*
 * The text up to the first quote, and the rest; of HTML what its blockquotes say comes last.  Where
 * plain text and HTML are two different mails, both are read.
 */
static void
divide(Reading *reading)
{
	const char *plain = tidy_lines(reading->plain->str);
	const char *html = tidy_lines(reading->html->str);
	g_autoptr(GString) own = g_string_new(NULL);
	GString *quoted = g_string_new(NULL);
	MessageText *result = reading->result;

	if (!result->has_html || !html_says_more(plain, html)) {
		add_text(own, quoted, plain, QUOTE_PLAIN);
		if (result->has_html && agreement_adds(plain, html))
			add_html(reading, own, quoted);
	} else {
		add_html(reading, own, quoted);
	}
	result->text = g_strdup(g_strchomp(own->str));
	result->quoted = quote_unmark(g_string_free(quoted, FALSE));
}

static void
attachment_free(gpointer data)
{
	Attachment *attachment = data;

	g_free(attachment->name);
	g_free(attachment->type);
	g_free(attachment);
}

static MessageText *
text_new(void)
{
	MessageText *text = g_new0(MessageText, 1);

	text->links = g_ptr_array_new_with_free_func((GDestroyNotify)link_free);
	text->attachments = g_ptr_array_new_with_free_func(attachment_free);
	text->vcards = g_ptr_array_new_with_free_func((GDestroyNotify)vcard_free);
	return text;
}

void
body_text_free(MessageText *text)
{
	g_free(text->text);
	g_free(text->quoted);
	g_ptr_array_unref(text->links);
	g_ptr_array_unref(text->attachments);
	g_ptr_array_unref(text->vcards);
	g_free(text);
}

MessageText *
body_read(Header *header, const char *data, gsize size, const MessageLimits *limits,
	  Omissions *omitted)
{
	g_autoptr(GPtrArray) parts = mime_parts(header, data, size, limits, omitted);
	g_autoptr(GString) plain = g_string_new(NULL);
	g_autoptr(GString) html = g_string_new(NULL);
	g_autoptr(GString) html_quoted = g_string_new(NULL);
	Reading reading = { text_new(), plain, html, html_quoted, limits->body, FALSE };
	guint i;

	for (i = 0; i < parts->len; i++)
		read_part(&reading, g_ptr_array_index(parts, i));
	if (plain->len == 0 && !reading.result->has_html)
		read_other_text(&reading, parts, omitted);
	link_find(plain->str, reading.result->links);
	divide(&reading);
	if (reading.is_cut)
		omissions_add(
			omitted, OMITTED_TEXT,
			"the text was not read to its end: too long, or HTML nested too deep");
	reading.result->has_more_links = reading.is_cut || reading.result->links->len >= LINK_MOST;
	if (reading.result->links->len >= LINK_MOST)
		omissions_add(omitted, OMITTED_LINKS, "links beyond the first %d were not read",
			      LINK_MOST);
	return reading.result;
}
