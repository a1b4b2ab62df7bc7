/* A message that is kept whole is given back byte by byte, or not at all. */

#include <glib/gstdio.h>
#include <string.h>

#include "mail/message.h"

#include "rows.h"

static char *folder;

static gboolean
append(gpointer sink, const void *data, gsize size, GError **error)
{
	(void)error;
	g_string_append_len(sink, data, (gssize)size);
	return TRUE;
}

static char *
emitted(const Message *message, guint first)
{
	GString *text = g_string_new(NULL);
	g_autoptr(GError) error = NULL;

	g_assert_true(message_emit(message, first, append, text, &error));
	g_assert_no_error(error);
	return g_string_free(text, FALSE);
}

typedef struct Row {
	const char *name, *field, *value, *wire;
} Row;

/* clang-format off */
static const Row rows[] = {
	{ "the space behind the colon is the sender's", "Subject", " Hello", "Subject: Hello\r\n" },
	{ "no space stays none", "Subject", "Hello", "Subject:Hello\r\n" },
	{ "more of it stays too", "Subject", " \t  Hello  ", "Subject: \t  Hello  \r\n" },
	{ "a fold is CRLF on the wire", "Subject", " Hel\n\tlo\n  again",
	  "Subject: Hel\r\n\tlo\r\n  again\r\n" },
	{ "bare 8-bit stays as it is", "Subject", " Gr\374\337e", "Subject: Gr\374\337e\r\n" },
	{ "an empty value stays empty", "X-A", "", "X-A:\r\n" },
	{ "a fold of nothing but space stays", "X-A", "\n ", "X-A:\r\n \r\n" },
};
/* clang-format on */

static void
test_row(gconstpointer data)
{
	const Row *row = data;
	g_autoptr(Message) message = message_new(NULL);
	g_autofree char *text = NULL;
	g_autofree char *wanted = g_strconcat(row->wire, "\r\n", "Bye\r\n", NULL);
	const char *reason;

	message_add_field(message, row->field, row->value);
	message_keep_whole(message, folder, 1000);
	message_add_body(message, "Bye\r\n", 5);
	g_assert_true(message_is_whole(message, &reason));
	text = emitted(message, 0);
	g_assert_cmpstr(text, ==, wanted);
	g_assert_cmpuint(message_size(message), ==, strlen(wanted));
	g_assert_cmpuint(message_field_size(message, 0), ==, strlen(row->wire));
}

/* 100,000 bytes of which the first 64 are judged; with PIECE bytes at a time. */
static void
test_large(gconstpointer data)
{
	const gsize piece = GPOINTER_TO_SIZE(data);
	MessageLimits limits = message_default_limits;
	g_autoptr(Message) message = NULL;
	g_autofree char *body = g_malloc(100000), *text = NULL;
	const char *reason;

	limits.body = 64;
	message = message_new(&limits);
	for (gsize i = 0; i < 100000; i++)
		body[i] = (char)('a' + i % 26);
	message_add_field(message, "A", " b");
	message_keep_whole(message, folder, 1000000);
	for (gsize at = 0; at < 100000; at += piece) {
		g_assert_true(message_wants_body(message));
		message_add_body(message, body + at, MIN(piece, 100000 - at));
	}
	g_assert_true(message_is_whole(message, &reason));
	text = emitted(message, 0);
	g_assert_cmpuint(strlen(text), ==, 100000 + strlen("A: b\r\n\r\n"));
	g_assert_cmpmem(text + strlen("A: b\r\n\r\n"), 100000, body, 100000);
	g_assert_cmpuint(message_size(message), ==, strlen(text));
}

typedef struct Lack {
	const char *name;
	gsize field; /* bytes of a field's value */
	gsize body;
	guint64 most; /* 0: nobody asked */
	const char *folder;
	const char *reason; /* what the reason has; NULL: it is whole */
} Lack;

static const Lack lacks[] = {
	{ "nobody asked for the whole", 10, 10, 0, NULL, "its body was not kept" },
	{ "as large as may be", 10, 985, 1000, NULL, NULL },
	{ "one byte larger", 10, 988, 1000, NULL, "larger than max-size" },
	{ "a header alone may be too large", 2000, 0, 1000, NULL, "larger than max-size" },
	{ "a field that Postfix may have cut", 59950, 10, 1000000, NULL, "a header field was cut" },
	{ "a field that we cut", 70000, 10, 1000000, NULL, "a header field was cut" },
	{ "a long field that nobody cuts", 50000, 10, 1000000, NULL, NULL },
	{ "no folder for a large body", 10, 500, 1000, "/nonexistent", "/nonexistent" },
	{ "a small body needs no folder", 10, 60, 1000, "/nonexistent", NULL },
};

static void
test_lack(gconstpointer data)
{
	const Lack *lack = data;
	MessageLimits limits = message_default_limits;
	g_autoptr(Message) message = NULL;
	g_autofree char *field = g_strnfill(lack->field, 'x'), *body = g_strnfill(lack->body, 'y');
	const char *reason;

	limits.body = 64;
	message = message_new(&limits);
	message_add_field(message, "A", field);
	if (lack->most > 0)
		message_keep_whole(message, lack->folder != NULL ? lack->folder : folder,
				   lack->most);
	message_add_body(message, body, lack->body);
	g_assert_cmpint(message_is_whole(message, &reason), ==, lack->reason == NULL);
	if (lack->reason != NULL)
		g_assert_nonnull(strstr(reason, lack->reason));
	if (lack->reason != NULL && lack->body >= 64)
		g_assert_false(message_wants_body(message));
}

static void
test_next(void)
{
	g_autoptr(Message) message = message_new(NULL);
	const char *reason;

	message_keep_whole(message, folder, 1000);
	message_add_body(message, "x", 1);
	message_clear(message);
	g_assert_false(message_is_whole(message, &reason));
}

static void
test_first(void)
{
	g_autoptr(Message) message = message_new(NULL);
	g_autofree char *text = NULL;

	message_add_field(message, "A", " 1");
	message_add_field(message, "B", " 2");
	message_keep_whole(message, folder, 1000);
	text = emitted(message, 1);
	g_assert_cmpstr(text, ==, "B: 2\r\n\r\n");
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	message_library_init();
	folder = g_dir_make_tmp("invite-XXXXXX", NULL);
	GIVEN_ROWS("whole", rows, test_row);
	GIVEN_ROWS("whole", lacks, test_lack);
	g_test_add_data_func("/whole/a large body comes back, fed in chunks",
			     GSIZE_TO_POINTER(65535), test_large);
	g_test_add_data_func("/whole/a large body comes back, fed in odd pieces",
			     GSIZE_TO_POINTER(63), test_large);
	g_test_add_func("/whole/the next message has to ask again", test_next);
	g_test_add_func("/whole/from a later field on", test_first);
	status = g_test_run();
	g_rmdir(folder);
	g_free(folder);
	return status;
}
