/*
 * patience - what takes too long
 *
 * Counts the time of the processor, so that other work on the machine does not
 * count; sanitizers and valgrind get the patience they need.
 */
#ifndef TESTS_PATIENCE_H
#define TESTS_PATIENCE_H

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <glib.h>

static inline guint
patience_factor(void)
{
	const char *preload = getenv("LD_PRELOAD");

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	return 10;
#endif
#ifdef __SANITIZE_THREAD__
	return 20;
#endif
	return preload != NULL && strstr(preload, "vgpreload") != NULL ? 50 : 1;
}

static inline clock_t
patience_begin(void)
{
	return clock();
}

/* Fails the test if more than a second went by since BEGIN. */
static inline void
patience_end(clock_t begin)
{
	double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;

	g_test_message("%.3f s", seconds);
	g_assert_cmpfloat(seconds, <, patience_factor());
}

#endif
