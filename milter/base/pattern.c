#include "pattern.h"

#include <string.h>
#include <time.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* A mail must not cost more than this, whatever expression meets whatever text. */
#define MATCH_LIMIT 100000
#define DEPTH_LIMIT 10000
#define HEAP_LIMIT_KIB 4096

/*
 * The limits of PCRE2 do not count what its JIT does within one repeated class, so an expression
 * may cost the square of a text's length.  A long text is searched piece by piece, each with as
 * much of what follows as a match may need, until the time is spent.
 */
enum {
	PIECE = 8 * 1024,
	AHEAD = 1024,
	MICROSECONDS_MOST = 50 * 1000,
};

/* One number of a named group; a name may have several. */
typedef struct Group {
	const char *name; /* lent by the code */
	guint number;
} Group;

struct Pattern {
	char *expression;
	char flags[sizeof "imsx"];
	pcre2_code *code;
	pcre2_match_context *limits;
	GArray *groups;   /* Group, numbers of one name in order */
	GPtrArray *names; /* each name once, NULL-terminated */
};

/* clang-format off */
static const struct {
	char flag;
	guint32 option;
} known_flags[] = {
	{ 'i', PCRE2_CASELESS },
	{ 'm', PCRE2_MULTILINE },
	{ 's', PCRE2_DOTALL },
	{ 'x', PCRE2_EXTENDED },
};
/* clang-format on */

static gboolean
flags_options(const char *flags, guint32 *options, GError **error)
{
	for (; flags != NULL && *flags != '\0'; flags++) {
		gsize i = 0;

		while (i < G_N_ELEMENTS(known_flags) && known_flags[i].flag != *flags)
			i++;
		if (i == G_N_ELEMENTS(known_flags)) {
			g_set_error(error, PATTERN_ERROR, PATTERN_ERROR_SYNTAX,
				    "expected the flags i, m, s or x after an expression");
			return FALSE;
		}
		*options |= known_flags[i].option;
	}
	return TRUE;
}

/* OPTIONS as letters again, each once. */
static void
write_flags(char *flags, guint32 options)
{
	for (gsize i = 0; i < G_N_ELEMENTS(known_flags); i++)
		if (options & known_flags[i].option)
			*flags++ = known_flags[i].flag;
	*flags = '\0';
}

static void
set_compile_error(GError **error, int code)
{
	char message[256] = "";

	pcre2_get_error_message(code, (PCRE2_UCHAR *)message, sizeof message);
	g_set_error_literal(error, PATTERN_ERROR, PATTERN_ERROR_SYNTAX, message);
}

static gboolean
knows_name(const GPtrArray *names, const char *name)
{
	return g_ptr_array_find_with_equal_func((GPtrArray *)names, name, g_str_equal, NULL);
}

/* PCRE2's table of names: entries of equal size, a number of two bytes and the name each. */
static void
read_groups(Pattern *pattern)
{
	guint32 count = 0, size = 0;
	PCRE2_SPTR table = NULL;

	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMECOUNT, &count);
	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMETABLE, &table);
	for (guint32 i = 0; i < count; i++) {
		PCRE2_SPTR entry = table + (gsize)i * size;
		Group group = { (const char *)entry + 2, (guint)entry[0] << 8 | entry[1] };

		g_array_append_val(pattern->groups, group);
		if (!knows_name(pattern->names, group.name))
			g_ptr_array_add(pattern->names, (gpointer)group.name);
	}
	g_ptr_array_add(pattern->names, NULL);
}

Pattern *
pattern_new(const char *expression, const char *flags, gsize *offset, GError **error)
{
	guint32 options = PCRE2_UTF | PCRE2_UCP | PCRE2_DUPNAMES | PCRE2_NEVER_BACKSLASH_C;
	g_autoptr(Pattern) pattern = g_new0(Pattern, 1);
	PCRE2_SIZE where = 0;
	int code = 0;

	if (offset != NULL)
		*offset = 0;
	pattern->expression = g_strdup(expression);
	pattern->groups = g_array_new(FALSE, FALSE, sizeof(Group));
	pattern->names = g_ptr_array_new();
	if (!flags_options(flags, &options, error))
		return NULL;
	write_flags(pattern->flags, options);

	pattern->code = pcre2_compile((PCRE2_SPTR)expression, PCRE2_ZERO_TERMINATED, options, &code,
				      &where, NULL);
	if (pattern->code == NULL) {
		if (offset != NULL)
			*offset = where;
		set_compile_error(error, code);
		return NULL;
	}
	/* Where there is no JIT, matching is only slower. */
	pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
	pattern->limits = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(pattern->limits, MATCH_LIMIT);
	pcre2_set_depth_limit(pattern->limits, DEPTH_LIMIT);
	pcre2_set_heap_limit(pattern->limits, HEAP_LIMIT_KIB);
	read_groups(pattern);
	return g_steal_pointer(&pattern);
}

void
pattern_free(Pattern *pattern)
{
	if (pattern == NULL)
		return;
	pcre2_match_context_free(pattern->limits);
	pcre2_code_free(pattern->code);
	g_array_unref(pattern->groups);
	g_ptr_array_unref(pattern->names);
	g_free(pattern->expression);
	g_free(pattern);
}

const char *
pattern_expression(const Pattern *pattern)
{
	return pattern->expression;
}

const char *
pattern_flags(const Pattern *pattern)
{
	return pattern->flags;
}

gboolean
pattern_is_extended(const Pattern *pattern)
{
	return strchr(pattern->flags, 'x') != NULL;
}

const char *const *
pattern_groups(const Pattern *pattern)
{
	return (const char *const *)pattern->names->pdata;
}

/* Search the SIZE bytes at TEXT from the one at FROM on. */
static PatternResult
match_from(const Pattern *pattern, const char *text, gsize size, gsize from, guint32 options,
	   pcre2_match_data *data)
{
	int result = pcre2_match(pattern->code, (PCRE2_SPTR)text, size, from,
				 PCRE2_NO_UTF_CHECK | options, data, pattern->limits);

	/* The JIT's small stack is not the limit we promise. */
	if (result == PCRE2_ERROR_JIT_STACKLIMIT)
		result = pcre2_match(pattern->code, (PCRE2_SPTR)text, size, from,
				     PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT | options, data,
				     pattern->limits);
	if (result >= 0)
		return PATTERN_YES;
	return result == PCRE2_ERROR_NOMATCH ? PATTERN_NO : PATTERN_LIMIT;
}

/* Where the character of TEXT begins that has a byte at AT. */
static gsize
character_at(const char *text, gsize at)
{
	while (at > 0 && ((guchar)text[at] & 0xc0) == 0x80)
		at--;
	return at;
}

static gint64
processor_time(void)
{
	struct timespec time;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static PatternResult
match_in_pieces(const Pattern *pattern, const char *text, gsize size, pcre2_match_data *data)
{
	gint64 end = processor_time() + MICROSECONDS_MOST;
	gsize from = 0;

	for (; size - from > PIECE + AHEAD; from = character_at(text, from + PIECE)) {
		gsize to = character_at(text, from + PIECE + AHEAD);
		PatternResult result = match_from(pattern, text, to, from, PCRE2_NOTEOL, data);

		/* What begins behind the piece is seen whole in the next one. */
		if (result == PATTERN_LIMIT ||
		    (result == PATTERN_YES && pcre2_get_ovector_pointer(data)[0] < from + PIECE))
			return result;
		if (processor_time() > end)
			return PATTERN_LIMIT;
	}
	return match_from(pattern, text, size, from, 0, data);
}

static PatternResult
match_into(const Pattern *pattern, const char *text, gssize length, pcre2_match_data *data)
{
	gsize size = length < 0 ? strlen(text) : (gsize)length;

	return size <= PIECE + AHEAD ? match_from(pattern, text, size, 0, 0, data)
				     : match_in_pieces(pattern, text, size, data);
}

PatternResult
pattern_match(const Pattern *pattern, const char *text, gssize length)
{
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	PatternResult result = match_into(pattern, text, length, data);

	pcre2_match_data_free(data);
	return result;
}

/* The text of the group NAME: of the first of its numbers that is set and not empty. */
static void
tell_group(const Pattern *pattern, const char *name, const char *text, const PCRE2_SIZE *pairs,
	   PatternGroupFunc func, gpointer user_data)
{
	for (guint i = 0; i < pattern->groups->len; i++) {
		const Group *group = &g_array_index(pattern->groups, Group, i);
		PCRE2_SIZE start = pairs[2 * group->number], end = pairs[2 * group->number + 1];

		if (strcmp(group->name, name) != 0 || start == PCRE2_UNSET || end <= start)
			continue;
		func(name, text + start, end - start, user_data);
		return;
	}
}

PatternResult
pattern_match_groups(const Pattern *pattern, const char *text, gssize length, PatternGroupFunc func,
		     gpointer user_data)
{
	pcre2_match_data *data;
	PatternResult result;

	if (pattern->groups->len == 0)
		return pattern_match(pattern, text, length);

	data = pcre2_match_data_create_from_pattern(pattern->code, NULL);
	result = match_into(pattern, text, length, data);
	if (result == PATTERN_YES)
		for (const char *const *name = pattern_groups(pattern); *name != NULL; name++)
			tell_group(pattern, *name, text, pcre2_get_ovector_pointer(data), func,
				   user_data);
	pcre2_match_data_free(data);
	return result;
}
