#include <stdlib.h>
#include <string.h>

#include "mail/message.h"

#include "rows.h"

#define TEN(x) x x x x x x x x x x
#define COLONS TEN(TEN(":::"))

/* clang-format off */
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
/* clang-format on */

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
	const MessageLimits limits = {
		.body = 10, .fields = 2, .field_length = 1000, .parts = 5, .depth = 2
	};
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
			message_add_field(message, "X-Long",
					  "a value of some forty bytes, to need chunks");
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

/* FIELD COUNT times. */
static void
add_many(Message *message, const char *name, const char *value, guint count)
{
	while (count-- > 0)
		message_add_field(message, name, value);
}

/* Junk in front of them hides no field by which a mail is judged. */
static void
test_exempt(void)
{
	static const char *const wanted[] = { "X-Template", NULL };
	MessageLimits limits = message_default_limits;
	g_autoptr(Message) message = NULL;

	limits.wanted = wanted;
	message = message_new(&limits);
	add_many(message, "X-Junk", "b", 1500);
	message_add_field(message, "fROM", "jane@example.org");
	message_add_field(message, "Subject", "x");
	message_add_field(message, "x-template", "y");
	message_add_field(message, "X-Other", "z");
	add_many(message, "X-Invitation", "mx.example.org; standing=trusted", 900);
	g_assert_cmpuint(message_field_count(message), ==, 1000 + 3 + 900);
	g_assert_cmpstr(message_from(message)->address, ==, "jane@example.org");
	g_assert_true(message_from_is_readable(message) && message_from_is_single(message));
	g_assert_cmpstr(message_raw(message, "X-Template", 0), ==, "y");
	g_assert_null(message_raw(message, "X-Other", 0));
	g_assert_false(message_lacks(message, "Subject"));
	g_assert_false(message_lacks(message, "X-Invitation"));
	g_assert_true(message_lacks(message, "X-Other"));
	g_assert_cmpstr(message_unread(message), ==, "fields");
	add_many(message, "X-Invitation", "x", 200);
	g_assert_true(message_lacks(message, "X-Invitation"));
}

/* What is lacking of From may be what a reader sees. */
static void
test_lacking(void)
{
	g_autoptr(Message) message = message_new(NULL);
	g_autofree char *comment = g_strnfill(61000, 'x');
	g_autofree char *hidden = g_strdup_printf("a@b.example (%s), jane@example.org", comment);

	message_add_field(message, "From", hidden);
	g_assert_false(message_from_is_readable(message));
	g_assert_false(message_from_is_single(message));
	message_clear(message);

	add_many(message, "From", "a@b.example", 1200);
	g_assert_cmpuint(message_froms(message)->len, ==, 16);
	g_assert_false(message_from_is_readable(message));
	message_clear(message);

	add_many(message, "X-Junk", "b", 200000);
	message_add_field(message, "From", "jane@example.org");
	g_assert_null(message_from(message));
	g_assert_false(message_from_is_readable(message));
	g_assert_true(message_lacks(message, "From"));
	message_clear(message);
	g_assert_null(message_unread(message));
	g_assert_false(message_lacks(message, "From"));
}

/* clang-format off */
static const struct FromRow {
	const char *name, *from;
	const char *address; /* (nullable: nobody's) */
	gboolean readable, single;
} from_rows[] = {
	{ "plain", "Jane <jane@example.org>", "jane@example.org", TRUE, TRUE },
	{ "an IP address", "<jane@[192.0.2.1]>", "jane@[192.0.2.1]", TRUE, TRUE },
	{ "letters beyond ASCII", "<jane@ex\u00e4mple.org>", "jane@ex\u00e4mple.org", TRUE, TRUE },
	{ "no address", "Jane Doe", NULL, FALSE, TRUE },
	{ "an address without domain", "<jane>", "jane", FALSE, TRUE },
	{ "300 colons in a comment", "Jane <jane@example.org> (" COLONS ")", "jane@example.org",
	  TRUE, FALSE },
	{ "300 colons in the name", "\"" COLONS "\" <jane@example.org>", "jane@example.org",
	  TRUE, TRUE },
	{ "300 groups", COLONS " jane@example.org", "jane@example.org", TRUE, FALSE },
	{ "a domain in quotes", "Jane <jane@\"example.org\">", "jane@example.org", TRUE, FALSE },
	{ "a domain in brackets", "Jane <jane@[example.org]>", "jane@example.org", TRUE, FALSE },
	{ "an encoded address", "=?utf-8?q?jane=40example=2Eorg?=", "jane@example.org", TRUE,
	  FALSE },
	{ "an encoded address in brackets", "Jane <=?utf-8?q?jane=40example=2Eorg?=>",
	  "jane@example.org", TRUE, FALSE },
	{ "a group", "us: jane@example.org;", "jane@example.org", TRUE, TRUE },
	{ "an empty group", "us:;", NULL, FALSE, TRUE },
	{ "two", "jane@example.org, mary@example.org", "jane@example.org", TRUE, FALSE },
};
/* clang-format on */

static void
test_from(gconstpointer data)
{
	const struct FromRow *row = data;
	g_autoptr(Message) message = message_new(NULL);
	const Mailbox *from;

	message_add_field(message, "From", row->from);
	from = message_from(message);
	g_assert_cmpstr(from != NULL ? from->address : NULL, ==, row->address);
	g_assert_cmpint(message_from_is_readable(message), ==, row->readable);
	g_assert_cmpint(message_from_is_single(message), ==, row->single);
}

/* One after the other or in any order, and in between others. */
static void
test_find(void)
{
	g_autoptr(Message) message = message_new(NULL);

	for (guint i = 0; i < 50; i++) {
		g_autofree char *number = g_strdup_printf("%u", i);

		message_add_field(message, i % 3 == 0 ? "X-A" : "X-B", number);
	}
	for (guint i = 0; i < 17; i++) {
		g_assert_cmpint(atoi(message_raw(message, "X-A", i)), ==, (int)(3 * i));
		g_assert_cmpint(atoi(message_raw(message, "x-b", i)), ==,
				(int)(3 * (i / 2) + 1 + i % 2));
	}
	g_assert_null(message_raw(message, "X-A", 17));
	g_assert_cmpstr(message_raw(message, "X-A", 5), ==, "15");
	g_assert_cmpstr(message_raw(message, "X-A", 0), ==, "0");
	g_assert_null(message_raw(message, "X-C", 0));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	GIVEN_ROWS("message/subject", subject_rows, test_subject);
	g_test_add_func("/message/fields are found by any spelling", test_fields);
	g_test_add_func("/message/mailboxes and identifiers", test_mailboxes);
	g_test_add_func("/message/limits hold, and what was left out is said", test_limits);
	GIVEN_ROWS("message/From", from_rows, test_from);
	g_test_add_func("/message/junk hides no field that counts", test_exempt);
	g_test_add_func("/message/a From of which something is lacking is not read", test_lacking);
	g_test_add_func("/message/the next field of a name is found from the last", test_find);
	g_test_add_func("/message/one Message serves many mails", test_clear);
	return g_test_run();
}
