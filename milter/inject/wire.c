#include "wire.h"

#include <gio/gio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#include "smtp.h"

enum {
	CONNECT_SECONDS = 10, /* for each address of the host */
	SEND_SECONDS = 60,    /* until it takes more */
	SEND_SIZE = 32 * 1024,
	/* RFC 5321 (4.5.3.1.5) has 512 for a line; nobody offers thousands of extensions. */
	LONGEST_LINE = 4 * 1024,
	LONGEST_ANSWER = 64 * 1024,
	SMTP_PORT = 25,
};

struct Wire {
	char *listener;
	GSocketConnection *connection;
	GString *out;     /* not yet sent */
	gsize begin, end; /* of what came and was not yet read */
	char in[4 * 1024];
};

static gboolean
fail(const Wire *wire, const char *what, GError **error)
{
	g_set_error(error, SMTP_ERROR, SMTP_ERROR_UNREACHABLE, "%s: %s", wire->listener, what);
	return FALSE;
}

static gboolean
connect_to(Wire *wire, const char *address, GError **error)
{
	g_autoptr(GSocketClient) client = g_socket_client_new();
	g_autoptr(GError) failed = NULL;

	/* Else GIO loads whatever the desktop knows about proxies. */
	g_socket_client_set_enable_proxy(client, FALSE);
	g_socket_client_set_timeout(client, CONNECT_SECONDS);
	wire->connection =
		g_socket_client_connect_to_host(client, address, SMTP_PORT, NULL, &failed);
	if (wire->connection == NULL)
		return fail(wire, failed->message, error);
	/* We always wait for an answer; the kernel must not wait for more to send. */
	g_socket_set_option(g_socket_connection_get_socket(wire->connection), IPPROTO_TCP,
			    TCP_NODELAY, TRUE, NULL);
	return TRUE;
}

Wire *
wire_open(const char *listener, GError **error)
{
	g_autoptr(Wire) wire = g_new0(Wire, 1);

	wire->listener = g_strdup(listener);
	wire->out = g_string_new(NULL);
	if (!g_str_has_prefix(listener, "smtp:")) {
		fail(wire, "expected smtp:host:port", error);
		return NULL;
	}
	if (!connect_to(wire, listener + strlen("smtp:"), error))
		return NULL;
	return g_steal_pointer(&wire);
}

gboolean
wire_put(Wire *wire, const char *data, gsize size, GError **error)
{
	while (size > 0) {
		gsize some = MIN(size, SEND_SIZE - wire->out->len);

		g_string_append_len(wire->out, data, (gssize)some);
		data += some;
		size -= some;
		if (wire->out->len == SEND_SIZE && !wire_flush(wire, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
wire_flush(Wire *wire, GError **error)
{
	GOutputStream *stream = g_io_stream_get_output_stream(G_IO_STREAM(wire->connection));
	g_autoptr(GError) failed = NULL;

	g_socket_set_timeout(g_socket_connection_get_socket(wire->connection), SEND_SECONDS);
	if (!g_output_stream_write_all(stream, wire->out->str, wire->out->len, NULL, NULL, &failed))
		return fail(wire, failed->message, error);
	g_string_truncate(wire->out, 0);
	return TRUE;
}

/* More of what the other side says, until DEADLINE: a byte now and then gains no time. */
static gboolean
fill(Wire *wire, gint64 deadline, GError **error)
{
	GInputStream *stream = g_io_stream_get_input_stream(G_IO_STREAM(wire->connection));
	gint64 left = deadline - g_get_monotonic_time();
	g_autoptr(GError) failed = NULL;
	gssize got = -1;

	if (left > 0) {
		g_socket_set_timeout(g_socket_connection_get_socket(wire->connection),
				     (guint)((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC));
		got = g_input_stream_read(stream, wire->in, sizeof wire->in, NULL, &failed);
	}
	if (left <= 0 || g_error_matches(failed, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
		return fail(wire, "no answer in time", error);
	if (got < 0)
		return fail(wire, failed->message, error);
	if (got == 0)
		return fail(wire, "hung up", error);
	wire->begin = 0;
	wire->end = (gsize)got;
	return TRUE;
}

/* The next line into LINE, without its end. */
static gboolean
next_line(Wire *wire, gint64 deadline, GString *line, GError **error)
{
	const char *begin, *newline = NULL;
	gsize left;

	g_string_truncate(line, 0);
	while (newline == NULL) {
		if (wire->begin == wire->end && !fill(wire, deadline, error))
			return FALSE;
		begin = wire->in + wire->begin;
		left = wire->end - wire->begin;
		newline = memchr(begin, '\n', left);
		g_string_append_len(line, begin, newline != NULL ? newline - begin : (gssize)left);
		wire->begin += newline != NULL ? (gsize)(newline - begin) + 1 : left;
		if (line->len > LONGEST_LINE)
			return fail(wire, "a line of its answer has no end", error);
	}
	if (line->len > 0 && line->str[line->len - 1] == '\r')
		g_string_truncate(line, line->len - 1);
	return TRUE;
}

/* "250-text": its code, or 0 if LINE is none of an answer. */
static guint
code_of(const GString *line)
{
	const char *s = line->str;

	if (s[0] < '2' || s[0] > '5' || !g_ascii_isdigit(s[1]) || !g_ascii_isdigit(s[2]))
		return 0;
	if (s[3] != ' ' && s[3] != '-' && line->len != 3)
		return 0;
	return (guint)g_ascii_strtoull(s, NULL, 10);
}

/* One more line of an answer with CODE (0: its first line); FALSE if it is none. */
static gboolean
add_line(const Wire *wire, GString *lines, const GString *line, guint *code, GError **error)
{
	guint its_code = code_of(line);

	if (its_code == 0 || (*code != 0 && its_code != *code))
		return fail(wire, "its answer makes no sense", error);
	if (*code != 0)
		g_string_append_c(lines, '\n');
	if (line->len > 4)
		g_string_append_len(lines, line->str + 4, (gssize)line->len - 4);
	*code = its_code;
	return lines->len <= LONGEST_ANSWER || fail(wire, "its answer has no end", error);
}

/* What strangers send must be fit for a log. (transfer full) */
static char *
printable(GString *text)
{
	for (gsize i = 0; i < text->len; i++)
		if (g_ascii_iscntrl(text->str[i]) && text->str[i] != '\n')
			text->str[i] = '?';
	return g_utf8_make_valid(text->str, (gssize)text->len);
}

guint
wire_answer(Wire *wire, guint seconds, char **text, GError **error)
{
	gint64 deadline = g_get_monotonic_time() + seconds * G_USEC_PER_SEC;
	g_autoptr(GString) line = g_string_new(NULL);
	g_autoptr(GString) lines = g_string_new(NULL);
	guint code = 0;

	do {
		if (!next_line(wire, deadline, line, error) ||
		    !add_line(wire, lines, line, &code, error))
			return 0;
	} while (line->str[3] == '-');

	*text = printable(lines);
	return code;
}

void
wire_close(Wire *wire)
{
	if (wire == NULL)
		return;
	if (wire->connection != NULL)
		g_io_stream_close(G_IO_STREAM(wire->connection), NULL, NULL);
	g_clear_object(&wire->connection);
	g_string_free(wire->out, TRUE);
	g_free(wire->listener);
	g_free(wire);
}
