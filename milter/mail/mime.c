#include "mime.h"

#include <string.h>

#include <gmime/gmime.h>

#include "decode.h"
#include "guard.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeContentType, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeContentDisposition, g_object_unref)

/* What the walk through all parts carries along. */
typedef struct Walk {
	const MessageLimits *limits;
	GPtrArray *parts;
	Omissions *omitted;
	Header *scratch; /* of the part that is being read */
	gboolean too_many, too_deep;
} Walk;

/* What a multipart/alternative has shown already. */
typedef struct Shown {
	gboolean plain, html;
} Shown;

static void
part_free(gpointer data)
{
	MimePart *part = data;

	g_free(part->type);
	g_free(part->charset);
	g_free(part->name);
	g_free(part->encoding);
	g_free(part);
}

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
		if (name > 0 && header_count(header) < limits->fields &&
		    g_ascii_strncasecmp(line, "Content-", 8) == 0) {
			g_autofree char *field = g_strndup(line, name);
			g_autofree char *value =
				g_strndup(line + name + 1, (gsize)(last - line) - name - 1);

			header_add(header, field, value, limits->field_length);
		}
		line = next;
	}
	return end;
}

static const char *
raw_value(Header *header, const char *name)
{
	gint index = header_find(header, name, 0);

	return index < 0 ? NULL : header_field(header, (guint)index)->value;
}

/* The value as GMime may see it: unfolded, its encoded words joined, its parameters few. */
static char *
safe_value(Walk *walk, Header *header, const char *name)
{
	const char *raw = raw_value(header, name);
	char *value;

	if (raw == NULL)
		return NULL;
	value = g_strstrip(decode_join_words(raw));
	if (guard_parameters_are_safe(value))
		return value;
	omissions_add(walk->omitted, OMITTED_PARAMETERS,
		      "the parameters of %s were not read: too many", name);
	value[strcspn(value, ";")] = '\0';
	return value;
}

static char *
file_name(const char *value)
{
	return value == NULL ? NULL : decode_collapse(decode_visible(decode_utf8(value, -1, NULL)));
}

static void
read_type(MimePart *part, const char *value, char **boundary)
{
	g_autoptr(GMimeContentType) type = g_mime_content_type_parse(NULL, value);
	const char *format, *delsp;

	if (type == NULL)
		return;
	g_free(part->type);
	part->type = g_ascii_strdown(value, (gssize)strcspn(value, "; \t"));
	if (strchr(part->type, '/') == NULL) {
		g_free(part->type);
		part->type = g_strdup("text/plain");
	}
	part->charset = g_strdup(g_mime_content_type_get_parameter(type, "charset"));
	part->name = file_name(g_mime_content_type_get_parameter(type, "name"));
	format = g_mime_content_type_get_parameter(type, "format");
	delsp = g_mime_content_type_get_parameter(type, "delsp");
	part->flowed = format != NULL && g_ascii_strcasecmp(format, "flowed") == 0;
	part->delsp = delsp != NULL && g_ascii_strcasecmp(delsp, "yes") == 0;
	*boundary = g_strdup(g_mime_content_type_get_parameter(type, "boundary"));
}

static void
read_disposition(MimePart *part, const char *value)
{
	g_autoptr(GMimeContentDisposition) disposition =
		g_mime_content_disposition_parse(NULL, value);
	const char *name;

	if (disposition == NULL)
		return;
	part->attachment = g_mime_content_disposition_is_attachment(disposition);
	name = g_mime_content_disposition_get_parameter(disposition, "filename");
	if (name != NULL) {
		g_free(part->name);
		part->name = file_name(name);
	}
}

static MimePart *
part_new(Walk *walk, Header *header, const char *default_type, char **boundary)
{
	MimePart *part = g_new0(MimePart, 1);
	g_autofree char *type = safe_value(walk, header, "Content-Type");
	g_autofree char *disposition = safe_value(walk, header, "Content-Disposition");
	const char *encoding = raw_value(header, "Content-Transfer-Encoding");

	part->type = g_strdup(default_type);
	if (type != NULL)
		read_type(part, type, boundary);
	if (disposition != NULL)
		read_disposition(part, disposition);
	if (encoding != NULL)
		part->encoding = g_strstrip(g_strdup(encoding));
	return part;
}

/* A line "--boundary" or "--boundary--" in a multipart. */
typedef struct Delimiter {
	const char *line;
	const char *next; /* the line after it */
	gboolean last;
} Delimiter;

static gboolean
find_delimiter(const char *from, const char *end, const char *boundary, Delimiter *delimiter)
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

static void walk_entity(Walk *walk, Header *header, const char *data, const char *end,
			guint depth, const char *default_type, Shown *shown);

/* Returns FALSE if there is no part in it. */
static gboolean
walk_multipart(Walk *walk, const MimePart *part, const char *boundary, const char *data,
	       const char *end, guint depth, Shown *shown)
{
	Shown own = { FALSE, FALSE };
	gboolean alternative = strcmp(part->type, "multipart/alternative") == 0;
	gboolean related = strcmp(part->type, "multipart/related") == 0;
	gboolean digest = strcmp(part->type, "multipart/digest") == 0;
	Delimiter delimiter;

	if (!find_delimiter(data, end, boundary, &delimiter))
		return FALSE;
	while (!delimiter.last && !walk->too_many) {
		const char *start = delimiter.next, *content, *stop = end;
		gboolean more = find_delimiter(start, end, boundary, &delimiter);

		if (more)
			stop = before_delimiter(start, delimiter.line);
		content = read_header(walk->scratch, start, stop, walk->limits);
		walk_entity(walk, walk->scratch, content, stop, depth + 1,
			    digest ? "message/rfc822" : "text/plain",
			    alternative ? &own
			    : related	? shown
					: NULL);
		if (!more)
			break;
	}
	return TRUE;
}

static void
note_shown(MimePart *part, Shown *shown)
{
	gboolean *flag;

	if (shown == NULL || part->attachment)
		return;
	if (strcmp(part->type, "text/plain") == 0)
		flag = &shown->plain;
	else if (strcmp(part->type, "text/html") == 0)
		flag = &shown->html;
	else
		return;
	part->repeated = *flag;
	*flag = TRUE;
}

static void
walk_entity(Walk *walk, Header *header, const char *data, const char *end, guint depth,
	    const char *default_type, Shown *shown)
{
	g_autofree char *boundary = NULL;
	MimePart *part;

	if (walk->parts->len >= walk->limits->parts) {
		omit_once(walk, &walk->too_many, OMITTED_PARTS,
			  "there are more MIME parts than are read");
		return;
	}
	part = part_new(walk, header, default_type, &boundary);
	g_ptr_array_add(walk->parts, part);
	if (g_str_has_prefix(part->type, "multipart/")) {
		if (depth >= walk->limits->depth) {
			omit_once(walk, &walk->too_deep, OMITTED_DEPTH,
				  "MIME parts are nested deeper than is read");
			return;
		}
		if (boundary != NULL && *g_strchomp(boundary) != '\0' &&
		    walk_multipart(walk, part, boundary, data, end, depth, shown))
			return;
		/* No part in it: a reader sees it as it stands. */
		g_free(part->type);
		part->type = g_strdup("text/plain");
	}
	part->data = data;
	part->size = (gsize)(end - data);
	note_shown(part, shown);
}

GPtrArray *
mime_parts(Header *header, const char *data, gsize size, const MessageLimits *limits,
	   Omissions *omitted)
{
	Walk walk = { .limits = limits, .omitted = omitted };

	walk.parts = g_ptr_array_new_with_free_func(part_free);
	walk.scratch = header_new();
	if (data == NULL)
		data = "";
	walk_entity(&walk, header, data, data + size, 0, "text/plain", NULL);
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

static GByteArray *
transfer_decode(const MimePart *part)
{
	GMimeContentEncoding named = part->encoding == NULL
					     ? GMIME_CONTENT_ENCODING_DEFAULT
					     : g_mime_content_encoding_from_string(part->encoding);
	GByteArray *content = g_byte_array_new();
	GMimeEncoding state;

	if (named != GMIME_CONTENT_ENCODING_BASE64 &&
	    named != GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE &&
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
	if (part->charset == NULL && strcmp(part->type, "text/html") == 0)
		own_charset = meta_charset(content);
	return decode_utf8((const char *)content->data, (gssize)content->len,
			   own_charset != NULL ? own_charset : part->charset);
}
