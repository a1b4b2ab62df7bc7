/*
 * bench EMPTY-SOCKET EMPTY-PID OUR-SOCKET OUR-PID [PAIRS [MESSAGES]]
 *
 * What ordinary mail costs: processor time of our filter by that of an empty one, for the same
 * mail over kept connections, in interleaved pairs of runs.  The processor time is that of the
 * filter's process, all threads, in nanoseconds; the driver's own does not count.
 */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../protocol/mta.h"
#include "ordinary.h"

#define SEED 20260302
#define LETTERS 400
#define CONNECTIONS 4
#define TARGET 1.10

typedef struct Filter {
	const char *socket;
	clockid_t clock;
	Mta *connections[CONNECTIONS];
} Filter;

static double
cpu_microseconds(const Filter *filter)
{
	struct timespec now;

	if (clock_gettime(filter->clock, &now) != 0) {
		perror("bench: the filter is gone");
		exit(1);
	}
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static void
filter_open(Filter *filter, const char *socket, const char *pid)
{
	filter->socket = socket;
	if (clock_getcpuclockid((pid_t)atoi(pid), &filter->clock) != 0) {
		fprintf(stderr, "bench: no process %s\n", pid);
		exit(1);
	}
	for (guint i = 0; i < CONNECTIONS; i++) {
		filter->connections[i] = mta_open(socket, &mta_postfix);
		mta_client(filter->connections[i], "mail.example.com", "192.0.2.7");
	}
}

static void
filter_close(Filter *filter)
{
	for (guint i = 0; i < CONNECTIONS; i++)
		mta_close(filter->connections[i]);
}

/* Processor time of a message, in microseconds, over MESSAGES of them. */
static double
run(Filter *filter, const GPtrArray *letters, guint messages)
{
	double begin = cpu_microseconds(filter);
	guint unusual = 0;

	for (guint i = 0; i < messages; i++) {
		g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
		const Letter *letter = g_ptr_array_index(letters, i % letters->len);
		Mta *mta = filter->connections[i % CONNECTIONS];

		if (mta_send(mta, letter, "4XB1", 65535, changes) != MTA_ACCEPT ||
		    changes->len > 0)
			unusual++;
	}
	if (unusual > 0) {
		fprintf(stderr, "bench: %u of %u messages were not left alone\n", unusual, messages);
		exit(1);
	}
	return (cpu_microseconds(filter) - begin) / messages;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *values, guint count)
{
	qsort(values, count, sizeof *values, compare);
	return count % 2 == 1 ? values[count / 2]
			      : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static double
median_ratio(Filter *empty, Filter *ours, const GPtrArray *letters, guint pairs, guint messages)
{
	g_autofree double *ratios = g_new(double, pairs);
	g_autofree double *floor = g_new(double, pairs);
	g_autofree double *cost = g_new(double, pairs);
	double middle;

	for (guint i = 0; i < pairs; i++) {
		/* Who goes first changes: what the machine does meanwhile hits both alike. */
		if (i % 2 == 0)
			floor[i] = run(empty, letters, messages);
		cost[i] = run(ours, letters, messages);
		if (i % 2 == 1)
			floor[i] = run(empty, letters, messages);
		ratios[i] = cost[i] / floor[i];
		printf("pair %2u: empty %6.2f us, ours %6.2f us a message, ratio %.3f\n", i + 1,
		       floor[i], cost[i], ratios[i]);
		fflush(stdout);
	}
	middle = median(ratios, pairs);
	printf("median: empty %.2f us, ours %.2f us, ratio %.3f (%.3f to %.3f, %u pairs of %u messages)\n",
	       median(floor, pairs), median(cost, pairs), middle, ratios[0], ratios[pairs - 1],
	       pairs, messages);
	return middle;
}

int
main(int argc, char **argv)
{
	g_autoptr(GPtrArray) letters = g_ptr_array_new_with_free_func((GDestroyNotify)letter_free);
	guint pairs = argc > 5 ? (guint)atoi(argv[5]) : 15;
	guint messages = argc > 6 ? (guint)atoi(argv[6]) : 4000;
	Filter empty, ours;
	double ratio;

	if (argc < 5 || pairs == 0 || messages == 0) {
		fprintf(stderr, "usage: bench EMPTY-SOCKET EMPTY-PID OUR-SOCKET OUR-PID [PAIRS [MESSAGES]]\n");
		return 64;
	}
	for (guint32 i = 0; i < LETTERS; i++)
		g_ptr_array_add(letters, ordinary_letter(SEED, i));
	filter_open(&empty, argv[1], argv[2]);
	filter_open(&ours, argv[3], argv[4]);
	run(&empty, letters, LETTERS);
	run(&ours, letters, LETTERS);
	ratio = median_ratio(&empty, &ours, letters, pairs, messages);
	filter_close(&empty);
	filter_close(&ours);
	printf("%s: at most %.2f is wanted\n", ratio <= TARGET ? "good" : "too much", TARGET);
	return ratio <= TARGET ? 0 : 1;
}
