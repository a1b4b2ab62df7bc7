/* The message of a copy, read piece by piece, its edits put in on the way. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "spool-file.h"

enum { PIECE_SIZE = 64 * 1024 };

struct SpoolReader {
	int fd;
	const SpoolEntry *entry;
	guint next;     /* edit */
	guint64 at;     /* in the message */
	GString *field; /* an edit as it is sent */
	char piece[PIECE_SIZE];
};

SpoolReader *
spool_reader_new(int fd, const SpoolEntry *entry, gboolean edited)
{
	SpoolReader *reader = g_malloc(sizeof *reader);

	reader->fd = fd;
	reader->entry = entry;
	reader->next = edited || entry->edits == NULL ? 0 : entry->edits->len;
	reader->at = 0;
	reader->field = g_string_new(NULL);
	return reader;
}

void
spool_reader_free(SpoolReader *reader)
{
	if (reader == NULL)
		return;
	g_string_free(reader->field, TRUE);
	g_free(reader);
}

static const SpoolEdit *
next_edit(const SpoolReader *reader)
{
	const GPtrArray *edits = reader->entry->edits;

	return edits != NULL && reader->next < edits->len ? edits->pdata[reader->next] : NULL;
}

/* The field as it is on the wire. */
static void
put_field(SpoolReader *reader, const char *field)
{
	g_string_truncate(reader->field, 0);
	for (const char *p = field; *p != '\0'; p++) {
		if (*p == '\n')
			g_string_append_c(reader->field, '\r');
		g_string_append_c(reader->field, *p);
	}
	g_string_append(reader->field, "\r\n");
}

static gboolean
read_piece(SpoolReader *reader, guint64 end, const char **data, gsize *size, GError **error)
{
	gsize most = (gsize)MIN(end - reader->at, PIECE_SIZE);
	ssize_t got;

	do
		got = pread(reader->fd, reader->piece, most,
			    (off_t)(reader->entry->header_size + reader->at));
	while (got < 0 && errno == EINTR);
	if (got <= 0) {
		g_set_error(error, SPOOL_ERROR, got < 0 ? SPOOL_ERROR_READ : SPOOL_ERROR_BROKEN,
			    "the message of a copy: %s", got < 0 ? g_strerror(errno) : "it is cut");
		return FALSE;
	}
	reader->at += (guint64)got;
	*data = reader->piece;
	*size = (gsize)got;
	return TRUE;
}

gboolean
spool_reader_next(SpoolReader *reader, const char **data, gsize *size, GError **error)
{
	const SpoolEdit *edit;

	while ((edit = next_edit(reader)) != NULL && edit->offset <= reader->at) {
		reader->next++;
		reader->at = MAX(reader->at, edit->offset + edit->length);
		if (edit->field == NULL)
			continue;
		put_field(reader, edit->field);
		*data = reader->field->str;
		*size = reader->field->len;
		return TRUE;
	}
	*data = "";
	*size = 0;
	if (reader->at >= reader->entry->size)
		return TRUE;
	return read_piece(reader, edit != NULL ? edit->offset : reader->entry->size, data, size,
			  error);
}
