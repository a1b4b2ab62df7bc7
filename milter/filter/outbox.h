/*
 * outbox - copies on their way: from the spool to the reinjector, each once
 *
 * The reinjector is the listener of the mail server that "reinject" names: it takes mail and
 * filters it no more.
 *
 * A copy in outbox/ that is marked as answered is all that is left of a message, and is injected
 * until the reinjector takes or refuses it.  Before the final dot it is marked as being sent; the
 * reinjector's 250 moves it to done/.  Where the program ends in between nobody knows, and who
 * sends it next says so.  What the reinjector refuses goes back to held/ and is never bounced.
 *
 * Two programs may work on one outbox: each copy is claimed first.
 */
#ifndef FILTER_OUTBOX_H
#define FILTER_OUTBOX_H

#include "store/spool.h"

typedef enum {
	OUTBOX_DELIVERED,   /* DETAIL: what the reinjector said */
	OUTBOX_REFUSED,     /* for good; DETAIL: what the reinjector said */
	OUTBOX_DELAYED,     /* DETAIL: why it has to wait */
	OUTBOX_DOUBTFUL,    /* the connection broke behind the final dot: it may be taken, and come
			       twice */
	OUTBOX_UNRECORDED,  /* taken, but that cannot be written down: DETAIL */
	OUTBOX_UNANSWERED,  /* found at the start: the mail server may not have had our answer */
	OUTBOX_INTERRUPTED, /* somebody ended while the reinjector was taking it: it may come twice
			     */
	OUTBOX_BROKEN, /* its file is not whole; DETAIL: why.  It goes back to held/ as it is */
} OutboxEvent;

/* Told what became of ENTRY (nullable where it cannot be read), the copy ID. */
typedef void (*OutboxReport)(OutboxEvent event, const char *id, const SpoolEntry *entry,
			     const char *detail, gpointer user_data);

typedef struct Outbox Outbox;

/* Over SPOOL (lent), to LISTENER ("smtp:host:port"), which we greet as HELO (transfer full). */
Outbox *outbox_new(Spool *spool, const char *reinjector, const char *helo, OutboxReport report,
		   gpointer user_data);
void outbox_free(Outbox *outbox); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Outbox, outbox_free)

/* Inject the copy ID.  The event that was told, or OUTBOX_DELAYED where another works on it. */
OutboxEvent outbox_send(Outbox *outbox, const char *id);

/* Inject all that is answered.  FALSE: some have to wait. */
gboolean outbox_run(Outbox *outbox);

/* Say QUIT to the reinjector; the next copy opens a connection of its own. */
void outbox_hang_up(Outbox *outbox);

/*
 * After a start, before anything else: what an end of the program interrupted goes on, and each
 * that may come twice is told.  Copies that another program is working on are left to it.
 */
void outbox_recover(Spool *spool, OutboxReport report, gpointer user_data);

#endif
