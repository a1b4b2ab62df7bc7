#include "owner-process.h"

#include <errno.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
owner_process_fail(const char *database, GError **error)
{
	int number = errno;

	g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(number),
		    "cannot become the owner of %s: %s", database, g_strerror(number));
	return FALSE;
}

/* Whom root has to become for DATABASE: *STATUS.  FALSE: nobody. */
static gboolean
find_owner(const char *database, struct stat *status)
{
	g_autofree char *folder = g_path_get_dirname(database);

	/* Without file and folder there is nobody to become; opening tells what is missing. */
	return geteuid() == 0 && (stat(database, status) == 0 || stat(folder, status) == 0) &&
	       status->st_uid != 0;
}

gboolean
owner_process_become(const char *database, GError **error)
{
	struct stat status;

	if (!find_owner(database, &status))
		return TRUE;
	if (setgroups(1, &status.st_gid) != 0 || setgid(status.st_gid) != 0 ||
	    setuid(status.st_uid) != 0)
		return owner_process_fail(database, error);
	return TRUE;
}

gboolean
owner_process_borrow(const char *database, GError **error)
{
	struct stat status;

	if (!find_owner(database, &status))
		return TRUE;
	if (setegid(status.st_gid) != 0 || seteuid(status.st_uid) != 0)
		return owner_process_fail(database, error);
	return TRUE;
}

gboolean
owner_process_return(GError **error)
{
	if (geteuid() == getuid())
		return TRUE;
	if (seteuid(getuid()) != 0 || setegid(getgid()) != 0) {
		g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno),
			    "cannot become root again: %s", g_strerror(errno));
		return FALSE;
	}
	return TRUE;
}
