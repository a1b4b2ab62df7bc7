#include "mime-fields.h"

#include <string.h>

#include <gmime/gmime.h>

#include "charset.h"
#include "decode.h"
#include "guard.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeContentType, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeContentDisposition, g_object_unref)

/* Of repeated fields so many are looked at, and of boundaries so many bytes. */
enum { MOST_REPEATED = 4, LONGEST_BOUNDARY = 200 };

static const char *const names[] = { "Content-Type", "Content-Transfer-Encoding",
				     "Content-Disposition" };

void
mime_part_free(gpointer data)
{
	MimePart *part = data;

	g_free(part->type);
	g_free(part->charset);
	g_free(part->name);
	g_free(part->encoding);
	g_free(part);
}

gboolean
mime_is_asked_for(const char *name, gsize length)
{
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (strlen(names[i]) == length && g_ascii_strncasecmp(names[i], name, length) == 0)
			return TRUE;
	return FALSE;
}

gboolean
mime_is_html(const char *type)
{
	return strcmp(type, "text/html") == 0 || strcmp(type, "application/xhtml+xml") == 0;
}

static const char *
raw_value(Header *header, const char *name, guint nth)
{
	gint index = header_find(header, name, nth);

	return index < 0 ? NULL : header_field(header, (guint)index)->value;
}

/*
 * RAW as GMime may see it: unfolded, its encoded words joined, its parameters few (transfer full).
 */
static char *
safe_value(const char *raw, const char *name, Omissions *omitted)
{
	char *value = g_strstrip(decode_join_words(raw));

	if (guard_parameters_are_safe(value))
		return value;
	omissions_add(omitted, OMITTED_PARAMETERS, "the parameters of %s were not read: too many",
		      name);
	value[strcspn(value, ";")] = '\0';
	return value;
}

/*
 * "text / html (comment)": its type and subtype in lower case, "text/plain" where it is none
 * (transfer full).
 */
static char *
bare_type(const char *value)
{
	GString *type = g_string_new(NULL);
	guint depth = 0;

	for (; *value != '\0' && (*value != ';' || depth > 0); value++) {
		if (*value == '(')
			depth++;
		else if (*value == ')' && depth > 0)
			depth--;
		else if (depth == 0 && strchr(" \t\r\n\"", *value) == NULL)
			g_string_append_c(type, g_ascii_tolower(*value));
	}
	if (strchr(type->str, '/') == NULL)
		g_string_assign(type, "text/plain");
	return g_string_free(type, FALSE);
}

static char *
file_name(const char *value)
{
	return value == NULL ? NULL
			     : decode_collapse(decode_visible(charset_to_utf8(value, -1, NULL)));
}

static void
read_type(MimePart *part, const char *value, char **boundary)
{
	g_autoptr(GMimeContentType) type = g_mime_content_type_parse(NULL, value);
	const char *format, *delsp;

	if (type == NULL)
		return;
	g_free(part->type);
	part->type = bare_type(value);
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

/* The type of a multipart of which BOUNDARY is nowhere between DATA and END says nothing. */
static gboolean
leads_nowhere(const MimePart *part, char *boundary, const char *data, const char *end)
{
	MimeDelimiter delimiter;

	return g_str_has_prefix(part->type, "multipart/") &&
	       (boundary == NULL || *g_strchomp(boundary) == '\0' ||
		!mime_find_delimiter(data, end, boundary, &delimiter));
}

/* Of several Content-Type fields the first that fits what follows; readers choose differently. */
static void
choose_type(MimePart *part, Header *header, const char *data, const char *end, Omissions *omitted,
	    char **boundary)
{
	const char *raw;

	for (guint nth = 0;
	     nth < MOST_REPEATED && (raw = raw_value(header, "Content-Type", nth)) != NULL; nth++) {
		g_autofree char *value = safe_value(raw, "Content-Type", omitted);
		g_autofree char *own_boundary = NULL;
		MimePart *other = g_new0(MimePart, 1);

		other->type = g_strdup(part->type);
		read_type(other, value, &own_boundary);
		if (nth > 0 && !(leads_nowhere(part, *boundary, data, end) &&
				 !leads_nowhere(other, own_boundary, data, end))) {
			mime_part_free(other);
			continue;
		}
		g_free(part->type);
		g_free(part->charset);
		g_free(part->name);
		*part = *other;
		g_free(other);
		g_free(*boundary);
		*boundary = g_steal_pointer(&own_boundary);
	}
}

/*
 * One letter, digit or hyphen after the other: "base64 (x)" and "\"base64\"" are base64 (transfer
 * full).
 */
static char *
bare_encoding(const char *raw)
{
	const char *begin = raw + strspn(raw, " \t\r\n\"");
	gsize length = 0;

	while (g_ascii_isalnum(begin[length]) || begin[length] == '-')
		length++;
	return g_strndup(begin, length);
}

/* Whether what stands between DATA and END can be base64. */
static gboolean
looks_like_base64(const char *data, const char *end)
{
	enum { LOOKED_AT = 4096 };

	end = MIN(end, data + LOOKED_AT);
	for (; data < end; data++)
		if (!g_ascii_isalnum(*data) && strchr("+/=\r\n \t", *data) == NULL)
			return FALSE;
	return TRUE;
}

/*
 * Of several Content-Transfer-Encoding fields that which the content looks like (transfer full,
 * nullable).
 */
static char *
choose_encoding(Header *header, const char *data, const char *end)
{
	const char *raw = raw_value(header, "Content-Transfer-Encoding", 0);
	g_autofree char *chosen = raw != NULL ? bare_encoding(raw) : NULL;

	for (guint nth = 1; nth < MOST_REPEATED &&
			    (raw = raw_value(header, "Content-Transfer-Encoding", nth)) != NULL;
	     nth++) {
		g_autofree char *other = bare_encoding(raw);
		gboolean base64 = looks_like_base64(data, end);

		if (base64 == (g_ascii_strcasecmp(other, "base64") == 0) &&
		    base64 != (g_ascii_strcasecmp(chosen, "base64") == 0)) {
			g_free(chosen);
			chosen = g_steal_pointer(&other);
		}
	}
	return g_steal_pointer(&chosen);
}

/*
 * The boundary of the first line from DATA to END that begins as one, with a field below it
 * (transfer full, nullable).
 */
static char *
guess_boundary(const char *data, const char *end)
{
	const char *line = data;

	while (line != NULL && end - line > 4) {
		const char *feed = memchr(line, '\n', (gsize)(end - line));
		gsize length;

		if (feed == NULL)
			return NULL;
		length = (gsize)(feed - line);
		if (length > 2 && length < LONGEST_BOUNDARY && line[0] == '-' && line[1] == '-' &&
		    end - feed > 9 && g_ascii_strncasecmp(feed + 1, "Content-", 8) == 0)
			return g_strchomp(g_strndup(line + 2, length - 2));
		line = feed + 1;
	}
	return NULL;
}

MimePart *
mime_part_new(Header *header, const char *default_type, const char *data, const char *end,
	      Omissions *omitted, char **boundary)
{
	MimePart *part = g_new0(MimePart, 1);
	const char *disposition = raw_value(header, "Content-Disposition", 0);

	part->type = g_strdup(default_type);
	choose_type(part, header, data, end, omitted, boundary);
	if (disposition != NULL) {
		g_autofree char *value = safe_value(disposition, "Content-Disposition", omitted);

		read_disposition(part, value);
	}
	part->encoding = choose_encoding(header, data, end);
	if (leads_nowhere(part, *boundary, data, end)) {
		char *guess = guess_boundary(data, end);

		if (guess != NULL) {
			g_free(*boundary);
			*boundary = guess;
		}
	}
	return part;
}
