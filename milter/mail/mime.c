#include "mime.h"

#include <string.h>

#include <gmime/gmime.h>

#include "charset.h"
#include "decode.h"
#include "mime-fields.h"

/* What the walk through all parts carries along. */
typedef struct Walk {
	const MessageLimits *limits;
	GPtrArray *parts;
	Omissions *omitted;
	Header *scratch; /* of the part that is being read */
	gboolean too_many, too_deep;
} Walk;

static void
omit_once(Walk *walk, gboolean *said, OmissionKind kind, const char *sentence)
{
	if (!*said)
		omissions_add(walk->omitted, kind, "%s", sentence);
	*said = TRUE;
}

/* One line without its end; *NEXT is where the following one begins. */
static gsize
line_length(const char *line, const char *end, const char **next)
{
	const char *feed = memchr(line, '\n', (gsize)(end - line));
	gsize length = (gsize)((feed != NULL ? feed : end) - line);

	*next = feed != NULL ? feed + 1 : end;
	if (feed != NULL && length > 0 && line[length - 1] == '\r')
		length--;
	return length;
}

/* The length of the field's name in LINE; 0: it is no field. */
static gsize
name_length(const char *line, gsize length)
{
	gsize i;

	for (i = 0; i < length && line[i] > ' ' && line[i] < 0x7f; i++) {
		if (line[i] == ':')
			return i;
	}
	return 0;
}

/* Read the header of a part; returns where its content begins.  A part may have none. */
static const char *
read_header(Header *header, const char *data, const char *end, const MessageLimits *limits)
{
	const char *line = data, *next;

	header_clear(header);
	while (line < end) {
		gsize length = line_length(line, end, &next);
		gsize name = name_length(line, length);
		const char *last = line + length;

		if (length == 0)
			return next;
		if (name == 0 && line == data)
			return data;
		while (next < end && (*next == ' ' || *next == '\t')) {
			const char *fold = next;

			last = fold + line_length(fold, end, &next);
		}
		/* Nothing but these is ever asked for. */
		if (header_count(header) < limits->fields && mime_is_asked_for(line, name)) {
			g_autofree char *field = g_strndup(line, name);
			g_autofree char *value =
				g_strndup(line + name + 1, (gsize)(last - line) - name - 1);

			header_add(header, field, value, limits->field_length);
		}
		line = next;
	}
	return end;
}

gboolean
mime_find_delimiter(const char *from, const char *end, const char *boundary,
		    MimeDelimiter *delimiter)
{
	gsize size = strlen(boundary);
	const char *line, *next;

	for (line = from; line < end; line = next) {
		gsize length = line_length(line, end, &next);
		gsize i = 2 + size;

		if (length < i || line[0] != '-' || line[1] != '-' ||
		    memcmp(line + 2, boundary, size) != 0)
			continue;
		delimiter->last = length >= i + 2 && line[i] == '-' && line[i + 1] == '-';
		if (delimiter->last)
			i += 2;
		while (i < length && (line[i] == ' ' || line[i] == '\t'))
			i++;
		if (i < length)
			continue;
		delimiter->line = line;
		delimiter->next = next;
		return TRUE;
	}
	return FALSE;
}

/* The line end before a delimiter belongs to the delimiter. */
static const char *
before_delimiter(const char *start, const char *line)
{
	if (line > start && line[-1] == '\n')
		line--;
	if (line > start && line[-1] == '\r')
		line--;
	return line;
}

static void walk_entity(Walk *walk, Header *header, const char *data, const char *end, guint depth,
			const char *default_type);

/* Returns FALSE if there is no part in it. */
static gboolean
walk_multipart(Walk *walk, const MimePart *part, const char *boundary, const char *data,
	       const char *end, guint depth)
{
	gboolean digest = strcmp(part->type, "multipart/digest") == 0;
	MimeDelimiter delimiter;

	if (!mime_find_delimiter(data, end, boundary, &delimiter))
		return FALSE;
	while (!delimiter.last && !walk->too_many) {
		const char *start = delimiter.next, *content, *stop = end;
		gboolean more = mime_find_delimiter(start, end, boundary, &delimiter);

		if (more)
			stop = before_delimiter(start, delimiter.line);
		content = read_header(walk->scratch, start, stop, walk->limits);
		walk_entity(walk, walk->scratch, content, stop, depth + 1,
			    digest ? "message/rfc822" : "text/plain");
		if (!more)
			break;
	}
	return TRUE;
}

static void
walk_entity(Walk *walk, Header *header, const char *data, const char *end, guint depth,
	    const char *default_type)
{
	g_autofree char *boundary = NULL;
	MimePart *part;

	if (walk->parts->len >= walk->limits->parts) {
		omit_once(walk, &walk->too_many, OMITTED_PARTS,
			  "there are more MIME parts than are read");
		return;
	}
	part = mime_part_new(header, default_type, data, end, walk->omitted, &boundary);
	g_ptr_array_add(walk->parts, part);
	if (g_str_has_prefix(part->type, "multipart/")) {
		if (depth >= walk->limits->depth) {
			omit_once(walk, &walk->too_deep, OMITTED_DEPTH,
				  "MIME parts are nested deeper than is read");
			return;
		}
		if (boundary != NULL && *g_strchomp(boundary) != '\0' &&
		    walk_multipart(walk, part, boundary, data, end, depth))
			return;
		/* No part in it: a reader sees it as it stands. */
		g_free(part->type);
		part->type = g_strdup("text/plain");
	}
	part->data = data;
	part->size = (gsize)(end - data);
}

GPtrArray *
mime_parts(Header *header, const char *data, gsize size, const MessageLimits *limits,
	   Omissions *omitted)
{
	Walk walk = { .limits = limits, .omitted = omitted };

	walk.parts = g_ptr_array_new_with_free_func(mime_part_free);
	walk.scratch = header_new();
	if (data == NULL)
		data = "";
	walk_entity(&walk, header, data, data + size, 0, "text/plain");
	header_free(walk.scratch);
	return walk.parts;
}

/* HTML may say its charset itself, in <meta>. */
static char *
meta_charset(const GByteArray *content)
{
	static const char key[] = "charset=";
	g_autofree char *head =
		g_ascii_strdown((const char *)content->data, (gssize)MIN(content->len, 2048));
	const char *found = strstr(head, key);

	if (found == NULL)
		return NULL;
	found += strlen(key);
	found += strspn(found, "\"' ");
	return g_strndup(found, strcspn(found, "\"'; />\r\n\t"));
}

/*
 * White space and what is no digit stands between digits, pieces have their own padding, or none.
 */
static void
decode_base64(const MimePart *part, GByteArray *content)
{
	gsize digits = 0, length;
	gint state = 0;
	guint save = 0;

	g_byte_array_set_size(content, (guint)(part->size / 4 * 3 + 16));
	length = g_base64_decode_step(part->data, part->size, content->data, &state, &save);
	for (gsize i = 0; i < part->size; i++)
		digits += g_ascii_isalnum(part->data[i]) || part->data[i] == '+' ||
			  part->data[i] == '/' || part->data[i] == '=';
	if (digits % 4 != 0)
		length += g_base64_decode_step("===", 4 - digits % 4, content->data + length,
					       &state, &save);
	g_byte_array_set_size(content, (guint)length);
}

static GByteArray *
transfer_decode(const MimePart *part)
{
	GMimeContentEncoding named = part->encoding == NULL
					     ? GMIME_CONTENT_ENCODING_DEFAULT
					     : g_mime_content_encoding_from_string(part->encoding);
	GByteArray *content = g_byte_array_new();
	GMimeEncoding state;

	if (named == GMIME_CONTENT_ENCODING_BASE64) {
		decode_base64(part, content);
		return content;
	}
	if (named != GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE &&
	    named != GMIME_CONTENT_ENCODING_UUENCODE)
		return g_byte_array_append(content, (const guint8 *)part->data, (guint)part->size);
	g_mime_encoding_init_decode(&state, named);
	g_byte_array_set_size(content, (guint)g_mime_encoding_outlen(&state, part->size));
	g_byte_array_set_size(content, (guint)g_mime_encoding_flush(&state, part->data, part->size,
								    (char *)content->data));
	return content;
}

char *
mime_part_text(const MimePart *part)
{
	g_autoptr(GByteArray) content = transfer_decode(part);
	g_autofree char *own_charset = NULL;

	if (content->len == 0)
		return g_strdup("");
	if (part->charset == NULL && mime_is_html(part->type))
		own_charset = meta_charset(content);
	return charset_to_utf8((const char *)content->data, (gssize)content->len,
			       own_charset != NULL ? own_charset : part->charset);
}
