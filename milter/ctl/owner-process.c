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

gboolean
owner_process_become(const char *database, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(database);
	struct stat status;

	if (geteuid() != 0)
		return TRUE;
	/* Without file and folder there is nobody to become; opening tells what is missing. */
	if (stat(database, &status) != 0 && stat(folder, &status) != 0)
		return TRUE;
	if (status.st_uid == 0)
		return TRUE;
	if (setgroups(1, &status.st_gid) != 0 || setgid(status.st_gid) != 0 ||
	    setuid(status.st_uid) != 0)
		return owner_process_fail(database, error);
	return TRUE;
}
