#include "mail/vcard.h"

#include "rows.h"

/* clang-format off */
static const struct Row {
	const char *name, *text;
	const char *cards; /* "name <email>" each, with ";" between */
} rows[] = {
	{ "version 3.0", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jane Doe\r\nEMAIL;TYPE=INTERNET:jane@example.org\r\nEND:VCARD\r\n", "Jane Doe <jane@example.org>" },
	{ "version 4.0 with groups and quoted parameters", "BEGIN:VCARD\nVERSION:4.0\nitem1.FN;X=\"a:b\":Jane Doe\nitem1.EMAIL;PREF=1:jane@example.org\nEND:VCARD", "Jane Doe <jane@example.org>" },
	{ "version 2.1 in quoted-printable", "begin:vcard\nfn;quoted-printable;CHARSET=iso-8859-1:J=E4ne=\n Doe\nemail;internet:j@example.org\nend:vcard", "Jäne Doe <j@example.org>" },
	{ "a name of structured parts only", "BEGIN:VCARD\nN:Doe;Jane;Q.;Dr.;\nEND:VCARD",
	  "Jane Q. Doe <->" },
	{ "folded lines", "BEGIN:VCARD\nFN:Jane\n  Doe\nEMAIL:jane@exam\n ple.org\nEND:VCARD",
	  "Jane Doe <jane@example.org>" },
	{ "escapes", "BEGIN:VCARD\nFN:Doe\\, Jane\\nx\nEND:VCARD", "Doe, Jane x <->" },
	{ "the first address counts",
	  "BEGIN:VCARD\nFN:J\nEMAIL:a@example.org\nEMAIL:b@example.org\nEND:VCARD",
	  "J <a@example.org>" },
	{ "two cards", "BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD",
	  "A <->;B <->" },
	{ "no end", "BEGIN:VCARD\nFN:A", "A <->" },
	{ "no card", "FN:A\nrubbish", "" },
	{ "lines of rubbish", "BEGIN:VCARD\nrubbish\n:\n;\n.:\nFN:A\nEND:VCARD", "A <->" },
};
/* clang-format on */

static void
test_read(gconstpointer data)
{
	const struct Row *row = data;
	g_autoptr(GPtrArray) cards = g_ptr_array_new_with_free_func((GDestroyNotify)vcard_free);
	g_autoptr(GString) seen = g_string_new(NULL);
	guint i;

	vcard_read(row->text, cards);
	for (i = 0; i < cards->len; i++) {
		const VCard *card = g_ptr_array_index(cards, i);

		g_string_append_printf(seen, "%s%s <%s>", i > 0 ? ";" : "",
				       card->name != NULL ? card->name : "-",
				       card->email != NULL ? card->email : "-");
	}
	g_assert_cmpstr(seen->str, ==, row->cards);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("vcard", rows, test_read);
	return g_test_run();
}
