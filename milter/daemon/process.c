#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/resource.h>
#include <sysexits.h>
#include <unistd.h>

gboolean
process_find_user(const char *name, User *user, GError **error)
{
	const struct passwd *entry;

	*user = (User){ .uid = (uid_t)-1, .gid = (gid_t)-1 };
	if (name == NULL)
		return TRUE;
	entry = getpwnam(name);
	if (entry == NULL) {
		g_set_error(error, PROCESS_ERROR, PROCESS_ERROR_USER, "no user \"%s\"", name);
		return FALSE;
	}
	*user = (User){ .name = g_strdup(name), .uid = entry->pw_uid, .gid = entry->pw_gid };
	return TRUE;
}

void
user_clear(User *user)
{
	g_clear_pointer(&user->name, g_free);
}

gboolean
process_become(const User *user, GError **error)
{
	if (user->name == NULL || user->uid == geteuid())
		return TRUE;
	if (initgroups(user->name, user->gid) == 0 && setgid(user->gid) == 0 &&
	    setuid(user->uid) == 0)
		return TRUE;
	g_set_error(error, PROCESS_ERROR, PROCESS_ERROR_USER, "cannot become user \"%s\": %s",
		    user->name, g_strerror(errno));
	return FALSE;
}

/* In the process that was called: end as the one in the background says. */
static void G_GNUC_NORETURN
await(int ready)
{
	unsigned char status = EX_SOFTWARE;
	ssize_t count;

	do
		count = read(ready, &status, 1);
	while (count < 0 && errno == EINTR);
	_exit(status);
}

int
process_detach(GError **error)
{
	int ready[2];
	pid_t child = -1;

	if (pipe(ready) == 0)
		child = fork();
	if (child < 0) {
		g_set_error(error, PROCESS_ERROR, PROCESS_ERROR_FORK,
			    "cannot go to the background: %s", g_strerror(errno));
		return -1;
	}
	if (child > 0) {
		close(ready[1]);
		await(ready[0]);
	}
	close(ready[0]);
	setsid();
	return ready[1];
}

static void
forget_terminal(void)
{
	int null = open("/dev/null", O_RDWR);

	if (null < 0)
		return;
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		dup2(null, fd);
	if (null > STDERR_FILENO)
		close(null);
}

void
process_ready(int ready)
{
	const unsigned char status = EX_OK;
	ssize_t written;

	if (ready < 0)
		return;
	forget_terminal();
	written = write(ready, &status, 1);
	(void)written;
	close(ready);
}

void
process_raise_limits(void)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) != 0)
		return;
	files.rlim_cur = files.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &files);
}
