#include <string.h>

#include "mail/message.h"

static const struct Row {
	const char *name, *value, *subject;
} subject_rows[] = {
	{ "as it is", " Jane wants to connect", "Jane wants to connect" },
	{ "a list's tag is off", " [staff] Jane wants to connect", "Jane wants to connect" },
	{ "several tags are off", "[a] [b][c]  Jane", "Jane" },
	{ "a tag alone remains", "[staff]", "[staff]" },
	{ "the last tag remains where nothing follows", "[a] [b]", "[b]" },
	{ "a bracket that never closes", "[a Jane", "[a Jane" },
	{ "a tag further on remains", "Re: [a] Jane", "Re: [a] Jane" },
	{ "an encoded tag is off too", "=?utf-8?Q?[a]_J=C3=A4ne?=", "Jäne" },
	{ "folded", "Jane\n  wants\r\n\tto connect", "Jane wants to connect" },
	{ "invisible characters are off", "in\u200bvi\u00adta\ufefftion", "invitation" },
	{ "no-break spaces are spaces", "Jane\u00a0 \u2003Doe", "Jane Doe" },
	{ "empty", "", "" },
};

static void
test_subject(gconstpointer data)
{
	const struct Row *row = data;
	g_autoptr(Message) message = message_new(NULL);

	message_add_field(message, "SUBJECT", row->value);
	g_assert_cmpstr(message_subject(message), ==, row->subject);
	g_assert_true(message_subject(message) == message_subject(message));
}

static void
test_fields(void)
{
	g_autoptr(Message) message = message_new(NULL);

	message_add_field(message, "Received", " one");
	message_add_field(message, "X-A", "first\r\n\tline ");
	message_add_field(message, "received", " two");
	g_assert_cmpuint(message_field_count(message), ==, 3);
	g_assert_cmpstr(message_field(message, 2)->name, ==, "received");
	g_assert_cmpstr(message_field(message, 2)->value, ==, " two");
	g_assert_cmpstr(message_raw(message, "RECEIVED", 1), ==, " two");
	g_assert_null(message_raw(message, "Received", 2));
	g_assert_cmpstr(message_raw(message, "x-a", 0), ==, "first\n\tline ");
	g_assert_cmpstr(message_header(message, "x-a", 0), ==, "first line");
	g_assert_null(message_header(message, "Subject", 0));
	g_assert_null(message_subject(message));
	g_assert_null(message_from(message));
	g_assert_null(message_id(message));
	g_assert_cmpint(message_date(message), ==, 0);
	g_assert_null(message_sender_path(message));
	g_assert_cmpuint(message_to(message)->len, ==, 0);
}

static void
test_mailboxes(void)
{
	g_autoptr(Message) message = message_new(NULL);
	const Mailbox *mailbox;

	message_set_sender(message, "<bounce@example.org>");
	message_add_field(message, "From", " =?utf-8?Q?J=C3=A4ne?= <jane@example.org>");
	message_add_field(message, "To", " bob@example.org, Carol <carol@example.org>");
	message_add_field(message, "To", " dave@example.org");
	message_add_field(message, "Message-Id", " <1@example.org> (x)");
	message_add_field(message, "Date", " Tue, 14 Nov 2023 16:56:58 +0100");
	g_assert_cmpstr(message_sender_path(message), ==, "bounce@example.org");
	g_assert_cmpstr(message_from(message)->name, ==, "Jäne");
	g_assert_cmpstr(message_from(message)->address, ==, "jane@example.org");
	g_assert_null(message_reply_to(message));
	g_assert_cmpuint(message_to(message)->len, ==, 3);
	mailbox = g_ptr_array_index(message_to(message), 2);
	g_assert_cmpstr(mailbox->address, ==, "dave@example.org");
	g_assert_cmpuint(message_cc(message)->len, ==, 0);
	g_assert_cmpstr(message_id(message), ==, "1@example.org");
	g_assert_cmpint(message_date(message), ==, G_GINT64_CONSTANT(1699977418000));
}

/* What an MTA with other limits than Postfix may let through. */
static void
test_limits(void)
{
	const MessageLimits limits = { .body = 10, .fields = 2, .field_length = 1000, .parts = 5, .depth = 2 };
	g_autoptr(Message) message = message_new(&limits);
	g_autofree char *groups = g_strnfill(200 * 1024, 'g');
	gsize i;

	for (i = 1; i < 200 * 1024; i += 2)
		groups[i] = ':';
	message_add_field(message, "To", groups);
	message_add_field(message, "Subject", "x");
	message_add_field(message, "X-Third", "x");
	message_add_field(message, "X-Fourth", "x");
	g_assert_cmpuint(message_field_count(message), ==, 2);
	g_assert_cmpuint(strlen(message_raw(message, "To", 0)), ==, 1000);
	g_assert_cmpuint(message_to(message)->len, ==, 0);
	g_assert_true(message_wants_body(message));
	message_add_body(message, "0123456", 7);
	message_add_body(message, "789abc", 6);
	message_add_body(message, "def", 3);
	g_assert_false(message_wants_body(message));
	g_assert_cmpstr(message_text(message)->text, ==, "0123456789");
	/* To cut, To refused, fields, body. */
	g_assert_cmpuint(message_omitted(message)->len, ==, 4);
}

static void
test_clear(void)
{
	g_autoptr(Message) message = message_new(NULL);
	guint i;

	for (i = 0; i < 3; i++) {
		g_autofree char *number = g_strdup_printf("%u", i);
		guint j;

		message_set_sender(message, "<>");
		for (j = 0; j < 900; j++)
			message_add_field(message, "X-Long", "a value of some forty bytes, to need chunks");
		message_add_field(message, "Subject", number);
		message_add_field(message, "From", "jane@example.org");
		message_add_body(message, number, 1);
		g_assert_cmpstr(message_subject(message), ==, number);
		g_assert_cmpstr(message_text(message)->text, ==, number);
		g_assert_nonnull(message_from(message));
		g_assert_cmpstr(message_sender_path(message), ==, "");
		message_clear(message);
		g_assert_null(message_subject(message));
		g_assert_null(message_from(message));
		g_assert_null(message_sender_path(message));
		g_assert_cmpstr(message_text(message)->text, ==, "");
		message_clear(message);
	}
}

int
main(int argc, char **argv)
{
	gsize i;

	g_test_init(&argc, &argv, NULL);
	message_library_init();
	for (i = 0; i < G_N_ELEMENTS(subject_rows); i++) {
		g_autofree char *path = g_strdup_printf("/message/subject/%s", subject_rows[i].name);
		g_test_add_data_func(path, &subject_rows[i], test_subject);
	}
	g_test_add_func("/message/fields are found by any spelling", test_fields);
	g_test_add_func("/message/mailboxes and identifiers", test_mailboxes);
	g_test_add_func("/message/limits hold, and what was left out is said", test_limits);
	g_test_add_func("/message/one Message serves many mails", test_clear);
	return g_test_run();
}
