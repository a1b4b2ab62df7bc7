#include "book.h"

#include "import/csv.h"
#include "import/vcard.h"
#include "language/rule-parser.h"
#include "mail/decode.h"
#include "fuzz.h"

#define NOW 1795806000

const Ruleset *
book_rules(void)
{
	static const char text[] =
		"network club \"Club\"\n  from example.com\n"
		"  profile "
		"/^https?:\\/\\/club\\.example\\.com\\/in\\/(?<profile_slug>[^\\/?#]+)/i\n";
	static Ruleset *rules;

	if (rules == NULL) {
		g_autoptr(StatementFile) file = statement_file_parse("book.rules", text, NULL);

		rules = ruleset_new();
		g_assert_true(rule_parser_read(rules, file, NULL) &&
			      rule_parser_finish(rules, NULL));
	}
	return rules;
}

static gboolean
take(Contact *contact, guint line, gpointer contacts, GError **error)
{
	(void)line;
	(void)error;
	g_ptr_array_add(contacts, contact);
	return TRUE;
}

static void
skip(guint line, const char *reason, gpointer contacts)
{
	(void)line;
	(void)contacts;
	fuzz_assert_utf8(reason);
}

static GPtrArray *
read_as(const void *data, gsize size, const ImportFormat *format, const char *charset,
	gboolean restores)
{
	GPtrArray *contacts = g_ptr_array_new_with_free_func((GDestroyNotify)contact_free);
	const ImportHandler handler = { .take = take,
					.skip = skip,
					.user_data = contacts,
					.rules = book_rules(),
					.now = NOW,
					.restores = restores };
	g_autoptr(GError) error = NULL;
	g_autoptr(Input) input = input_new(fuzz_file(data, size), charset, &error);
	gboolean good;

	g_assert_no_error(error);
	good = import_book(input, format, &handler, &error);
	fuzz_assert_error(!good, error);
	return contacts;
}

/* Half of what strangers write is read as if it were an export of ours. */
GPtrArray *
book_read(const void *data, gsize size, const ImportFormat *format, const char *charset)
{
	return read_as(data, size, format, charset, size % 2 == 0);
}

/* As it comes back from a card (transfer full). */
static char *
one_line(const char *text)
{
	return decode_collapse(g_strdup(text != NULL ? text : ""));
}

static void
append(GString *text, const Contact *contact, const GPtrArray *values)
{
	for (guint i = 0; i < values->len; i++) {
		g_autofree char *value = one_line(values->pdata[i]);

		g_string_append_printf(text, "%s%s|",
				       contact_is_learned(contact, values->pdata[i]) ? "~" : "",
				       value);
	}
	g_string_append_c(text, '\n');
}

/* All of CONTACT that is kept (transfer full). */
static char *
said(const Contact *contact)
{
	GString *text = g_string_new(NULL);
	g_autofree char *note = one_line(contact->note);

	append(text, contact, contact->names);
	append(text, contact, contact->emails);
	append(text, contact, contact->profiles);
	g_string_append_printf(text, "%d|%s|%s|%" G_GINT64_FORMAT "|%s", contact->state,
			       contact->network != NULL ? contact->network : "", contact->source,
			       contact->since, note);
	return g_string_free(text, FALSE);
}

static void
check_values(const GPtrArray *values)
{
	g_assert_cmpuint(values->len, <=, 100);
	for (guint i = 0; i < values->len; i++) {
		fuzz_assert_utf8(values->pdata[i]);
		g_assert_cmpstr(values->pdata[i], !=, "");
	}
}

/* CONTACT comes back from FILE, written in FORMAT. */
static void
check_return(const Contact *contact, const char *file, const ImportFormat *format)
{
	g_autoptr(GPtrArray) contacts = read_as(file, strlen(file), format, NULL, TRUE);
	g_autofree char *before = said(contact), *after = NULL;

	g_assert_cmpuint(contacts->len, ==, 1);
	after = said(contacts->pdata[0]);
	g_assert_cmpstr(after, ==, before);
}

void
book_check(const Contact *contact)
{
	g_autofree char *card = export_vcard(contact);
	g_autofree char *header = export_csv_header(), *row = export_csv(contact);
	g_autofree char *table = g_strconcat(header, row, NULL);

	check_values(contact->names);
	check_values(contact->emails);
	check_values(contact->profiles);
	g_assert_cmpuint(contact->names->len + contact->emails->len + contact->profiles->len, >, 0);
	fuzz_assert_utf8(contact->note);
	fuzz_assert_utf8(contact->network);
	check_return(contact, card, import_format_find("vcard"));
	check_return(contact, table, import_format_find("csv"));
}
