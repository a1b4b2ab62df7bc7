/*
 * listener - an SMTP server on loopback that answers as a script says and remembers what it heard
 */
#ifndef TESTS_LISTENER_H
#define TESTS_LISTENER_H

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib.h>

/* In place of an answer, the first also of the rest of one. */
#define HANGS_UP "hangs up"
#define IS_SILENT "is silent" /* until the client goes */

/*
 * What is answered; NULL: yes.  "\n" is a line end; of answers between "|" one is given each time,
 * the last from then on.
 */
typedef struct Script {
	const char *greeting, *ehlo, *xforward, *mail, *rcpt, *data, *end, *rset, *quit;
	gulong pause; /* after each byte of an answer, in microseconds; 0: all at once */
	gsize takes;  /* hangs up after so many bytes of a mail; 0: never */
} Script;

typedef struct Step {
	const char *word; /* the client's; those in parentheses are none */
	gsize offset;     /* of the answer in the script */
	const char *yes;
} Step;

enum { STEP_CALL, STEP_END, STEP_QUIT, STEPS = 9 };

static const Step listener_steps[STEPS] = {
	[STEP_CALL] = { "(call)", offsetof(Script, greeting), "220 mx.example.org ready" },
	[STEP_END] = { "(end)", offsetof(Script, end), "250 2.0.0 queued as 4F2B" },
	[STEP_QUIT] = { "QUIT", offsetof(Script, quit), "221 bye" },
	{ "EHLO", offsetof(Script, ehlo), "250-mx.example.org\n250-8BITMIME\n250 DSN" },
	{ "XFORWARD", offsetof(Script, xforward), "250 ok" },
	{ "MAIL", offsetof(Script, mail), "250 ok" },
	{ "RCPT", offsetof(Script, rcpt), "250 ok" },
	{ "DATA", offsetof(Script, data), "354 go on" },
	{ "RSET", offsetof(Script, rset), "250 ok" },
};

typedef struct Listener {
	char *name; /* "smtp:127.0.0.1:port" */
	Script script;
	guint turns[STEPS]; /* how often each was answered */
	int fd;
	GThread *thread;
	GString *heard;
} Listener;

/* The answer to STEP now (transfer full). */
static inline char *
listener_next_answer(Listener *listener, guint step)
{
	const char *said =
		G_STRUCT_MEMBER(const char *, &listener->script, listener_steps[step].offset);

	if (said == NULL)
		said = listener_steps[step].yes;
	for (guint turn = listener->turns[step]++; turn > 0 && strchr(said, '|') != NULL; turn--)
		said = strchr(said, '|') + 1;
	return g_strndup(said, strcspn(said, "|"));
}

static inline void
listener_say(const Listener *listener, int fd, const char *answer)
{
	g_auto(GStrv) lines = g_strsplit(answer, "\n", -1);
	g_autofree char *joined = g_strjoinv("\r\n", lines);
	g_autofree char *text = g_strconcat(joined, "\r\n", NULL);
	gsize size = strlen(text), some = listener->script.pause > 0 ? 1 : size;

	for (gsize at = 0; at < size; at += some) {
		if (send(fd, text + at, some, MSG_NOSIGNAL) < 0)
			return;
		g_usleep(listener->script.pause);
	}
}

/* Returns how the answer to STEP begins; '\0': the connection is over. */
static inline char
listener_answer(Listener *listener, int fd, guint step)
{
	g_autofree char *said = listener_next_answer(listener, step);
	char byte;

	if (g_str_equal(said, IS_SILENT))
		while (recv(fd, &byte, 1, 0) > 0)
			g_string_append_c(listener->heard, byte);
	if (g_str_equal(said, IS_SILENT) || g_str_equal(said, HANGS_UP))
		return '\0';
	if (g_str_has_suffix(said, "\n" HANGS_UP)) {
		*strrchr(said, '\n') = '\0';
		listener_say(listener, fd, said);
		return '\0';
	}
	listener_say(listener, fd, said);
	return step == STEP_QUIT ? '\0' : said[0];
}

/* The mail with its dot; FALSE: the connection is over. */
static inline gboolean
listener_take_mail(Listener *listener, FILE *stream)
{
	char *line = NULL;
	size_t room = 0, taken = 0;
	ssize_t length;
	gboolean is_whole = FALSE;

	while (!is_whole && (length = getline(&line, &room, stream)) > 0) {
		g_string_append_len(listener->heard, line, length);
		taken += (size_t)length;
		if (listener->script.takes > 0 && taken >= listener->script.takes)
			break;
		is_whole = g_str_equal(line, ".\r\n");
	}
	free(line);
	return is_whole;
}

static inline guint
listener_step_of(const char *line)
{
	for (guint i = 0; i < STEPS; i++)
		if (g_str_has_prefix(line, listener_steps[i].word))
			return i;
	g_error("the listener heard \"%s\"", line);
}

static inline void
listener_serve(Listener *listener, int fd)
{
	FILE *stream = fdopen(fd, "r");
	char *line = NULL;
	size_t room = 0;
	char answered = listener_answer(listener, fd, STEP_CALL);

	while (answered != '\0' && getline(&line, &room, stream) > 0) {
		g_string_append(listener->heard, line);
		answered = listener_answer(listener, fd, listener_step_of(line));
		if (answered == '3')
			answered = listener_take_mail(listener, stream)
					   ? listener_answer(listener, fd, STEP_END)
					   : '\0';
	}
	free(line);
	fclose(stream);
}

static inline gpointer
listener_run(gpointer data)
{
	Listener *listener = data;
	const int yes = 1;
	int fd;

	while ((fd = accept(listener->fd, NULL, NULL)) >= 0) {
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
		listener_serve(listener, fd);
	}
	return NULL;
}

/* Listen at ADDRESS, whose port is at PORT. */
static inline Listener *
listener_start_at(const Script *script, struct sockaddr *address, socklen_t size,
		  const in_port_t *port, const char *host)
{
	Listener *listener = g_new0(Listener, 1);

	listener->script = *script;
	listener->heard = g_string_new(NULL);
	listener->fd = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	g_assert_cmpint(bind(listener->fd, address, size), ==, 0);
	g_assert_cmpint(listen(listener->fd, 5), ==, 0);
	g_assert_cmpint(getsockname(listener->fd, address, &size), ==, 0);
	listener->name = g_strdup_printf("smtp:%s:%d", host, ntohs(*port));
	listener->thread = g_thread_new("listener", listener_run, listener);
	return listener;
}

/* Answer as SCRIPT says, one client after the other, until listener_end(). */
static inline Listener *
listener_start(const Script *script)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

	return listener_start_at(script, (struct sockaddr *)&address, sizeof address,
				 &address.sin_port, "127.0.0.1");
}

/* When all clients have gone: returns (transfer full) the bytes that were heard. */
static inline GString *
listener_end(Listener *listener)
{
	GString *heard = listener->heard;

	shutdown(listener->fd, SHUT_RDWR);
	g_thread_join(listener->thread);
	close(listener->fd);
	g_free(listener->name);
	g_free(listener);
	return heard;
}

#endif
