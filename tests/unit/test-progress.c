#define _GNU_SOURCE /* posix_openpt() */

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/progress.h"

#include "rows.h"

/* clang-format off */
static const struct Row {
	const char *name;
	guint64 done, total, count;
	gint64 seconds;
	guint width;
	const char *wanted;
} rows[] = {
	{ "half of it", 500, 1000, 12, 30, 50,
	  "[==========>          ]  50 %, 12 done, 0:30 left" },
	{ "nothing yet", 0, 1000, 0, 0, 40, "[>                      ]   0 %, 0 done" },
	{ "a first second tells nothing", 10, 1000, 1, 0, 40,
	  "[>                      ]   1 %, 1 done" },
	{ "all of it", 1000, 1000, 90, 75, 40, "[===========] 100 %, 90 done, 0:00 left" },
	{ "more than was thought", 2000, 1000, 90, 75, 40,
	  "[===========] 100 %, 90 done, 0:00 left" },
	{ "minutes", 100, 1000, 7, 100, 40, "[=>         ]  10 %, 7 done, 15:00 left" },
	{ "nobody knows how much", 500, 0, 12, 65, 50, "12 done, 1:05" },
	{ "one thing to do is not nothing", 1, 1, 1, 30, 50,
	  "[======================] 100 %, 1 done, 0:00 left" },
	{ "just room for a bar", 500, 1000, 12, 30, 34, "[==>  ]  50 %, 12 done, 0:30 left" },
	{ "no room for one", 500, 1000, 12, 30, 33, " 50 %, 12 done, 0:30 left" },
	{ "too narrow for a bar", 500, 1000, 12, 30, 20, " 50 %, 12 done, 0:30 left" },
};
/* clang-format on */

static void
run(gconstpointer data)
{
	const struct Row *row = data;
	g_autofree char *line =
		progress_line(row->done, row->total, row->count, row->seconds, row->width);

	g_assert_cmpstr(line, ==, row->wanted);
}

/* Nothing is written to what is no terminal. */
static void
test_pipe(void)
{
	FILE *file = tmpfile();
	Progress *progress = progress_new(fileno(file), 2);

	progress_step(progress, 1);
	progress_hide(progress);
	progress_step(progress, 1);
	progress_free(progress);
	g_assert_cmpint(lseek(fileno(file), 0, SEEK_END), ==, 0);
	fclose(file);
}

/* What came to the terminal MASTER until now (transfer full). */
static char *
seen_on(int master)
{
	struct pollfd waited = { .fd = master, .events = POLLIN };
	GString *seen = g_string_new(NULL);
	char piece[512];

	while (poll(&waited, 1, 50) == 1) {
		ssize_t size = read(master, piece, sizeof piece);

		if (size <= 0)
			break;
		g_string_append_len(seen, piece, size);
	}
	return g_string_free(seen, FALSE);
}

static void
assert_seen(int master, const char *wanted)
{
	g_autofree char *seen = seen_on(master);

	g_assert_cmpstr(seen, ==, wanted);
}

/* A terminal of COLUMNS (0: it does not tell): its other side, and *FILE to write to. */
static int
open_terminal(unsigned short columns, FILE **file)
{
	struct winsize size = { .ws_row = 24, .ws_col = columns };
	int master = posix_openpt(O_RDWR | O_NOCTTY);

	g_assert_cmpint(master, >=, 0);
	g_assert_cmpint(grantpt(master), ==, 0);
	g_assert_cmpint(unlockpt(master), ==, 0);
	g_assert_cmpint(ioctl(master, TIOCSWINSZ, &size), ==, 0);
	*file = fopen(ptsname(master), "r+");
	g_assert_nonnull(*file);
	return master;
}

#define ERASE "\r\033[K"

static void
test_terminal(void)
{
	FILE *file;
	int master = open_terminal(40, &file);
	Progress *progress = progress_new(fileno(file), 4);

	progress_step(progress, 1);
	assert_seen(master, ERASE "[=====>                 ]  25 %, 1 done");
	progress_step(progress, 1); /* too soon to see */
	progress_hide(progress);
	assert_seen(master, ERASE);
	progress_hide(progress);
	assert_seen(master, "");
	progress_step(progress, 1);
	assert_seen(master, ERASE "[=================>     ]  75 %, 3 done");
	g_usleep(110000);
	progress_step(progress, 1);
	assert_seen(master, ERASE "[=======================] 100 %, 4 done");
	progress_free(progress);
	assert_seen(master, ERASE);
	progress_free(NULL);
	fclose(file);
	close(master);
}

static void
test_terminal_without_size(void)
{
	FILE *file;
	int master = open_terminal(0, &file);
	Progress *progress = progress_new(fileno(file), 1);
	g_autofree char *line = progress_line(1, 1, 1, 0, 80);
	g_autofree char *wanted = g_strconcat(ERASE, line, NULL);

	progress_step(progress, 1);
	assert_seen(master, wanted);
	progress_free(progress);
	fclose(file);
	close(master);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("progress", rows, run);
	g_test_add_func("/progress/nothing anywhere but on a terminal", test_pipe);
	g_test_add_func("/progress/a terminal sees it ten times a second at most", test_terminal);
	g_test_add_func("/progress/a terminal that tells no width has 80 columns",
			test_terminal_without_size);
	return g_test_run();
}
