#define _GNU_SOURCE /* O_PATH */
#include "private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define OTHERS (S_IRWXG | S_IRWXO)

static gboolean
give_up(int fd, int number)
{
	close(fd);
	errno = number;
	return FALSE;
}

/* Without O_NONBLOCK a pipe would wait for who writes into it. */
static int
open_file(const char *path, int flags)
{
	int fd = open(path, flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat status;

	if (fd < 0)
		return -1;
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
		return fd;
	give_up(fd, ELOOP);
	return -1;
}

int
private_open(const char *path)
{
	return open_file(path, O_RDONLY);
}

int
private_open_folder(const char *path)
{
	return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* The umask may have taken more from a new one than others' rights. */
static gboolean
is_to_change(const struct stat *status, gboolean made)
{
	if (made)
		return (status->st_mode & 07777) != S_IRWXU;
	return status->st_uid == geteuid() && (status->st_mode & OTHERS) != 0;
}

gboolean
private_make_folder(const char *path, gboolean *made)
{
	int fd;
	struct stat status;

	*made = mkdir(path, S_IRWXU) == 0;
	if (!*made && errno != EEXIST)
		return FALSE;
	fd = private_open_folder(path);
	if (fd < 0)
		return FALSE;
	if (fstat(fd, &status) != 0 || (is_to_change(&status, *made) && fchmod(fd, S_IRWXU) != 0))
		return give_up(fd, errno);
	close(fd);
	return TRUE;
}

/*
 * By a descriptor of the path alone: to close any other would end the locks that SQLite has on the
 * file. Such a descriptor takes no fchmod(), but it has a name.
 */
gboolean
private_tighten(const char *path)
{
	int fd = open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	char name[64];
	struct stat status;

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR;
	if (fstat(fd, &status) == 0 && !S_ISLNK(status.st_mode) && status.st_uid == geteuid() &&
	    (status.st_mode & OTHERS) != 0) {
		snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
		if (chmod(name, status.st_mode & S_IRWXU) != 0)
			return give_up(fd, errno);
	}
	close(fd);
	return TRUE;
}

/* The same file, once more, for writing; -1 where its name means another by now. */
static int
open_again(const char *path, int fd)
{
	int again = open_file(path, O_WRONLY);
	struct stat first, second;

	if (again < 0)
		return -1;
	if (fstat(fd, &first) == 0 && fstat(again, &second) == 0 && first.st_ino == second.st_ino &&
	    first.st_dev == second.st_dev)
		return again;
	give_up(again, ESTALE);
	return -1;
}

gboolean
private_empty(const char *path)
{
	int fd = private_open(path);
	int writable = -1;
	gboolean emptied;

	if (fd < 0)
		return FALSE;
	if (fchmod(fd, S_IRUSR | S_IWUSR) == 0)
		writable = open_again(path, fd);
	if (writable < 0)
		return give_up(fd, errno);
	emptied = ftruncate(writable, 0) == 0 && futimens(writable, NULL) == 0;
	if (!emptied)
		give_up(writable, errno);
	else
		close(writable);
	close(fd);
	return emptied;
}
