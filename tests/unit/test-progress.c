#include <stdio.h>
#include <unistd.h>

#include "base/progress.h"

static const struct Row {
	const char *name;
	guint64 done, total, count;
	gint64 seconds;
	guint width;
	const char *wanted;
} rows[] = {
	{ "half of it", 500, 1000, 12, 30, 50, "[==========>          ]  50 %, 12 done, 0:30 left" },
	{ "nothing yet", 0, 1000, 0, 0, 40, "[>                      ]   0 %, 0 done" },
	{ "a first second tells nothing", 10, 1000, 1, 0, 40, "[>                      ]   1 %, 1 done" },
	{ "all of it", 1000, 1000, 90, 75, 40, "[===========] 100 %, 90 done, 0:00 left" },
	{ "more than was thought", 2000, 1000, 90, 75, 40, "[===========] 100 %, 90 done, 0:00 left" },
	{ "minutes", 100, 1000, 7, 100, 40, "[=>         ]  10 %, 7 done, 15:00 left" },
	{ "nobody knows how much", 500, 0, 12, 65, 50, "12 done, 1:05" },
	{ "too narrow for a bar", 500, 1000, 12, 30, 20, " 50 %, 12 done, 0:30 left" },
};

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

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *path = g_strdup_printf("/progress/%s", rows[i].name);

		g_test_add_data_func(path, &rows[i], run);
	}
	g_test_add_func("/progress/nothing anywhere but on a terminal", test_pipe);
	return g_test_run();
}
