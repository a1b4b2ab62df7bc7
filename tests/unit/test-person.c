#include "invite/person.h"

#include <string.h>

typedef struct NameCase {
	const char *title, *name, *wanted;
} NameCase;

static const NameCase comparable_cases[] = {
	{ "a name", "Jane Doe", "doe jane" },
	{ "words in any order", "Doe Jane", "doe jane" },
	{ "the family name first", "Doe, Jane", "doe jane" },
	{ "case does not count", "JANE doe", "doe jane" },
	{ "accents do not count", "Jäne Dôé", "doe jane" },
	{ "decomposed accents", "Ja\u0308ne Doe", "doe jane" },
	{ "letters with a plain form", "Łukasz Ørsted Đoković Æsir",
	  "aesir dokovic lukasz orsted" },
	{ "sharp s", "Jane Strauß", "jane strauss" },
	{ "a Turkish name", "İpek Yıldız", "ipek yildiz" },
	{ "wide letters", "Ｊａｎｅ Ｄｏｅ", "doe jane" },
	{ "titles", "Prof. Dr. Jane Doe", "doe jane" },
	{ "a German engineer", "Frau Dipl.-Ing. Jane Doe", "doe jane" },
	{ "suffixes", "Jane Doe Jr.", "doe jane" },
	{ "degrees behind commas", "Jane Doe, Ph.D., MBA", "doe jane" },
	{ "a degree with dots", "Jane Doe M.D.", "doe jane" },
	{ "a title behind the family name", "Doe, Dr. Jane", "doe jane" },
	{ "initials are no suffix", "J.R. Doe", "doe j r" },
	{ "initials apart", "J. R. Doe", "doe j r" },
	{ "a family name like a degree", "Jane Ma", "jane ma" },
	{ "a title alone stays", "Dr.", "dr" },
	{ "a suffix alone stays", "Junior", "junior" },
	{ "an employer behind a bar", "Jane Doe | Acme", "doe jane" },
	{ "an employer behind a dash", "Jane Doe – Acme", "doe jane" },
	{ "an employer behind at", "Jane Doe at Acme Inc.", "doe jane" },
	{ "a service", "Jane Doe via Example", "doe jane" },
	{ "a service in Spanish", "Jane Doe a través de Example", "doe jane" },
	{ "a nickname in quotes", "Jane \"Janie\" Doe", "doe jane" },
	{ "a nickname in brackets", "Jane (Janie) Doe", "doe jane" },
	{ "brackets around all", "(Jane Doe)", "doe jane" },
	{ "quotes around all", "\"Jane Doe\"", "doe jane" },
	{ "an open bracket", "Jane (Doe", "doe jane" },
	{ "emoji", "Jane 🦄 Doe 👩🏽‍💻", "doe jane" },
	{ "apostrophes", "Jane O’Hara", "jane ohara" },
	{ "the other apostrophe", "Jane O'Hara", "jane ohara" },
	{ "a hyphen", "Anne-Marie Doe", "anne doe marie" },
	{ "white space", "  Jane\t Doe ", "doe jane" },
	{ "zero width", "Ja\u200dne Doe", "doe jane" },
	{ "no spaces", "山田太郎", "山田太郎" },
	{ "voiced letters are other letters", "がか", "がか" },
	{ "Hangul stays whole", "홍길동", "홍길동" },
	{ "Cyrillic", "Иван Ёлкин", "елкин иван" },
	{ "nothing", "", "" },
	{ "nothing that is a name", "!? 🦄", "" },
};

static void
test_comparable(gconstpointer data)
{
	const NameCase *row = data;
	g_autofree char *comparable = person_comparable(row->name);

	g_assert_cmpstr(comparable, ==, row->wanted);
}

typedef struct LooksCase {
	const char *title, *name;
	gboolean wanted;
} LooksCase;

static const LooksCase looks_cases[] = {
	{ "first and family name", "Jane Doe", TRUE },
	{ "with a title", "Dr. Jane Doe, MBA", TRUE },
	{ "an initial", "Jane Q. Doe", TRUE },
	{ "a Russian", "Иван Петров", TRUE },
	{ "a Japanese in two words", "山田 太郎", TRUE },
	{ "a Japanese in one word", "山田太郎", TRUE },
	{ "a Korean", "홍길동", TRUE },
	{ "one character", "山", FALSE },
	{ "a sentence without blanks", "山田太郎からの招待", FALSE },
	{ "five words", "Maria da Silva e Doe", TRUE },
	{ "one word", "Jane", FALSE },
	{ "six words", "one two three four five six", FALSE },
	{ "initials alone", "J. D.", FALSE },
	{ "an address", "jane@example.org", FALSE },
	{ "a number", "Jane Doe 42", FALSE },
	{ "a company", "Acme GmbH", FALSE },
	{ "a team", "The Example Team", FALSE },
	{ "a newsletter", "Example Newsletter", FALSE },
	{ "support", "Example Support", FALSE },
	{ "invitations", "Example Invitations", FALSE },
	{ "a link", "see http://example.org", FALSE },
	{ "nothing", "", FALSE },
};

static void
test_looks(gconstpointer data)
{
	const LooksCase *row = data;

	g_assert_cmpint(person_is_name(row->name), ==, row->wanted);
}

static void
test_words(void)
{
	g_assert_cmpuint(person_words("Dr. Jane Doe"), ==, 2);
	g_assert_cmpuint(person_words("Jane"), ==, 1);
	g_assert_cmpuint(person_words(""), ==, 0);
}

static void
test_endless(void)
{
	g_autoptr(GString) name = g_string_new(NULL);
	g_autofree char *comparable = NULL;

	for (int i = 0; i < 100000; i++)
		g_string_append(name, i % 2 ? "( \"" : "\ufdfa ");
	comparable = person_comparable(name->str);
	g_assert_cmpuint(strlen(comparable), <, 20000);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(comparable_cases); i++) {
		g_autofree char *path =
			g_strdup_printf("/person/compare/%s", comparable_cases[i].title);

		g_test_add_data_func(path, &comparable_cases[i], test_comparable);
	}
	for (guint i = 0; i < G_N_ELEMENTS(looks_cases); i++) {
		g_autofree char *path =
			g_strdup_printf("/person/reads like a person's/%s", looks_cases[i].title);

		g_test_add_data_func(path, &looks_cases[i], test_looks);
	}
	g_test_add_func("/person/words are counted without titles", test_words);
	g_test_add_func("/person/a name without end is bounded", test_endless);
	return g_test_run();
}
