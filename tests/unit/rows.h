/*
 * rows - the rows of a table as tests, each by its sentence
 */
#ifndef TESTS_ROWS_H
#define TESTS_ROWS_H

#include <glib.h>

static inline void
rows_add(const char *group, const void *rows, gsize count, gsize size, GTestDataFunc run)
{
	for (gsize i = 0; i < count; i++) {
		const char *row = (const char *)rows + i * size;
		/* A slash in a sentence is no path. */
		g_autofree char *name = g_strdelimit(g_strdup(*(const char *const *)row), "/", '|');
		g_autofree char *path = g_strdup_printf("/%s/%s", group, name);

		g_test_add_data_func(path, row, run);
	}
}

/* Register RUN for each of ROWS, whose first member is its name: "/GROUP/a sentence". */
#define GIVEN_ROWS(group, rows, run)                                                               \
	rows_add(group, rows, G_N_ELEMENTS(rows), sizeof((rows)[0]), run);

#endif
