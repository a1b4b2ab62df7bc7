#include "mailstore.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "feeder.h"
#include "lines.h"

/* Folders within folders. */
#define DEPTH_LIMIT 32

typedef struct Walk {
	const MessageLimits *limits;
	MailstoreFunc func; /* NULL: files are only measured */
	gpointer user_data;
	guint64 *bytes; /* of the files measured, where FUNC is NULL */
} Walk;

void
mailstore_feed(Message *message, const char *data, gsize size)
{
	const char *end = data + size;
	Feeder feeder;

	feeder_begin(&feeder, message, FALSE);
	while (data < end) {
		const char *newline = memchr(data, '\n', (gsize)(end - data));
		const char *next = newline != NULL ? newline + 1 : end;

		if (feeder.state == FEEDER_BODY)
			next = end;
		feeder_add(&feeder, (Piece){ data, (gsize)(next - data), TRUE });
		data = next;
	}
	feeder_end(&feeder);
}

static gboolean
tell_error(const Walk *walk, const char *path, gint index, int code)
{
	g_autoptr(GError) error = g_error_new(MAILSTORE_ERROR, MAILSTORE_ERROR_READ, "%s: %s", path,
					      g_strerror(code));
	MailstoreItem item = { .path = path, .index = index, .error = error };

	return walk->func == NULL || walk->func(&item, walk->user_data);
}

/* A file being read: its mail, and what a reader of an mbox must remember. */
typedef struct Box {
	const Walk *walk;
	const char *path;
	gint index;       /* -1: not an mbox */
	Message *message; /* being fed */
	gsize size;       /* bytes read for it */
	Feeder feeder;
	gboolean after_blank; /* the last line was empty */
	char blank[2];        /* it, held back: the end of a mail, or a line of its body */
	gsize blank_size;
} Box;

static void
box_begin(Box *box)
{
	box->message = message_new(box->walk->limits);
	box->size = 0;
	box->after_blank = FALSE;
	box->blank_size = 0;
	feeder_begin(&box->feeder, box->message, box->index >= 0);
}

/* Hand the mail over, or the error that cut it short; FALSE stops. */
static gboolean
box_end(Box *box, int failed)
{
	MailstoreItem item = { .path = box->path, .index = box->index, .size = box->size };
	gboolean goes_on;

	feeder_end(&box->feeder);
	item.message = failed == 0 ? g_steal_pointer(&box->message) : NULL;
	g_clear_pointer(&box->message, message_free);
	if (failed != 0)
		return tell_error(box->walk, box->path, box->index, failed);

	goes_on = box->walk->func(&item, box->walk->user_data);
	message_free(item.message);
	return goes_on;
}

static gboolean
is_blank(Piece piece)
{
	return piece.begins &&
	       (piece.data[0] == '\n' || (piece.size == 2 && piece.data[0] == '\r'));
}

/* A blank line before "From " belongs to the mbox; before anything else it was the mail's. */
static void
box_add(Box *box, Piece piece)
{
	gboolean in_body = box->feeder.state == FEEDER_BODY;

	box->size += piece.size;
	if (box->blank_size > 0)
		feeder_add(&box->feeder, (Piece){ box->blank, box->blank_size, TRUE });
	box->blank_size = 0;
	box->after_blank = is_blank(piece);
	if (box->index < 0 || !in_body || !box->after_blank) {
		feeder_add(&box->feeder, piece);
		return;
	}
	memcpy(box->blank, piece.data, piece.size);
	box->blank_size = piece.size;
}

/*
 * Whether PIECE parts two mails of an mbox: "From ", then an address or, as some
 * write something else there, a time.  A sentence that begins so parts nothing.
 */
static gboolean
is_separator(Piece piece)
{
	g_autofree char *line = NULL;
	const char *word;

	if (!piece.begins || piece.size < 6 || memcmp(piece.data, "From ", 5) != 0)
		return FALSE;
	line = g_strndup(piece.data, MIN(piece.size, 256));
	word = line + 5;
	if (memchr(word, '@', strcspn(word, " \t\r\n")) != NULL)
		return TRUE;
	for (const char *colon = strchr(word, ':'); colon != NULL; colon = strchr(colon + 1, ':')) {
		if (g_ascii_isdigit(colon[-1]) && g_ascii_isdigit(colon[1]))
			return TRUE;
	}
	return FALSE;
}

/* After an empty line, or where the header was never followed by a body. */
static gboolean
box_at_separator(const Box *box, Piece piece)
{
	return box->index >= 0 && (box->after_blank || box->feeder.state != FEEDER_BODY) &&
	       is_separator(piece);
}

/* The bytes of the file behind FD, 0 where it is none. */
static gsize
file_size(int fd)
{
	struct stat status;

	return fstat(fd, &status) == 0 && S_ISREG(status.st_mode) ? (gsize)status.st_size : 0;
}

static gboolean
walk_stream(const Walk *walk, const char *path, int fd)
{
	g_autoptr(Lines) lines = lines_new(fd);
	Box box = { .walk = walk, .path = path, .index = -1 };
	Piece piece;
	int failed;
	gboolean first = TRUE;

	while (lines_next(lines, &piece, &failed)) {
		if (first && piece.size >= 5 && memcmp(piece.data, "From ", 5) == 0)
			box.index = 0;
		if (first) {
			box_begin(&box);
		} else if (box_at_separator(&box, piece)) {
			if (!box_end(&box, 0))
				return FALSE;
			box.index++;
			box_begin(&box);
		}
		first = FALSE;
		box_add(&box, piece);
		/* The rest need not be read; but who writes to a pipe must not lose it. */
		if (box.index < 0 && fd != STDIN_FILENO && !message_wants_body(box.message))
			break;
	}
	/* An empty file is a mail that says nothing. */
	if (first)
		box_begin(&box);
	if (box.index < 0)
		box.size = MAX(box.size, file_size(fd));
	return box_end(&box, failed);
}

static gboolean
walk_file(const Walk *walk, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	gboolean goes_on;

	if (fd < 0)
		return tell_error(walk, path, -1, errno);
	if (walk->bytes != NULL) {
		*walk->bytes += file_size(fd);
		goes_on = TRUE;
	} else {
		goes_on = walk_stream(walk, path, fd);
	}
	close(fd);
	return goes_on;
}

static gint
compare_names(gconstpointer a, gconstpointer b)
{
	const char *const *left = a, *const *right = b;
	g_autofree char *left_name = g_path_get_basename(*left);
	g_autofree char *right_name = g_path_get_basename(*right);

	return strcmp(left_name, right_name);
}

/* Add what lies in FOLDER to PATHS.  Returns an errno, or 0. */
static int
add_entries(GPtrArray *paths, const char *folder)
{
	GDir *dir;
	const char *name;

	errno = 0;
	dir = g_dir_open(folder, 0, NULL);
	if (dir == NULL)
		return errno != 0 ? errno : EIO;
	while ((name = g_dir_read_name(dir)) != NULL)
		g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
	g_dir_close(dir);
	return 0;
}

static gboolean
has_folder(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	return g_file_test(path, G_FILE_TEST_IS_DIR);
}

static gboolean
is_maildir(const char *folder)
{
	return has_folder(folder, "cur") && has_folder(folder, "new");
}

static gboolean walk_folder(const Walk *walk, const char *folder, guint depth);

/* A thing in a folder: links to files are followed, links to folders may lead back. */
static gboolean
walk_entry(const Walk *walk, const char *path, gboolean files, gboolean folders, guint depth)
{
	struct stat entry;

	if (lstat(path, &entry) != 0)
		return tell_error(walk, path, -1, errno);
	if (S_ISDIR(entry.st_mode))
		return !folders || walk_folder(walk, path, depth + 1);
	if (!files)
		return TRUE;
	if (S_ISLNK(entry.st_mode) && stat(path, &entry) != 0)
		return tell_error(walk, path, -1, errno);

	return !S_ISREG(entry.st_mode) || walk_file(walk, path);
}

/* The mails of a Maildir, in order of their names and so of their arrival. */
static gboolean
walk_maildir_mail(const Walk *walk, const char *folder)
{
	static const char *const parts[] = { "cur", "new" };
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
	gboolean goes_on = TRUE;

	for (guint i = 0; i < G_N_ELEMENTS(parts) && goes_on; i++) {
		g_autofree char *part = g_build_filename(folder, parts[i], NULL);
		int failed = add_entries(paths, part);

		if (failed != 0)
			goes_on = tell_error(walk, part, -1, failed);
	}
	g_ptr_array_sort(paths, compare_names);
	for (guint i = 0; i < paths->len && goes_on; i++) {
		const char *path = g_ptr_array_index(paths, i);
		g_autofree char *name = g_path_get_basename(path);

		goes_on = *name == '.' || walk_entry(walk, path, TRUE, FALSE, 0);
	}
	return goes_on;
}

/* Whether the entry NAME of a folder is walked; a Maildir keeps its subfolders in ".Name". */
static gboolean
is_wanted(const char *path, const char *name, gboolean maildir)
{
	static const char *const own[] = { "cur", "new", "tmp", NULL };

	if (!maildir)
		return *name != '.';
	return *name == '.' ? is_maildir(path) : !g_strv_contains(own, name);
}

static gboolean
walk_folder(const Walk *walk, const char *folder, guint depth)
{
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
	gboolean maildir = is_maildir(folder);
	int failed = depth < DEPTH_LIMIT ? add_entries(paths, folder) : ELOOP;
	gboolean goes_on = failed == 0 || tell_error(walk, folder, -1, failed);

	if (goes_on && maildir)
		goes_on = walk_maildir_mail(walk, folder);
	g_ptr_array_sort(paths, compare_names);
	for (guint i = 0; i < paths->len && goes_on; i++) {
		const char *path = g_ptr_array_index(paths, i);
		g_autofree char *name = g_path_get_basename(path);

		if (is_wanted(path, name, maildir))
			goes_on = walk_entry(walk, path, !maildir, TRUE, depth);
	}
	return goes_on;
}

static gboolean
walk_path(const Walk *walk, const char *path)
{
	return g_file_test(path, G_FILE_TEST_IS_DIR) ? walk_folder(walk, path, 0)
						     : walk_file(walk, path);
}

gboolean
mailstore_walk(const char *path, const MessageLimits *limits, MailstoreFunc func,
	       gpointer user_data)
{
	Walk walk = { limits, func, user_data, NULL };

	return strcmp(path, "-") == 0 ? walk_stream(&walk, path, STDIN_FILENO)
				      : walk_path(&walk, path);
}

guint64
mailstore_measure(const char *path)
{
	guint64 bytes = 0;
	Walk walk = { NULL, NULL, NULL, &bytes };

	if (strcmp(path, "-") != 0)
		walk_path(&walk, path);
	return bytes;
}
