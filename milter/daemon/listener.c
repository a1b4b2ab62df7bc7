#define _GNU_SOURCE /* O_PATH */
#include "listener.h"

#include <errno.h>
#include <fcntl.h>
#include <libmilter/mfapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

struct Listener {
	char *path; /* of a unix socket, under the name it has now (nullable) */
	int lock;   /* of PATH.lock, or -1 */
	struct sockaddr_storage address; /* where we can call ourselves */
	socklen_t size;                  /* 0: unknown */
};

/* The path in SOCKET where it names one of the file system (transfer none, nullable). */
static const char *
path_of(const char *socket_name)
{
	if (g_str_has_prefix(socket_name, "unix:"))
		return socket_name + strlen("unix:");
	if (g_str_has_prefix(socket_name, "local:"))
		return socket_name + strlen("local:");
	return NULL;
}

static gboolean
fail(GError **error, ListenerErrorCode code, const char *what, const char *name)
{
	g_set_error(error, LISTENER_ERROR, code, "%s: %s", name, what);
	return FALSE;
}

/* What is no matter of how it is written: config_is_socket() looked at that. */
static gboolean
check_name(const char *socket_name, GError **error)
{
	const char *path = path_of(socket_name);

	if (path != NULL && strlen(path) >= sizeof(((struct sockaddr_un *)0)->sun_path))
		return fail(error, LISTENER_ERROR_SYNTAX, "the path is too long", socket_name);
	if (g_str_has_prefix(socket_name, "fd:") &&
	    fcntl((int)g_ascii_strtoll(socket_name + strlen("fd:"), NULL, 10), F_GETFD) < 0)
		return fail(error, LISTENER_ERROR_OPEN, "no such descriptor was handed over",
			    socket_name);
	return TRUE;
}

/* Call ADDRESS without waiting.  Returns 0 if somebody is there, else errno. */
static int
call(const struct sockaddr *address, socklen_t size)
{
	int fd = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int result = fd >= 0 && connect(fd, address, size) == 0 ? 0 : errno;

	if (fd >= 0)
		close(fd);
	return result == EINPROGRESS ? 0 : result;
}

static int
call_path(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	g_strlcpy(address.sun_path, path, sizeof address.sun_path);
	return call((const struct sockaddr *)&address, sizeof address);
}

/* The lock outlives the socket file: a crash leaves the socket, never the lock. */
static gboolean
take_lock(Listener *listener, uid_t uid, gid_t gid, GError **error)
{
	g_autofree char *name = g_strconcat(listener->path, ".lock", NULL);
	struct stat status;

	listener->lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
	if (listener->lock < 0)
		return fail(error, LISTENER_ERROR_OPEN, g_strerror(errno), name);
	if (flock(listener->lock, LOCK_EX | LOCK_NB) != 0)
		return fail(error, LISTENER_ERROR_IN_USE, "another instance runs on this socket",
			    listener->path);
	/* Its folder may be the user's, who could give root's files this name, too. */
	if (fstat(listener->lock, &status) != 0 || !S_ISREG(status.st_mode) || status.st_nlink != 1)
		return fail(error, LISTENER_ERROR_OPEN, "it is no file of its own", name);
	/* The next start may be without root's rights; if it fails then, it says so. */
	if (uid != (uid_t)-1 && fchown(listener->lock, uid, gid) != 0)
		return fail(error, LISTENER_ERROR_OPEN, g_strerror(errno), name);
	return TRUE;
}

/*
 * A socket that refuses calls was left behind and is removed; any other, and any other file, is not
 * ours.
 */
static gboolean
remove_stale(const char *path, GError **error)
{
	struct stat status;
	int answer;

	if (lstat(path, &status) != 0)
		return errno == ENOENT || fail(error, LISTENER_ERROR_OPEN, g_strerror(errno), path);
	if (!S_ISSOCK(status.st_mode))
		return fail(error, LISTENER_ERROR_OPEN, "it is there and no socket", path);
	answer = call_path(path);
	/* EAGAIN: so many call there that it does not keep up. */
	if (answer == 0 || answer == EAGAIN)
		return fail(error, LISTENER_ERROR_IN_USE, "another program answers there", path);
	if (answer != ECONNREFUSED)
		return fail(error, LISTENER_ERROR_OPEN, g_strerror(answer), path);
	if (unlink(path) != 0)
		return fail(error, LISTENER_ERROR_OPEN, g_strerror(errno), path);
	return TRUE;
}

static gboolean
open_socket(const char *socket_name, GError **error)
{
	g_autofree char *name = g_strdup(socket_name);
	mode_t mask = umask(0117);
	gboolean opened;

	errno = 0;
	opened = smfi_setconn(name) == MI_SUCCESS && smfi_opensocket(FALSE) == MI_SUCCESS;
	umask(mask);
	if (!opened)
		return fail(error, LISTENER_ERROR_OPEN,
			    errno != 0 ? g_strerror(errno) : "cannot be opened", socket_name);
	return TRUE;
}

/*
 * Give the new socket PATH to the user, in whose folder another file may have taken its name by
 * now.
 */
static gboolean
hand_over(const char *path, uid_t uid, gid_t gid, GError **error)
{
	int fd = open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	struct stat status;
	gboolean given = fd >= 0 && fstat(fd, &status) == 0;

	if (given &&
	    (!S_ISSOCK(status.st_mode) || status.st_nlink != 1 || status.st_uid != geteuid())) {
		errno = EEXIST;
		given = FALSE;
	}
	given = given && fchownat(fd, "", uid, gid, AT_EMPTY_PATH) == 0;
	if (!given)
		fail(error, LISTENER_ERROR_OPEN, g_strerror(errno), path);
	if (fd >= 0)
		close(fd);
	return given;
}

/* The number that the next descriptor will have: libmilter does not tell its socket's. */
static int
next_descriptor(void)
{
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);

	if (fd >= 0)
		close(fd);
	return fd;
}

/* Learn where FD listens. */
static void
note_address(Listener *listener, int fd)
{
	struct sockaddr *address = (struct sockaddr *)&listener->address;
	socklen_t size = sizeof listener->address, length = sizeof(int);
	int listens = 0;

	if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) == 0 && listens &&
	    getsockname(fd, address, &size) == 0)
		listener->size = size;
}

static int
descriptor_of(const char *socket_name)
{
	return g_str_has_prefix(socket_name, "fd:") ? atoi(socket_name + strlen("fd:"))
						    : next_descriptor();
}

Listener *
listener_open(const char *socket_name, uid_t uid, gid_t gid, GError **error)
{
	g_autoptr(Listener) listener = g_new0(Listener, 1);
	int fd;

	listener->lock = -1;
	if (!check_name(socket_name, error))
		return NULL;
	listener->path = g_strdup(path_of(socket_name));
	if (listener->path != NULL &&
	    (!take_lock(listener, uid, gid, error) || !remove_stale(listener->path, error)))
		return NULL;
	fd = descriptor_of(socket_name);
	if (!open_socket(socket_name, error))
		return NULL;
	note_address(listener, fd);
	if (listener->path != NULL && uid != (uid_t)-1 &&
	    !hand_over(listener->path, uid, gid, error))
		return NULL;
	return g_steal_pointer(&listener);
}

/* Under another name the socket is out of the way, and we can still call it ourselves. */
void
listener_close_door(Listener *listener)
{
	g_autofree char *aside = NULL;

	if (listener->path == NULL)
		return;
	aside = g_strconcat(listener->path, ".closing", NULL);
	if (rename(listener->path, aside) != 0)
		return;
	g_free(listener->path);
	listener->path = g_steal_pointer(&aside);
}

void
listener_wake(Listener *listener)
{
	if (listener->path != NULL)
		call_path(listener->path);
	else if (listener->size > 0)
		call((const struct sockaddr *)&listener->address, listener->size);
}

void
listener_free(Listener *listener)
{
	if (listener == NULL)
		return;
	if (listener->path != NULL && g_str_has_suffix(listener->path, ".closing"))
		unlink(listener->path);
	if (listener->lock >= 0)
		close(listener->lock);
	g_free(listener->path);
	g_free(listener);
}
