/* A listener that answers with the input, whatever it hears (inject/smtp.h, inject/wire.h). */
#include "fuzz.h"

#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "inject/smtp.h"

static const char mail[] =
	"From: Jane Doe <jane@example.net>\r\nSubject: dots\r\n\r\n.\r\n..\n.x\r\n\n.\n.\r.\r\n.";

static char *listener;

/*
 * What the listener is to answer, and what it then heard; pthread's, which ThreadSanitizer
 * understands.
 */
typedef struct Exchange {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	const uint8_t *answers; /* NULL: nothing to do */
	size_t size;
	GString *heard; /* NULL: not yet */
} Exchange;

static Exchange exchange = { .mutex = PTHREAD_MUTEX_INITIALIZER,
			     .changed = PTHREAD_COND_INITIALIZER };

/* Send first, so that nobody ever waits for anything but the end. */
static GString *
serve(int fd, const uint8_t *answers, size_t size)
{
	/* Thousands of connections a second: none may linger. */
	const struct linger at_once = { .l_onoff = 1 };
	GString *said = g_string_new(NULL);
	char block[4096];
	ssize_t got;

	for (size_t at = 0; at < size; at += (size_t)got) {
		got = send(fd, answers + at, size - at, MSG_NOSIGNAL);
		if (got <= 0)
			break;
	}
	shutdown(fd, SHUT_WR);
	while ((got = recv(fd, block, sizeof block, 0)) > 0)
		g_string_append_len(said, block, got);
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
	close(fd);
	return said;
}

static void *
listen_for_good(void *data)
{
	const int *listening = data;

	while (TRUE) {
		const uint8_t *answers;
		size_t size;
		GString *said;
		int fd;

		pthread_mutex_lock(&exchange.mutex);
		while (exchange.answers == NULL)
			pthread_cond_wait(&exchange.changed, &exchange.mutex);
		answers = exchange.answers;
		size = exchange.size;
		exchange.answers = NULL;
		pthread_mutex_unlock(&exchange.mutex);

		fd = accept(*listening, NULL, NULL);
		g_assert_cmpint(fd, >=, 0);
		said = serve(fd, answers, size);
		pthread_mutex_lock(&exchange.mutex);
		exchange.heard = said;
		pthread_cond_signal(&exchange.changed);
		pthread_mutex_unlock(&exchange.mutex);
	}
	return NULL;
}

/* The next client is answered so. */
static void
answer_with(const uint8_t *answers, size_t size)
{
	pthread_mutex_lock(&exchange.mutex);
	exchange.answers = answers != NULL ? answers : (const uint8_t *)"";
	exchange.size = size;
	pthread_cond_signal(&exchange.changed);
	pthread_mutex_unlock(&exchange.mutex);
}

/* What it said, once it has gone (transfer full). */
static GString *
wait_for_end(void)
{
	GString *said;

	pthread_mutex_lock(&exchange.mutex);
	while (exchange.heard == NULL)
		pthread_cond_wait(&exchange.changed, &exchange.mutex);
	said = g_steal_pointer(&exchange.heard);
	pthread_mutex_unlock(&exchange.mutex);
	return said;
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	static int fd;
	socklen_t size = sizeof address;
	pthread_t thread;

	(void)argc;
	(void)argv;
	fuzz_begin();
	fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	g_assert_cmpint(bind(fd, (struct sockaddr *)&address, size), ==, 0);
	g_assert_cmpint(listen(fd, 5), ==, 0);
	g_assert_cmpint(getsockname(fd, (struct sockaddr *)&address, &size), ==, 0);
	listener = g_strdup_printf("smtp:127.0.0.1:%d", ntohs(address.sin_port));
	g_assert_cmpint(pthread_create(&thread, NULL, listen_for_good, &fd), ==, 0);
	pthread_detach(thread);
	return 0;
}

static gboolean
read_mail(gpointer source, const char **data, gsize *size, GError **error)
{
	gsize *at = source;

	(void)error;
	*data = mail + *at;
	*size = MIN(strlen(mail) - *at, 7);
	*at += *size;
	return TRUE;
}

/* Hand the mail over once; what is said of it can be shown. */
static void
send_mail(Smtp *smtp)
{
	static const char *const parameters[] = { "BODY=8BITMIME", NULL };
	gsize at = 0;
	const SmtpMail letter = {
		.sender = "<>",
		.recipient = "<bob@example.org>",
		.recipient_parameters = NULL,
		.sender_parameters = parameters,
		.client_name = "mail.example.net",
		.client_address = "192.0.2.1",
		.helo = "mail",
		.protocol = "ESMTP",
		.source = &at,
		.read = read_mail,
	};
	g_autoptr(GError) error = NULL;
	g_autofree char *answer = NULL;
	gboolean sent = smtp_send(smtp, &letter, &answer, &error);

	fuzz_assert_error(!sent, error);
	fuzz_assert_printable(answer, "");
	if (error != NULL) {
		fuzz_assert_printable(error->message, "");
		g_assert_true(error->domain == SMTP_ERROR);
	}
	if (sent)
		g_assert_cmpuint(at, ==, strlen(mail));
}

/*
 * What was said is lines, no command in the mail, and a mail that was begun ends at its dot or by
 * hanging up.
 */
static void
check_heard(const GString *said)
{
	const char *p = strstr(said->str, "\r\n.\r\n");

	for (gsize i = 0; i < said->len; i++)
		g_assert_true(said->str[i] != '\n' || (i > 0 && said->str[i - 1] == '\r'));
	if (p != NULL)
		g_assert_nonnull(g_strstr_len(said->str, p - said->str, "DATA\r\n"));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	Smtp *smtp;
	GString *said;

	fuzz_begin_input();
	answer_with(data, size);
	smtp = smtp_open(listener, "mx.example.org", &error);
	fuzz_assert_error(smtp == NULL, error);
	for (int i = 0; smtp != NULL && i < 3 && smtp_is_usable(smtp); i++)
		send_mail(smtp);
	smtp_close(smtp);
	said = wait_for_end();
	check_heard(said);
	g_string_free(said, TRUE);
	return 0;
}
