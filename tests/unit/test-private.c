/* Files that belong to us alone: what else has their name, and who else may read them. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/private.h"
#include "room.h"

/* What stands at the path. */
typedef enum {
	NOTHING,
	FILE_ITSELF,
	CLOSED_FILE,
	LINK,
	DANGLING,
	PIPE,
	FOLDER,
	LINK_TO_FOLDER
} Thing;

/* Make THING at PATH; links lead to VICTIM, a file, or to its folder. */
static void
put(Thing thing, const char *path, const char *victim)
{
	g_autofree char *folder = g_path_get_dirname(victim);
	int made = 0;

	switch (thing) {
	case NOTHING:
		break;
	case FILE_ITSELF:
	case CLOSED_FILE:
		made = g_file_set_contents(path, "text", -1, NULL) ? 0 : -1;
		if (thing == CLOSED_FILE)
			made |= chmod(path, 0500);
		break;
	case LINK:
		made = symlink(victim, path);
		break;
	case DANGLING:
		made = symlink("/nonexistent/file", path);
		break;
	case PIPE:
		made = mkfifo(path, 0600);
		break;
	case FOLDER:
		made = mkdir(path, 0700);
		break;
	case LINK_TO_FOLDER:
		made = symlink(folder, path);
		break;
	}
	g_assert_cmpint(made, ==, 0);
}

typedef struct Case {
	const char *name;
	Thing thing;
	int opens, opens_as_folder, empties; /* errno; 0: it does */
} Case;

static const Case cases[] = {
	{ "what is not there", NOTHING, ENOENT, ENOENT, ENOENT },
	{ "a file", FILE_ITSELF, 0, ENOTDIR, 0 },
	{ "a file that its owner may not write", CLOSED_FILE, 0, ENOTDIR, 0 },
	{ "a link to a file", LINK, ELOOP, ENOTDIR, ELOOP },
	{ "a link to nothing", DANGLING, ELOOP, ENOTDIR, ELOOP },
	{ "a pipe that nobody writes to", PIPE, ELOOP, ENOTDIR, ELOOP },
	{ "a folder", FOLDER, ELOOP, 0, ELOOP },
	{ "a link to a folder", LINK_TO_FOLDER, ELOOP, ENOTDIR, ELOOP },
};

static int
error_of(int fd)
{
	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static void
test_case(gconstpointer data)
{
	const Case *row = data;
	g_auto(Room) room = { 0 };
	g_autofree char *path = NULL, *victim = NULL, *text = NULL;
	struct stat status;

	room_init(&room);
	path = g_build_filename(room.folder, "thing", NULL);
	victim = g_build_filename(room.folder, "victim", NULL);
	g_assert_true(g_file_set_contents(victim, "precious", -1, NULL));
	chmod(victim, 0644);
	put(row->thing, path, victim);

	g_assert_cmpint(error_of(private_open(path)), ==, row->opens);
	g_assert_cmpint(error_of(private_open_folder(path)), ==, row->opens_as_folder);
	g_assert_cmpint(private_empty(path) ? 0 : errno, ==, row->empties);
	g_assert_true(private_tighten(path));
	if (row->empties == 0) {
		g_assert_cmpint(lstat(path, &status), ==, 0);
		g_assert_cmpint(status.st_size, ==, 0);
		g_assert_cmphex(status.st_mode & 07777, ==, 0600);
	}
	/* Whatever stood there, it led nowhere. */
	g_assert_true(g_file_get_contents(victim, &text, NULL, NULL));
	g_assert_cmpstr(text, ==, "precious");
	g_assert_cmpint(stat(victim, &status), ==, 0);
	g_assert_cmphex(status.st_mode & 07777, ==, 0644);
}

static void
test_folders(void)
{
	g_auto(Room) room = { 0 };
	g_autofree char *path = NULL, *link = NULL;
	mode_t mask = umask(0);
	struct stat status;
	gboolean made = FALSE;

	room_init(&room);
	path = g_build_filename(room.folder, "folder", NULL);
	link = g_build_filename(room.folder, "link", NULL);
	g_assert_true(private_make_folder(path, &made));
	g_assert_true(made);
	g_assert_cmpint(stat(path, &status), ==, 0);
	g_assert_cmphex(status.st_mode & 07777, ==, 0700);
	chmod(path, 0755);
	g_assert_true(private_make_folder(path, &made));
	g_assert_false(made);
	g_assert_cmpint(stat(path, &status), ==, 0);
	g_assert_cmphex(status.st_mode & 07777, ==, 0700);
	chmod(path, 0755);
	g_assert_cmpint(symlink(path, link), ==, 0);
	g_assert_false(private_make_folder(link, &made));
	g_assert_cmpint(stat(path, &status), ==, 0);
	g_assert_cmphex(status.st_mode & 07777, ==, 0755);
	umask(mask);
}

/* Whether this process has a lock of fcntl() on the file with INODE. */
static gboolean
has_lock(ino_t inode)
{
	g_autofree char *locks = NULL;
	g_autofree char *wanted =
		g_strdup_printf("*POSIX*WRITE %d *:%lu *", (int)getpid(), (gulong)inode);
	g_auto(GStrv) lines = NULL;

	g_assert_true(g_file_get_contents("/proc/locks", &locks, NULL, NULL));
	lines = g_strsplit(locks, "\n", -1);
	for (char **line = lines; *line != NULL; line++)
		if (g_pattern_match_simple(wanted, *line))
			return TRUE;
	return FALSE;
}

/*
 * SQLite keeps its locks as fcntl() has them: any descriptor of the file that is closed ends them.
 */
static void
test_locks(void)
{
	g_auto(Room) room = { 0 };
	g_autofree char *path = NULL;
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };
	struct stat status;
	int fd;

	room_init(&room);
	path = g_build_filename(room.folder, "invite.db", NULL);
	g_assert_true(g_file_set_contents(path, "pages", -1, NULL));
	chmod(path, 0644);
	fd = open(path, O_RDWR | O_CLOEXEC);
	g_assert_cmpint(fcntl(fd, F_SETLK, &lock), ==, 0);
	g_assert_true(private_tighten(path));
	g_assert_cmpint(stat(path, &status), ==, 0);
	g_assert_cmphex(status.st_mode & 07777, ==, 0600);
	g_assert_true(has_lock(status.st_ino));
	/* What the care is for. */
	close(private_open(path));
	g_assert_false(has_lock(status.st_ino));
	close(fd);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path =
			g_strconcat("/private/in the place of a file: ", cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	g_test_add_func("/private/folders are for their owner alone", test_folders);
	g_test_add_func("/private/rights are taken away without a lock's end", test_locks);
	return g_test_run();
}
