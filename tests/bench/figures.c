#include "figures.h"

#include <math.h>

#define CONFIDENCE 0.95

static gint
compare(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/*
 * How many values to leave out at either end.  Each of COUNT lies above the true median as a coin
 * falls: the median is left out as well if so many throws, or fewer, are heads; or tails.
 */
static guint
values_outside(guint count)
{
	double chance = pow(0.5, count), missed = chance;
	guint outside = 0;

	for (;; outside++) {
		chance *= (double)(count - outside) / (outside + 1);
		missed += chance;
		if (2 * missed > 1 - CONFIDENCE)
			return outside;
	}
}

Figure
figure_of(GArray *values)
{
	guint outside = values_outside(values->len);

	g_array_sort(values, compare);
	return (Figure){
		.median = figure_quantile(values, 0.5),
		.low = g_array_index(values, double, outside),
		.high = g_array_index(values, double, values->len - 1 - outside),
	};
}

double
figure_quantile(GArray *values, double share)
{
	g_array_sort(values, compare);
	return g_array_index(values, double, (guint)(share * (values->len - 1) + 0.5));
}
