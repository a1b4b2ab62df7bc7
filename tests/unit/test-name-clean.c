#include <string.h>

#include "given.h"
#include "people/name-clean.h"

typedef struct Row {
	const char *name;
	const char *text, *wanted;
} Row;

static const Row clean_rows[] = {
	{ "a name stays", "Jane Doe", "Jane Doe" },
	{ "quotes around it go", "“Jane  Doe”", "Jane Doe" },
	{ "the family name first stays", "Doe, Jane", "Doe, Jane" },
	{ "titles and suffixes stay", "Prof. Dr. Jane Doe, PhD", "Prof. Dr. Jane Doe, PhD" },
	{ "an employer behind a bar goes", "Jane Doe | Example Ltd.", "Jane Doe" },
	{ "a headline behind a dash goes", "Jane Doe – Head of Sales - Example", "Jane Doe" },
	{ "an employer behind at goes", "Jane Doe @ Example", "Jane Doe" },
	{ "a reminder in front goes", "(Reminder) Jane Doe", "Jane Doe" },
	{ "a reminder before a dash goes", "RAPPEL - Jane Doe", "Jane Doe" },
	{ "a reminder alone stays", "Reminder", "Reminder" },
	{ "a hyphen within a name stays", "Anne-Marie Doe", "Anne-Marie Doe" },
	{ "a dash with nothing in front cuts nothing", "- Jane Doe", "- Jane Doe" },
	{ "emoji go", "Jane Doe 🚀✨", "Jane Doe" },
	{ "emoji between words part them", "Jane🦄Doe", "Jane Doe" },
	{ "an address in brackets goes", "Jane Doe (jane@example.net)", "Jane Doe" },
	{ "an address in angles goes", "Jane Doe <jane@example.net> via Example",
	  "Jane Doe via Example" },
	{ "pronouns in brackets go", "Jane Doe (She/Her)", "Jane Doe" },
	{ "a nickname in brackets stays", "Jane (Janie) Doe", "Jane (Janie) Doe" },
	{ "Japanese", "「山田太郎」", "山田太郎" },
	{ "Arabic", "ليلى حداد", "ليلى حداد" },
	{ "Devanagari", "आशा शर्मा", "आशा शर्मा" },
	{ "nothing", "\"' ", "" },
};

static void
cleans(gconstpointer data)
{
	const Row *row = data;
	g_autofree char *got = name_clean(row->text);

	g_assert_cmpstr(got, ==, row->wanted);
}

/* The recipient is Bob Roe. */
static const Row salutation_rows[] = {
	{ "a name alone", "Jane Doe", "Jane Doe" },
	{ "the recipient in front", "Bob, Jane Doe", "Jane Doe" },
	{ "a first name behind the recipient's", "Bob, Jane", "Jane" },
	{ "both names of the recipient", "Bob Roe, Jane", "Jane" },
	{ "a greeting", "Hi Robert, Jane", "Jane" },
	{ "a German greeting", "Hallo Robert, Jane", "Jane" },
	{ "another name of the recipient", "Robert, Jane Doe", "Jane Doe" },
	{ "the family name first", "Doe, Jane", "Doe, Jane" },
	{ "family names first", "von Doe, Jane Ann", "von Doe, Jane Ann" },
	{ "a degree behind", "Jane Doe, PhD", "Jane Doe, PhD" },
	{ "nothing behind", "Jane, ", "Jane, " },
};

static void
leaves_salutation(gconstpointer data)
{
	const Row *row = data;
	g_autoptr(GHashTable) bob = g_hash_table_new(g_str_hash, g_str_equal);

	g_hash_table_add(bob, (gpointer) "bob");
	g_hash_table_add(bob, (gpointer) "roe");
	g_assert_cmpstr(name_without_salutation(row->text, bob), ==, row->wanted);
}

/* WANTED: the people, "/" between; NULL: one person. */
static const Row list_rows[] = {
	{ "one person", "Jane Doe", NULL },
	{ "two people", "Jane Doe and Ann Poe", "Jane Doe/Ann Poe" },
	{ "three people", "Jane Doe, Ann Poe und Jim Coe", "Jane Doe/Ann Poe/Jim Coe" },
	{ "others are nobody", "Jane Doe and 3 others", "Jane Doe" },
	{ "two people and others", "Jane Doe, Ann Poe and 12 other people", "Jane Doe/Ann Poe" },
	{ "a Spanish family name", "José Ortega y Gasset", NULL },
	{ "a Portuguese family name", "Maria da Silva e Doe", NULL },
	{ "the family name first", "Doe, Jane", NULL },
	{ "first names", "Jane and Ann", NULL },
	{ "an address", "jane@example.net", NULL },
};

static void
lists(gconstpointer data)
{
	const Row *row = data;
	g_autoptr(GPtrArray) people = name_list(row->text);
	g_autofree char *joined = NULL;

	if (people != NULL) {
		g_ptr_array_add(people, NULL);
		joined = g_strjoinv("/", (char **)people->pdata);
	}
	g_assert_cmpstr(joined, ==, row->wanted);
}

static void
knows_nobodies(void)
{
	g_assert_true(name_is_nobody("Someone"));
	g_assert_true(name_is_nobody("Ein Freund"));
	g_assert_true(name_is_nobody("You"));
	g_assert_false(name_is_nobody("Jane"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("name-clean/clean", clean_rows, cleans);
	GIVEN_ROWS("name-clean/salutation", salutation_rows, leaves_salutation);
	GIVEN_ROWS("name-clean/list", list_rows, lists);
	g_test_add_func("/name-clean/nobodies", knows_nobodies);
	return g_test_run();
}
