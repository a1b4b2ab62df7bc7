#include "message.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/private.h"
#include "base/terminal.h"
#include "mail/mailstore.h"
#include "store/spool-file.h"

/* Takes the next bytes of a message. */
typedef void (*Take)(gpointer taker, const char *data, gsize size);

static gboolean
read_all(int fd, const SpoolEntry *entry, Take take, gpointer taker, GError **error)
{
	g_autoptr(SpoolReader) reader = spool_reader_new(fd, entry, FALSE);
	const char *data;
	gsize size = 1;

	while (size > 0) {
		if (!spool_reader_next(reader, &data, &size, error))
			return FALSE;
		take(taker, data, size);
	}
	return TRUE;
}

static gboolean
read_copy(const HeldRun *run, const HeldCopy *copy, Take take, gpointer taker, GError **error)
{
	g_autofree char *path = spool_path(run->decider.spool, copy->place, copy->id);
	int fd = private_open(path);
	gboolean good;

	if (fd < 0) {
		g_set_error(error, SPOOL_ERROR,
			    errno == ENOENT ? SPOOL_ERROR_MISSING : SPOOL_ERROR_READ, "%s: %s",
			    path, g_strerror(errno));
		return FALSE;
	}
	good = read_all(fd, copy->entry, take, taker, error);
	close(fd);
	return good;
}

static void
append(gpointer bytes, const char *data, gsize size)
{
	g_byte_array_append(bytes, (const guint8 *)data, (guint)size);
}

Message *
held_message_read(const HeldRun *run, const HeldCopy *copy, GError **error)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	Message *message;

	if (!read_copy(run, copy, append, bytes, error))
		return NULL;
	message = message_new(&message_default_limits);
	mailstore_feed(message, (const char *)bytes->data, bytes->len);
	return message;
}

static void
print(gpointer out, const char *data, gsize size)
{
	fwrite(data, 1, size, out);
}

gboolean
held_message_write(const HeldRun *run, const HeldCopy *copy, GError **error)
{
	FILE *out = terminal_raw_output();
	gboolean good;

	if (out == NULL) {
		g_set_error(error, SPOOL_ERROR, SPOOL_ERROR_READ, "standard output: %s",
			    g_strerror(errno));
		return FALSE;
	}
	fflush(stdout);
	good = read_copy(run, copy, print, out, error);
	if (fclose(out) != 0 && good) {
		g_set_error(error, SPOOL_ERROR, SPOOL_ERROR_WRITE, "standard output: %s",
			    g_strerror(errno));
		return FALSE;
	}
	return good;
}
