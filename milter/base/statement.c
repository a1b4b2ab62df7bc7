#include "statement.h"

#include <stdarg.h>
#include <string.h>

#include "statement-private.h"

/* ---- messages ---- */

/* The physical line that holds OFFSET, and the column in it, in characters from 1. */
static const Segment *
find_place(const Statement *statement, gsize offset, glong *column)
{
	const Segment *segment = &g_array_index(statement->segments, Segment, 0);

	for (guint i = 1; i < statement->segments->len; i++) {
		const Segment *later = &g_array_index(statement->segments, Segment, i);

		if (later->offset <= offset)
			segment = later;
	}
	*column = g_utf8_strlen(statement->text->str + segment->offset,
				(gssize)(offset - segment->offset)) +
		  1;
	return segment;
}

static void G_GNUC_PRINTF(4, 0) set_error(const Statement *statement, gsize offset, GError **error,
					  const char *format, va_list arguments)
{
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	glong column;
	const Segment *segment = find_place(statement, offset, &column);

	g_set_error(error, STATEMENT_ERROR, STATEMENT_ERROR_SYNTAX, "%s:%u:%ld: %s",
		    statement->file->name, segment->line, column, message);
}

static gboolean G_GNUC_PRINTF(4, 5)
	fail_at(const Statement *statement, gsize offset, GError **error, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	set_error(statement, offset, error, format, arguments);
	va_end(arguments);
	return FALSE;
}

gboolean
statement_fail(const Statement *statement, GError **error, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	set_error(statement, statement->taken, error, format, arguments);
	va_end(arguments);
	return FALSE;
}

gboolean
statement_fail_here(const Statement *statement, GError **error, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	set_error(statement, statement->cursor, error, format, arguments);
	va_end(arguments);
	return FALSE;
}

/* "expected WHAT, found ...": what stands at the cursor, shortened. */
static gboolean
fail_expected(const Statement *statement, const char *what, GError **error)
{
	enum { LONGEST = 40 };
	const char *found = statement->text->str + statement->cursor;
	gsize length = strcspn(found, STATEMENT_BLANKS);

	if (length == 0)
		return fail_at(statement, statement->cursor, error,
			       "expected %s, found the end of the line", what);
	if (g_utf8_strlen(found, (gssize)length) > LONGEST)
		return fail_at(statement, statement->cursor, error,
			       "expected %s, found \"%.*s...\"", what,
			       (int)(g_utf8_offset_to_pointer(found, LONGEST) - found), found);
	return fail_at(statement, statement->cursor, error, "expected %s, found \"%.*s\"", what,
		       (int)length, found);
}

/* ---- the cursor ---- */

static const char *
at_cursor(const Statement *statement)
{
	return statement->text->str + statement->cursor;
}

/* The end of the physical line that holds OFFSET: of a comment there. */
static gsize
physical_end(const Statement *statement, gsize offset)
{
	for (guint i = 0; i < statement->segments->len; i++) {
		gsize start = g_array_index(statement->segments, Segment, i).offset;

		if (start > offset)
			return start;
	}
	return statement->text->len;
}

void
statement_skip_blanks(Statement *statement)
{
	statement->cursor += strspn(at_cursor(statement), STATEMENT_BLANKS);
	while (*at_cursor(statement) == '#') {
		statement->cursor = physical_end(statement, statement->cursor);
		statement->cursor += strspn(at_cursor(statement), STATEMENT_BLANKS);
	}
}

static void
advance(Statement *statement, gsize length)
{
	statement->taken = statement->cursor;
	statement->cursor += length;
	/* Without white space "#" does not begin a word. */
	if (strchr(STATEMENT_BLANKS, *at_cursor(statement)) != NULL)
		statement_skip_blanks(statement);
}

static gsize
name_length(const Statement *statement, const char *stops)
{
	const char *start = at_cursor(statement);
	gsize length = strcspn(start, STATEMENT_BLANKS);

	return MIN(length, strcspn(start, stops));
}

/* ---- what a statement is ---- */

const char *
statement_file_name(const Statement *statement)
{
	return statement->file->name;
}

guint
statement_line(const Statement *statement)
{
	return g_array_index(statement->segments, Segment, 0).line;
}

gboolean
statement_indented(const Statement *statement)
{
	return statement->indented;
}

gboolean
statement_at_end(const Statement *statement)
{
	return *at_cursor(statement) == '\0';
}

char *
statement_place(const Statement *statement)
{
	glong column;
	const Segment *segment = find_place(statement, statement->taken, &column);

	return g_strdup_printf("%s:%u:%ld", statement->file->name, segment->line, column);
}

char
statement_peek(const Statement *statement)
{
	return *at_cursor(statement);
}

/* ---- taking ---- */

gboolean
statement_take(Statement *statement, const char *word)
{
	gsize length = strlen(word);
	const char *start = at_cursor(statement);

	/* strchr() finds the NUL of the end, too. */
	if (strncmp(start, word, length) != 0 ||
	    strchr(STATEMENT_BLANKS "()", start[length]) == NULL)
		return FALSE;
	advance(statement, length);
	return TRUE;
}

gboolean
statement_take_byte(Statement *statement, char c)
{
	if (*at_cursor(statement) != c || c == '\0')
		return FALSE;
	advance(statement, 1);
	return TRUE;
}

gboolean
statement_end(Statement *statement, GError **error)
{
	return statement_at_end(statement) ||
	       fail_expected(statement, "the end of the line", error);
}

char *
statement_name(Statement *statement, const char *stops, const char *what, GError **error)
{
	gsize length = name_length(statement, stops);
	char *name;

	if (length == 0 || *at_cursor(statement) == '"') {
		fail_expected(statement, what, error);
		return NULL;
	}
	name = g_strndup(at_cursor(statement), length);
	advance(statement, length);
	return name;
}

char *
statement_word(Statement *statement, const char *what, GError **error)
{
	return statement_name(statement, "", what, error);
}

char *
statement_string(Statement *statement, const char *what, GError **error)
{
	g_autoptr(GString) text = NULL;
	const char *start = at_cursor(statement), *p = start + 1;

	if (*start != '"')
		return statement_word(statement, what, error);

	text = g_string_new(NULL);
	for (; *p != '"'; p++) {
		if (*p == '\\' && p[1] != '"' && p[1] != '\\') {
			fail_at(statement, statement->cursor + (gsize)(p - start), error,
				"expected \\\" or \\\\ after a backslash in a string");
			return NULL;
		}
		if (*p == '\0') {
			fail_at(statement, statement->cursor, error,
				"expected a closing \" after this one");
			return NULL;
		}
		if (*p == '\\')
			p++;
		g_string_append_c(text, *p);
	}
	if (strchr(STATEMENT_BLANKS, p[1]) == NULL) {
		fail_at(statement, statement->cursor + (gsize)(p + 1 - start), error,
			"expected white space after the closing \"");
		return NULL;
	}
	advance(statement, (gsize)(p + 1 - start));
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/*
 * The expression after the slash at START, "\/" made "/"; NULL without a closing slash, which *END
 * gets.
 */
static char *
cut_expression(const char *start, const char **end)
{
	GString *expression = g_string_new(NULL);
	const char *p = start + 1;

	for (; *p != '\0' && *p != '/'; p++) {
		if (*p == '\\' && p[1] != '\0') {
			if (p[1] != '/')
				g_string_append_c(expression, '\\');
			p++;
		}
		g_string_append_c(expression, *p);
	}
	*end = p;
	return g_string_free(expression, *p == '\0');
}

/* The byte of the file's expression that has become byte OFFSET of the one compiled. */
static gsize
offset_as_written(const char *start, gsize offset)
{
	const char *p = start + 1;

	while (offset > 0 && *p != '\0') {
		gsize size = *p == '\\' ? 2 : 1, becomes = *p == '\\' && p[1] != '/' ? 2 : 1;

		/* Inside of an escape: it begins here. */
		if (offset < becomes)
			break;
		p += size;
		offset -= becomes;
	}
	return (gsize)(p - start);
}

Pattern *
statement_pattern(Statement *statement, const char *what, GError **error)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	const char *start = at_cursor(statement), *end = NULL;
	g_autoptr(GError) cause = NULL;
	g_autofree char *expression = NULL, *flags = NULL;
	g_autoptr(Pattern) pattern = NULL;
	gsize where = 0;

	if (*start != '/') {
		fail_expected(statement, what, error);
		return NULL;
	}
	expression = cut_expression(start, &end);
	if (expression == NULL || *expression == '\0') {
		fail_expected(statement,
			      expression == NULL ? "a closing / after this one"
						 : "an expression between the slashes",
			      error);
		return NULL;
	}
	flags = g_strndup(end + 1, strspn(end + 1, letters));
	if (strspn(flags, "imsx") != strlen(flags) ||
	    strchr(STATEMENT_BLANKS ")", end[1 + strlen(flags)]) == NULL) {
		fail_at(statement, statement->cursor + (gsize)(end + 1 - start), error,
			"expected the flags i, m, s or x and white space after an expression; "
			"a slash in one is \\/");
		return NULL;
	}
	pattern = pattern_new(expression, flags, &where, &cause);
	if (pattern == NULL) {
		fail_at(statement, statement->cursor + offset_as_written(start, where), error,
			"expected an expression: %s", cause->message);
		return NULL;
	}
	advance(statement, (gsize)(end + 1 - start) + strlen(flags));
	return g_steal_pointer(&pattern);
}
