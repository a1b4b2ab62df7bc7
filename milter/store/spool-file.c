#include "spool-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/private.h"

enum {
	BUFFER_SIZE = 64 * 1024,
	HEADER_MOST = 1024 * 1024, /* a header has some sentences and the fields of one message */
	LINE_MOST = 59000,         /* a field is read no further than about 60,000 bytes */
};

/* A file being written. */
typedef struct Writing {
	int fd;
	char *path;
	GString *buffer;
} Writing;

static gboolean
fail(SpoolErrorCode code, const char *path, int number, GError **error)
{
	g_set_error(error, SPOOL_ERROR, code, "%s: %s", path, g_strerror(number));
	return FALSE;
}

static gboolean
write_all(Writing *writing, const char *data, gsize size, GError **error)
{
	while (size > 0) {
		ssize_t written = write(writing->fd, data, size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return fail(SPOOL_ERROR_WRITE, writing->path, errno, error);
		data += written;
		size -= (gsize)written;
	}
	return TRUE;
}

static gboolean
flush(Writing *writing, GError **error)
{
	gboolean written = write_all(writing, writing->buffer->str, writing->buffer->len, error);

	g_string_truncate(writing->buffer, 0);
	return written;
}

/* A MessageSink: fields are small, so they are gathered. */
static gboolean
take(gpointer data, const void *bytes, gsize size, GError **error)
{
	Writing *writing = data;

	if (writing->buffer->len + size > BUFFER_SIZE && !flush(writing, error))
		return FALSE;
	if (size > BUFFER_SIZE)
		return write_all(writing, bytes, size, error);
	g_string_append_len(writing->buffer, bytes, (gssize)size);
	return TRUE;
}

/* Whether HEADER can be read as it is written. */
static gboolean
is_readable(const char *header)
{
	if (strlen(header) > HEADER_MOST)
		return FALSE;
	for (const char *line = header; *line != '\0';) {
		gsize length = strcspn(line, "\n");

		/* A fold belongs to its field. */
		while (line[length] == '\n' &&
		       (line[length + 1] == ' ' || line[length + 1] == '\t'))
			length += 1 + strcspn(line + length + 1, "\n");
		if (length > LINE_MOST)
			return FALSE;
		line += length + (line[length] == '\n');
	}
	return TRUE;
}

static gboolean
begin(Writing *writing, const char *folder, const SpoolEntry *entry, GError **error)
{
	g_autofree char *header = spool_entry_format(entry);

	writing->path = g_build_filename(folder, "copy-XXXXXX", NULL);
	writing->buffer = g_string_new(NULL);
	writing->fd = -1;
	if (!is_readable(header)) {
		g_set_error(error, SPOOL_ERROR, SPOOL_ERROR_WRITE,
			    "%s: a copy's own header would be too long", folder);
		return FALSE;
	}
	writing->fd = g_mkstemp_full(writing->path, O_WRONLY | O_CLOEXEC, 0600);
	if (writing->fd < 0)
		return fail(SPOOL_ERROR_WRITE, folder, errno, error);
	return take(writing, header, strlen(header), error);
}

/* The path of the finished file, or NULL and nothing is left. */
static char *
end(Writing *writing, gboolean good, GError **error)
{
	if (good)
		good = flush(writing, error);
	if (good && fsync(writing->fd) != 0)
		good = fail(SPOOL_ERROR_WRITE, writing->path, errno, error);
	if (writing->fd >= 0 && close(writing->fd) != 0 && good)
		good = fail(SPOOL_ERROR_WRITE, writing->path, errno, error);
	if (!good && writing->fd >= 0)
		g_unlink(writing->path);
	g_string_free(writing->buffer, TRUE);
	if (good)
		return g_steal_pointer(&writing->path);
	g_clear_pointer(&writing->path, g_free);
	return NULL;
}

char *
spool_file_write(const char *folder, const SpoolEntry *entry, const Message *message,
		 GError **error)
{
	Writing writing = { 0 };
	gboolean good = begin(&writing, folder, entry, error) &&
			message_emit(message, 0, take, &writing, error);

	return end(&writing, good, error);
}

/* Up to MOST bytes from the beginning of FD. */
static gssize
read_beginning(int fd, char *buffer, gsize most)
{
	gsize size = 0;
	ssize_t got = 1;

	while (size < most && got > 0) {
		got = pread(fd, buffer + size, most - size, (off_t)size);
		if (got < 0 && errno == EINTR)
			got = 1;
		else if (got > 0)
			size += (gsize)got;
	}
	return got < 0 ? -1 : (gssize)size;
}

/* A file that is shorter or longer than it says was not written by us, or not to its end. */
static SpoolEntry *
read_header(int fd, const char *path, GError **error)
{
	struct stat status;
	g_autofree char *buffer = NULL;
	g_autoptr(SpoolEntry) entry = NULL;
	gssize size = -1;

	if (fstat(fd, &status) == 0) {
		buffer = g_malloc(MIN((gsize)status.st_size, HEADER_MOST) + 1);
		size = read_beginning(fd, buffer, MIN((gsize)status.st_size, HEADER_MOST));
	}
	if (size < 0) {
		fail(SPOOL_ERROR_READ, path, errno, error);
		return NULL;
	}
	entry = spool_entry_parse(buffer, (gsize)size, error);
	if (entry == NULL) {
		g_prefix_error(error, "%s: ", path);
		return NULL;
	}
	if (entry->header_size + entry->size != (guint64)status.st_size) {
		g_set_error(error, SPOOL_ERROR, SPOOL_ERROR_BROKEN,
			    "%s: its message has not the size it should have", path);
		return NULL;
	}
	return g_steal_pointer(&entry);
}

static int
open_copy(const char *path, GError **error)
{
	int fd = private_open(path);

	if (fd < 0)
		fail(errno == ENOENT ? SPOOL_ERROR_MISSING : SPOOL_ERROR_READ, path, errno, error);
	return fd;
}

SpoolEntry *
spool_file_read(const char *path, GError **error)
{
	int fd = open_copy(path, error);
	SpoolEntry *entry;

	if (fd < 0)
		return NULL;
	entry = read_header(fd, path, error);
	close(fd);
	return entry;
}

static gboolean
copy_message(Writing *writing, int fd, const SpoolEntry *entry, GError **error)
{
	g_autoptr(SpoolReader) reader = spool_reader_new(fd, entry, FALSE);
	const char *data;
	gsize size = 1;

	while (size > 0)
		if (!spool_reader_next(reader, &data, &size, error) ||
		    !take(writing, data, size, error))
			return FALSE;
	return TRUE;
}

char *
spool_file_rewrite(const char *folder, const char *path, const char *refused, GError **error)
{
	g_autoptr(SpoolEntry) entry = NULL;
	Writing writing = { 0 };
	int fd = open_copy(path, error);
	char *written;

	if (fd < 0)
		return NULL;
	entry = read_header(fd, path, error);
	if (entry == NULL) {
		close(fd);
		return NULL;
	}
	g_free(entry->refused);
	entry->refused = g_strdup(refused);
	written = end(&writing,
		      begin(&writing, folder, entry, error) &&
			      copy_message(&writing, fd, entry, error),
		      error);
	close(fd);
	return written;
}
