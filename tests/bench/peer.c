#include "peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../protocol/mta.h"
#include "library.h"

/* The connections begin at letters far from each other. */
#define STRIDE 37
#define CHUNK 65535

struct Peer {
	char *name, *socket;    /* no SOCKET: the libraries */
	GArray *pids;           /* pid_t */
	GPtrArray *connections; /* Mta * */
};

/* One connection's share of a run, on a thread of its own. */
typedef struct Share {
	Mta *mta; /* NULL: the libraries */
	const GPtrArray *letters;
	guint next;
	gint64 end; /* in microseconds of the monotonic clock */
	guint changed;
	GArray *latencies;
} Share;

G_GNUC_PRINTF(1, 2) G_GNUC_NORETURN static void die(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fputs("bench: ", stderr);
	vfprintf(stderr, format, arguments);
	fputs("\n", stderr);
	va_end(arguments);
	exit(1);
}

Peer *
peer_new(const char *description)
{
	g_auto(GStrv) parts = g_strsplit(description, "=", 2);
	g_auto(GStrv) words = g_strv_length(parts) == 2 ? g_strsplit(parts[1], ",", -1) : NULL;
	Peer *peer = g_new0(Peer, 1);

	if (words == NULL || words[0] == NULL)
		die("%s: NAME=SOCKET,PID[,PID...] or NAME=library is wanted", description);
	peer->name = g_strdup(parts[0]);
	peer->pids = g_array_new(FALSE, FALSE, sizeof(pid_t));
	peer->connections = g_ptr_array_new_with_free_func((GDestroyNotify)mta_close);
	if (!g_str_equal(words[0], "library"))
		peer->socket = g_strdup(words[0]);
	for (guint i = 1; words[i] != NULL; i++) {
		pid_t pid = (pid_t)atoi(words[i]);

		g_array_append_val(peer->pids, pid);
	}
	return peer;
}

void
peer_free(Peer *peer)
{
	if (peer == NULL)
		return;
	g_ptr_array_unref(peer->connections);
	g_array_unref(peer->pids);
	g_free(peer->name);
	g_free(peer->socket);
	g_free(peer);
}

const char *
peer_name(const Peer *peer)
{
	return peer->name;
}

gboolean
peer_has_socket(const Peer *peer)
{
	return peer->socket != NULL;
}

void
peer_connect(Peer *peer, guint count)
{
	while (peer->socket != NULL && peer->connections->len < count) {
		Mta *mta = mta_open(peer->socket, &mta_postfix);

		mta_client(mta, "mail.example.com", "192.0.2.7");
		g_ptr_array_add(peer->connections, mta);
	}
}

static double
seconds_of(clockid_t clock)
{
	struct timespec now;

	if (clock_gettime(clock, &now) != 0)
		die("a filter is gone");
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double
processor_time(const Peer *peer)
{
	double sum = 0;

	if (peer->socket == NULL)
		return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
	for (guint i = 0; i < peer->pids->len; i++) {
		clockid_t clock;

		if (clock_getcpuclockid(g_array_index(peer->pids, pid_t, i), &clock) != 0)
			die("%s has no process %d", peer->name,
			    g_array_index(peer->pids, pid_t, i));
		sum += seconds_of(clock);
	}
	return sum;
}

guint64
peer_memory(const Peer *peer)
{
	guint64 sum = 0;

	for (guint i = 0; i < peer->pids->len; i++) {
		g_autofree char *path =
			g_strdup_printf("/proc/%d/statm", g_array_index(peer->pids, pid_t, i));
		g_autofree char *text = NULL;
		g_auto(GStrv) words = NULL;

		if (!g_file_get_contents(path, &text, NULL, NULL))
			die("%s is gone", peer->name);
		words = g_strsplit(text, " ", 3);
		sum += g_ascii_strtoull(words[1], NULL, 10) * (guint64)sysconf(_SC_PAGESIZE);
	}
	return sum;
}

/* Whether the filter changed LETTER. */
static gboolean
send_letter(Mta *mta, const Letter *letter)
{
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	int answer = mta_send(mta, letter, "4XB1", CHUNK, changes);

	if (answer != MTA_ACCEPT && answer != MTA_CONTINUE)
		die("a letter was answered with %s", mta_answer_word(answer));
	return changes->len > 0;
}

static gpointer
run_share(gpointer data)
{
	Share *share = data;
	gint64 begin = g_get_monotonic_time();

	while (begin < share->end) {
		const Letter *letter =
			g_ptr_array_index(share->letters, share->next++ % share->letters->len);
		double latency;
		gint64 now;

		if (share->mta == NULL)
			library_read(letter);
		else
			share->changed += send_letter(share->mta, letter);
		now = g_get_monotonic_time();
		latency = (double)(now - begin) / G_USEC_PER_SEC;
		g_array_append_val(share->latencies, latency);
		begin = now;
	}
	return NULL;
}

static void
run_shares(Share *shares, guint count)
{
	g_autofree GThread **threads = g_new(GThread *, count);

	for (guint i = 0; i < count; i++)
		threads[i] = g_thread_new("mail server", run_share, &shares[i]);
	for (guint i = 0; i < count; i++)
		g_thread_join(threads[i]);
}

static guint64
bytes_of(const Peer *peer)
{
	guint64 sum = 0;

	for (guint i = 0; i < peer->connections->len; i++)
		sum += mta_bytes(peer->connections->pdata[i]);
	return sum;
}

Run
peer_run(Peer *peer, const GPtrArray *letters, double seconds)
{
	guint count = MAX(peer->connections->len, 1);
	g_autofree Share *shares = g_new0(Share, count);
	Run run = { .latencies = g_array_new(FALSE, FALSE, sizeof(double)) };
	double cpu = processor_time(peer);
	guint64 bytes = bytes_of(peer);
	gint64 begin = g_get_monotonic_time();

	for (guint i = 0; i < count; i++)
		shares[i] = (Share){
			.mta = peer->socket != NULL ? peer->connections->pdata[i] : NULL,
			.letters = letters,
			.next = i * STRIDE,
			.end = begin + (gint64)(seconds * G_USEC_PER_SEC),
			.latencies = g_array_new(FALSE, FALSE, sizeof(double)),
		};
	run_shares(shares, count);
	run.seconds = (double)(g_get_monotonic_time() - begin) / G_USEC_PER_SEC;
	run.cpu = processor_time(peer) - cpu;
	run.bytes = bytes_of(peer) - bytes;
	for (guint i = 0; i < count; i++) {
		g_array_append_vals(run.latencies, shares[i].latencies->data,
				    shares[i].latencies->len);
		g_array_unref(shares[i].latencies);
		run.changed += shares[i].changed;
	}
	run.messages = run.latencies->len;
	return run;
}

void
peer_send(Peer *peer, const GPtrArray *letters, guint count)
{
	for (guint i = 0; i < count; i++)
		send_letter(peer->connections->pdata[i % peer->connections->len],
			    letters->pdata[i % letters->len]);
}

void
run_clear(Run *run)
{
	g_array_unref(run->latencies);
}
