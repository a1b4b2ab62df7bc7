#include "sink.h"

#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Plain sockets and pthread's locks: those of GLib are nothing that ThreadSanitizer sees. */
struct Sink {
	int fd;
	guint16 port;
	pthread_t thread;
	pthread_mutex_t mutex; /* over all below */
	pthread_cond_t left;
	guint clients;
	GHashTable *counts; /* recipient -> number */
	GString *last;
	guint answer;
};

/* One connection. */
typedef struct Client {
	Sink *sink;
	FILE *in;
	int fd;
	GPtrArray *recipients;
	GString *mail, *line;
} Client;

static guint
take(Sink *sink, const GPtrArray *recipients, const GString *mail)
{
	guint answer;

	pthread_mutex_lock(&sink->mutex);
	answer = sink->answer;
	for (guint i = 0; answer == 250 && i < recipients->len; i++) {
		gpointer count = g_hash_table_lookup(sink->counts, recipients->pdata[i]);

		g_hash_table_insert(sink->counts, g_strdup(recipients->pdata[i]),
				    GUINT_TO_POINTER(GPOINTER_TO_UINT(count) + 1));
	}
	if (answer == 250)
		g_string_assign(sink->last, mail->str);
	pthread_mutex_unlock(&sink->mutex);
	return answer;
}

/* The next line without its end.  FALSE: the other side has gone. */
static gboolean
read_line(Client *client)
{
	int c;

	g_string_truncate(client->line, 0);
	while ((c = getc(client->in)) != EOF && c != '\n')
		g_string_append_c(client->line, (char)c);
	if (client->line->len > 0 && client->line->str[client->line->len - 1] == '\r')
		g_string_truncate(client->line, client->line->len - 1);
	return c != EOF;
}

static gboolean
say(const Client *client, const char *text)
{
	gsize size = strlen(text);

	return send(client->fd, text, size, MSG_NOSIGNAL) == (gssize)size;
}

static gboolean
read_mail(Client *client)
{
	g_string_truncate(client->mail, 0);
	while (read_line(client)) {
		const char *line = client->line->str;

		if (strcmp(line, ".") == 0)
			return TRUE;
		g_string_append_printf(client->mail, "%s\r\n", line[0] == '.' ? line + 1 : line);
	}
	return FALSE;
}

static gboolean
take_mail(Client *client)
{
	g_autofree char *answer = NULL;

	if (!say(client, "354 go on\r\n") || !read_mail(client))
		return FALSE;
	answer = g_strdup_printf("%u that was the mail\r\n",
				 take(client->sink, client->recipients, client->mail));
	return say(client, answer);
}

static void
note_recipient(GPtrArray *recipients, const char *line)
{
	const char *open = strchr(line, '<'), *close = open != NULL ? strchr(open, '>') : NULL;

	if (close != NULL)
		g_ptr_array_add(recipients, g_strndup(open + 1, (gsize)(close - open - 1)));
}

static gboolean
converse(Client *client)
{
	const char *line;

	if (!read_line(client))
		return FALSE;
	line = client->line->str;
	if (g_str_has_prefix(line, "EHLO"))
		return say(client, "250-sink\r\n250-8BITMIME\r\n250-DSN\r\n250 SMTPUTF8\r\n");
	if (g_str_has_prefix(line, "QUIT")) {
		say(client, "221 bye\r\n");
		return FALSE;
	}
	if (g_str_has_prefix(line, "MAIL"))
		g_ptr_array_set_size(client->recipients, 0);
	if (g_str_has_prefix(line, "RCPT"))
		note_recipient(client->recipients, line);
	return g_str_has_prefix(line, "DATA") ? take_mail(client) : say(client, "250 ok\r\n");
}

static void
leave(Sink *sink)
{
	pthread_mutex_lock(&sink->mutex);
	sink->clients--;
	pthread_cond_signal(&sink->left);
	pthread_mutex_unlock(&sink->mutex);
}

static void *
serve(void *data)
{
	Client *client = data;

	client->in = fdopen(client->fd, "r");
	say(client, "220 sink\r\n");
	while (converse(client))
		continue;
	fclose(client->in);
	g_ptr_array_unref(client->recipients);
	g_string_free(client->mail, TRUE);
	g_string_free(client->line, TRUE);
	leave(client->sink);
	g_free(client);
	return NULL;
}

/* Each client has a thread of its own. */
static void
welcome(Sink *sink, int fd)
{
	Client *client = g_new0(Client, 1);
	pthread_t thread;

	client->sink = sink;
	client->fd = fd;
	client->recipients = g_ptr_array_new_with_free_func(g_free);
	client->mail = g_string_new(NULL);
	client->line = g_string_new(NULL);
	pthread_mutex_lock(&sink->mutex);
	sink->clients++;
	pthread_mutex_unlock(&sink->mutex);
	g_assert_cmpint(pthread_create(&thread, NULL, serve, client), ==, 0);
	pthread_detach(thread);
}

static void *
run(void *data)
{
	Sink *sink = data;
	int fd;

	while ((fd = accept(sink->fd, NULL, NULL)) >= 0)
		welcome(sink, fd);
	return NULL;
}

Sink *
sink_new(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof address;
	Sink *sink = g_new0(Sink, 1);

	sink->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	sink->last = g_string_new(NULL);
	sink->answer = 250;
	pthread_mutex_init(&sink->mutex, NULL);
	pthread_cond_init(&sink->left, NULL);
	sink->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	g_assert_cmpint(bind(sink->fd, (struct sockaddr *)&address, size), ==, 0);
	g_assert_cmpint(listen(sink->fd, 128), ==, 0);
	g_assert_cmpint(getsockname(sink->fd, (struct sockaddr *)&address, &size), ==, 0);
	sink->port = ntohs(address.sin_port);
	g_assert_cmpint(pthread_create(&sink->thread, NULL, run, sink), ==, 0);
	return sink;
}

void
sink_free(Sink *sink)
{
	if (sink == NULL)
		return;
	shutdown(sink->fd, SHUT_RDWR);
	pthread_join(sink->thread, NULL);
	close(sink->fd);
	pthread_mutex_lock(&sink->mutex);
	while (sink->clients > 0)
		pthread_cond_wait(&sink->left, &sink->mutex);
	pthread_mutex_unlock(&sink->mutex);
	pthread_cond_destroy(&sink->left);
	pthread_mutex_destroy(&sink->mutex);
	g_hash_table_unref(sink->counts);
	g_string_free(sink->last, TRUE);
	g_free(sink);
}

guint
sink_port(const Sink *sink)
{
	return sink->port;
}

guint
sink_count(Sink *sink, const char *recipient)
{
	guint count;

	pthread_mutex_lock(&sink->mutex);
	count = GPOINTER_TO_UINT(g_hash_table_lookup(sink->counts, recipient));
	pthread_mutex_unlock(&sink->mutex);
	return count;
}

void
sink_clear(Sink *sink)
{
	pthread_mutex_lock(&sink->mutex);
	g_hash_table_remove_all(sink->counts);
	pthread_mutex_unlock(&sink->mutex);
}

void
sink_answer(Sink *sink, guint code)
{
	pthread_mutex_lock(&sink->mutex);
	sink->answer = code;
	pthread_mutex_unlock(&sink->mutex);
}

char *
sink_last(Sink *sink)
{
	char *last;

	pthread_mutex_lock(&sink->mutex);
	last = g_strdup(sink->last->str);
	pthread_mutex_unlock(&sink->mutex);
	return last;
}
