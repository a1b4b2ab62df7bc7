/* Mail that somebody sent, as a source of contacts (import/sent.h). */
#include "fuzz.h"

#include "import/sent.h"
#include "book.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	return 0;
}

static gboolean
take(Contact *contact, guint line, gpointer user_data, GError **error)
{
	guint *taken = user_data;

	(void)line;
	(void)error;
	(*taken)++;
	g_assert_cmpuint(contact->emails->len, ==, 1);
	fuzz_assert_utf8(contact->emails->pdata[0]);
	g_assert_cmpstr(contact->emails->pdata[0], !=, "bob@example.org");
	for (guint i = 0; i < contact->names->len; i++)
		fuzz_assert_printable(contact->names->pdata[i], "");
	contact_free(contact);
	return TRUE;
}

static void
skip(guint line, const char *reason, gpointer user_data)
{
	(void)line;
	(void)user_data;
	fuzz_assert_utf8(reason);
}

static void
progress(guint64 read, gpointer user_data)
{
	(void)read;
	(void)user_data;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const owners[] = { "bob@example.org", "@example.org", "*" };
	static const char *const senders[] = { "bob@example.org", NULL };
	FuzzDice dice = fuzz_dice(data, size);
	guint taken = 0;
	const SentSettings settings = {
		.owner = owners[fuzz_throw(&dice, G_N_ELEMENTS(owners))],
		.senders = senders,
		.recipient_delimiter = '+',
	};
	const ImportHandler handler = { .take = take,
					.skip = skip,
					.user_data = &taken,
					.rules = book_rules(),
					.now = 1795806000 };
	g_autoptr(Sent) sent = sent_new(&settings, &handler);
	g_autoptr(GError) error = NULL;

	fuzz_file(data, size);
	sent_read(sent, fuzz_file_path(), progress, NULL);
	g_assert_cmpuint(sent_used(sent), <=, sent_mails(sent));
	g_assert_true(sent_take(sent, &error));
	g_assert_cmpuint(taken, <=, 20 * sent_used(sent));
	return 0;
}
