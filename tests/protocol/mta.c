#include "mta.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define VERSION 6
#define PACKET_LIMIT (1024 * 1024)
#define FLUSH_AT 65536
#define CHUNK_LIMIT 65535
#define PATIENCE_SECONDS 60

/* Steps (SMFIP_*) that this driver heeds. */
enum {
	STEP_NO_CONNECT = 0x1,
	STEP_NO_HELO = 0x2,
	STEP_NO_MAIL = 0x4,
	STEP_NO_RCPT = 0x8,
	STEP_NO_BODY = 0x10,
	STEP_NO_FIELDS = 0x20,
	STEP_NO_EOH = 0x40,
	STEP_NR_FIELD = 0x80,
	STEP_NO_DATA = 0x200,
	STEP_NR_CONNECT = 0x1000,
	STEP_NR_HELO = 0x2000,
	STEP_NR_MAIL = 0x4000,
	STEP_NR_RCPT = 0x8000,
	STEP_NR_DATA = 0x10000,
	STEP_NR_EOH = 0x40000,
	STEP_NR_BODY = 0x80000,
	STEP_LEADING_SPACE = 0x100000,
};

const MtaOffer mta_postfix = { 0x1ff, 0x1fffff };
/* Nothing at all would mean the defaults of version 1: so there is one thing that we do not use. */
const MtaOffer mta_poor = { 0x3f, STEP_NO_CONNECT };
const MtaOffer mta_mute = { 0x40, 0x1fffff };

struct Mta {
	int fd;
	MtaOffer agreed;
	GByteArray *out;
	GByteArray *in;  /* data of the last packet, NUL-terminated */
	GString *macros; /* of the stage to come */
	char *of_rcpt;   /* the names that the filter wants at RCPT (nullable) */
	guint64 bytes;   /* that went either way */
};

static void G_GNUC_PRINTF(1, 2) G_GNUC_NORETURN die(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fputs("mta: ", stderr);
	vfprintf(stderr, format, arguments);
	fputs("\n", stderr);
	va_end(arguments);
	exit(2);
}

/* FALSE: the filter hung up. */
static gboolean
flush_out(Mta *mta)
{
	gsize sent = 0;

	while (sent < mta->out->len) {
		ssize_t count =
			send(mta->fd, mta->out->data + sent, mta->out->len - sent, MSG_NOSIGNAL);

		if (count < 0 && (errno == EPIPE || errno == ECONNRESET))
			return FALSE;
		if (count < 0)
			die("send: %s", g_strerror(errno));
		sent += (gsize)count;
	}
	mta->bytes += sent;
	g_byte_array_set_size(mta->out, 0);
	return TRUE;
}

static gboolean
receive(Mta *mta, void *to, gsize size)
{
	for (gsize got = 0; got < size;) {
		ssize_t count = recv(mta->fd, (char *)to + got, size - got, 0);

		if (count == 0 || (count < 0 && errno == ECONNRESET))
			return FALSE;
		if (count < 0)
			die("the filter does not answer: %s", g_strerror(errno));
		got += (gsize)count;
	}
	mta->bytes += size;
	return TRUE;
}

/* The next packet's command; its data in mta->in. */
static int
read_packet(Mta *mta)
{
	guint32 length;
	char command;

	if (!flush_out(mta) || !receive(mta, &length, 4))
		return MTA_GONE;
	length = ntohl(length);
	if (length < 1 || length > PACKET_LIMIT)
		die("a packet of %u bytes", length);
	g_byte_array_set_size(mta->in, length);
	if (!receive(mta, &command, 1) || !receive(mta, mta->in->data, length - 1))
		return MTA_GONE;
	mta->in->data[length - 1] = '\0';
	return command;
}

static void
put(Mta *mta, char command, const void *data, gsize size)
{
	const guint32 length = htonl((guint32)size + 1);

	g_byte_array_append(mta->out, (const guint8 *)&length, 4);
	g_byte_array_append(mta->out, (const guint8 *)&command, 1);
	g_byte_array_append(mta->out, data, (guint)size);
	if (mta->out->len > FLUSH_AT)
		flush_out(mta);
}

void
mta_tell(Mta *mta, const char *name, const char *value)
{
	if (value == NULL)
		return;
	g_string_append_len(mta->macros, name, (gssize)strlen(name) + 1);
	g_string_append_len(mta->macros, value, (gssize)strlen(value) + 1);
}

/* The macros go before the command they belong to. */
static void
put_macros(Mta *mta, char command)
{
	g_autofree char *data = NULL;

	if (mta->macros->len == 0)
		return;
	data = g_malloc(mta->macros->len + 1);
	data[0] = command;
	memcpy(data + 1, mta->macros->str, mta->macros->len);
	put(mta, 'D', data, mta->macros->len + 1);
	g_string_truncate(mta->macros, 0);
}

/* One command with its macros, and its answer, as agreed. */
static int
ask(Mta *mta, char command, const void *data, gsize size, guint32 skipped, guint32 unanswered)
{
	if (mta->agreed.steps & skipped) {
		g_string_truncate(mta->macros, 0);
		return MTA_CONTINUE;
	}
	put_macros(mta, command);
	put(mta, command, data, size);
	if (mta->agreed.steps & unanswered)
		return MTA_CONTINUE;
	return read_packet(mta);
}

/*
 * Behind the words of the negotiation: a stage, four bytes, and names, NUL-terminated; and so on.
 */
static void
read_macros(Mta *mta)
{
	const guint32 rcpt = htonl(3);
	const char *at = (const char *)mta->in->data + 12,
		   *end = (const char *)mta->in->data + mta->in->len - 1;

	for (; at + 4 < end; at += 4 + strlen(at + 4) + 1)
		if (memcmp(at, &rcpt, 4) == 0)
			mta->of_rcpt = g_strdup(at + 4);
}

static void
negotiate(Mta *mta, const MtaOffer *offer)
{
	guint32 words[3] = { htonl(VERSION), htonl(offer->actions), htonl(offer->steps) };
	int answer;

	put(mta, 'O', words, sizeof words);
	answer = read_packet(mta);
	if (answer != 'O' || mta->in->len < sizeof words)
		die("no negotiation, but %d", answer);
	memcpy(words, mta->in->data, sizeof words);
	read_macros(mta);
	mta->agreed = (MtaOffer){ ntohl(words[1]), ntohl(words[2]) };
	if (mta->agreed.actions & ~offer->actions || mta->agreed.steps & ~offer->steps)
		die("the filter takes what was not offered: 0x%x 0x%x", mta->agreed.actions,
		    mta->agreed.steps);
}

Mta *
mta_open(const char *path, const MtaOffer *offer)
{
	const struct timeval patience = { .tv_sec = PATIENCE_SECONDS };
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	Mta *mta = g_new0(Mta, 1);

	g_strlcpy(address.sun_path, path, sizeof address.sun_path);
	mta->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (mta->fd < 0 || connect(mta->fd, (struct sockaddr *)&address, sizeof address) != 0)
		die("%s: %s", path, g_strerror(errno));
	setsockopt(mta->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	mta->out = g_byte_array_new();
	mta->in = g_byte_array_new();
	mta->macros = g_string_new(NULL);
	negotiate(mta, offer);
	return mta;
}

/* After the word LAST, and SECONDS to read it. */
static void
hang_up(Mta *mta, char last, double seconds)
{
	put(mta, last, "", 0);
	flush_out(mta);
	g_usleep((gulong)(seconds * G_USEC_PER_SEC));
	close(mta->fd);
	g_byte_array_unref(mta->out);
	g_byte_array_unref(mta->in);
	g_string_free(mta->macros, TRUE);
	g_free(mta->of_rcpt);
	g_free(mta);
}

void
mta_close(Mta *mta)
{
	if (mta != NULL)
		hang_up(mta, 'Q', 0);
}

MtaOffer
mta_agreed(const Mta *mta)
{
	return mta->agreed;
}

const char *
mta_macros_of_rcpt(const Mta *mta)
{
	return mta->of_rcpt;
}

guint64
mta_bytes(const Mta *mta)
{
	return mta->bytes;
}

int
mta_greet(Mta *mta, const char *name)
{
	return ask(mta, 'H', name, strlen(name) + 1, STEP_NO_HELO, STEP_NR_HELO);
}

int
mta_client(Mta *mta, const char *name, const char *address)
{
	g_autoptr(GString) data = g_string_new(name);
	const guint16 port = htons(25025);
	int answer;

	g_string_append_c(data, '\0');
	g_string_append_c(data, strchr(address, ':') != NULL ? '6' : '4');
	g_string_append_len(data, (const char *)&port, 2);
	g_string_append_len(data, address, (gssize)strlen(address) + 1);
	mta_tell(mta, "j", "mx.example.org");
	mta_tell(mta, "{daemon_name}", "smtpd");
	answer = ask(mta, 'C', data->str, data->len, STEP_NO_CONNECT, STEP_NR_CONNECT);
	return answer == MTA_CONTINUE ? mta_greet(mta, name) : answer;
}

/* PATH in angle brackets, and a parameter as ESMTP has them. */
static int
ask_path(Mta *mta, char command, const char *path, guint32 skipped, guint32 unanswered)
{
	g_autofree char *data = g_strdup_printf("<%s>", path);

	return ask(mta, command, data, strlen(data) + 1, skipped, unanswered);
}

int
mta_mail(Mta *mta, const char *sender, const char *login)
{
	mta_tell(mta, "{auth_authen}", login);
	return ask_path(mta, 'M', sender, STEP_NO_MAIL, STEP_NR_MAIL);
}

int
mta_recipient(Mta *mta, const char *recipient)
{
	return ask_path(mta, 'R', recipient, STEP_NO_RCPT, STEP_NR_RCPT);
}

int
mta_path(Mta *mta, const char *path)
{
	return ask(mta, 'R', path, strlen(path) + 1, STEP_NO_RCPT, STEP_NR_RCPT);
}

int
mta_field(Mta *mta, const char *name, const char *value)
{
	g_autoptr(GString) data = g_string_new(name);

	/* Who did not ask for the white space gets the value without the first space. */
	if (value[0] == ' ' && !(mta->agreed.steps & STEP_LEADING_SPACE))
		value++;
	g_string_append_c(data, '\0');
	g_string_append_len(data, value, (gssize)strlen(value) + 1);
	return ask(mta, 'L', data->str, data->len, STEP_NO_FIELDS, STEP_NR_FIELD);
}

int
mta_end_of_header(Mta *mta, const char *queue_id)
{
	mta_tell(mta, "i", queue_id);
	return ask(mta, 'N', "", 0, STEP_NO_EOH, STEP_NR_EOH);
}

int
mta_body(Mta *mta, const void *data, gsize size)
{
	return ask(mta, 'B', data, MIN(size, CHUNK_LIMIT), STEP_NO_BODY, STEP_NR_BODY);
}

void
mta_abort(Mta *mta)
{
	put(mta, 'A', "", 0);
	flush_out(mta);
}

/*
 * What stands behind the four bytes of a number and the NUL-terminated name in the packet's data.
 */
static char *
describe_field(const Mta *mta, const char *verb)
{
	const char *data = (const char *)mta->in->data;
	const char *name = data + 4;
	const char *value;
	guint32 number;

	memcpy(&number, data, 4);
	if (mta->in->len < 6 || memchr(name, '\0', mta->in->len - 5) == NULL)
		die("a change of a field is cut off");
	value = name + strlen(name) + 1;
	if (*value == '\0' && g_str_equal(verb, "change"))
		return g_strdup_printf("remove %u %s", ntohl(number), name);
	return g_strdup_printf("%s %u %s:%s", verb, ntohl(number), name, value);
}

static char *
describe_change(const Mta *mta, int command)
{
	const char *data = (const char *)mta->in->data;

	switch (command) {
	case 'i':
		return describe_field(mta, "insert");
	case 'm':
		return describe_field(mta, "change");
	case '+':
		return g_strdup_printf("add %s", data);
	case '-':
		return g_strdup_printf("delete %s", data);
	case 'q':
		return g_strdup_printf("hold %s", data);
	case 'y':
		return g_strdup_printf("reply %s", data);
	}
	die("the filter sent '%c' at the end of a message", command);
}

static gboolean
is_answer(int command)
{
	return command == MTA_GONE || strchr("cartdys", command) != NULL;
}

int
mta_end(Mta *mta, GPtrArray *changes)
{
	int command = ask(mta, 'E', "", 0, 0, 0);

	for (;; command = read_packet(mta)) {
		if (changes != NULL && command != 'p' && (!is_answer(command) || command == 'y'))
			g_ptr_array_add(changes, describe_change(mta, command));
		if (is_answer(command))
			return command;
	}
}

static int
send_body(Mta *mta, const Letter *letter, gsize chunk)
{
	int answer = MTA_CONTINUE;

	for (gsize at = 0; at < letter->body->len && answer == MTA_CONTINUE; at += chunk)
		answer = mta_body(mta, letter->body->str + at, MIN(chunk, letter->body->len - at));
	return answer;
}

static int
send_envelope(Mta *mta, const Letter *letter)
{
	int answer = mta_mail(mta, letter->sender, NULL);

	for (guint i = 0; i < letter->recipients->len && answer == MTA_CONTINUE; i++)
		answer = mta_recipient(mta, g_ptr_array_index(letter->recipients, i));
	if (answer == MTA_CONTINUE)
		answer = ask(mta, 'T', "", 0, STEP_NO_DATA, STEP_NR_DATA);
	return answer;
}

/* All but the end of message. */
static int
send_letter(Mta *mta, const Letter *letter, const char *queue_id, gsize chunk)
{
	int answer = send_envelope(mta, letter);

	for (guint i = 0; i < letter->fields->len && answer == MTA_CONTINUE; i++) {
		const LetterField *field = g_ptr_array_index(letter->fields, i);

		answer = mta_field(mta, field->name, field->value);
	}
	if (answer == MTA_CONTINUE)
		answer = mta_end_of_header(mta, queue_id);
	if (answer == MTA_CONTINUE)
		answer = send_body(mta, letter, MIN(chunk, CHUNK_LIMIT));
	return answer;
}

int
mta_send(Mta *mta, const Letter *letter, const char *queue_id, gsize chunk, GPtrArray *changes)
{
	int answer = send_letter(mta, letter, queue_id, chunk);

	return answer == MTA_CONTINUE || answer == MTA_SKIP ? mta_end(mta, changes) : answer;
}

void
mta_give_up(Mta *mta, const Letter *letter, const char *queue_id)
{
	send_letter(mta, letter, queue_id, CHUNK_LIMIT);
	hang_up(mta, 'E', 0.2);
}

const char *
mta_answer_word(int answer)
{
	switch (answer) {
	case MTA_CONTINUE:
		return "continue";
	case MTA_ACCEPT:
		return "accept";
	case MTA_REJECT:
		return "reject";
	case MTA_TEMPFAIL:
		return "tempfail";
	case MTA_DISCARD:
		return "discard";
	case MTA_REPLY:
		return "reply";
	case MTA_SKIP:
		return "skip";
	}
	return "hung up";
}
