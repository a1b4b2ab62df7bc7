#include "listener.h"

#include <errno.h>
#include <fcntl.h>
#include <libmilter/mfapi.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

struct Listener {
	char *path;  /* of a unix socket, under the name it has now (nullable) */
	int lock;    /* of PATH.lock, or -1 */
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

static gboolean
check_descriptor(const char *socket_name, GError **error)
{
	guint64 number;

	if (!g_ascii_string_to_unsigned(socket_name + strlen("fd:"), 10, 0, G_MAXINT, &number, NULL))
		return fail(error, LISTENER_ERROR_SYNTAX, "expected a number after fd:", socket_name);
	if (fcntl((int)number, F_GETFD) < 0)
		return fail(error, LISTENER_ERROR_OPEN, "no such descriptor was handed over",
			    socket_name);
	return TRUE;
}

static gboolean
check_syntax(const char *socket_name, GError **error)
{
	const char *path = path_of(socket_name);

	if (path != NULL && *path == '\0')
		return fail(error, LISTENER_ERROR_SYNTAX, "expected a path", socket_name);
	if (path != NULL && strlen(path) >= sizeof(((struct sockaddr_un *)0)->sun_path))
		return fail(error, LISTENER_ERROR_SYNTAX, "the path is too long", socket_name);
	if (g_str_has_prefix(socket_name, "fd:"))
		return check_descriptor(socket_name, error);
	if (path == NULL && !g_str_has_prefix(socket_name, "inet:") &&
	    !g_str_has_prefix(socket_name, "inet6:"))
		return fail(error, LISTENER_ERROR_SYNTAX,
			    "expected unix:/path, local:/path, inet:port@host, inet6:port@host or fd:N",
			    socket_name);
	return TRUE;
}

/* Connect to the unix socket PATH; -1 with errno. */
static int
call(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int saved;

	if (fd < 0)
		return -1;
	g_strlcpy(address.sun_path, path, sizeof address.sun_path);
	if (connect(fd, (const struct sockaddr *)&address, sizeof address) == 0)
		return fd;
	saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

/* The lock outlives the socket file: a crash leaves the socket, never the lock. */
static gboolean
take_lock(Listener *listener, uid_t uid, gid_t gid, GError **error)
{
	g_autofree char *name = g_strconcat(listener->path, ".lock", NULL);

	listener->lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);
	if (listener->lock < 0)
		return fail(error, LISTENER_ERROR_OPEN, g_strerror(errno), name);
	if (flock(listener->lock, LOCK_EX | LOCK_NB) != 0)
		return fail(error, LISTENER_ERROR_IN_USE, "another instance runs on this socket",
			    listener->path);
	/* The next start may be without root's rights; if it fails then, it says so. */
	if (uid != (uid_t)-1 && fchown(listener->lock, uid, gid) != 0)
		return fail(error, LISTENER_ERROR_OPEN, g_strerror(errno), name);
	return TRUE;
}

/* A socket left behind is removed; one that somebody answers on, and any other file, is not ours. */
static gboolean
remove_stale(const char *path, GError **error)
{
	struct stat status;
	int fd;

	if (lstat(path, &status) != 0)
		return errno == ENOENT ||
		       fail(error, LISTENER_ERROR_OPEN, g_strerror(errno), path);
	if (!S_ISSOCK(status.st_mode))
		return fail(error, LISTENER_ERROR_OPEN, "it is there and no socket", path);
	fd = call(path);
	if (fd >= 0) {
		close(fd);
		return fail(error, LISTENER_ERROR_IN_USE, "another program answers there", path);
	}
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

Listener *
listener_open(const char *socket_name, uid_t uid, gid_t gid, GError **error)
{
	g_autoptr(Listener) listener = g_new0(Listener, 1);

	listener->lock = -1;
	if (!check_syntax(socket_name, error))
		return NULL;
	listener->path = g_strdup(path_of(socket_name));
	if (listener->path != NULL &&
	    (!take_lock(listener, uid, gid, error) || !remove_stale(listener->path, error)))
		return NULL;
	if (!open_socket(socket_name, error))
		return NULL;
	if (listener->path != NULL && uid != (uid_t)-1 &&
	    lchown(listener->path, uid, gid) != 0) {
		fail(error, LISTENER_ERROR_OPEN, g_strerror(errno), listener->path);
		return NULL;
	}
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
	int fd = listener->path != NULL ? call(listener->path) : -1;

	if (fd >= 0)
		close(fd);
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
