#include "person.h"

#include <string.h>

#include "person-order.h"

/* Characters of a name that are read; no name is longer. */
#define NAME_LIMIT 300

/* In front of a name. */
static const char *const titles[] = {
	"avv",     "dame", "dipl",    "doctor",    "dott",     "dottssa", "dr",     "drs",
	"frau",    "fru",  "hr",      "herr",      "hon",      "ing",     "madame", "mag",
	"miss",    "mlle", "mister",  "mme",       "monsieur", "mr",      "mrs",    "ms",
	"mx",      "prof", "profssa", "professor", "rev",      "senor",   "senora", "signor",
	"signora", "sir",  "sr",      "sra",       "univ",     NULL,
};

/* Behind a name. */
static const char *const suffixes[] = {
	"ceo",  "cfo",    "cissp", "cpa", "cto",  "coo", "dds", "dphil",  "esq", "esquire",
	"facs", "frcs",   "ii",    "iii", "iv",   "jd",  "jr",  "junior", "llb", "llm",
	"mba",  "mbe",    "md",    "mph", "msc",  "obe", "bsc", "pharmd", "phd", "pmp",
	"rn",   "senior", "sphr",  "sr",  "shrm", "cp",  NULL,
};

/* Behind a name in East Asia, as a word of its own. */
static const char *const honorifics[] = {
	"さん", "様", "殿", "氏", "先生", "女士", "小姐", "님", "씨", NULL,
};

/*
 * Behind a name too, but somebody's family name as well: only behind a comma, or with dots
 * ("M.A.").
 */
static const char *const doubtful_suffixes[] = { "ba", "bs", "do", "ed", "ma", "ms", "pr", NULL };

/* What follows is an employer, a place or a service. */
static const char *const cuts[] = {
	" | ",   " - ",    " – ",    " — ",           " @ ",       " at ",      " via ",
	" bei ", " über ", " chez ", " a través de ", " através ", " tramite ", " · ",
	" • ",   " / ",    NULL,
};

/* Words no person is called, in comparable form. */
static const char *const service_words[] = {
	"account",     "accounts",    "admin",        "administrator", "ag",
	"alert",       "alerts",      "association",  "bank",          "billing",
	"bot",         "bv",          "co",           "community",     "company",
	"corp",        "corporation", "customer",     "customers",     "digest",
	"foundation",  "friends",     "gmbh",         "group",         "groups",
	"helpdesk",    "inc",         "info",         "institute",     "invitation",
	"invitations", "kft",         "kg",           "limited",       "llc",
	"llp",         "ltd",         "mailer",       "marketing",     "member",
	"members",     "messages",    "network",      "networks",      "news",
	"newsletter",  "noreply",     "notification", "notifications", "our",
	"plc",         "pty",         "reminder",     "reminders",     "sarl",
	"service",     "services",    "society",      "spa",           "support",
	"systems",     "team",        "the",          "university",    "update",
	"updates",     "verein",      "webmaster",    "www",           "your",
	NULL,
};

/* Letters that normalization leaves whole, and their plain forms. */
/* clang-format off */
static const struct {
	gunichar letter;
	const char *plain;
} plain_letters[] = {
	{ 0x00e6, "ae" }, { 0x00f0, "d" }, { 0x00f8, "o" }, { 0x00fe, "th" },
	{ 0x0111, "d" },  { 0x0127, "h" }, { 0x0131, "i" }, { 0x0142, "l" },
	{ 0x0153, "oe" }, { 0x0167, "t" }, { 0x0259, "e" },
};
/* clang-format on */

/* clang-format off */
static const struct {
	gunichar open, close;
} brackets[] = {
	{ '(', ')' },	    { '[', ']' },	{ '{', '}' },	    { '<', '>' },
	{ '"', '"' },	    { 0x201c, 0x201d }, { 0x201e, 0x201c }, { 0x00ab, 0x00bb },
	{ 0xff08, 0xff09 }, { 0x3010, 0x3011 }, { 0x300c, 0x300d }, { 0x300e, 0x300f },
};
/* clang-format on */

/* Single quotes are apostrophes as well: "'t Hooft", "O'Hara". */
static gboolean
is_single_quote(gunichar c)
{
	return c == '\'' || c == 0x2018 || c == 0x2019;
}

/* The end of the word or words in single quotes that begin at P, or NULL. */
static const char *
skip_single_quotes(const char *p)
{
	gunichar before = ' ';

	for (p = g_utf8_next_char(p); *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		const char *next = g_utf8_next_char(p);

		if (is_single_quote(c) && before != ' ' && strchr(" ,", *next) != NULL)
			return next;
		before = c;
	}
	return NULL;
}

/* The end of the aside (a nickname, a remark in brackets) that begins at P, or NULL. */
static const char *
skip_aside(const char *p)
{
	gunichar open = g_utf8_get_char(p);

	for (guint i = 0; i < G_N_ELEMENTS(brackets); i++) {
		const char *close = NULL;

		if (brackets[i].open == open)
			close = g_utf8_strchr(g_utf8_next_char(p), -1, brackets[i].close);
		if (close != NULL)
			return g_utf8_next_char(close);
	}
	return NULL;
}

/* TEXT without its asides.  (transfer full) */
static char *
without_asides(const char *text)
{
	GString *rest;

	if (g_str_is_ascii(text) && strpbrk(text, "([{<\"'") == NULL)
		return g_strdup(text);
	rest = g_string_new(NULL);
	while (*text != '\0') {
		gboolean begins = rest->len == 0 || rest->str[rest->len - 1] == ' ';
		const char *end = begins && is_single_quote(g_utf8_get_char(text))
					  ? skip_single_quotes(text)
					  : skip_aside(text);

		if (end == NULL) {
			g_string_append_unichar(rest, g_utf8_get_char(text));
			end = g_utf8_next_char(text);
		} else {
			g_string_append_c(rest, ' ');
		}
		text = end;
	}
	return g_string_free(rest, FALSE);
}

/* Cut TEXT before the employer, if something is left in front. */
static void
cut_employer(char *text)
{
	for (const char *const *cut = cuts; *cut != NULL; cut++) {
		char *found = strstr(text, *cut);

		if (found != NULL && strspn(text, " ") < (gsize)(found - text))
			*found = '\0';
	}
}

/*
 * What Arabic and Hebrew writers may leave out: points of vowels, and the line that stretches a
 * word.
 */
static gboolean
is_point(gunichar c)
{
	return (c >= 0x064b && c <= 0x0652) || c == 0x0670 || c == 0x0640 ||
	       (c >= 0x0591 && c <= 0x05c7 && g_unichar_ismark(c));
}

/*
 * Accents of alphabets; marks of other scripts (vowel signs, voicing) are letters in all but name.
 */
static gboolean
is_accent(gunichar c)
{
	return (c >= 0x0300 && c <= 0x036f) || (c >= 0x1ab0 && c <= 0x1aff) ||
	       (c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff) ||
	       (c >= 0xfe00 && c <= 0xfe0f);
}

static gboolean
is_apostrophe(gunichar c)
{
	return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019 || c == 0x02bc || c == 0x00b4;
}

static void
append_letter(GString *text, gunichar c)
{
	for (guint i = 0; i < G_N_ELEMENTS(plain_letters); i++) {
		if (plain_letters[i].letter == c) {
			g_string_append(text, plain_letters[i].plain);
			return;
		}
	}
	g_string_append_unichar(text, c);
}

/* Most names are ASCII, and need none of it. */
static char *
fold_ascii(const char *text)
{
	char *folded = g_ascii_strdown(text, -1), *to = folded;

	for (const char *from = folded; *from != '\0'; from++) {
		if (g_ascii_isalnum(*from) || *from == '.' || *from == ',')
			*to++ = *from;
		else if (!is_apostrophe((gunichar)*from))
			*to++ = ' ';
	}
	*to = '\0';
	return folded;
}

/*
 * TEXT folded: letters, digits, "," and "." stay, accents go, all else becomes a space.  (transfer
 * full)
 */
static char *
fold(const char *text)
{
	g_autofree char *normal = NULL, *lower = NULL, *apart = NULL;
	g_autoptr(GString) folded = NULL;

	if (g_str_is_ascii(text))
		return fold_ascii(text);
	normal = g_utf8_normalize(text, -1, G_NORMALIZE_ALL);
	lower = g_utf8_casefold(normal != NULL ? normal : "", -1);
	apart = g_utf8_normalize(lower, -1, G_NORMALIZE_ALL);
	folded = g_string_new(NULL);

	for (const char *p = apart; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (is_accent(c) || is_point(c) || is_apostrophe(c) ||
		    g_unichar_type(c) == G_UNICODE_FORMAT)
			continue;
		if (g_unichar_isalnum(c) || g_unichar_ismark(c) || c == '.' || c == ',')
			append_letter(folded, c);
		else
			g_string_append_c(folded, ' ');
	}
	return g_utf8_normalize(folded->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

/*
 * WORD without its dots; *INITIALS tells whether it is letters with dots between, as "J.R."
 * (transfer full)
 */
static char *
without_dots(const char *word, gboolean *initials)
{
	g_auto(GStrv) parts = NULL;
	guint letters = 0, filled = 0;

	*initials = FALSE;
	if (strchr(word, '.') == NULL)
		return g_strdup(word);
	parts = g_strsplit(word, ".", -1);
	for (char **part = parts; *part != NULL; part++) {
		filled += **part != '\0';
		letters += g_utf8_strlen(*part, -1) == 1;
	}
	*initials = filled >= 2 && letters == filled;

	return g_strjoinv("", parts);
}

static gboolean
is_title(const char *word)
{
	gboolean initials;
	g_autofree char *plain = without_dots(word, &initials);

	return !initials && g_strv_contains(titles, plain);
}

/* "Jr", "Ph.D.", "M.D."; but "J.R." are somebody's initials. */
static gboolean
is_suffix(const char *word, gboolean sure)
{
	gboolean initials;
	g_autofree char *plain = without_dots(word, &initials);

	if (initials && (strcmp(plain, "jr") == 0 || strcmp(plain, "sr") == 0))
		return FALSE;

	return g_strv_contains(suffixes, plain) ||
	       ((initials || sure) && g_strv_contains(doubtful_suffixes, plain));
}

/* Add the words of TEXT to WORDS; dots part them too, but for those of "Ph.D.". */
static void
add_words(GPtrArray *words, char **text, guint begin, guint end)
{
	for (guint i = begin; i < end; i++) {
		g_auto(GStrv) parts = NULL;

		if (strchr(text[i], '.') == NULL) {
			g_ptr_array_add(words, g_strdup(text[i]));
			continue;
		}
		parts = g_strsplit(text[i], ".", -1);
		for (char **part = parts; *part != NULL; part++) {
			if (**part != '\0')
				g_ptr_array_add(words, g_strdup(*part));
		}
	}
}

/* A stretch of a name between commas; a LATER one may be suffixes and nothing else. */
static void
add_stretch(GPtrArray *words, const char *stretch, gboolean strip, gboolean later)
{
	g_auto(GStrv) text = g_strsplit(stretch, " ", -1);
	guint begin = 0, count = 0, end;

	for (char **word = text; *word != NULL; word++) {
		if (**word == '\0')
			g_free(*word);
		else
			text[count++] = *word;
	}
	text[count] = NULL;
	end = count;
	while (strip && begin < end && is_title(text[begin]))
		begin++;
	while (strip && end > begin + 1 && g_strv_contains(honorifics, text[end - 1]))
		end--;
	while (strip && end > begin && is_suffix(text[end - 1], later && begin == 0))
		end--;
	add_words(words, text, begin, end);
}

/* The words of NAME in comparable form, in its own order. */
static GPtrArray *
name_words(const char *name, gboolean asides, gboolean strip)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *bounded =
		g_utf8_substring(name, 0, MIN(g_utf8_strlen(name, -1), NAME_LIMIT));
	g_autofree char *spaced = g_strdelimit(g_strdup(bounded), "\t\r\n", ' ');
	g_autofree char *plain = asides ? without_asides(spaced) : g_strdup(spaced);
	g_autofree char *folded = NULL;
	g_auto(GStrv) stretches = NULL;

	if (strip)
		cut_employer(plain);
	folded = fold(plain);
	stretches = g_strsplit(folded, ",", -1);
	for (char **stretch = stretches; *stretch != NULL; stretch++)
		add_stretch(words, *stretch, strip, stretch > stretches);

	return words;
}

/* As name_words(), but never nothing where NAME has letters at all. */
static GPtrArray *
person_words_of(const char *name)
{
	static const struct {
		gboolean asides, strip;
	} levels[] = { { TRUE, TRUE }, { FALSE, TRUE } };

	for (guint i = 0; i < G_N_ELEMENTS(levels); i++) {
		GPtrArray *words = name_words(name, levels[i].asides, levels[i].strip);

		if (words->len > 0)
			return words;
		g_ptr_array_unref(words);
	}
	return name_words(name, FALSE, FALSE);
}

char *
person_comparable(const char *name)
{
	g_autoptr(GPtrArray) words = person_words_of(name);

	return person_order(words);
}

/* Whether WORD is of a script that writes family and given name without a blank. */
static gboolean
is_unspaced(const char *word)
{
	for (; *word != '\0'; word = g_utf8_next_char(word)) {
		GUnicodeScript script = g_unichar_get_script(g_utf8_get_char(word));

		if (script != G_UNICODE_SCRIPT_HAN && script != G_UNICODE_SCRIPT_HANGUL &&
		    script != G_UNICODE_SCRIPT_HIRAGANA && script != G_UNICODE_SCRIPT_KATAKANA)
			return FALSE;
	}
	return TRUE;
}

/* Whether WORDS is one that is a whole name: "山田太郎". */
static gboolean
is_whole_name(const GPtrArray *words)
{
	const char *word = words->len == 1 ? g_ptr_array_index(words, 0) : "";
	glong length = g_utf8_strlen(word, -1);

	return length >= 2 && length <= 6 && is_unspaced(word);
}

guint
person_words(const char *name)
{
	g_autoptr(GPtrArray) words = person_words_of(name);

	return is_whole_name(words) ? 2 : words->len;
}

static gboolean
has_letter(const char *word)
{
	for (; *word != '\0'; word = g_utf8_next_char(word)) {
		if (g_unichar_isalpha(g_utf8_get_char(word)))
			return TRUE;
	}
	return FALSE;
}

/* What stands in no name: digits, an address, a link. */
static gboolean
has_foreign_part(const char *name)
{
	for (const char *p = name; *p != '\0'; p = g_utf8_next_char(p)) {
		if (g_unichar_isdigit(g_utf8_get_char(p)))
			return TRUE;
	}
	return strstr(name, "://") != NULL || strpbrk(name, "@_") != NULL;
}

gboolean
person_is_name(const char *name)
{
	g_autoptr(GPtrArray) words = NULL;
	gboolean long_word = FALSE;

	if (has_foreign_part(name))
		return FALSE;
	words = person_words_of(name);
	if (is_whole_name(words))
		return TRUE;
	if (words->len < 2 || words->len > 5)
		return FALSE;
	for (guint i = 0; i < words->len; i++) {
		const char *word = g_ptr_array_index(words, i);

		if (!has_letter(word) || g_strv_contains(service_words, word))
			return FALSE;
		long_word = long_word || g_utf8_strlen(word, -1) > 1;
	}
	return long_word;
}
