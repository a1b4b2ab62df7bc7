/*
 * Upkeep.back_up: the database as it is at one moment, in another file, while others read and write
 * it.
 */

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "parts.h"

/* A copy that is being made beside the file PATH. */
typedef struct Backup {
	char *path;
	char *temporary; /* NULL: it is at its path */
	int descriptor;
} Backup;

static gboolean
fail(const char *path, GError **error)
{
	int number = errno;

	g_set_error(error, STORE_ERROR, STORE_ERROR_CREATE, "%s: %s", path, g_strerror(number));
	return FALSE;
}

/*
 * PATH in the folder that it means now (transfer full): what becomes of links later does not
 * matter.
 */
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

/* What is not finished is removed.  NULL is fine. */
static void
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
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Backup, backup_free)

/*
 * Begin one: nothing is at PATH yet, or what was there before (transfer full), or NULL with
 * STORE_ERROR_CREATE.
 */
static Backup *
backup_new(const char *path, GError **error)
{
	g_autoptr(Backup) backup = g_new0(Backup, 1);

	backup->path = resolve(path);
	backup->temporary = g_strconcat(backup->path, ".XXXXXX", NULL);
	backup->descriptor = g_mkstemp_full(backup->temporary, O_RDWR | O_CLOEXEC, 0600);
	if (backup->descriptor >= 0)
		return g_steal_pointer(&backup);
	g_clear_pointer(&backup->temporary, g_free);
	fail(path, error);
	return NULL;
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

static gboolean
backup_copy(Backup *backup, Database *database, GError **error)
{
	sqlite3 *handle = NULL;
	int result = sqlite3_open_v2(
		backup->temporary, &handle,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, NULL);

	if (result == SQLITE_OK)
		result = copy_pages(database->handle, handle);
	if (result != SQLITE_OK)
		g_set_error(error, STORE_ERROR, STORE_ERROR_WRITE, "%s: %s", backup->path,
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

/* Put it at its path, durable, in one step. */
static gboolean
backup_finish(Backup *backup, GError **error)
{
	if (fchmod(backup->descriptor, 0600) != 0 || fsync(backup->descriptor) != 0 ||
	    g_rename(backup->temporary, backup->path) != 0)
		return fail(backup->path, error);
	g_clear_pointer(&backup->temporary, g_free);
	return sync_folder(backup->path) || fail(backup->path, error);
}

gboolean
upkeep_back_up(Upkeep *upkeep, const char *path, GError **error)
{
	g_autoptr(Backup) backup = backup_new(path, error);

	return backup != NULL && backup_copy(backup, upkeep->engine, error) &&
	       backup_finish(backup, error);
}
