#include "backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "database-private.h"

struct Backup {
	char *path;
	char *temporary; /* NULL: it is at its path */
	int descriptor;
};

static gboolean
fail(const char *path, GError **error)
{
	int number = errno;

	g_set_error(error, DATABASE_ERROR, DATABASE_ERROR_CREATE, "%s: %s", path,
		    g_strerror(number));
	return FALSE;
}

/* PATH in the folder that it means now (transfer full): what becomes of links later does not matter. */
static char *
resolve(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *name = g_path_get_basename(path);
	char *real = realpath(folder, NULL);
	char *resolved = real != NULL ? g_build_filename(real, name, NULL) : g_strdup(path);

	free(real);
	return resolved;
}

Backup *
backup_new(const char *path, GError **error)
{
	g_autoptr(Backup) backup = g_new0(Backup, 1);

	backup->path = resolve(path);
	backup->temporary = g_strconcat(backup->path, ".XXXXXX", NULL);
	backup->descriptor =
		g_mkstemp_full(backup->temporary, O_RDWR | O_CLOEXEC, 0600);
	if (backup->descriptor >= 0)
		return g_steal_pointer(&backup);
	g_clear_pointer(&backup->temporary, g_free);
	fail(path, error);
	return NULL;
}

void
backup_free(Backup *backup)
{
	if (backup == NULL)
		return;
	if (backup->descriptor >= 0)
		close(backup->descriptor);
	if (backup->temporary != NULL)
		g_unlink(backup->temporary);
	g_free(backup->temporary);
	g_free(backup->path);
	g_free(backup);
}

/* All at once: a reader in the way of nobody, for the log lets others write meanwhile. */
static int
copy_pages(sqlite3 *from, sqlite3 *to)
{
	sqlite3_backup *pages = sqlite3_backup_init(to, "main", from, "main");

	if (pages == NULL)
		return sqlite3_errcode(to);
	sqlite3_backup_step(pages, -1);
	return sqlite3_backup_finish(pages);
}

gboolean
backup_copy(Backup *backup, Database *database, GError **error)
{
	sqlite3 *handle = NULL;
	int result = sqlite3_open_v2(backup->temporary, &handle,
				     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
					     SQLITE_OPEN_NOFOLLOW,
				     NULL);

	if (result == SQLITE_OK)
		result = copy_pages(database->handle, handle);
	if (result != SQLITE_OK)
		g_set_error(error, DATABASE_ERROR, DATABASE_ERROR_WRITE, "%s: %s", backup->path,
			    sqlite3_errstr(result));
	sqlite3_close(handle);
	return result == SQLITE_OK;
}

static gboolean
sync_folder(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	gboolean synced = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return synced;
}

gboolean
backup_finish(Backup *backup, GError **error)
{
	if (fchmod(backup->descriptor, 0600) != 0 || fsync(backup->descriptor) != 0 ||
	    g_rename(backup->temporary, backup->path) != 0)
		return fail(backup->path, error);
	g_clear_pointer(&backup->temporary, g_free);
	return sync_folder(backup->path) || fail(backup->path, error);
}
