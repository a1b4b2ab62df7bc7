#include "people/person.h"

#include <string.h>

#include "rows.h"

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
	{ "initials are no suffix", "J.R. Doe", "doe jr" },
	{ "initials apart", "J. R. Doe", "doe jr" },
	{ "initials without dots", "JR Doe", "doe jr" },
	{ "initials behind the family name", "Doe, J.R.", "doe jr" },
	{ "one initial", "J. Doe", "doe j" },
	{ "an initial between two names", "Jane Q. Doe", "doe jane" },
	{ "an initial before two names", "J. Edgar Doe", "doe edgar" },
	{ "an initial behind two names", "Doe, Jane Q.", "doe jane" },
	{ "a Russian initial", "Иван И. Петров", "иван петров" },
	{ "a title behind a comma", "Jane Doe, Dr.", "doe jane" },
	{ "an Italian title", "Dott.ssa Jane Doe", "doe jane" },
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
	{ "a nickname in single quotes", "Jane 'Janie' Doe", "doe jane" },
	{ "a nickname in single curly quotes", "Jane ‘Janie B.’ Doe", "doe jane" },
	{ "a nickname in Japanese brackets", "山田「やま」太郎", "太郎山田" },
	{ "apostrophes in front of words", "Jan van 't Hof en 't Veld", "en hof jan van veld" },
	{ "brackets around all", "(Jane Doe)", "doe jane" },
	{ "quotes around all", "\"Jane Doe\"", "doe jane" },
	{ "an open bracket", "Jane (Doe", "doe jane" },
	{ "emoji", "Jane 🦄 Doe 👩🏽‍💻", "doe jane" },
	{ "apostrophes", "Jane O’Hara", "jane ohara" },
	{ "the other apostrophe", "Jane O'Hara", "jane ohara" },
	{ "a hyphen", "Anne-Marie Doe", "anne doe marie" },
	{ "white space", "  Jane\t Doe ", "doe jane" },
	{ "zero width", "Ja\u200dne Doe", "doe jane" },
	{ "Han without a space", "山田太郎", "太郎山田" },
	{ "Han with a space", "山田 太郎", "太郎山田" },
	{ "Han with a wide space", "山田　太郎", "太郎山田" },
	{ "Han, the given name first", "太郎 山田", "太郎山田" },
	{ "Han with an honorific", "山田 太郎 様", "太郎山田" },
	{ "Chinese, the family name first", "王小明", "小明王" },
	{ "Chinese, the given name first", "小明 王", "小明王" },
	{ "Katakana with a dot", "ジョン・スミス", "ジョンスミス" },
	{ "Katakana of half width", "ｼﾞｮﾝ ｽﾐｽ", "ジョンスミス" },
	{ "voiced letters are other letters", "がか", "かが" },
	{ "Hangul stays whole", "홍길동", "길동홍" },
	{ "Hangul with a space", "홍 길동", "길동홍" },
	{ "Hangul, the given name first", "길동 홍", "길동홍" },
	{ "Han beside Latin letters", "山田 Taro", "taro 山田" },
	{ "Greek with and without accents", "Γιάννης Παπαδόπουλος", "γιαννησ παπαδοπουλοσ" },
	{ "Greek capitals", "ΓΙΑΝΝΗΣ ΠΑΠΑΔΟΠΟΥΛΟΣ", "γιαννησ παπαδοπουλοσ" },
	{ "Arabic", "محمد علي", "علي محمد" },
	{ "Arabic with vowel points", "مُحَمَّد عليّ", "علي محمد" },
	{ "Arabic, a stretched word", "محمـــد علي", "علي محمد" },
	{ "Hebrew with points", "דָּוִד כהן", "דוד כהן" },
	{ "Devanagari keeps its vowel signs", "राम कुमार", "कुमार राम" },
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

/* Whom nobody may take for one another. */
/* clang-format off */
static const struct Pair {
	const char *title, *one, *other;
} different_people[] = {
	{ "an initial may stand for anybody", "J. Doe", "Jane Doe" },
	{ "and so may the initial of a family name", "Jane D.", "Jane Doe" },
	{ "one name is not two", "Jane", "Jane Doe" },
	{ "three names are not two", "Jane Maria Doe", "Jane Doe" },
	{ "a letter more", "Janet Doe", "Jane Doe" },
	{ "a short form", "Bob Doe", "Robert Doe" },
	{ "names that are written together", "Annemarie Doe", "Anne Marie Doe" },
	{ "letters that move between names", "Jan Edoe", "Jane Doe" },
	{ "another spelling of an umlaut", "Joerg Mueller", "Jörg Müller" },
	{ "two names that one folding would join", "Michael Doe", "Michał Doe" },
	{ "letters of another script that look the same", "Јаnе Doe", "Jane Doe" },
	{ "a transliteration", "Ivan Petrov", "Иван Петров" },
	{ "the order of initials", "J.R. Doe", "R.J. Doe" },
	{ "syllables in another order", "김민수", "김수민" },
	{ "one character more", "王小明", "王明" },
	{ "traditional and simplified", "陳偉", "陈伟" },
	{ "voiced and unvoiced", "かとう", "がとう" },
	{ "a family name that reads like a degree", "Jane Ma", "Jane" },
};
/* clang-format on */

static void
test_different(gconstpointer data)
{
	const struct Pair *pair = data;
	g_autofree char *one = person_comparable(pair->one);
	g_autofree char *other = person_comparable(pair->other);

	g_assert_cmpstr(one, !=, other);
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
test_full(void)
{
	g_assert_true(person_form_is_full("doe jane"));
	g_assert_false(person_form_is_full("jane"));
	g_assert_true(person_form_is_full("길동홍"));
	g_assert_false(person_form_is_full("太郎"));
	g_assert_false(person_form_is_full(""));
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
	GIVEN_ROWS("person/compare", comparable_cases, test_comparable);
	GIVEN_ROWS("person/reads like a person's", looks_cases, test_looks);
	GIVEN_ROWS("person/not the same", different_people, test_different);
	g_test_add_func("/person/words are counted without titles", test_words);
	g_test_add_func("/person/a first name alone is not a full one", test_full);
	g_test_add_func("/person/a name without end is bounded", test_endless);
	return g_test_run();
}
