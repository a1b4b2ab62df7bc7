#include "spool.h"

#include <errno.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/private.h"
#include "spool-file.h"

static const char *const folders[] = { "held", "outbox", "done", "tmp" };
enum { TEMPORARY = SPOOL_NOWHERE };

/* As in Postfix's queue the owner's bits say how far a file is. */
static const mode_t modes[] = {
	[SPOOL_PREPARED] = 0600,
	[SPOOL_ANSWERED] = 0700,
	[SPOOL_SENDING] = 0500,
};

struct Spool {
	char *folders[G_N_ELEMENTS(folders)];
};

Spool *
spool_new(const char *database)
{
	g_autofree char *base = g_path_get_dirname(database);
	Spool *spool = g_new0(Spool, 1);

	for (gsize i = 0; i < G_N_ELEMENTS(folders); i++)
		spool->folders[i] = g_build_filename(base, folders[i], NULL);
	return spool;
}

void
spool_free(Spool *spool)
{
	if (spool == NULL)
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(folders); i++)
		g_free(spool->folders[i]);
	g_free(spool);
}

static gboolean
fail(int number, const char *path, GError **error)
{
	g_set_error(error, SPOOL_ERROR, number == ENOENT ? SPOOL_ERROR_MISSING : SPOOL_ERROR_WRITE,
		    "%s: %s", path, g_strerror(number));
	return FALSE;
}

/* What stands above FOLDER must remember it, too. */
static void
sync_parent(const char *folder)
{
	g_autofree char *parent = g_path_get_dirname(folder);
	int fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
}

/* Only the last part: a path that is not there at all is a mistake in the configuration. */
static gboolean
make_folder(const char *folder)
{
	gboolean made;

	if (!private_make_folder(folder, &made))
		return FALSE;
	if (made)
		sync_parent(folder);
	return TRUE;
}

const char *
spool_temporary_folder(const Spool *spool)
{
	make_folder(spool->folders[TEMPORARY]);
	return spool->folders[TEMPORARY];
}

char *
spool_path(const Spool *spool, SpoolPlace place, const char *id)
{
	return g_build_filename(spool->folders[place], id, NULL);
}

static SpoolMark
mark_of(mode_t mode)
{
	for (gsize i = 0; i < G_N_ELEMENTS(modes); i++)
		if ((mode & 0700) == modes[i])
			return (SpoolMark)i;
	return SPOOL_ANSWERED;
}

SpoolPlace
spool_find(const Spool *spool, const char *id, SpoolMark *mark)
{
	for (SpoolPlace place = SPOOL_HELD; place < SPOOL_NOWHERE; place++) {
		g_autofree char *path = spool_path(spool, place, id);
		struct stat status;

		if (lstat(path, &status) != 0)
			continue;
		if (mark != NULL)
			*mark = mark_of(status.st_mode);
		return place;
	}
	return SPOOL_NOWHERE;
}

/*
 * Opened before anything is done in it: what was done and cannot be synced is the worse surprise.
 */
static int
open_folder(const char *folder, GError **error)
{
	int fd = private_open_folder(folder);

	if (fd < 0)
		fail(errno, folder, error);
	return fd;
}

static gboolean
sync_folder(int fd, const char *folder, GError **error)
{
	return fsync(fd) == 0 || fail(errno, folder, error);
}

/* Give the file TEMPORARY its name, unless the copy is there: then all is well too. */
static gboolean
name_copy(const char *temporary, const char *path, int folder, GError **error)
{
	g_autofree char *parent = NULL;
	gboolean is_ours = link(temporary, path) == 0;

	if (!is_ours && errno != EEXIST)
		return fail(errno, path, error);
	parent = g_path_get_dirname(path);
	if (sync_folder(folder, parent, error))
		return TRUE;
	if (is_ours)
		g_unlink(path);
	return FALSE;
}

static gboolean
put_in_place(const Spool *spool, SpoolPlace place, const char *id, const char *temporary,
	     GError **error)
{
	g_autofree char *path = spool_path(spool, place, id);
	gboolean named;
	int folder;

	if (!make_folder(spool->folders[place]))
		return fail(errno, spool->folders[place], error);
	folder = open_folder(spool->folders[place], error);
	if (folder < 0)
		return FALSE;
	named = name_copy(temporary, path, folder, error);
	close(folder);
	return named;
}

gboolean
spool_keep(Spool *spool, SpoolPlace place, SpoolEntry *entry, const Message *message,
	   GError **error)
{
	g_autofree char *temporary = NULL;
	gboolean kept;

	if (spool_find(spool, entry->id, NULL) != SPOOL_NOWHERE)
		return TRUE;
	if (!make_folder(spool->folders[TEMPORARY]))
		return fail(errno, spool->folders[TEMPORARY], error);
	entry->size = message_size(message);
	temporary = spool_file_write(spool->folders[TEMPORARY], entry, message, error);
	if (temporary == NULL)
		return FALSE;
	kept = put_in_place(spool, place, entry->id, temporary, error);
	g_unlink(temporary);
	return kept;
}

gboolean
spool_mark(const Spool *spool, SpoolPlace place, const char *id, SpoolMark mark, gboolean sync,
	   GError **error)
{
	g_autofree char *path = spool_path(spool, place, id);
	int fd = private_open(path);
	gboolean marked = fd >= 0 && fchmod(fd, modes[mark]) == 0 && (!sync || fsync(fd) == 0);
	int number = errno;

	if (fd >= 0)
		close(fd);
	return marked || fail(number, path, error);
}

static gboolean
move(const Spool *spool, const char *id, SpoolPlace from, SpoolPlace to, int left, int entered,
     GError **error)
{
	g_autofree char *here = spool_path(spool, from, id);
	g_autofree char *there = spool_path(spool, to, id);

	if (rename(here, there) != 0)
		return fail(errno, here, error);
	return sync_folder(entered, spool->folders[to], error) &&
	       sync_folder(left, spool->folders[from], error);
}

gboolean
spool_move(const Spool *spool, const char *id, SpoolPlace from, SpoolPlace to, GError **error)
{
	int left, entered = -1;
	gboolean moved = FALSE;

	if (!make_folder(spool->folders[to]))
		return fail(errno, spool->folders[to], error);
	left = open_folder(spool->folders[from], error);
	if (left >= 0)
		entered = open_folder(spool->folders[to], error);
	if (entered >= 0)
		moved = move(spool, id, from, to, left, entered, error);
	if (entered >= 0)
		close(entered);
	if (left >= 0)
		close(left);
	return moved;
}

/*
 * If this fails the message stays until the copy is forgotten; when that is, is told by its time.
 */
static gboolean
let_go(const char *path)
{
	return private_empty(path);
}

gboolean
spool_settle(const Spool *spool, const char *id, SpoolPlace from, GError **error)
{
	g_autofree char *path = spool_path(spool, SPOOL_DONE, id);

	if (!spool_move(spool, id, from, SPOOL_DONE, error))
		return FALSE;
	let_go(path);
	return TRUE;
}

gboolean
spool_has_rest(const Spool *spool, const char *id, gboolean remove, gboolean *removed)
{
	g_autofree char *path = spool_path(spool, SPOOL_DONE, id);
	struct stat status;
	gboolean rest = lstat(path, &status) == 0 && status.st_size > 0;

	*removed = rest && remove && let_go(path);
	return rest;
}

/*
 * Have the header of the copy ID in outbox/ tell REASON.  The new file is locked before it is
 * there, for the claim on the old one says nothing of it: returns its descriptor, or -1 and all is
 * as it was.
 */
static int
note_refusal(const Spool *spool, const char *id, const char *reason)
{
	g_autofree char *path = spool_path(spool, SPOOL_OUTBOX, id);
	g_autofree char *temporary =
		spool_file_rewrite(spool_temporary_folder(spool), path, reason, NULL);
	int fd = temporary != NULL ? private_open(temporary) : -1;

	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0 &&
	    fchmod(fd, modes[SPOOL_ANSWERED]) == 0 && rename(temporary, path) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	if (temporary != NULL)
		g_unlink(temporary);
	return -1;
}

/* It is held whatever becomes of the reason, and until it is held nobody else may send it. */
gboolean
spool_refuse(Spool *spool, const char *id, const char *reason, GError **error)
{
	int claim = note_refusal(spool, id, reason);
	gboolean moved = spool_move(spool, id, SPOOL_OUTBOX, SPOOL_HELD, error);

	if (claim >= 0)
		close(claim);
	return moved;
}

SpoolEntry *
spool_read(const Spool *spool, SpoolPlace place, const char *id, GError **error)
{
	g_autofree char *path = spool_path(spool, place, id);

	return spool_file_read(path, error);
}

/* Seconds since 1970; what is not there is newer than anything. */
static gint64
changed_at(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0 ? (gint64)status.st_mtime : G_MAXINT64;
}

static int
compare_strings(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/*
 * The names in FOLDER in order (transfer full, NULL-terminated), those alone that changed before
 * TIME.
 */
static char **
list_folder(const char *folder, gint64 time, GError **error)
{
	int fd = private_open_folder(folder);
	DIR *directory = fd >= 0 ? fdopendir(fd) : NULL;
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	const struct dirent *entry;

	if (directory == NULL && errno != ENOENT) {
		g_set_error(error, SPOOL_ERROR, SPOOL_ERROR_READ, "%s: %s", folder,
			    g_strerror(errno));
		return NULL;
	}
	while (directory != NULL && (entry = readdir(directory)) != NULL) {
		g_autofree char *path = g_build_filename(folder, entry->d_name, NULL);

		if (entry->d_name[0] != '.' && (time == G_MAXINT64 || changed_at(path) < time))
			g_ptr_array_add(names, g_strdup(entry->d_name));
	}
	if (directory != NULL)
		closedir(directory);
	g_ptr_array_sort(names, compare_strings);
	g_ptr_array_add(names, NULL);
	return (char **)g_ptr_array_steal(names, NULL);
}

char **
spool_list(const Spool *spool, SpoolPlace place, GError **error)
{
	return list_folder(spool->folders[place], G_MAXINT64, error);
}

gint64
spool_time(const Spool *spool, SpoolPlace place, const char *id)
{
	g_autofree char *path = spool_path(spool, place, id);
	gint64 time = changed_at(path);

	return time != G_MAXINT64 ? time : 0;
}

/* The names of what is older than TIME in FOLDER (transfer full), removed if REMOVE. */
static char **
old_ones(const char *folder, gint64 time, gboolean remove, GError **error)
{
	char **names = list_folder(folder, time, error);

	if (!remove || names == NULL)
		return names;
	for (char **name = names; *name != NULL; name++) {
		g_autofree char *path = g_build_filename(folder, *name, NULL);

		g_unlink(path);
	}
	return names;
}

char **
spool_leftovers(const Spool *spool, gint64 time, gboolean remove, GError **error)
{
	return old_ones(spool->folders[TEMPORARY], time, remove, error);
}

void
spool_purge(const Spool *spool, gint64 time)
{
	g_strfreev(old_ones(spool->folders[SPOOL_DONE], time, TRUE, NULL));
	g_strfreev(old_ones(spool->folders[TEMPORARY], time, TRUE, NULL));
}

int
spool_claim(const Spool *spool, SpoolPlace place, const char *id, GError **error)
{
	g_autofree char *path = spool_path(spool, place, id);
	int fd = private_open(path);
	struct stat ours, now;

	if (fd < 0) {
		fail(errno, path, error);
		return -1;
	}
	/* It may have been moved between the opening and the lock. */
	if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &ours) == 0 && lstat(path, &now) == 0 &&
	    ours.st_ino == now.st_ino && ours.st_dev == now.st_dev)
		return fd;
	close(fd);
	return -1;
}
