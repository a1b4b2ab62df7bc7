/*
 * dns-server - a server of the DNS on loopback, for tests: it answers, lies, is slow or silent
 *
 * What it does with a question is told by the question's first label.  One thread, UDP and TCP.
 */
#ifndef TESTS_DNS_SERVER_H
#define TESTS_DNS_SERVER_H

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib.h>

enum {
	DNS_PACKET = 65535,
	RCODE_FORMERR = 1,
	RCODE_SERVFAIL = 2,
	RCODE_NXDOMAIN = 3,
	RCODE_NOTIMP = 4,
	RCODE_REFUSED = 5
};

/* What the server is asked, and what it says. */
typedef struct DnsTalk {
	const guint8 *question; /* the whole packet */
	gsize question_end;     /* behind its question section */
	char name[256];         /* lower case, dots between labels */
	gboolean by_tcp;
	guint8 answer[DNS_PACKET];
	gsize size; /* 0: nothing is said */
} DnsTalk;

typedef struct DnsServer DnsServer;
struct DnsServer {
	void (*reply)(DnsServer *server, DnsTalk *talk); /* fills ANSWER and SIZE */
	int udp, tcp;
	guint16 port;
	pthread_t thread;
	atomic_bool ends;
	atomic_uint questions; /* that came by UDP or TCP */
};

/* The header and question of TALK with RCODE; records follow. */
static inline void
dns_begin(DnsTalk *talk, guint rcode)
{
	memcpy(talk->answer, talk->question, talk->question_end);
	talk->answer[2] = 0x81;
	talk->answer[3] = (guint8)(0x80 | rcode);
	memset(talk->answer + 6, 0, 6);
	talk->size = talk->question_end;
}

static inline void
dns_put(DnsTalk *talk, const void *data, gsize size)
{
	g_assert_cmpuint(talk->size + size, <=, DNS_PACKET);
	memcpy(talk->answer + talk->size, data, size);
	talk->size += size;
}

static inline void
dns_put_number(DnsTalk *talk, guint number)
{
	const guint8 octets[2] = { (guint8)(number >> 8), (guint8)number };

	dns_put(talk, octets, 2);
}

static inline void
dns_put_name(DnsTalk *talk, const char *name)
{
	g_auto(GStrv) labels = g_strsplit(name, ".", -1);

	for (char **label = labels; *label != NULL && **label != '\0'; label++) {
		guint8 size = (guint8)strlen(*label);

		dns_put(talk, &size, 1);
		dns_put(talk, *label, size);
	}
	dns_put(talk, "", 1);
}

/* A record of OWNER (NULL: the name asked for), whose data follow; it counts as an answer. */
static inline void
dns_put_record(DnsTalk *talk, const char *owner, guint type, guint data_size)
{
	guint count = ((guint)talk->answer[6] << 8 | talk->answer[7]) + 1;

	talk->answer[6] = (guint8)(count >> 8);
	talk->answer[7] = (guint8)count;
	if (owner == NULL)
		dns_put(talk, "\xc0\x0c", 2);
	else
		dns_put_name(talk, owner);
	dns_put_number(talk, type);
	dns_put_number(talk, 1);
	dns_put(talk, "\0\0\0\x3c", 4);
	dns_put_number(talk, data_size);
}

/* A TXT record in strings of at most 255 octets. */
static inline void
dns_put_text(DnsTalk *talk, const char *owner, const void *text, gsize size)
{
	const guint8 *p = text;

	dns_put_record(talk, owner, 16, (guint)(size + (size + 254) / 255));
	while (size > 0) {
		guint8 part = (guint8)MIN(size, 255);

		dns_put(talk, &part, 1);
		dns_put(talk, p, part);
		p += part;
		size -= part;
	}
}

static inline void
dns_put_cname(DnsTalk *talk, const char *owner, const char *target)
{
	dns_put_record(talk, owner, 5, (guint)strlen(target) + 2);
	dns_put_name(talk, target);
}

/* Read the question in the SIZE octets at PACKET and let the server reply. */
static inline void
dns_serve_one(DnsServer *server, DnsTalk *talk, const guint8 *packet, gsize size)
{
	gsize at = 12;
	GString *name = g_string_new(NULL);

	atomic_fetch_add(&server->questions, 1);
	while (at < size && packet[at] != 0) {
		g_string_append_printf(name, "%s%.*s", name->len > 0 ? "." : "", packet[at],
				       (const char *)packet + at + 1);
		at += 1 + packet[at];
	}
	g_strlcpy(talk->name, name->str, sizeof talk->name);
	g_string_free(name, TRUE);
	talk->question = packet;
	talk->question_end = at + 5;
	talk->size = 0;
	server->reply(server, talk);
}

static inline void
dns_serve_tcp(DnsServer *server, DnsTalk *talk, guint8 *packet)
{
	int fd = accept(server->tcp, NULL, NULL);
	guint8 length[2];
	gsize size;

	if (recv(fd, length, 2, MSG_WAITALL) == 2) {
		size = (gsize)length[0] << 8 | length[1];
		if (recv(fd, packet, size, MSG_WAITALL) == (ssize_t)size) {
			talk->by_tcp = TRUE;
			dns_serve_one(server, talk, packet, size);
			length[0] = (guint8)(talk->size >> 8);
			length[1] = (guint8)talk->size;
			if (talk->size > 0 && send(fd, length, 2, MSG_NOSIGNAL) == 2)
				(void)!send(fd, talk->answer, talk->size, MSG_NOSIGNAL);
		}
	}
	close(fd);
}

static inline void *
dns_serve(void *data)
{
	DnsServer *server = data;
	struct pollfd fds[2] = { { .fd = server->udp, .events = POLLIN },
				 { .fd = server->tcp, .events = POLLIN } };
	g_autofree guint8 *packet = g_malloc(DNS_PACKET);
	g_autofree DnsTalk *talk = g_new0(DnsTalk, 1);

	while (!atomic_load(&server->ends)) {
		struct sockaddr_in peer;
		socklen_t length = sizeof peer;

		if (poll(fds, 2, 20) <= 0)
			continue;
		if (fds[1].revents != 0)
			dns_serve_tcp(server, talk, packet);
		if (fds[0].revents != 0) {
			ssize_t size = recvfrom(server->udp, packet, DNS_PACKET, 0,
						(struct sockaddr *)&peer, &length);

			if (size < 17)
				continue;
			talk->by_tcp = FALSE;
			dns_serve_one(server, talk, packet, (gsize)size);
			if (talk->size > 0)
				sendto(server->udp, talk->answer, talk->size, 0,
				       (struct sockaddr *)&peer, length);
		}
	}
	return NULL;
}

/* A socket of TYPE on 127.0.0.1; *PORT 0: any, and which one it became. */
static inline int
dns_socket(int type, guint16 *port)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(*port) };
	socklen_t length = sizeof address;
	int fd = socket(AF_INET, type, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
		close(fd);
		return -1;
	}
	getsockname(fd, (struct sockaddr *)&address, &length);
	*port = ntohs(address.sin_port);
	return fd;
}

static inline void
dns_server_start(DnsServer *server, void (*reply)(DnsServer *, DnsTalk *))
{
	*server = (DnsServer){ .reply = reply, .tcp = -1 };
	while (server->tcp < 0) {
		server->port = 0;
		server->udp = dns_socket(SOCK_DGRAM, &server->port);
		server->tcp = dns_socket(SOCK_STREAM, &server->port);
		if (server->tcp < 0)
			close(server->udp);
	}
	g_assert_cmpint(listen(server->tcp, 64), ==, 0);
	g_assert_cmpint(pthread_create(&server->thread, NULL, dns_serve, server), ==, 0);
}

static inline void
dns_server_stop(DnsServer *server)
{
	atomic_store(&server->ends, TRUE);
	pthread_join(server->thread, NULL);
	close(server->udp);
	close(server->tcp);
}

#endif
