#include "overflow.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gstdio.h>

enum { PIECE = 64 * 1024 };

struct Overflow {
	int fd;
	goffset size;
};

static gboolean
fail(const char *what, GError **error)
{
	int number = errno;

	g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(number), "%s: %s", what,
		    g_strerror(number));
	return FALSE;
}

Overflow *
overflow_new(const char *folder, GError **error)
{
	g_autofree char *name = g_build_filename(folder, ".body-XXXXXX", NULL);
	int fd = g_mkstemp_full(name, O_RDWR | O_CLOEXEC, 0600);
	Overflow *overflow;

	if (fd < 0) {
		fail(folder, error);
		return NULL;
	}
	g_unlink(name);
	overflow = g_new0(Overflow, 1);
	overflow->fd = fd;
	return overflow;
}

void
overflow_free(Overflow *overflow)
{
	if (overflow == NULL)
		return;
	close(overflow->fd);
	g_free(overflow);
}

gboolean
overflow_add(Overflow *overflow, const void *data, gsize size, GError **error)
{
	const char *from = data;

	while (size > 0) {
		ssize_t written = pwrite(overflow->fd, from, size, overflow->size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return fail("the end of a large body", error);
		from += written;
		size -= (gsize)written;
		overflow->size += written;
	}
	return TRUE;
}

gboolean
overflow_emit(const Overflow *overflow, MessageSink sink, gpointer data, GError **error)
{
	g_autofree char *piece = g_malloc(PIECE);
	goffset at = 0;

	while (at < overflow->size) {
		ssize_t count = pread(overflow->fd, piece, PIECE, at);

		if (count < 0 && errno == EINTR)
			continue;
		if (count == 0)
			errno = EIO;
		if (count <= 0)
			return fail("the end of a large body", error);
		if (!sink(data, piece, (gsize)count, error))
			return FALSE;
		at += count;
	}
	return TRUE;
}
