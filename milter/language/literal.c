#include "literal.h"

#include <string.h>

/* A single letter begins too many words. */
#define SHORTEST 2
/* Of a long word the beginning tells as much. */
#define LONGEST 24

typedef enum { ONCE, OPTIONAL, REPEATED } Count;

/* What stands in an expression, as far as the ends of words are concerned. */
typedef enum {
	ATOM_LETTER, /* one letter or digit */
	ATOM_BREAK,  /* one character that is neither: no word goes on over it */
	ATOM_EDGE,   /* no character, but no word goes on here */
	ATOM_OTHER,  /* whatever */
} AtomType;

typedef struct Reader {
	const char *at;
	gboolean lost; /* here is something we do not understand */
} Reader;

/* An alternative, as far as it was read. */
typedef struct Branch {
	GPtrArray *choices; /* LiteralChoice * */
	GString *word;      /* read so far of a word whose beginning is known */
	gboolean begins;    /* a letter here is the first of a word, or goes on in it */
} Branch;

static GPtrArray *read_alternatives(Reader *reader, gboolean *begins);

guint
literal_word_length(const char *word)
{
	return (*word & 0x80) != 0 ? 1 : (guint)strlen(word);
}

guint
literal_length(const LiteralChoice *choice)
{
	guint shortest = LONGEST;

	for (guint i = 0; i < choice->len; i++)
		shortest = MIN(shortest, literal_word_length(g_ptr_array_index(choice, i)));
	return shortest;
}

LiteralChoice *
literal_best(const GPtrArray *choices)
{
	LiteralChoice *best = NULL;

	for (guint i = 0; i < choices->len; i++) {
		LiteralChoice *choice = g_ptr_array_index(choices, i);

		if (best == NULL || literal_length(choice) > literal_length(best))
			best = choice;
	}
	return best;
}

static GPtrArray *
choices_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
}

static void
need(Branch *branch, const char *word)
{
	LiteralChoice *choice = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(choice, g_strdup(word));
	g_ptr_array_add(branch->choices, choice);
}

/* What was read of a word is all that is known of it. */
static void
end_word(Branch *branch)
{
	if (branch->word->len >= SHORTEST)
		need(branch, branch->word->str);
	g_string_truncate(branch->word, 0);
}

/* ---- atoms ---- */

/* A number and what may follow it: "{2}", "{2,}", "{2,8}"; all else in braces is text. */
static gboolean
read_braces(Reader *reader, Count *count)
{
	const char *digits = reader->at + 1;
	const char *end = digits + strspn(digits, "0123456789");

	if (end == digits) {
		reader->lost = reader->lost || *end == ',' || *end == ' ';
		return FALSE;
	}
	if (*end == ',')
		end += 1 + strspn(end + 1, "0123456789");
	if (*end != '}')
		return FALSE;
	*count = g_ascii_strtoull(digits, NULL, 10) == 0 ? OPTIONAL : REPEATED;
	reader->at = end + 1;
	return TRUE;
}

static Count
read_count(Reader *reader)
{
	Count count = ONCE;

	if (*reader->at == '{') {
		if (!read_braces(reader, &count))
			return ONCE;
	} else if (*reader->at != '\0' && strchr("?*+", *reader->at) != NULL) {
		count = *reader->at++ == '+' ? REPEATED : OPTIONAL;
	} else {
		return ONCE;
	}
	if (*reader->at == '?' || *reader->at == '+') /* lazy or possessive */
		reader->at++;
	return count;
}

/* The name of a property: "{Lu}", or one letter. */
static void
skip_property(Reader *reader)
{
	const char *end = *reader->at == '{' ? strchr(reader->at, '}') : reader->at;

	if (end != NULL && *end != '\0')
		reader->at = end + 1;
	else
		reader->lost = TRUE;
}

/* What follows a backslash. */
static AtomType
read_escape(Reader *reader)
{
	char c = *reader->at++;

	if (c == '\0' || (c & 0x80) != 0)
		reader->lost = TRUE;
	else if (c == 'p' || c == 'P')
		skip_property(reader);
	else if (!g_ascii_isalnum(c))
		return ATOM_BREAK;
	else if (strchr("bAzZ", c) != NULL)
		return ATOM_EDGE;
	else if (strchr("shvnrtW", c) != NULL)
		return ATOM_BREAK;
	else if (strchr("dwSDHVN", c) == NULL)
		reader->lost = TRUE;
	return ATOM_OTHER;
}

/* "[...]": one of several characters. */
static AtomType
read_class(Reader *reader)
{
	AtomType type = *reader->at == '^' ? ATOM_OTHER : ATOM_BREAK;
	const char *begin = reader->at += *reader->at == '^';

	while (*reader->at != '\0' && (*reader->at != ']' || reader->at == begin)) {
		guint length;

		if (literal_letter(reader->at, &length) != '\0' || *reader->at == '[' ||
		    (*reader->at == '-' && reader->at > begin && reader->at[1] != ']'))
			type = ATOM_OTHER;
		if (*reader->at != '\\') {
			reader->at++;
			continue;
		}
		reader->at++;
		/* \b is a backspace here, and other things may have arguments. */
		if (read_escape(reader) != ATOM_BREAK)
			type = ATOM_OTHER;
	}
	if (*reader->at == ']' && strstr(begin, "[:") == NULL)
		reader->at++;
	else
		reader->lost = TRUE;
	return type;
}

static void
add_letter(Branch *branch, char letter, Count count)
{
	if (count == OPTIONAL || !branch->begins) {
		end_word(branch);
		branch->begins = FALSE;
		return;
	}
	if (branch->word->len < LONGEST)
		g_string_append_c(branch->word, letter);
	if (count == REPEATED) {
		end_word(branch);
		branch->begins = FALSE;
	}
}

/* Whether a letter is the first of a word here, whatever was read before. */
static gboolean
is_between_words(const Branch *branch)
{
	return branch->begins && branch->word->len == 0;
}

static void
add_atom(Branch *branch, AtomType type, Count count)
{
	gboolean between = is_between_words(branch);

	end_word(branch);
	branch->begins = type != ATOM_OTHER && (count != OPTIONAL || between);
}

/*
 * Upper and lower case are of one script, but for two Greek letters, which have signs beside them.
 */
static gboolean
has_script(gunichar c)
{
	GUnicodeScript script = g_unichar_get_script(c);

	return script != G_UNICODE_SCRIPT_COMMON && script != G_UNICODE_SCRIPT_INHERITED &&
	       script != G_UNICODE_SCRIPT_UNKNOWN && script != G_UNICODE_SCRIPT_GREEK;
}

static void
add_beyond_ascii(Branch *branch, gunichar c, Count count)
{
	char character[7] = "";

	g_unichar_to_utf8(c, character);
	add_atom(branch, ATOM_BREAK, count);
	if (count != OPTIONAL && has_script(c))
		need(branch, character);
}

/* ---- groups ---- */

/* What stands behind "(": TRUE where the group takes characters, FALSE for a look around. */
static gboolean
read_group_head(Reader *reader)
{
	static const char *const around[] = { "?=", "?!", "?<=", "?<!" };

	if (*reader->at == '*')
		reader->lost = TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(around); i++)
		if (g_str_has_prefix(reader->at, around[i])) {
			reader->at += strlen(around[i]);
			return FALSE;
		}
	if (g_str_has_prefix(reader->at, "?:"))
		reader->at += 2;
	else if (g_str_has_prefix(reader->at, "?<") && strchr(reader->at, '>') != NULL)
		reader->at = strchr(reader->at, '>') + 1;
	else if (*reader->at == '?')
		reader->lost = TRUE;
	return TRUE;
}

static void
read_group(Reader *reader, Branch *branch)
{
	gboolean takes = read_group_head(reader);
	gboolean between = is_between_words(branch);
	gboolean begins = between;
	g_autoptr(GPtrArray) choices = read_alternatives(reader, &begins);
	Count count;

	if (*reader->at == ')')
		reader->at++;
	else
		reader->lost = TRUE;
	count = read_count(reader);
	end_word(branch);
	branch->begins = takes && begins && (count != OPTIONAL || between);
	if (takes && count != OPTIONAL)
		g_ptr_array_extend_and_steal(branch->choices, g_steal_pointer(&choices));
}

/* ---- alternatives ---- */

static void
read_plain(Reader *reader, Branch *branch)
{
	guint length;
	char letter = literal_letter(reader->at, &length);
	gunichar c = g_utf8_get_char(reader->at);

	if (letter != '\0' && length > 1)
		reader->lost = TRUE;
	reader->at = g_utf8_next_char(reader->at);
	if (letter != '\0')
		add_letter(branch, letter, read_count(reader));
	else if (c >= 0x80)
		add_beyond_ascii(branch, c, read_count(reader));
	else
		add_atom(branch, ATOM_BREAK, read_count(reader));
}

static void
read_atom(Reader *reader, Branch *branch)
{
	AtomType type = ATOM_OTHER;
	Count count;

	if (strchr("\\[.^$(", *reader->at) == NULL) {
		read_plain(reader, branch);
		return;
	}
	switch (*reader->at++) {
	case '(':
		read_group(reader, branch);
		return;
	case '\\':
		type = read_escape(reader);
		break;
	case '[':
		type = read_class(reader);
		break;
	case '^':
	case '$':
		type = ATOM_EDGE;
		break;
	}
	count = read_count(reader);
	reader->lost = reader->lost || (type == ATOM_EDGE && count != ONCE);
	add_atom(branch, type, count);
}

static GPtrArray *
read_branch(Reader *reader, gboolean *begins)
{
	g_autoptr(GString) word = g_string_new(NULL);
	Branch branch = { choices_new(), word, *begins };

	while (!reader->lost && *reader->at != '\0' && *reader->at != '|' && *reader->at != ')')
		read_atom(reader, &branch);
	*begins = is_between_words(&branch);
	end_word(&branch);
	return branch.choices;
}

/* Two alternatives: what tells most of each, together. */
static GPtrArray *
either(const GPtrArray *a, const GPtrArray *b)
{
	GPtrArray *choices = choices_new();
	const LiteralChoice *parts[] = { literal_best(a), literal_best(b) };
	LiteralChoice *both;

	if (parts[0] == NULL || parts[1] == NULL)
		return choices;

	both = g_ptr_array_new_with_free_func(g_free);
	for (gsize part = 0; part < G_N_ELEMENTS(parts); part++)
		for (guint i = 0; i < parts[part]->len; i++)
			g_ptr_array_add(both, g_strdup(g_ptr_array_index(parts[part], i)));
	g_ptr_array_add(choices, both);
	return choices;
}

/*
 * Up to ")" or the end.  *BEGINS: whether a word may begin before, and behind, whichever is taken.
 */
static GPtrArray *
read_alternatives(Reader *reader, gboolean *begins)
{
	gboolean before = *begins;
	GPtrArray *choices = read_branch(reader, begins);

	while (!reader->lost && *reader->at == '|') {
		gboolean behind = before;
		g_autoptr(GPtrArray) first = choices;
		g_autoptr(GPtrArray) second = NULL;

		reader->at++;
		second = read_branch(reader, &behind);
		choices = either(first, second);
		*begins = *begins && behind;
	}
	return choices;
}

GPtrArray *
literal_choices(const Pattern *pattern)
{
	Reader reader = { pattern_expression(pattern), pattern_is_extended(pattern) };
	gboolean begins = FALSE; /* what is not anchored may match within a word */
	GPtrArray *choices = read_alternatives(&reader, &begins);

	if (reader.lost || *reader.at != '\0')
		g_ptr_array_set_size(choices, 0);
	return choices;
}
