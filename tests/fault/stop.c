/*
 * stop - ends a program at its Nth act on disk or wire, as a power failure would
 *
 * Preloaded (LD_PRELOAD).  STOP_ARM names a file: from when it is there, what changes a file, a
 * folder or the other end of a socket is counted, and the STOP_ATth ends the program before it
 * happens, with status 99.
 *
 * With STOP_ERRNO set, a number of errno, nothing is counted or ended: no file that is called
 * "copy-..." can be written to, as on a full disk; with STOP_MARKS, the name of a file, no mode can
 * be changed as long as it is there.  With STOP_SLOW, a number of milliseconds, each fsync takes so
 * long.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_int count;

static void
act(void)
{
	const char *arm = getenv("STOP_ARM"), *at = getenv("STOP_AT");
	int number, saved = errno;

	if (arm == NULL || at == NULL || access(arm, F_OK) != 0) {
		errno = saved;
		return;
	}
	number = atomic_fetch_add(&count, 1) + 1;
	if (number == atoi(at))
		_exit(99);
	errno = saved;
}

/* The function of the C library that NAME stands before. */
#define NEXT(name)                                                                                 \
	static __typeof__(&name) next;                                                             \
	if (next == NULL)                                                                          \
	next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define ACT(result, name, parameters, arguments)                                                   \
	result name parameters                                                                     \
	{                                                                                          \
		NEXT(name);                                                                        \
		act();                                                                             \
		return next arguments;                                                             \
	}

ACT(ssize_t, pwrite, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at))
ACT(ssize_t, pwrite64, (int fd, const void *data, size_t size, off64_t at), (fd, data, size, at))
ACT(ssize_t, writev, (int fd, const struct iovec *parts, int n), (fd, parts, n))
ACT(ssize_t, send, (int fd, const void *data, size_t size, int flags), (fd, data, size, flags))
ACT(ssize_t, sendmsg, (int fd, const struct msghdr *message, int flags), (fd, message, flags))
ACT(int, fdatasync, (int fd), (fd))
ACT(int, rename, (const char *from, const char *to), (from, to))
ACT(int, link, (const char *from, const char *to), (from, to))
ACT(int, unlink, (const char *path), (path))
ACT(int, mkdir, (const char *path, mode_t mode), (path, mode))
ACT(int, chmod, (const char *path, mode_t mode), (path, mode))
ACT(int, truncate, (const char *path, off_t size), (path, size))
ACT(int, ftruncate, (int fd, off_t size), (fd, size))
ACT(int, ftruncate64, (int fd, off64_t size), (fd, size))

int
fsync(int fd)
{
	NEXT(fsync);
	const char *slow = getenv("STOP_SLOW");

	if (slow != NULL)
		usleep((useconds_t)atoi(slow) * 1000);
	act();
	return next(fd);
}

int
fchmod(int fd, mode_t mode)
{
	NEXT(fchmod);
	const char *file = getenv("STOP_MARKS");

	if (file != NULL && access(file, F_OK) == 0) {
		errno = ENOSPC;
		return -1;
	}
	act();
	return next(fd, mode);
}

/* Whether FD is a copy being written, which STOP_ERRNO forbids. */
static int
is_refused(int fd)
{
	const char *number = getenv("STOP_ERRNO");
	char link[64], path[1024];
	ssize_t length;

	if (number == NULL || fd <= STDERR_FILENO)
		return 0;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	length = readlink(link, path, sizeof path - 1);
	path[length > 0 ? length : 0] = '\0';
	if (strstr(path, "/copy-") == NULL)
		return 0;
	errno = atoi(number);
	return 1;
}

/* Not the log: it is no act that a test could miss. */
ssize_t
write(int fd, const void *data, size_t size)
{
	NEXT(write);

	if (is_refused(fd))
		return -1;
	if (fd > STDERR_FILENO)
		act();
	return next(fd, data, size);
}
