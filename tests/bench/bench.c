/*
 * bench run [OPTION...] KIND CONNECTIONS PEER...   peers side by side, round by round: a table
 * bench idle [OPTION...] CONNECTIONS PEER...       what a connection costs that waits for mail
 * bench send KIND COUNT PEER                       just send letters, over 4 connections
 *
 * KIND is ordinary, read or invitations; PEER is NAME=SOCKET,PID[,PID...] or NAME=library.  All are
 * compared with the first.  What may be wanted of a figure stands in the file of --facts as well, a
 * line each: "ordinary/4/invite-milter/cpu-ratio 1.08 1.07 1.10" (median, from, to).
 */

#include <stdio.h>
#include <stdlib.h>

#include "figures.h"
#include "library.h"
#include "peer.h"

#define LETTERS 400
#define WARM_UP 0.2
#define OURS "invite-milter"

typedef struct Options {
	int rounds;
	double seconds;
	char *facts;
} Options;

/* What all runs of a peer gave: double, a run each, but for the latencies. */
typedef struct Row {
	Peer *peer;
	GArray *rate, *cpu, *median, *slow, *bytes;
	GArray *rate_ratio, *cpu_ratio, *slow_ratio; /* by the first peer's run of the same round */
	GArray *latencies;
} Row;

static void
fail(const char *message)
{
	fprintf(stderr, "bench: %s\n", message);
	exit(1);
}

static GArray *
doubles(void)
{
	return g_array_new(FALSE, FALSE, sizeof(double));
}

static void
append(GArray *values, double value)
{
	g_array_append_val(values, value);
}

static double
last(const GArray *values)
{
	return g_array_index(values, double, values->len - 1);
}

static Row
row_new(const char *description)
{
	return (Row){
		.peer = peer_new(description),
		.rate = doubles(),
		.cpu = doubles(),
		.median = doubles(),
		.slow = doubles(),
		.bytes = doubles(),
		.rate_ratio = doubles(),
		.cpu_ratio = doubles(),
		.slow_ratio = doubles(),
		.latencies = doubles(),
	};
}

/* Ours must do what the letters are made for: a filter that does not is not measured. */
static void
check(const Row *row, LettersKind kind, const Run *run)
{
	guint wanted = kind == LETTERS_INVITATIONS ? run->messages : 0;

	if (run->messages == 0)
		fail("a run was too short for one letter");
	if (g_str_equal(peer_name(row->peer), OURS) && run->changed != wanted) {
		fprintf(stderr, "bench: %u of %u letters were changed, not %u\n", run->changed,
			run->messages, wanted);
		exit(1);
	}
}

static void
add_run(Row *row, const Run *run)
{
	append(row->rate, run->messages / run->seconds);
	append(row->cpu, run->cpu / run->messages * 1e6);
	append(row->bytes, (double)run->bytes / run->messages);
	g_array_append_vals(row->latencies, run->latencies->data, run->latencies->len);
	append(row->median, figure_quantile(run->latencies, 0.5) * 1e3);
	append(row->slow, figure_quantile(run->latencies, 0.99) * 1e3);
}

static void
add_ratios(Row *row, const Row *first)
{
	append(row->rate_ratio, last(row->rate) / last(first->rate));
	append(row->cpu_ratio, last(row->cpu) / last(first->cpu));
	append(row->slow_ratio, last(row->slow) / last(first->slow));
}

/* Who goes first changes: what the machine does meanwhile hits all alike. */
static void
run_round(GArray *rows, LettersKind kind, const GPtrArray *letters, guint round, double seconds)
{
	for (guint i = 0; i < rows->len; i++) {
		Row *row = &g_array_index(rows, Row, (i + round) % rows->len);
		Run run = peer_run(row->peer, letters, seconds);

		check(row, kind, &run);
		add_run(row, &run);
		run_clear(&run);
	}
	for (guint i = 0; i < rows->len; i++)
		add_ratios(&g_array_index(rows, Row, i), &g_array_index(rows, Row, 0));
}

static void
warm_up(GArray *rows, const GPtrArray *letters)
{
	for (guint i = 0; i < rows->len; i++) {
		Run run = peer_run(g_array_index(rows, Row, i).peer, letters, WARM_UP);

		run_clear(&run);
	}
}

static void
print_ratio(GArray *values)
{
	Figure figure = figure_of(values);

	printf(" %.2f (%.2f-%.2f) |", figure.median, figure.low, figure.high);
}

static void
print_table(GArray *rows, LettersKind kind, const char *connections, guint rounds)
{
	printf("\n%s mail, %s connections, %u rounds\n\n", letters_words[kind], connections,
	       rounds);
	printf("| | messages/s | ratio | p50 ms | p99 ms | ratio | processor µs | ratio | memory "
	       "MB | bytes |\n"
	       "|---|---|---|---|---|---|---|---|---|---|\n");
	for (guint i = 0; i < rows->len; i++) {
		Row *row = &g_array_index(rows, Row, i);

		printf("| %s | %.0f |", peer_name(row->peer), figure_of(row->rate).median);
		print_ratio(row->rate_ratio);
		printf(" %.2f | %.2f |", figure_quantile(row->latencies, 0.5) * 1e3,
		       figure_quantile(row->latencies, 0.99) * 1e3);
		print_ratio(row->slow_ratio);
		printf(" %.1f |", figure_of(row->cpu).median);
		print_ratio(row->cpu_ratio);
		if (peer_has_socket(row->peer))
			printf(" %.1f | %.0f |\n", (double)peer_memory(row->peer) / 1e6,
			       figure_of(row->bytes).median);
		else
			printf(" - | - |\n");
	}
	fflush(stdout);
}

static void
put_fact(FILE *facts, const char *where, const Row *row, const char *name, GArray *values)
{
	Figure figure = figure_of(values);

	fprintf(facts, "%s/%s/%s %.4f %.4f %.4f\n", where, peer_name(row->peer), name,
		figure.median, figure.low, figure.high);
}

static void
put_facts(const Options *options, GArray *rows, const char *where)
{
	FILE *facts = options->facts != NULL ? fopen(options->facts, "a") : NULL;

	for (guint i = 0; facts != NULL && i < rows->len; i++) {
		const Row *row = &g_array_index(rows, Row, i);

		put_fact(facts, where, row, "rate", row->rate);
		put_fact(facts, where, row, "rate-ratio", row->rate_ratio);
		put_fact(facts, where, row, "cpu", row->cpu);
		put_fact(facts, where, row, "cpu-ratio", row->cpu_ratio);
		put_fact(facts, where, row, "p99-ratio", row->slow_ratio);
	}
	if (options->facts != NULL && (facts == NULL || fclose(facts) != 0))
		fail("cannot write the facts");
}

static LettersKind
kind_of(const char *word)
{
	for (int kind = 0; kind < LETTERS_KINDS; kind++)
		if (g_str_equal(word, letters_words[kind]))
			return kind;
	fail("KIND is ordinary, read or invitations");
	return LETTERS_KINDS;
}

static int
bench_run(const Options *options, char **words)
{
	LettersKind kind = kind_of(words[0]);
	g_autoptr(GPtrArray) letters = letters_make(kind, LETTERS);
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Row));
	g_autofree char *where = g_strdup_printf("%s/%s", words[0], words[1]);

	for (char **word = words + 2; *word != NULL; word++) {
		Row row = row_new(*word);

		peer_connect(row.peer, (guint)atoi(words[1]));
		g_array_append_val(rows, row);
	}
	warm_up(rows, letters);
	for (int round = 0; round < options->rounds; round++)
		run_round(rows, kind, letters, (guint)round, options->seconds);
	print_table(rows, kind, words[1], (guint)options->rounds);
	put_facts(options, rows, where);
	for (guint i = 0; i < rows->len; i++)
		peer_free(g_array_index(rows, Row, i).peer);
	return 0;
}

/* A connection that has had its first mail, by what 100 more of them take. */
static double
idle_bytes(const char *description, guint count, const GPtrArray *letters)
{
	Peer *peer = peer_new(description);
	guint64 before, after;

	peer_connect(peer, count / 5);
	peer_send(peer, letters, count);
	before = peer_memory(peer);
	peer_connect(peer, count);
	peer_send(peer, letters, count);
	after = peer_memory(peer);
	peer_free(peer);
	return ((double)after - (double)before) / (count - count / 5);
}

static int
bench_idle(const Options *options, char **words)
{
	g_autoptr(GPtrArray) letters = letters_make(LETTERS_ORDINARY, LETTERS);
	FILE *facts = options->facts != NULL ? fopen(options->facts, "a") : NULL;

	printf("\n| | bytes a waiting connection |\n|---|---|\n");
	for (char **word = words + 1; *word != NULL; word++) {
		double bytes = idle_bytes(*word, (guint)atoi(words[0]), letters);
		g_auto(GStrv) parts = g_strsplit(*word, "=", 2);

		printf("| %s | %.0f |\n", parts[0], bytes);
		if (facts != NULL)
			fprintf(facts, "idle/%s/bytes %.0f\n", parts[0], bytes);
	}
	if (facts != NULL)
		fclose(facts);
	return 0;
}

static int
bench_send(const Options *options, char **words)
{
	g_autoptr(GPtrArray) letters = letters_make(kind_of(words[0]), LETTERS);
	Peer *peer = peer_new(words[2]);

	(void)options;
	peer_connect(peer, 4);
	peer_send(peer, letters, (guint)atoi(words[1]));
	peer_free(peer);
	return 0;
}

/* clang-format off */
static const struct {
	const char *name;
	guint least; /* words behind it */
	int (*call)(const Options *options, char **words);
} commands[] = {
	{ "run", 3, bench_run },
	{ "idle", 2, bench_idle },
	{ "send", 3, bench_send },
};
/* clang-format on */

int
main(int argc, char **argv)
{
	Options options = { .rounds = 11, .seconds = 0.5 };
	const GOptionEntry entries[] = {
		{ "rounds", 'r', 0, G_OPTION_ARG_INT, &options.rounds, "how often each peer is run",
		  "N" },
		{ "seconds", 's', 0, G_OPTION_ARG_DOUBLE, &options.seconds, "how long a run lasts",
		  "S" },
		{ "facts", 'f', 0, G_OPTION_ARG_FILENAME, &options.facts,
		  "append the figures to FILE", "FILE" },
		{ 0 },
	};
	g_autoptr(GOptionContext) context = g_option_context_new("run|idle|send WORD...");
	g_autoptr(GError) error = NULL;

	g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse(context, &argc, &argv, &error))
		fail(error->message);
	library_init();
	for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
		if (argc > 1 && g_str_equal(argv[1], commands[i].name) &&
		    (guint)argc >= 2 + commands[i].least)
			return commands[i].call(&options, argv + 2);
	fail("run KIND CONNECTIONS PEER..., idle CONNECTIONS PEER... or send KIND COUNT PEER");
	return 1;
}
