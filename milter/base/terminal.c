#define _GNU_SOURCE /* fopencookie() */
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "visible.h"

/* What stands behind stdout or stderr, as long as the program runs. */
typedef struct Guard {
	pthread_mutex_t mutex; /* the stream has a lock of its own, which no sanitizer sees */
	int fd;
	char rest[4]; /* of a character that is not whole yet */
	gsize length;
} Guard;

static gboolean
write_all(int fd, const char *data, gsize size)
{
	while (size > 0) {
		ssize_t written = write(fd, data, size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return FALSE;
		data += written;
		size -= (gsize)written;
	}
	return TRUE;
}

static gboolean
write_visible(Guard *guard, const char *data, size_t size)
{
	g_autoptr(GString) bytes = g_string_new_len(guard->rest, (gssize)guard->length);
	g_autoptr(GString) text = g_string_sized_new(size + sizeof guard->rest);

	g_string_append_len(bytes, data, (gssize)size);
	guard->length = visible_rest(bytes->str, bytes->len);
	memcpy(guard->rest, bytes->str + bytes->len - guard->length, guard->length);
	visible_append(text, bytes->str, bytes->len - guard->length, TRUE);
	return write_all(guard->fd, text->str, text->len);
}

static ssize_t
guard_write(void *cookie, const char *data, size_t size)
{
	Guard *guard = cookie;
	gboolean written;

	pthread_mutex_lock(&guard->mutex);
	written = write_visible(guard, data, size);
	pthread_mutex_unlock(&guard->mutex);
	return written ? (ssize_t)size : 0;
}

/* A character that never became whole. */
static int
guard_close(void *cookie)
{
	const Guard *guard = cookie;

	return guard->length == 0 || write_all(guard->fd, "\xef\xbf\xbd", 3) ? 0 : EOF;
}

static FILE *
guarded(Guard *guard, int buffering)
{
	const cookie_io_functions_t functions = { .write = guard_write, .close = guard_close };
	FILE *file = fopencookie(guard, "w", functions);

	if (file != NULL)
		setvbuf(file, NULL, buffering, BUFSIZ);
	return file;
}

gboolean
terminal_guard(void)
{
	static Guard standard_out = { .mutex = PTHREAD_MUTEX_INITIALIZER, .fd = STDOUT_FILENO };
	static Guard standard_err = { .mutex = PTHREAD_MUTEX_INITIALIZER, .fd = STDERR_FILENO };
	FILE *out = guarded(&standard_out, isatty(STDOUT_FILENO) ? _IOLBF : _IOFBF);
	FILE *err = guarded(&standard_err, _IOLBF);

	if (out == NULL || err == NULL)
		return FALSE;
	stdout = out;
	stderr = err;
	return TRUE;
}

FILE *
terminal_raw_output(void)
{
	int fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);

	return fd >= 0 ? fdopen(fd, "w") : NULL;
}
