#define _GNU_SOURCE /* pipe2 */
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

/* A handler can be told nothing but this. */
static int event_pipe[2] = { -1, -1 };

/* clang-format off */
static const struct {
	int number;
	Event event;
} signals_known[] = {
	{ SIGHUP, EVENT_RELOAD }, { SIGUSR1, EVENT_RELOAD }, { SIGUSR2, EVENT_COUNT },
	{ SIGTERM, EVENT_STOP },  { SIGINT, EVENT_STOP },
};
/* clang-format on */

/* A full pipe holds enough events already. */
static void
post(Event event)
{
	unsigned char byte = (unsigned char)event;
	int saved = errno;
	ssize_t written = write(event_pipe[1], &byte, 1);

	(void)written;
	errno = saved;
}

static void
handle(int number)
{
	for (gsize i = 0; i < G_N_ELEMENTS(signals_known); i++)
		if (signals_known[i].number == number)
			post(signals_known[i].event);
}

static void
mask(int how)
{
	sigset_t set;

	sigemptyset(&set);
	for (gsize i = 0; i < G_N_ELEMENTS(signals_known); i++)
		sigaddset(&set, signals_known[i].number);
	pthread_sigmask(how, &set, NULL);
}

/*
 * Takes the place of the C library's for libmilter, whose thread would wait here for HUP and TERM
 * and stop at once.  A signal goes to a waiting thread whenever the main thread has another one
 * pending, so leaving it unblocked there is not enough.
 */
int
sigwait(const sigset_t *set, int *number)
{
	(void)set;
	(void)number;
	for (;;)
		pause();
}

gboolean
signals_open(void)
{
	struct sigaction action = { .sa_handler = handle, .sa_flags = SA_RESTART | SA_NODEFER };

	if (pipe2(event_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
		return FALSE;
	mask(SIG_BLOCK);
	sigemptyset(&action.sa_mask);
	for (gsize i = 0; i < G_N_ELEMENTS(signals_known); i++)
		if (sigaction(signals_known[i].number, &action, NULL) != 0)
			return FALSE;
	return TRUE;
}

void
signals_unblock(void)
{
	mask(SIG_UNBLOCK);
}

Event
signals_wait(int timeout)
{
	struct pollfd waited = { .fd = event_pipe[0], .events = POLLIN };
	unsigned char byte;

	for (;;) {
		int ready = poll(&waited, 1, timeout);

		if (ready == 0)
			return EVENT_NONE;
		/* A signal between: its event is in the pipe now. */
		if (ready > 0 && read(event_pipe[0], &byte, 1) == 1)
			return (Event)byte;
	}
}

void
signals_ended(void)
{
	post(EVENT_ENDED);
}
