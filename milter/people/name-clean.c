#include "name-clean.h"

#include <string.h>

#include "person.h"

/* What follows is an employer, a place or a headline. */
static const char *const cuts[] = {
	" | ", " - ", " – ", " — ", " · ", " • ", " ｜ ", "｜", " @ ", " at ", NULL,
};

static const char *const greetings[] = {
	"hi",    "hello",    "hey",    "dear",         "hallo",   "liebe", "lieber", "guten",
	"sehr",  "bonjour",  "cher",   "chère",        "hola",    "olá",   "ola",    "caro",
	"cara",  "estimado", "ciao",   "salut",        "beste",   "hej",   "hei",    "cześć",
	"witaj", "ahoj",     "привет", "здравствуйте", "merhaba", NULL,
};

static const char *const nobodies[] = {
	"someone",
	"somebody",
	"a friend",
	"your friend",
	"one of your friends",
	"a colleague",
	"your colleague",
	"a member",
	"a contact",
	"i",
	"we",
	"you",
	"they",
	"he",
	"she",
	"who",
	"this person",
	"jemand",
	"ein freund",
	"eine freundin",
	"quelqu'un",
	"quelqu’un",
	"un ami",
	"une amie",
	"alguien",
	"un amigo",
	"una amiga",
	"alguém",
	"um amigo",
	"uma amiga",
	"qualcuno",
	"un amico",
	"iemand",
	"een vriend",
	"någon",
	"en vän",
	"noen",
	"nogen",
	"en ven",
	"en venn",
	"ktoś",
	"znajomy",
	"někdo",
	"кто-то",
	"друг",
	"друга",
	"biri",
	"bir arkadaşınız",
	"誰か",
	"友達",
	"有人",
	"好友",
	"누군가",
	"친구",
	NULL,
};

/* What stands before a name that is given again. */
static const char *const reminders[] = {
	"reminder",    "erinnerung",  "rappel",     "recordatorio", "lembrete",
	"promemoria",  "herinnering", "påminnelse", "påmindelse",   "przypomnienie",
	"připomenutí", "напоминание", "hatırlatma", NULL,
};

static const char *const ands[] = {
	" and ", " & ", " und ", " et ", " y ", " e ", " en ", " og ", " och ", " oraz ",
	" i ",   " a ", " и ",   " ve ", "と",  "和",  ", ",   "、",   NULL,
};

/* Whether C stands around a name rather than in it. */
static gboolean
is_around(gunichar c)
{
	return g_unichar_isspace(c) || g_unichar_iszerowidth(c) || g_unichar_iscntrl(c) ||
	       (c < 0x80 && strchr("\"'`<>,:;*|", (int)c) != NULL) ||
	       (c >= 0x2018 && c <= 0x201f) || c == 0xab || c == 0xbb || c == 0x300c || c == 0x300d;
}

/* Pictures, and what chooses among their forms. */
static gboolean
is_emoji(gunichar c)
{
	return (c >= 0x1f000 && c <= 0x1faff) || (c >= 0xfe00 && c <= 0xfe0f) ||
	       g_unichar_type(c) == G_UNICODE_OTHER_SYMBOL;
}

/* BEGIN to END without what is around; white space and emoji within made one blank. */
static char *
trim(const char *begin, const char *end)
{
	GString *clean = g_string_new(NULL);
	gboolean blank = FALSE;

	while (begin < end && is_around(g_utf8_get_char(begin)))
		begin = g_utf8_next_char(begin);
	while (end > begin && is_around(g_utf8_get_char(g_utf8_prev_char(end))))
		end = g_utf8_prev_char(end);

	for (; begin < end; begin = g_utf8_next_char(begin)) {
		gunichar c = g_utf8_get_char(begin);

		if (g_unichar_isspace(c) || g_unichar_iscntrl(c) || is_emoji(c)) {
			blank = clean->len > 0;
			continue;
		}
		if (blank)
			g_string_append_c(clean, ' ');
		blank = FALSE;
		g_string_append_unichar(clean, c);
	}
	return g_string_free(clean, FALSE);
}

static gboolean
has_letter(const char *begin, const char *end)
{
	for (; begin < end; begin = g_utf8_next_char(begin))
		if (g_unichar_isalpha(g_utf8_get_char(begin)))
			return TRUE;
	return FALSE;
}

/* The end of TEXT before the employer, if a name is left in front. */
static const char *
before_employer(const char *text)
{
	const char *end = text + strlen(text);

	for (guint i = 0; cuts[i] != NULL; i++) {
		const char *cut = strstr(text, cuts[i]);

		if (cut != NULL && cut < end && has_letter(text, cut))
			end = cut;
	}
	return end;
}

/* "(jane@example.net)", "<jane@example.net>", "(she/her)". */
static gboolean
is_aside(const char *open, const char *close)
{
	const char *slash = memchr(open, '/', (gsize)(close - open));

	if (memchr(open, '@', (gsize)(close - open)) != NULL)
		return TRUE;
	return *open == '(' && slash != NULL && close - open <= 30 && slash > open + 1 &&
	       slash + 1 < close && memchr(open, '.', (gsize)(close - open)) == NULL;
}

/* TEXT with the asides blanked out; a bracket that holds an address need not be closed. */
static char *
without_asides(const char *text)
{
	char *rest = g_strdup(text);

	for (char *p = rest; *p != '\0'; p++) {
		const char *pair = strchr("()<>[]", *p);
		const char *close;

		if (pair == NULL || strchr("(<[", *p) == NULL)
			continue;
		close = strchr(p, pair[1]);
		if (close != NULL && is_aside(p, close))
			memset(p, ' ', (gsize)(close + 1 - p));
	}
	return rest;
}

/* TEXT behind "Reminder - " or "(Reminder) " that it begins with. */
static const char *
behind_reminder(const char *text)
{
	const char *word = text + strspn(text, "([* ");
	gsize length = strcspn(word, " )]-*");
	g_autofree char *lower = g_utf8_strdown(word, (gssize)length);
	const char *rest = word + length + strspn(word + length, " )]-*");

	return g_strv_contains(reminders, lower) && *rest != '\0' ? rest : text;
}

char *
name_clean(const char *text)
{
	g_autofree char *rest = without_asides(behind_reminder(text));

	return trim(rest, before_employer(rest));
}

/* Whether TEXT up to END is the recipient, or greets. */
static gboolean
addresses_recipient(const char *text, const char *end, GHashTable *recipient)
{
	g_autofree char *lower = g_utf8_strdown(text, end - text);
	g_auto(GStrv) words = g_strsplit(lower, " ", -1);

	if (words[0] != NULL && words[1] != NULL && g_strv_contains(greetings, words[0]))
		return TRUE;
	for (guint i = 0; words[i] != NULL; i++) {
		g_autofree char *comparable = person_comparable(words[i]);

		if (!g_hash_table_contains(recipient, comparable))
			return FALSE;
	}
	return words[0] != NULL;
}

/* Whether NAME with its LAST part off is the same name: "Jane Doe, PhD". */
static gboolean
is_suffix(const char *name, const char *comma)
{
	g_autofree char *front = g_strndup(name, (gsize)(comma - name));
	g_autofree char *without = person_comparable(front);
	g_autofree char *with = person_comparable(name);

	return strcmp(with, without) == 0;
}

const char *
name_without_salutation(const char *name, GHashTable *recipient)
{
	const char *comma = strstr(name, ", ");
	const char *rest = comma != NULL ? comma + strlen(", ") : NULL;

	if (rest == NULL || *rest == '\0' || is_suffix(name, comma))
		return name;
	if (addresses_recipient(name, comma, recipient))
		return rest;
	/* One word, then several: "Doe, Jane" has one behind the comma as well. */
	return memchr(name, ' ', (gsize)(comma - name)) == NULL && person_words(rest) >= 2 ? rest
											   : name;
}

gboolean
name_is_nobody(const char *name)
{
	g_autofree char *lower = g_utf8_strdown(name, -1);

	return g_strv_contains(nobodies, lower);
}

/* Add the people of TEXT, LENGTH bytes, to PEOPLE; FALSE if a part of it is no name. */
static gboolean
add_people(GPtrArray *people, const char *text, gsize length)
{
	g_autofree char *part = g_strstrip(g_strndup(text, length));

	for (guint i = 0; ands[i] != NULL; i++) {
		char *and = strstr(part, ands[i]);

		if (and != NULL)
			return add_people(people, part, (gsize)(and-part)) &&
			       add_people(people, and+strlen(ands[i]), strlen(and+strlen(ands[i])));
	}
	/* "2 others", "more": no names, but the end of a list of them. */
	if (g_ascii_isdigit(*part) || g_str_has_prefix(part, "other") || *part == '\0')
		return people->len > 0 || *part == '\0';
	if (!person_is_name(part))
		return FALSE;
	g_ptr_array_add(people, g_steal_pointer(&part));
	return TRUE;
}

GPtrArray *
name_list(const char *name)
{
	g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func(g_free);

	if (!add_people(people, name, strlen(name)) || people->len == 0)
		return NULL;
	return people->len > 1 || strcmp(g_ptr_array_index(people, 0), name) != 0
		       ? g_steal_pointer(&people)
		       : NULL;
}
