/*
 * figures - what many noisy measurements say together
 */
#ifndef BENCH_FIGURES_H
#define BENCH_FIGURES_H

#include <glib.h>

/*
 * A median, and between which two it lies with a probability of 95 % or more, whatever the noise is
 * like.
 */
typedef struct Figure {
	double median, low, high;
} Figure;

/* Of VALUES (double), which are sorted by it; there must be one at least. */
Figure figure_of(GArray *values);

/* The value below which SHARE (0 to 1) of VALUES (double) lie, which are sorted by it. */
double figure_quantile(GArray *values, double share);

#endif
