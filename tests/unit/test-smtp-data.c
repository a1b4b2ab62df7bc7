/*
 * The mail as it goes over the wire: what stands between DATA and the final dot.
 */
#include "inject/smtp.h"

#include "listener.h"
#include "rows.h"

/* MAIL, given in pieces of STEP bytes. */
typedef struct Pieces {
	const GString *mail;
	gsize at, step;
	gboolean was_ended;
} Pieces;

static gboolean
next_piece(gpointer source, const char **data, gsize *size, GError **error G_GNUC_UNUSED)
{
	Pieces *pieces = source;

	*data = pieces->mail->str + pieces->at;
	*size = MIN(pieces->step, pieces->mail->len - pieces->at);
	pieces->at += *size;
	return TRUE;
}

static gboolean
note_end(gpointer source, GError **error G_GNUC_UNUSED)
{
	Pieces *pieces = source;

	pieces->was_ended = TRUE;
	return TRUE;
}

static gboolean
send_pieces(Smtp *smtp, Pieces *pieces, GError **error)
{
	const SmtpMail mail = { .sender = "<>",
				.recipient = "<bob@example.org>",
				.source = pieces,
				.read = next_piece,
				.before_end = note_end };

	return smtp_send(smtp, &mail, NULL, error);
}

/* MAIL in pieces of STEP bytes must arrive as WANTED, a final dot behind it. */
static void
assert_arrives(const GString *mail, gsize step, const GString *wanted)
{
	static const char before[] = "EHLO filter.example.org\r\nMAIL FROM:<>\r\n"
				     "RCPT TO:<bob@example.org>\r\nDATA\r\n";
	Listener *listener = listener_start(&(Script){});
	g_autoptr(GError) error = NULL;
	Smtp *smtp = smtp_open(listener->name, "filter.example.org", &error);
	Pieces pieces = { mail, 0, step, FALSE };
	g_autoptr(GString) all = g_string_new(before);
	GString *heard;

	g_assert_no_error(error);
	send_pieces(smtp, &pieces, &error);
	g_assert_no_error(error);
	smtp_close(smtp);
	heard = listener_end(listener);
	g_string_append_len(all, wanted->str, (gssize)wanted->len);
	g_string_append(all, ".\r\nQUIT\r\n");
	g_assert_cmpmem(heard->str, heard->len, all->str, all->len);
	g_string_free(heard, TRUE);
}

typedef struct FormCase {
	const char *title, *mail, *wanted;
} FormCase;

static const FormCase form_cases[] = {
	{ "lines of the network stay", "a: b\r\n\r\nc\r\n", "a: b\r\n\r\nc\r\n" },
	{ "lines of Unix become lines of the network", "a: b\n\nc\n", "a: b\r\n\r\nc\r\n" },
	{ "mixed lines, too", "a: b\r\n\nc\n", "a: b\r\n\r\nc\r\n" },
	{ "a last line without an end gets one", "a: b\r\n\r\nc", "a: b\r\n\r\nc\r\n" },
	{ "a mail without a body", "a: b\r\n", "a: b\r\n" },
	{ "an empty body", "a: b\r\n\r\n", "a: b\r\n\r\n" },
	{ "no mail at all", "", "" },
	{ "a line end alone", "\n", "\r\n" },
	{ "a dot that begins a line is doubled", "a: b\r\n\r\n.c\r\n..d\r\ne.\r\n",
	  "a: b\r\n\r\n..c\r\n...d\r\ne.\r\n" },
	{ "a dot that is a line does not end the mail", "a: b\r\n\r\n.\r\nc\r\n",
	  "a: b\r\n\r\n..\r\nc\r\n" },
	{ "after a bare LF neither", "a: b\n\n.\nMAIL FROM:<x@example.com>\n",
	  "a: b\r\n\r\n..\r\nMAIL FROM:<x@example.com>\r\n" },
	{ "a dot that is the whole mail", ".", "..\r\n" },
	{ "a dot that begins the mail", ".a: b\r\n", "..a: b\r\n" },
	{ "a bare CR stays", "a: b\rc\r\n\r\r\r\nd\r.\r\n", "a: b\rc\r\n\r\r\r\nd\r.\r\n" },
	{ "a bare CR at the end stays", "a: b\r", "a: b\r\r\n" },
	{ "eight bits", "a: \xc3\xa4\r\n\r\n\xff\xfe\x80\r\n",
	  "a: \xc3\xa4\r\n\r\n\xff\xfe\x80\r\n" },
};

/* Wherever it is cut. */
static void
test_form(gconstpointer data)
{
	const FormCase *row = data;
	g_autoptr(GString) mail = g_string_new(row->mail);
	g_autoptr(GString) wanted = g_string_new(row->wanted);

	for (gsize step = 1; step <= MAX(mail->len, 1); step++)
		assert_arrives(mail, step, wanted);
}

/* SIZE random bytes with many short lines, dots before them, and no CR. */
static GString *
random_mail(gsize size)
{
	GString *mail = g_string_sized_new(size);

	while (mail->len + 1 < size) {
		int dice = g_test_rand_int_range(0, 300);

		if (dice < 256 && dice != '\r')
			g_string_append_c(mail, (char)dice);
		else
			g_string_append_c(mail, dice % 2 == 0 ? '\n' : '.');
	}
	return g_string_append_c(mail, '\n');
}

/* What becomes of it, by another way than the client's. */
static GString *
in_transit(const GString *mail)
{
	GString *text = g_string_new(NULL);

	for (gsize i = 0; i < mail->len; i++) {
		char byte = mail->str[i];

		if (byte == '.' && (i == 0 || mail->str[i - 1] == '\n'))
			g_string_append_c(text, '.');
		if (byte == '\n')
			g_string_append_c(text, '\r');
		g_string_append_c(text, byte);
	}
	return text;
}

static void
test_large(void)
{
	g_autoptr(GString) mail = random_mail(300 * 1000);
	g_autoptr(GString) wanted = in_transit(mail);

	assert_arrives(mail, mail->len, wanted);
	assert_arrives(mail, 32 * 1024, wanted);
	assert_arrives(mail, 997, wanted);
	assert_arrives(mail, 7, wanted);
}

static void
test_long_line(void)
{
	g_autoptr(GString) mail = g_string_new(NULL);
	g_autoptr(GString) wanted = g_string_new(NULL);

	for (guint i = 0; i < 100 * 1000; i++)
		g_string_append(mail, ".long.");
	g_string_append(mail, "\r\n");
	g_string_append_printf(wanted, ".%s", mail->str);
	assert_arrives(mail, mail->len, wanted);
	assert_arrives(mail, 1000, wanted);
}

/* More than the buffers between us hold. */
static void
test_hung_up(void)
{
	g_autoptr(GString) mail = random_mail(16 * 1000 * 1000);
	Listener *listener = listener_start(&(Script){ .takes = 100 * 1000 });
	Smtp *smtp = smtp_open(listener->name, "filter.example.org", NULL);
	Pieces pieces = { mail, 0, 64 * 1024, FALSE };
	g_autoptr(GError) error = NULL;

	g_assert_false(send_pieces(smtp, &pieces, &error));
	g_assert_error(error, SMTP_ERROR, SMTP_ERROR_UNREACHABLE);
	g_assert_false(pieces.was_ended);
	g_assert_false(smtp_is_usable(smtp));
	smtp_close(smtp);
	g_string_free(listener_end(listener), TRUE);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("smtp/data", form_cases, test_form);
	g_test_add_func("/smtp/data/a large mail of all bytes", test_large);
	g_test_add_func("/smtp/data/a line longer than any buffer", test_long_line);
	g_test_add_func("/smtp/data/a listener that hangs up has not taken it", test_hung_up);
	return g_test_run();
}
