#include "sink.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

struct Sink {
	GSocketService *service;
	GMainContext *context;
	GMainLoop *loop;
	GThread *thread;
	guint16 port;
	GMutex mutex; /* over all below */
	GHashTable *counts; /* recipient -> number */
	GString *last;
	guint answer;
};

static void
take(Sink *sink, const GPtrArray *recipients, const GString *mail)
{
	g_mutex_lock(&sink->mutex);
	for (guint i = 0; sink->answer == 250 && i < recipients->len; i++) {
		gpointer count = g_hash_table_lookup(sink->counts, recipients->pdata[i]);

		g_hash_table_insert(sink->counts, g_strdup(recipients->pdata[i]),
				    GUINT_TO_POINTER(GPOINTER_TO_UINT(count) + 1));
	}
	if (sink->answer == 250)
		g_string_assign(sink->last, mail->str);
	g_mutex_unlock(&sink->mutex);
}

static gboolean
say(GOutputStream *out, guint code, const char *text)
{
	g_autofree char *line = g_strdup_printf("%u %s\r\n", code, text);

	return g_output_stream_write_all(out, line, strlen(line), NULL, NULL, NULL);
}

static gboolean
read_mail(GDataInputStream *in, GString *mail)
{
	g_string_truncate(mail, 0);
	for (;;) {
		g_autofree char *line = g_data_input_stream_read_line(in, NULL, NULL, NULL);

		if (line == NULL)
			return FALSE;
		if (strcmp(line, ".") == 0)
			return TRUE;
		g_string_append_printf(mail, "%s\r\n", line[0] == '.' ? line + 1 : line);
	}
}

static void
note_recipient(GPtrArray *recipients, const char *line)
{
	const char *open = strchr(line, '<'), *close = open != NULL ? strchr(open, '>') : NULL;

	if (close != NULL)
		g_ptr_array_add(recipients, g_strndup(open + 1, (gsize)(close - open - 1)));
}

static gboolean
converse(Sink *sink, GDataInputStream *in, GOutputStream *out, GPtrArray *recipients,
	 GString *mail)
{
	g_autofree char *line = g_data_input_stream_read_line(in, NULL, NULL, NULL);

	if (line == NULL)
		return FALSE;
	if (g_str_has_prefix(line, "EHLO"))
		return g_output_stream_write_all(out,
						 "250-sink\r\n250-8BITMIME\r\n250-DSN\r\n250 SMTPUTF8\r\n",
						 strlen("250-sink\r\n250-8BITMIME\r\n250-DSN\r\n250 SMTPUTF8\r\n"),
						 NULL, NULL, NULL);
	if (g_str_has_prefix(line, "QUIT")) {
		say(out, 221, "bye");
		return FALSE;
	}
	if (g_str_has_prefix(line, "MAIL"))
		g_ptr_array_set_size(recipients, 0);
	if (g_str_has_prefix(line, "RCPT"))
		note_recipient(recipients, line);
	if (!g_str_has_prefix(line, "DATA"))
		return say(out, 250, "ok");
	if (!say(out, 354, "go on") || !read_mail(in, mail))
		return FALSE;
	take(sink, recipients, mail);
	return say(out, sink->answer, "that was the mail");
}

static gboolean
serve(GThreadedSocketService *service, GSocketConnection *connection, GObject *source,
      gpointer data)
{
	GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(connection));
	g_autoptr(GDataInputStream) in =
		g_data_input_stream_new(g_io_stream_get_input_stream(G_IO_STREAM(connection)));
	g_autoptr(GPtrArray) recipients = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) mail = g_string_new(NULL);

	(void)service, (void)source;
	g_data_input_stream_set_newline_type(in, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
	say(out, 220, "sink");
	while (converse(data, in, out, recipients, mail))
		continue;
	return TRUE;
}

static gpointer
run(gpointer data)
{
	Sink *sink = data;

	g_main_context_push_thread_default(sink->context);
	g_main_loop_run(sink->loop);
	g_main_context_pop_thread_default(sink->context);
	return NULL;
}

Sink *
sink_new(void)
{
	Sink *sink = g_new0(Sink, 1);
	g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback(G_SOCKET_FAMILY_IPV4);
	g_autoptr(GSocketAddress) address = g_inet_socket_address_new(loopback, 0);
	g_autoptr(GSocketAddress) bound = NULL;
	g_autoptr(GError) error = NULL;

	sink->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	sink->last = g_string_new(NULL);
	sink->answer = 250;
	sink->context = g_main_context_new();
	sink->loop = g_main_loop_new(sink->context, FALSE);
	g_main_context_push_thread_default(sink->context);
	sink->service = g_threaded_socket_service_new(20);
	if (!g_socket_listener_add_address(G_SOCKET_LISTENER(sink->service), address,
					   G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
					   &bound, &error))
		g_error("%s", error->message);
	g_signal_connect(sink->service, "run", G_CALLBACK(serve), sink);
	g_socket_service_start(sink->service);
	g_main_context_pop_thread_default(sink->context);
	sink->port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(bound));
	sink->thread = g_thread_new("sink", run, sink);
	return sink;
}

void
sink_free(Sink *sink)
{
	if (sink == NULL)
		return;
	g_main_loop_quit(sink->loop);
	g_thread_join(sink->thread);
	g_socket_service_stop(sink->service);
	g_object_unref(sink->service);
	g_main_loop_unref(sink->loop);
	g_main_context_unref(sink->context);
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

	g_mutex_lock(&sink->mutex);
	count = GPOINTER_TO_UINT(g_hash_table_lookup(sink->counts, recipient));
	g_mutex_unlock(&sink->mutex);
	return count;
}

void
sink_clear(Sink *sink)
{
	g_mutex_lock(&sink->mutex);
	g_hash_table_remove_all(sink->counts);
	g_mutex_unlock(&sink->mutex);
}

void
sink_answer(Sink *sink, guint code)
{
	g_mutex_lock(&sink->mutex);
	sink->answer = code;
	g_mutex_unlock(&sink->mutex);
}

char *
sink_last(Sink *sink)
{
	char *last;

	g_mutex_lock(&sink->mutex);
	last = g_strdup(sink->last->str);
	g_mutex_unlock(&sink->mutex);
	return last;
}
