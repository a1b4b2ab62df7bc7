#include "inject/smtp.h"

#include "listener.h"
#include "rows.h"

enum { TAKEN = -1 };

/* A mail in pieces, as a file gives it. */
typedef struct Pieces {
	const char *const *pieces; /* NULL-terminated */
	const char *fails;         /* what is said in place of the end (nullable) */
	const char *holds;         /* what before_end says (nullable) */
	guint ends;                /* how often before_end was called */
} Pieces;

static gboolean
next_piece(gpointer source, const char **data, gsize *size, GError **error)
{
	Pieces *pieces = source;

	*data = *pieces->pieces;
	*size = *data != NULL ? strlen(*data) : 0;
	if (*data != NULL)
		pieces->pieces++;
	else if (pieces->fails != NULL)
		g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_IO, pieces->fails);
	return *data != NULL || pieces->fails == NULL;
}

static gboolean
note_end(gpointer source, GError **error)
{
	Pieces *pieces = source;

	pieces->ends++;
	if (pieces->holds != NULL)
		g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, pieces->holds);
	return pieces->holds == NULL;
}

static const char *const letter[] = { "Subject: Hi\r\n", "\r\nHello\r\n", NULL };

static SmtpMail
mail_of(Pieces *pieces)
{
	return (SmtpMail){ .sender = "<jane@example.net>",
			   .recipient = "<bob@example.org>",
			   .source = pieces,
			   .read = next_piece,
			   .before_end = note_end };
}

static Smtp *
open_for_test(const Listener *listener)
{
	g_autoptr(GError) error = NULL;
	Smtp *smtp = smtp_open(listener->name, "filter.example.org", &error);

	g_assert_no_error(error);
	return smtp;
}

/* ERROR must have CODE and say PATTERN; TAKEN: there must be none. */
static void
assert_error(const GError *error, int code, const char *pattern)
{
	if (code == TAKEN) {
		g_assert_no_error(error);
		return;
	}
	g_assert_error(error, SMTP_ERROR, code);
	if (!g_pattern_match_simple(pattern, error->message))
		g_error("wanted \"%s\", came \"%s\"", pattern, error->message);
	g_assert_true(g_utf8_validate(error->message, -1, NULL));
}

#define EHLO "EHLO filter.example.org\r\n"
#define MAIL "MAIL FROM:<jane@example.net>\r\n"
#define RCPT "RCPT TO:<bob@example.org>\r\n"
#define DATA "DATA\r\n"
#define LETTER "Subject: Hi\r\n\r\nHello\r\n"
#define DOT ".\r\n"
#define RSET "RSET\r\n"
#define QUIT "QUIT\r\n"
#define WHOLE MAIL RCPT DATA LETTER DOT

/* What comes of one mail. */
typedef struct Dialog {
	const char *title;
	Script script;
	int code;
	const char *said;  /* the answer, or a pattern for the error */
	const char *heard; /* with QUIT where the connection can be used again */
} Dialog;

/* clang-format off */
static const Dialog dialogs[] = {
	{ "a mail is taken", {}, TAKEN, "2.0.0 queued as 4F2B", EHLO WHOLE QUIT },
	{ "a listener may be slow of speech", { .pause = 1 }, TAKEN, "2.0.0 queued as 4F2B",
	  EHLO WHOLE QUIT },
	{ "answers may have many lines",
	  { .greeting = "220-mx.example.org\n220-does not like spam\n220 ready",
	    .mail = "250-you\n250 again", .rcpt = "250-\n250", .data = "354-go\n354 on",
	    .end = "250-2.0.0 queued\n250-as\n250 4F2B" },
	  TAKEN, "2.0.0 queued as 4F2B", EHLO WHOLE QUIT },
	{ "answers may be codes alone", { .mail = "250", .data = "354", .end = "250" }, TAKEN, "",
	  EHLO WHOLE QUIT },
	{ "a recipient elsewhere is a recipient", { .rcpt = "251 will forward" }, TAKEN,
	  "2.0.0 queued as 4F2B", EHLO WHOLE QUIT },
	{ "an answer is fit for a log", { .end = "250 \033[1m\xff\x01 queued" }, TAKEN,
	  "?[1m\xef\xbf\xbd? queued", EHLO WHOLE QUIT },

	{ "refused at MAIL", { .mail = "550 5.7.1 not you" }, SMTP_ERROR_REFUSED,
	  "smtp:127.0.0.1:*: answered MAIL with 550 5.7.1 not you", EHLO MAIL RSET QUIT },
	{ "refused at RCPT", { .rcpt = "550-5.1.1 no\n550 5.1.1 such user" }, SMTP_ERROR_REFUSED,
	  "*: answered RCPT with 550 5.1.1 no 5.1.1 such user", EHLO MAIL RCPT RSET QUIT },
	{ "refused at DATA", { .data = "554 no valid recipients" }, SMTP_ERROR_REFUSED,
	  "*: answered DATA with 554 *", EHLO MAIL RCPT DATA RSET QUIT },
	{ "refused at the final dot", { .end = "554 5.6.0 not this" }, SMTP_ERROR_REFUSED,
	  "*: answered the mail with 554 5.6.0 not this", EHLO WHOLE RSET QUIT },
	{ "put off at MAIL", { .mail = "452 4.3.1 disk is full" }, SMTP_ERROR_TEMPORARY,
	  "*: answered MAIL with 452 *", EHLO MAIL RSET QUIT },
	{ "put off at RCPT", { .rcpt = "450 4.2.1 mailbox busy" }, SMTP_ERROR_TEMPORARY,
	  "*: answered RCPT with 450 *", EHLO MAIL RCPT RSET QUIT },
	{ "put off at DATA", { .data = "451 4.3.0 later" }, SMTP_ERROR_TEMPORARY,
	  "*: answered DATA with 451 *", EHLO MAIL RCPT DATA RSET QUIT },
	{ "put off at the final dot", { .end = "451 4.3.0 queue file write error" },
	  SMTP_ERROR_TEMPORARY, "*: answered the mail with 451 *", EHLO WHOLE RSET QUIT },

	{ "it closes at MAIL", { .mail = "421 4.3.2 shutting down" }, SMTP_ERROR_TEMPORARY,
	  "*: answered MAIL with 421 4.3.2 shutting down", EHLO MAIL },
	{ "it closes at RCPT", { .rcpt = "421 bye" }, SMTP_ERROR_TEMPORARY,
	  "*: answered RCPT with 421 bye", EHLO MAIL RCPT },
	{ "it closes at DATA", { .data = "421 bye" }, SMTP_ERROR_TEMPORARY,
	  "*: answered DATA with 421 bye", EHLO MAIL RCPT DATA },
	{ "it closes at the final dot, so it has not taken it", { .end = "421 bye" },
	  SMTP_ERROR_TEMPORARY, "*: answered the mail with 421 bye", EHLO WHOLE },
	{ "it closes at RSET", { .rcpt = "550 no", .rset = "421 bye" }, SMTP_ERROR_REFUSED,
	  "*: answered RCPT with 550 no", EHLO MAIL RCPT RSET },

	{ "it hangs up at MAIL", { .mail = HANGS_UP }, SMTP_ERROR_UNREACHABLE,
	  "smtp:127.0.0.1:*: hung up", EHLO MAIL },
	{ "it hangs up at RCPT", { .rcpt = HANGS_UP }, SMTP_ERROR_UNREACHABLE, "*: hung up",
	  EHLO MAIL RCPT },
	{ "it hangs up at DATA", { .data = HANGS_UP }, SMTP_ERROR_UNREACHABLE, "*: hung up",
	  EHLO MAIL RCPT DATA },
	{ "it hangs up at the final dot, so nobody knows", { .end = HANGS_UP },
	  SMTP_ERROR_UNREACHABLE, "*: hung up", EHLO WHOLE },
	{ "it hangs up at RSET", { .rcpt = "550 no", .rset = HANGS_UP }, SMTP_ERROR_REFUSED,
	  "*: answered RCPT with 550 no", EHLO MAIL RCPT RSET },
	{ "it does not know RSET", { .rcpt = "550 no", .rset = "500 what?" }, SMTP_ERROR_REFUSED,
	  "*: answered RCPT with 550 no", EHLO MAIL RCPT RSET },
	{ "it hangs up within the answer to RCPT", { .rcpt = "250-ok\n" HANGS_UP },
	  SMTP_ERROR_UNREACHABLE, "*: hung up", EHLO MAIL RCPT },
	{ "it hangs up within the answer to the final dot", { .end = "250-ok\n" HANGS_UP },
	  SMTP_ERROR_UNREACHABLE, "*: hung up", EHLO WHOLE },

	{ "another protocol at MAIL", { .mail = "HTTP/1.1 400 Bad Request" },
	  SMTP_ERROR_UNREACHABLE, "*: its answer makes no sense", EHLO MAIL },
	{ "more is wanted at MAIL", { .mail = "354 go on\n" HANGS_UP }, SMTP_ERROR_UNREACHABLE,
	  "*: answered MAIL with 354 go on", EHLO MAIL },
	{ "taken before it was sent", { .data = "250 ok" }, SMTP_ERROR_UNREACHABLE,
	  "*: answered DATA with 250 ok", EHLO MAIL RCPT DATA },
	{ "more is wanted after the final dot", { .end = "354 go on" }, SMTP_ERROR_UNREACHABLE,
	  "*: answered the mail with 354 go on", EHLO WHOLE },
	{ "yes and no after the final dot", { .end = "250-ok\n550 no" }, SMTP_ERROR_UNREACHABLE,
	  "*: its answer makes no sense", EHLO WHOLE },
};
/* clang-format on */

static void
assert_heard(Listener *listener, const char *wanted)
{
	GString *heard = listener_end(listener);

	if (wanted != NULL)
		g_assert_cmpstr(heard->str, ==, wanted);
	g_string_free(heard, TRUE);
}

static void
test_dialog(gconstpointer data)
{
	const Dialog *row = data;
	Listener *listener = listener_start(&row->script);
	Pieces pieces = { .pieces = letter };
	SmtpMail mail = mail_of(&pieces);
	Smtp *smtp = open_for_test(listener);
	g_autoptr(GError) error = NULL;
	g_autofree char *answer = NULL;

	g_assert_cmpint(smtp_send(smtp, &mail, &answer, &error), ==, row->code == TAKEN);
	assert_error(error, row->code, row->said);
	g_assert_cmpstr(answer, ==, row->code == TAKEN ? row->said : NULL);
	g_assert_cmpint(smtp_is_usable(smtp), ==, g_str_has_suffix(row->heard, QUIT));
	g_assert_cmpuint(pieces.ends, ==, strstr(row->heard, LETTER DOT) != NULL);
	smtp_close(smtp);
	assert_heard(listener, row->heard);
}

typedef struct Opening {
	const char *title;
	Script script;
	const char *said; /* a pattern for the error; NULL: it is open */
} Opening;

/* clang-format off */
static const Opening openings[] = {
	{ "it is open", {}, NULL },
	{ "a listener that offers nothing is one", { .ehlo = "250 mx.example.org" }, NULL },
	{ "a listener without a name is one", { .ehlo = "250" }, NULL },
	{ "a greeting that says no", { .greeting = "554 no service here" },
	  "smtp:127.0.0.1:*: answered our call with 554 no service here" },
	{ "a greeting that says later", { .greeting = "421 too many connections" },
	  "*: answered our call with 421 too many connections" },
	{ "a greeting of another protocol", { .greeting = "* OK IMAP4rev1" },
	  "*: its answer makes no sense" },
	{ "no greeting", { .greeting = HANGS_UP }, "*: hung up" },
	{ "no EHLO", { .ehlo = "502 5.5.1 unknown command" },
	  "*: answered EHLO with 502 5.5.1 unknown command" },
	{ "gone at EHLO", { .ehlo = HANGS_UP }, "*: hung up" },
};
/* clang-format on */

static void
test_opening(gconstpointer data)
{
	const Opening *row = data;
	Listener *listener = listener_start(&row->script);
	g_autoptr(GError) error = NULL;
	Smtp *smtp = smtp_open(listener->name, "filter.example.org", &error);

	g_assert_cmpint(smtp != NULL, ==, row->said == NULL);
	assert_error(error, row->said == NULL ? TAKEN : SMTP_ERROR_UNREACHABLE, row->said);
	smtp_close(smtp);
	assert_heard(listener, NULL);
}

static void
test_nobody(void)
{
	Listener *listener = listener_start(&(Script){});
	g_autofree char *name = g_strdup(listener->name);
	g_autoptr(GError) refused = NULL;
	g_autoptr(GError) open_bracket = NULL;
	g_autoptr(GError) malformed = NULL;
	g_autoptr(GError) nameless = NULL;

	g_assert_null(smtp_open(name, "two words", &nameless));
	assert_error(nameless, SMTP_ERROR_UNREACHABLE, "*expected our host name for EHLO");
	assert_heard(listener, "");
	g_assert_null(smtp_open(name, "filter.example.org", &refused));
	assert_error(refused, SMTP_ERROR_UNREACHABLE, "smtp:127.0.0.1:*: *refused*");
	g_assert_null(smtp_open("smtp:[::1:25", "filter.example.org", &open_bracket));
	assert_error(open_bracket, SMTP_ERROR_UNREACHABLE, "smtp:[::1:25: *");
	g_assert_null(smtp_open("127.0.0.1:25", "filter.example.org", &malformed));
	assert_error(malformed, SMTP_ERROR_UNREACHABLE, "*expected smtp:host:port");
	smtp_close(NULL);
}

static void
test_ipv6(void)
{
	struct sockaddr_in6 address = { .sin6_family = AF_INET6,
					.sin6_addr = IN6ADDR_LOOPBACK_INIT };
	int probe = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
	gboolean is_there =
		probe >= 0 && bind(probe, (struct sockaddr *)&address, sizeof address) == 0;
	Listener *listener;

	if (probe >= 0)
		close(probe);
	if (!is_there) {
		g_test_skip("this machine has no ::1");
		return;
	}
	listener = listener_start_at(&(Script){}, (struct sockaddr *)&address, sizeof address,
				     &address.sin6_port, "[::1]");
	smtp_close(open_for_test(listener));
	assert_heard(listener, EHLO QUIT);
}

#define ASKS "250-mx.example.org\n250-DSN\n250 XFORWARD ADDR HELO"
#define ADDR "XFORWARD ADDR=192.0.2.1\r\n"
#define HELO "XFORWARD HELO=mx.example.net\r\n"

#define MAIL_HDRS "MAIL FROM:<jane@example.net> RET=HDRS\r\n"
#define RCPT_NEVER "RCPT TO:<bob@example.org> NOTIFY=NEVER\r\n"

/* What comes of RET=HDRS, NOTIFY=NEVER, and a client that is known. */
/* clang-format off */
static const Dialog transits[] = {
	{ "all goes along", { .ehlo = ASKS }, TAKEN, NULL,
	  EHLO ADDR HELO MAIL_HDRS RCPT_NEVER DATA LETTER DOT QUIT },
	{ "a listener that does not ask for the client is not told", {}, TAKEN, NULL,
	  EHLO MAIL_HDRS RCPT_NEVER DATA LETTER DOT QUIT },
	{ "one that does not like the answer gets the mail all the same",
	  { .ehlo = ASKS, .xforward = "501 5.5.4 bad ADDR|450 not now" }, TAKEN, NULL,
	  EHLO ADDR HELO MAIL_HDRS RCPT_NEVER DATA LETTER DOT QUIT },
	{ "one that closes then", { .ehlo = ASKS, .xforward = "421 bye" }, SMTP_ERROR_TEMPORARY,
	  "*: answered XFORWARD with 421 bye", EHLO ADDR },
	{ "one that hangs up then", { .ehlo = ASKS, .xforward = HANGS_UP },
	  SMTP_ERROR_UNREACHABLE, "*: hung up", EHLO ADDR },
	{ "one without DSN hears nothing of the mail",
	  { .ehlo = "250-mx.example.org\n250 XFORWARD ADDR HELO" }, SMTP_ERROR_REFUSED,
	  "smtp:127.0.0.1:*: RET=HDRS needs DSN, which the listener does not offer", EHLO QUIT },
	{ "the listener's name is no extension", { .ehlo = "250 DSN" }, SMTP_ERROR_REFUSED,
	  "*: RET=HDRS needs DSN, *", EHLO QUIT },
};
/* clang-format on */

static void
test_transit(gconstpointer data)
{
	static const char *const hdrs[] = { "SIZE=1234", "RET=HDRS", NULL };
	static const char *const never[] = { "NOTIFY=NEVER", NULL };
	const Dialog *row = data;
	Listener *listener = listener_start(&row->script);
	Smtp *smtp = open_for_test(listener);
	Pieces pieces = { .pieces = letter };
	SmtpMail mail = mail_of(&pieces);
	g_autoptr(GError) error = NULL;

	mail.sender_parameters = hdrs;
	mail.recipient_parameters = never;
	mail.client_address = "192.0.2.1";
	mail.helo = "mx.example.net";
	g_assert_cmpint(smtp_send(smtp, &mail, NULL, &error), ==, row->code == TAKEN);
	assert_error(error, row->code, row->said);
	g_assert_cmpint(smtp_is_usable(smtp), ==, g_str_has_suffix(row->heard, QUIT));
	smtp_close(smtp);
	assert_heard(listener, row->heard);
}

/* A refused mail does not stand in the way of the next one. */
static void
test_next_mail(void)
{
	Script script = { .rcpt = "550 no such user|250 ok", .end = "554 not this|250 ok" };
	Listener *listener = listener_start(&script);
	Smtp *smtp = open_for_test(listener);

	for (guint i = 0; i < 4; i++) {
		static const int codes[] = { SMTP_ERROR_REFUSED, SMTP_ERROR_REFUSED, TAKEN, TAKEN };
		Pieces pieces = { .pieces = letter };
		SmtpMail mail = mail_of(&pieces);
		g_autoptr(GError) error = NULL;

		g_assert_cmpint(smtp_send(smtp, &mail, NULL, &error), ==, codes[i] == TAKEN);
		assert_error(error, codes[i], "*");
	}
	smtp_close(smtp);
	assert_heard(listener, EHLO MAIL RCPT RSET MAIL RCPT DATA LETTER DOT RSET MAIL RCPT DATA
				       LETTER DOT MAIL RCPT DATA LETTER DOT QUIT);
}

static void
test_given_up(void)
{
	Listener *listener = listener_start(&(Script){ .mail = HANGS_UP });
	Smtp *smtp = open_for_test(listener);
	Pieces pieces = { .pieces = letter };
	SmtpMail mail = mail_of(&pieces);
	g_autoptr(GError) first = NULL;
	g_autoptr(GError) second = NULL;

	g_assert_false(smtp_send(smtp, &mail, NULL, &first));
	g_assert_false(smtp_send(smtp, &mail, NULL, &second));
	assert_error(second, SMTP_ERROR_UNREACHABLE, "*: the connection was given up");
	smtp_close(smtp);
	assert_heard(listener, EHLO MAIL);
}

/*
 * A mail that we cannot finish never gets its dot, nor anything that might be taken for more of it.
 */
static void
test_unreadable(void)
{
	Listener *listener = listener_start(&(Script){});
	Smtp *smtp = open_for_test(listener);
	Pieces pieces = { .pieces = letter, .fails = "held/4f2b: Input/output error" };
	SmtpMail mail = mail_of(&pieces);
	g_autoptr(GError) error = NULL;

	g_assert_false(smtp_send(smtp, &mail, NULL, &error));
	assert_error(error, SMTP_ERROR_MAIL, "held/4f2b: Input/output error");
	g_assert_cmpuint(pieces.ends, ==, 0);
	g_assert_false(smtp_is_usable(smtp));
	smtp_close(smtp);
	assert_heard(listener, EHLO MAIL RCPT DATA);
}

static void
test_not_noted(void)
{
	Listener *listener = listener_start(&(Script){});
	Smtp *smtp = open_for_test(listener);
	Pieces pieces = { .pieces = letter, .holds = "disk is full" };
	SmtpMail mail = mail_of(&pieces);
	g_autoptr(GError) error = NULL;

	g_assert_false(smtp_send(smtp, &mail, NULL, &error));
	g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
	g_assert_cmpuint(pieces.ends, ==, 1);
	g_assert_false(smtp_is_usable(smtp));
	smtp_close(smtp);
	assert_heard(listener, EHLO MAIL RCPT DATA LETTER);
}

static void
test_not_asked(void)
{
	Listener *listener = listener_start(&(Script){});
	Smtp *smtp = open_for_test(listener);
	Pieces pieces = { .pieces = letter };
	SmtpMail mail = mail_of(&pieces);

	mail.before_end = NULL;
	g_assert_true(smtp_send(smtp, &mail, NULL, NULL));
	smtp_close(smtp);
	assert_heard(listener, EHLO MAIL RCPT DATA LETTER DOT QUIT);
}

static void
test_silence_at_quit(void)
{
	Listener *listener = listener_start(&(Script){ .quit = IS_SILENT });
	Smtp *smtp = open_for_test(listener);
	gint64 begin = g_get_monotonic_time();

	smtp_close(smtp);
	g_assert_cmpint(g_get_monotonic_time() - begin, <, 30 * G_USEC_PER_SEC);
	assert_heard(listener, EHLO QUIT);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("smtp/mail", dialogs, test_dialog);
	GIVEN_ROWS("smtp/open", openings, test_opening);
	GIVEN_ROWS("smtp/transit", transits, test_transit);
	g_test_add_func("/smtp/open/nobody is there", test_nobody);
	g_test_add_func("/smtp/open/IPv6", test_ipv6);
	g_test_add_func("/smtp/mail/after a refused one the next is taken", test_next_mail);
	g_test_add_func("/smtp/mail/none goes where the last one broke the connection",
			test_given_up);
	g_test_add_func("/smtp/mail/one that cannot be read gets no dot", test_unreadable);
	g_test_add_func("/smtp/mail/one that cannot be noted gets no dot", test_not_noted);
	g_test_add_func("/smtp/mail/nothing need be noted", test_not_asked);
	g_test_add_func("/smtp/close/a listener silent at QUIT is not waited for",
			test_silence_at_quit);
	return g_test_run();
}
