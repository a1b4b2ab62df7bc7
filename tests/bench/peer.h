/*
 * peer - a filter behind its socket, or what else reads mail, and what a run of letters costs it
 *
 * A program that cannot go on says so and ends: a figure that was not measured is none.
 */
#ifndef BENCH_PEER_H
#define BENCH_PEER_H

#include "letters.h"

typedef struct Peer Peer;

/* Letters through a peer for some time. */
typedef struct Run {
	guint messages;
	guint changed; /* of them were not left as they are */
	double seconds;
	double cpu;        /* seconds of processor time, all threads of all its processes */
	guint64 bytes;     /* on the socket, both ways */
	GArray *latencies; /* double: seconds from MAIL to the answer */
} Run;

/*
 * DESCRIPTION is NAME=SOCKET,PID[,PID...]; or NAME=library, which is reading by the libraries in
 * this process (library.h).  (transfer full)
 */
Peer *peer_new(const char *description);
void peer_free(Peer *peer); /* NULL is fine */

const char *peer_name(const Peer *peer);
gboolean peer_has_socket(const Peer *peer);

/* Open connections up to COUNT, which are kept. */
void peer_connect(Peer *peer, guint count);

/* Resident memory in bytes, all its processes together. */
guint64 peer_memory(const Peer *peer);

/* LETTERS round and round over all connections at once, for SECONDS. */
Run peer_run(Peer *peer, const GPtrArray *letters, double seconds);

/* COUNT letters over the connections by turns. */
void peer_send(Peer *peer, const GPtrArray *letters, guint count);

void run_clear(Run *run);

#endif
