/* Address books that come in pieces, are cut off, or are not what they seem. */
#include "import/import.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "language/rule-parser.h"
#include "patience.h"
#include "rows.h"

/* What was read: "names / addresses / profiles" a contact, and "!line reason" for what was not. */
typedef struct Seen {
	GString *text;
	guint contacts;
} Seen;

static void
append(GString *text, const GPtrArray *values, const char *end)
{
	for (guint i = 0; i < values->len; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? "|" : "", (char *)values->pdata[i]);
	g_string_append(text, end);
}

static gboolean
take(Contact *contact, guint line, gpointer user_data, GError **error)
{
	Seen *seen = user_data;

	(void)line;
	(void)error;
	append(seen->text, contact->names, " / ");
	append(seen->text, contact->emails, " / ");
	append(seen->text, contact->profiles, "\n");
	seen->contacts++;
	contact_free(contact);
	return TRUE;
}

static void
skip(guint line, const char *reason, gpointer user_data)
{
	Seen *seen = user_data;

	g_string_append_printf(seen->text, "!%u %s\n", line, reason);
	g_assert_true(g_utf8_validate(reason, -1, NULL));
}

static Ruleset *
rules(void)
{
	static const char text[] =
		"network club \"Club\"\n  from example.com\n"
		"  profile "
		"/^https?:\\/\\/club\\.example\\.com\\/in\\/(?<profile_slug>[^\\/?#]+)/i\n";
	g_autoptr(StatementFile) file = statement_file_parse("t.rules", text, NULL);
	Ruleset *made = ruleset_new();

	g_assert_true(rule_parser_read(made, file, NULL) && rule_parser_finish(made, NULL));
	return made;
}

/* Read SIZE bytes at DATA; what the file could not be read for stands behind "?". */
static char *
read_book(const char *data, gsize size, const ImportFormat *format, const char *charset)
{
	g_autofree char *path = NULL;
	g_autoptr(Ruleset) known = rules();
	g_autoptr(GError) error = NULL;
	Seen seen = { .text = g_string_new(NULL) };
	const ImportHandler handler = {
		.take = take, .skip = skip, .user_data = &seen, .rules = known, .restores = TRUE
	};
	int descriptor = g_file_open_tmp("book-XXXXXX", &path, NULL);

	unlink(path);
	g_assert_cmpint(write(descriptor, data, size), ==, (gssize)size);
	g_assert_cmpint(lseek(descriptor, 0, SEEK_SET), ==, 0);
	{
		g_autoptr(Input) input = input_new(descriptor, charset, &error);

		if (input != NULL)
			import_book(input, format, &handler, &error);
	}
	close(descriptor);
	if (error != NULL)
		g_string_append_printf(seen.text, "?%s\n", error->message);
	return g_string_free(seen.text, FALSE);
}

/* clang-format off */
static const struct Case {
	const char *name, *text;
	const char *charset; /* (nullable) */
	const char *seen;
} cases[] = {
	{ "nothing", "", NULL,
	  "?expected a vCard, or the header row of Google, LinkedIn, Outlook, Thunderbird or our own CSV\n" },
	{ "a card without line end", "BEGIN:VCARD\nFN:Jane Doe\nEND:VCARD", NULL,
	  "Jane Doe /  / \n" },
	{ "words in any case", "begin:vcard\nfn:Jane Doe\nEmail:j@example.org\nend:vcard\n", NULL,
	  "Jane Doe / j@example.org / \n" },
	{ "groups, and a colon in quotes",
	  "BEGIN:VCARD\nitem1.FN;X=\"a:b;c\":Jane Doe\nEND:VCARD\n", NULL, "Jane Doe /  / \n" },
	{ "the page of a member",
	  "BEGIN:VCARD\nFN:Jane Doe\nURL:https\\://club.example.com/in/Jane%20x\nURL:https://club.example.com/in/jane/\nEND:VCARD\n",
	  NULL, "Jane Doe /  / club:slug:jane\n" },
	{ "a structured name only", "BEGIN:VCARD\nN:Doe;Jane;Q.;Dr.;Jr.\nEND:VCARD\n", NULL,
	  "Jane Q. Doe /  / \n" },
	{ "a first name beside the whole one says nothing new",
	  "BEGIN:VCARD\nFN:Jane Doe\nN:;Jane;;;\nEND:VCARD\n", NULL, "Jane Doe /  / \n" },
	{ "one name in two spellings", "BEGIN:VCARD\nFN:Jane Doe\nFN:DOE\\, Jane\nEND:VCARD\n",
	  NULL,
	  "Jane Doe /  / \n" },
	{ "escapes", "BEGIN:VCARD\nFN:Doe\\, Jane\\; a\\\\b\\nc\nEND:VCARD\n", NULL,
	  "Doe, Jane; a\\b c /  / \n" },
	{ "a fold within a character",
	  "BEGIN:VCARD\nFN:Ja\xc3\n \xa4ne Doe\nEND:VCARD\n", NULL, "J" "a\xc3\xa4ne Doe /  / \n" },
	{ "quoted-printable that wraps",
	  "BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=iso-8859-1:J=E4ne =\nDoe\nEND:VCARD\n", NULL,
	  "J\xc3\xa4ne Doe /  / \n" },
	{ "a charset of a line in a file that was told another",
	  "BEGIN:VCARD\nFN;CHARSET=utf-8:J\xe4ne Doe\nEND:VCARD\n", "iso-8859-1",
	  "J\xc3\xa4ne Doe /  / \n" },
	{ "a charset that nobody knows",
	  "BEGIN:VCARD\nFN;CHARSET=klingon:Jane Doe\nEND:VCARD\n", NULL,
	  "!2 FN is not KLINGON: --charset tells what the file is in\n" },
	{ "a charset whose name is no text",
	  "BEGIN:VCARD\nFN;CHARSET=kl\xe9ngon:Jane Doe\nEND:VCARD\n", NULL,
	  "!2 FN is not KL\xef\xbf\xbdNGON: --charset tells what the file is in\n" },
	{ "a group of people",
	  "BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Friends\nMEMBER:mailto:jane@example.org\nEND:VCARD\n", NULL,
	  "!3 a group is nobody\n" },
	{ "NUL in a name", "BEGIN:VCARD\nFN:Jane\\0Doe\nEND:VCARD\n", NULL, "Jane0Doe /  / \n" },
	{ "a cell with a line end", "Name,Email\n\"Jane\nDoe\",jane@example.org\n", NULL,
	  "Jane|Doe / jane@example.org / \n" },
	{ "what would move the cursor of a terminal is left out of a cell",
	  "Name,Email\nJane \x1b[2JDoe\x7f,jane@\x01" "example.org\n", NULL,
	  "Jane [2JDoe / jane@example.org / \n" },
	{ "cells that a spreadsheet left off", "Name,Email,Note\nJane Doe,jane@example.org\n", NULL,
	  "Jane Doe / jane@example.org / \n" },
	{ "empty lines", "\n\nName,Email\n\n,\nJane Doe,\n\n", NULL, "Jane Doe /  / \n" },
	{ "tabs", "Name\tEmail\nJane Doe\tjane@example.org\n", NULL,
	  "Jane Doe / jane@example.org / \n" },
	{ "a header in capitals, with spaces", "NAME , E-MAIL\nJane Doe,jane@example.org\n", NULL,
	  "Jane Doe / jane@example.org / \n" },
	{ "CR LF", "Name,Email\r\nJane Doe,jane@example.org\r\n", NULL,
	  "Jane Doe / jane@example.org / \n" },
	{ "a quote that is never closed",
	  "Name,Email\n\"Jane Doe,jane@example.org\nJohn Roe,john@example.org\n", NULL,
	  "!2 a quote is not closed\nJohn Roe / john@example.org / \n" },
	{ "two words about trust that are wrong are told both",
	  "Name,Email,State,Network\nJane Doe,j@example.org,truste,x\xc3\xa4\n", NULL,
	  "!2 \"truste\": expected trusted or declined\n!2 \"x\xc3\xa4\": expected a network's name\n" },
};
/* clang-format on */

static void
test_case(gconstpointer data)
{
	const struct Case *one = data;
	g_autofree char *seen = read_book(one->text, strlen(one->text), NULL, one->charset);

	g_assert_cmpstr(seen, ==, one->seen);
}

/* ---- hostile ---- */

static void
test_endless_lines(void)
{
	g_autoptr(GString) book = g_string_new("BEGIN:VCARD\nFN:Jane Doe\nPHOTO:");
	clock_t begin = patience_begin();
	g_autofree char *seen = NULL;

	for (int i = 0; i < 3000000; i++)
		g_string_append_c(book, 'x');
	g_string_append(book, "\nEMAIL:jane@example.org\nEND:VCARD\n");
	seen = read_book(book->str, book->len, NULL, NULL);
	g_assert_cmpstr(seen, ==, "Jane Doe / jane@example.org / \n");
	patience_end(begin);
}

static void
test_many_values(void)
{
	g_autoptr(GString) book = g_string_new("BEGIN:VCARD\n");
	clock_t begin = patience_begin();
	g_autofree char *seen = NULL;

	for (int i = 0; i < 20000; i++)
		g_string_append_printf(book, "EMAIL:j%d@example.org\n", i);
	g_string_append(book, "END:VCARD\n");
	seen = read_book(book->str, book->len, NULL, NULL);
	g_assert_cmpuint(strlen(seen), <, 2000);
	patience_end(begin);
}

static void
test_open_quotes(void)
{
	g_autoptr(GString) book = g_string_new("Name,Email\n");
	clock_t begin = patience_begin();
	g_autofree char *seen = NULL;

	for (int i = 0; i < 3000; i++)
		g_string_append_printf(book, "\"Jane %c,j%d@example.org\n", 'a' + i % 26, i);
	seen = read_book(book->str, book->len, NULL, NULL);
	g_assert_true(g_str_has_prefix(seen, "!2 "));
	patience_end(begin);
}

/* Examples with bytes changed and ends cut off: anything may come of it, but it comes. */
static void
test_mutilated(void)
{
	const char *root = g_getenv("ROOT");
	g_autofree char *folder = g_build_filename(root != NULL ? root : ".", "tests/import", NULL);
	g_autoptr(GDir) books = g_dir_open(folder, 0, NULL);
	g_autoptr(GRand) random = g_rand_new_with_seed(1);
	const char *name;
	guint tried = 0;

	g_assert_nonnull(books);
	while ((name = g_dir_read_name(books)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_autofree char *text = NULL;
		gsize length;

		if (!g_str_has_suffix(name, ".vcf") && !g_str_has_suffix(name, ".csv"))
			continue;
		g_assert_true(g_file_get_contents(path, &text, &length, NULL));
		for (int i = 0; i < 60; i++) {
			g_autofree char *copy = g_memdup2(text, length);
			gsize size =
				i % 3 ? length : (gsize)g_rand_int_range(random, 0, (gint)length);
			g_autofree char *seen = NULL;

			for (int j = 0; j < i % 10; j++)
				copy[g_rand_int_range(random, 0, (gint)length)] =
					"\",;:\n\r\\=\xff\0"[g_rand_int_range(random, 0, 10)];
			seen = read_book(copy, size, NULL,
					 i % 7 == 0   ? "utf-16"
					 : i % 5 == 0 ? "windows-1252"
						      : NULL);
			tried += seen != NULL;
		}
	}
	g_assert_cmpuint(tried, >, 60 * 10);
}

/* A pipe gives what there is: marks and characters come in pieces. */
static void
test_pieces(void)
{
	static const char text[] =
		"\xff\xfe"
		"N\0a\0m\0e\0,\0E\0m\0a\0i\0l\0\n\0J\0\xe4\0n\0,\0j\0@\0e\0.\0o\0\n\0";
	g_autoptr(Input) input = NULL;
	g_autoptr(GString) lines = g_string_new(NULL);
	InputLine line;
	int ends[2];

	g_assert_cmpint(pipe(ends), ==, 0);
	input = input_new(ends[0], NULL, NULL);
	if (fork() == 0) {
		for (gsize i = 0; i < sizeof text - 1; i++) {
			if (write(ends[1], text + i, 1) != 1)
				_exit(1);
			usleep(300);
		}
		_exit(0);
	}
	close(ends[1]);
	while (input_next(input, &line, NULL))
		g_string_append_printf(lines, "%u:%.*s\n", line.number, (int)line.length,
				       line.data);
	close(ends[0]);
	g_assert_cmpstr(lines->str, ==, "1:Name,Email\n2:J\xc3\xa4n,j@e.o\n");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("import", cases, test_case);
	g_test_add_func("/import/a photo in one line is read over", test_endless_lines);
	g_test_add_func("/import/somebody with 20,000 addresses is cut short", test_many_values);
	g_test_add_func("/import/quotes that are never closed take bounded time", test_open_quotes);
	g_test_add_func("/import/books that are cut off or changed are read to their end",
			test_mutilated);
	g_test_add_func("/import/what comes byte by byte is read as if it came at once",
			test_pieces);
	return g_test_run();
}
