/*
 * mime-fields - Content-Type and its like -> what a part is
 *
 * A reader of mail makes something of fields that are repeated, or written otherwise than RFC 2045
 * says; so do we, and what a reader may show is read.  Private to mime.c.
 */
#ifndef MAIL_MIME_FIELDS_H
#define MAIL_MIME_FIELDS_H

#include "mime.h"

/*
 * The part under HEADER with its content from DATA to END, not yet set; *BOUNDARY (transfer full,
 * nullable) is that of a multipart.  Returns (transfer full).
 */
MimePart *mime_part_new(Header *header, const char *default_type, const char *data, const char *end,
			Omissions *omitted, char **boundary);
void mime_part_free(gpointer part);

/* Whether LENGTH bytes at NAME are a field that is asked for. */
gboolean mime_is_asked_for(const char *name, gsize length);

/* Whether TYPE is one that readers show as HTML. */
gboolean mime_is_html(const char *type);

/* A line "--boundary" or "--boundary--" in a multipart. */
typedef struct MimeDelimiter {
	const char *line;
	const char *next; /* the line after it */
	gboolean last;
} MimeDelimiter;

/* The first from FROM to END for BOUNDARY (mime.c). */
gboolean mime_find_delimiter(const char *from, const char *end, const char *boundary,
			     MimeDelimiter *delimiter);

#endif
