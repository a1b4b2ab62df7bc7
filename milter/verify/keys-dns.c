#include "keys-dns.h"

#include <poll.h>
#include <pthread.h>
#include <sys/select.h>

#include <ares.h>
#include <gio/gio.h>

#include "dns-answer.h"
#include "mail/domain.h"
#include "places.h"

enum { CLASS_IN = 1, TYPE_TXT = 16 };
/* Servers that are asked, as by the C library; UDP and TCP; tries at each; octets by UDP. */
enum { SERVERS_MOST = 3, SOCKETS_MOST = 2 * SERVERS_MOST, TRIES = 4, UDP_SIZE = 1232 };
/* The first try gets a fifth of the time, within these milliseconds, each further one more. */
enum { PATIENCE_PART = 5, PATIENCE_LEAST = 20, PATIENCE_MOST = 1500 };

typedef struct KeysDns {
	KeySource source; /* first */
	char *servers;    /* nullable: those of resolv.conf */
	Places *places;
} KeysDns;

/* One query while it is asked. */
typedef struct Question {
	KeyQuery *query;
	guint *pending;      /* questions of this round */
	gboolean is_open;    /* no server gave an answer yet */
	gboolean has_failed; /* a server was silent or said SERVFAIL */
} Question;

static void
settle(Question *question, GPtrArray *texts)
{
	question->is_open = FALSE;
	question->query->texts = texts;
	question->query->answer = texts != NULL ? KEY_FOUND : KEY_NONE;
}

static void
on_answer(void *data, int status, int timeouts, unsigned char *answer, int size)
{
	Question *question = data;

	(void)timeouts;
	(*question->pending)--;
	switch (status) {
	case ARES_SUCCESS:
		settle(question, dns_answer_texts(answer, (gsize)size, question->query->name));
		break;
	case ARES_ENODATA:
	case ARES_ENOTFOUND:
	case ARES_EBADNAME:
	case ARES_EBADRESP:
		settle(question, NULL);
		break;
	case ARES_EFORMERR:
	case ARES_ENOTIMP:
	case ARES_EREFUSED: /* perhaps the next server answers */
		break;
	default: /* SERVFAIL, silence, no way to the server, no memory, not waited for any longer */
		question->has_failed = TRUE;
		break;
	}
}

static gint64
milliseconds_until(gint64 deadline)
{
	return MAX((deadline - g_get_monotonic_time() + 999) / 1000, 0);
}

/* Leave of the first SERVERS_MOST servers of CHANNEL those after the first SKIP.  FALSE: none. */
static gboolean
choose_servers(ares_channel channel, guint skip)
{
	struct ares_addr_port_node *all = NULL, *chosen = NULL, *rest = NULL, *last = NULL;
	gboolean done;

	if (ares_get_servers_ports(channel, &all) != ARES_SUCCESS)
		return FALSE;
	last = all;
	for (guint i = 0; last != NULL; last = last->next, i++) {
		chosen = i == skip ? last : chosen;
		if (i + 1 == SERVERS_MOST)
			break;
	}
	if (last != NULL)
		rest = g_steal_pointer(&last->next);
	done = chosen != NULL && ares_set_servers_ports(channel, chosen) == ARES_SUCCESS;
	if (last != NULL)
		last->next = rest;
	ares_free_data(all);
	return done;
}

/* A channel to the servers after the first SKIP; NULL: there are none. */
static ares_channel
open_channel(const KeysDns *keys, guint skip, gint64 deadline)
{
	gint64 patience = milliseconds_until(deadline) / PATIENCE_PART;
	struct ares_options options = {
		.flags = ARES_FLAG_NOCHECKRESP | ARES_FLAG_EDNS,
		.timeout = (int)CLAMP(patience, PATIENCE_LEAST, PATIENCE_MOST),
		.tries = TRIES,
		.ednspsz = UDP_SIZE,
	};
	ares_channel channel;

	if (ares_init_options(&channel, &options,
			      ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES |
				      ARES_OPT_EDNSPSZ) != ARES_SUCCESS)
		return NULL;
	if ((keys->servers != NULL &&
	     ares_set_servers_ports_csv(channel, keys->servers) != ARES_SUCCESS) ||
	    !choose_servers(channel, skip)) {
		ares_destroy(channel);
		return NULL;
	}
	return channel;
}

/* Wait for the sockets of CHANNEL, and let it do what is to be done. */
static void
step(ares_channel channel, gint64 deadline)
{
	ares_socket_t sockets[SOCKETS_MOST];
	int wanted = ares_getsock(channel, sockets, SOCKETS_MOST);
	struct pollfd polled[SOCKETS_MOST];
	gint64 left = milliseconds_until(deadline);
	struct timeval most = { .tv_sec = left / 1000, .tv_usec = left % 1000 * 1000 }, wait;
	const struct timeval *next = ares_timeout(channel, &most, &wait);
	nfds_t count = 0;

	for (int i = 0; i < SOCKETS_MOST; i++) {
		short events = (short)((ARES_GETSOCK_READABLE(wanted, i) ? POLLIN : 0) |
				       (ARES_GETSOCK_WRITABLE(wanted, i) ? POLLOUT : 0));

		if (events != 0)
			polled[count++] = (struct pollfd){ .fd = sockets[i], .events = events };
	}
	if (poll(polled, count, (int)(next->tv_sec * 1000 + (next->tv_usec + 999) / 1000)) <= 0)
		count = 0;
	for (nfds_t i = 0; i < count; i++)
		if (polled[i].revents != 0)
			ares_process_fd(
				channel, polled[i].events & POLLIN ? polled[i].fd : ARES_SOCKET_BAD,
				polled[i].events & POLLOUT ? polled[i].fd : ARES_SOCKET_BAD);
	ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}

/* Ask all open QUESTIONS.  FALSE: there are no servers after the first SKIP. */
static gboolean
ask(const KeysDns *keys, Question *questions, guint count, guint skip, gint64 deadline)
{
	ares_channel channel = open_channel(keys, skip, deadline);
	guint pending = 0;

	if (channel == NULL)
		return FALSE;
	for (guint i = 0; i < count; i++)
		pending += questions[i].is_open;
	for (guint i = 0; i < count; i++) {
		questions[i].pending = &pending;
		if (questions[i].is_open)
			ares_query(channel, questions[i].query->name, CLASS_IN, TYPE_TXT, on_answer,
				   &questions[i]);
	}
	while (pending > 0 && g_get_monotonic_time() < deadline)
		step(channel, deadline);
	ares_destroy(channel); /* tells those that are pending */
	return TRUE;
}

static gboolean
any_open(const Question *questions, guint count)
{
	for (guint i = 0; i < count; i++)
		if (questions[i].is_open)
			return TRUE;
	return FALSE;
}

static void
ask_all(const KeysDns *keys, GPtrArray *queries, gint64 deadline)
{
	g_autofree Question *questions = g_new0(Question, queries->len);
	guint asked = 0;

	for (guint i = 0; i < queries->len; i++) {
		questions[i].query = g_ptr_array_index(queries, i);
		questions[i].is_open = TRUE;
	}
	while (any_open(questions, queries->len) && g_get_monotonic_time() < deadline &&
	       ask(keys, questions, queries->len, asked, deadline))
		asked++;
	for (guint i = 0; i < queries->len; i++)
		if (questions[i].is_open && (questions[i].has_failed || asked == 0))
			questions[i].query->answer = KEY_UNREACHED;
}

static void
keys_dns_look_up(KeySource *source, GPtrArray *queries, gint64 deadline)
{
	KeysDns *keys = (KeysDns *)source;
	const KeyQuery *first = g_ptr_array_index(queries, 0);
	g_autofree char *owner = domain_organizational(first->name);

	if (places_take(keys->places, owner, deadline)) {
		ask_all(keys, queries, deadline);
		places_give_back(keys->places, owner);
		return;
	}
	for (guint i = 0; i < queries->len; i++) {
		KeyQuery *query = g_ptr_array_index(queries, i);

		query->answer = KEY_UNREACHED;
	}
}

static void
keys_dns_free(KeySource *source)
{
	KeysDns *keys = (KeysDns *)source;

	places_free(keys->places);
	g_free(keys->servers);
	g_free(keys);
}

static int library_status;

/* Once and for good: sources come and go with snapshots. */
static void
begin_library(void)
{
	library_status = ares_library_init(ARES_LIB_INIT_ALL);
}

KeySource *
keys_dns_new(const char *servers, GError **error)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	g_autoptr(KeySource) source = NULL;
	ares_channel channel;
	KeysDns *keys;

	pthread_once(&once, begin_library);
	if (library_status != ARES_SUCCESS) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "c-ares: %s",
			    ares_strerror(library_status));
		return NULL;
	}
	keys = g_new0(KeysDns, 1);
	source = &keys->source;
	source->look_up = keys_dns_look_up;
	source->free = keys_dns_free;
	keys->servers = g_strdup(servers);
	keys->places = places_new(DNS_PLACES);
	channel = servers == NULL || *servers != '\0' ? open_channel(keys, 0, G_MAXINT64) : NULL;
	if (channel == NULL) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
			    "\"%s\" names no servers of the DNS", servers != NULL ? servers : "");
		return NULL;
	}
	ares_destroy(channel);
	return g_steal_pointer(&source);
}
