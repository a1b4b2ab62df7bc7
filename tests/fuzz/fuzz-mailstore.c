/* Files of mail: one, or an mbox (mail/mailstore.h), and that each is read alike at any time. */
#include "fuzz.h"

#include "mail/mailstore.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	return 0;
}

/* What a walk saw, and where it ends. */
typedef struct Seen {
	GString *text;
	gsize bytes;
	gint next;
	guint mails, most;
} Seen;

static void
see(GString *text, Message *message)
{
	for (guint i = 0; i < message_field_count(message); i++) {
		const Field *field = message_field(message, i);

		g_assert_null(strchr(field->name, ':'));
		g_assert_null(strchr(field->value, '\r'));
		g_string_append_printf(text, "%s:%s\n", field->name, field->value);
	}
	g_string_append(text, message_text(message)->text);
	g_string_append_printf(text, "\n%s\n", message_sender_path(message));
}

static gboolean
take(MailstoreItem *item, gpointer user_data)
{
	Seen *seen = user_data;

	g_assert_nonnull(item->message);
	g_assert_true(item->index == -1 || item->index == seen->next);
	seen->next++;
	seen->bytes += item->size;
	seen->mails++;
	see(seen->text, item->message);
	return seen->mails < seen->most;
}

static Seen
walk(guint most)
{
	Seen seen = { .text = g_string_new(NULL), .most = most };
	gboolean ended = mailstore_walk(fuzz_file_path(), NULL, take, &seen);

	g_assert_true(ended == (seen.mails < most));
	return seen;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Seen all, first;

	fuzz_file(data, size);
	g_assert_cmpuint(mailstore_measure(fuzz_file_path()), ==, size);
	all = walk(G_MAXUINT);
	first = walk(1);
	g_assert_cmpuint(all.bytes, ==, size);
	g_assert_true(g_str_has_prefix(all.text->str, first.text->str));
	g_string_free(all.text, TRUE);
	g_string_free(first.text, TRUE);
	return 0;
}
