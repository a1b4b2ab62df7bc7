#include "become.h"

#include <errno.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store.h"

static gboolean
fail(const char *database, GError **error)
{
	int number = errno;

	g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(number),
		    "cannot become the owner of %s: %s", database, g_strerror(number));
	return FALSE;
}

static gboolean
refuse(const char *database, const char *reason, GError **error)
{
	g_set_error(error, STORE_ERROR, STORE_ERROR_PERMISSION,
		    "%s: %s: root does not become its owner", database, reason);
	return FALSE;
}

/* In a folder of root's, in which *FILE stands. */
static gboolean
find_in_roots(const char *database, const struct stat *folder, struct stat *file, GError **error)
{
	if (lstat(database, file) != 0)
		*file = *folder;
	else if (S_ISLNK(file->st_mode) && (file->st_uid != 0 || stat(database, file) != 0))
		return refuse(database, "a link that is not root's", error);
	else if (S_ISREG(file->st_mode) && file->st_nlink > 1)
		return refuse(database, "it has another name besides", error);
	return TRUE;
}

/*
 * Whom root has to become for DATABASE: *STATUS, whose user is 0 for nobody.  Whoever owns the
 * folder can put a link to anybody's file in the place of the database, so the folder says who it
 * is.  Without a folder there is nobody to become; opening tells what is missing.
 */
static gboolean
find_owner(const char *database, struct stat *status, GError **error)
{
	g_autofree char *path = g_path_get_dirname(database);
	struct stat folder, file;

	*status = (struct stat){ 0 };
	if (geteuid() != 0 || stat(path, &folder) != 0)
		return TRUE;
	if (folder.st_uid == 0)
		return find_in_roots(database, &folder, status, error);
	*status = folder;
	if (lstat(database, &file) == 0 && file.st_uid != folder.st_uid)
		return refuse(database, "it belongs to another than its folder", error);
	return TRUE;
}

gboolean
become_owner(const char *database, GError **error)
{
	struct stat status;

	if (!find_owner(database, &status, error))
		return FALSE;
	if (status.st_uid == 0)
		return TRUE;
	if (setgroups(1, &status.st_gid) != 0 || setgid(status.st_gid) != 0 ||
	    setuid(status.st_uid) != 0)
		return fail(database, error);
	return TRUE;
}

gboolean
become_for_a_while(const char *database, GError **error)
{
	struct stat status;

	if (!find_owner(database, &status, error))
		return FALSE;
	if (status.st_uid == 0)
		return TRUE;
	if (setegid(status.st_gid) != 0 || seteuid(status.st_uid) != 0)
		return fail(database, error);
	return TRUE;
}

gboolean
become_root_again(GError **error)
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
