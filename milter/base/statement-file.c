/* A file cut into statements (statement.h). */
#include "statement-private.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static void
statement_free(gpointer data)
{
	Statement *statement = data;

	g_string_free(statement->text, TRUE);
	g_array_unref(statement->segments);
	g_free(statement);
}

void
statement_file_free(StatementFile *file)
{
	if (file == NULL)
		return;
	g_ptr_array_unref(file->statements);
	g_free(file->name);
	g_free(file);
}

/* Cut one physical line, without its end, off TEXT.  NULL at the end. */
static const char *
cut_line(const char **text, gsize *length)
{
	const char *line = *text;
	gsize size = strcspn(line, "\n");

	if (*line == '\0')
		return NULL;
	*text = line + size + (line[size] == '\n');
	*length = size > 0 && line[size - 1] == '\r' ? size - 1 : size;
	return line;
}

static gboolean
is_continued(const char *line, gsize length)
{
	gsize backslashes = 0;

	while (backslashes < length && line[length - 1 - backslashes] == '\\')
		backslashes++;
	return backslashes % 2 == 1;
}

static gboolean
is_comment(const char *line)
{
	return line[strspn(line, STATEMENT_BLANKS)] == '#';
}

/* Take the statement that begins with LINE, and its continuation, off TEXT. */
static Statement *
cut_statement(const StatementFile *file, const char *line, gsize length, const char **text,
	      guint *number)
{
	Statement *statement = g_new0(Statement, 1);
	gboolean continued = !is_comment(line) && is_continued(line, length);
	Segment segment = { 0, *number };

	statement->file = file;
	statement->text = g_string_new_len(line, (gssize)(length - continued));
	statement->segments = g_array_new(FALSE, FALSE, sizeof(Segment));
	statement->indented = length > 0 && strchr(STATEMENT_BLANKS, line[0]) != NULL;
	g_array_append_val(statement->segments, segment);
	while (continued && (line = cut_line(text, &length)) != NULL) {
		segment = (Segment){ statement->text->len, ++*number };
		g_array_append_val(statement->segments, segment);
		continued = is_continued(line, length);
		g_string_append_len(statement->text, line, (gssize)(length - continued));
	}
	statement_skip_blanks(statement);
	return statement;
}

/* The text must be UTF-8 without NUL; say where it is not. */
static gboolean
check_text(const char *name, const char *text, gsize size, GError **error)
{
	const char *bad = NULL, *start = text;
	guint line = 1;

	if (g_utf8_validate_len(text, size, &bad))
		return TRUE;
	for (const char *p = text; p < bad; p++)
		if (*p == '\n') {
			line++;
			start = p + 1;
		}
	g_set_error(error, STATEMENT_ERROR, STATEMENT_ERROR_SYNTAX,
		    "%s:%u:%ld: expected text in UTF-8, found the byte 0x%02x", name, line,
		    g_utf8_strlen(start, bad - start) + 1, (guint)(guchar)*bad);
	return FALSE;
}

static StatementFile *
file_parse(const char *name, const char *text, gsize size, GError **error)
{
	StatementFile *file;
	const char *line;
	gsize length;

	if (g_str_has_prefix(text, BYTE_ORDER_MARK)) {
		text += strlen(BYTE_ORDER_MARK);
		size -= strlen(BYTE_ORDER_MARK);
	}
	if (!check_text(name, text, size, error))
		return NULL;

	file = g_new0(StatementFile, 1);
	file->name = g_strdup(name);
	file->statements = g_ptr_array_new_with_free_func(statement_free);
	for (guint number = 1; (line = cut_line(&text, &length)) != NULL; number++) {
		Statement *statement = cut_statement(file, line, length, &text, &number);

		if (statement_at_end(statement))
			statement_free(statement);
		else
			g_ptr_array_add(file->statements, statement);
	}
	return file;
}

StatementFile *
statement_file_load(const char *path, GError **error)
{
	g_autoptr(GError) cause = NULL;
	g_autofree char *text = NULL;
	gsize size;

	/* Its messages name the file and say why. */
	if (!g_file_get_contents(path, &text, &size, &cause)) {
		g_set_error_literal(error, STATEMENT_ERROR, STATEMENT_ERROR_OPEN, cause->message);
		return NULL;
	}
	return file_parse(path, text, size, error);
}

StatementFile *
statement_file_parse(const char *name, const char *text, GError **error)
{
	return file_parse(name, text, strlen(text), error);
}

Statement *
statement_file_next(StatementFile *file)
{
	if (file->next >= file->statements->len)
		return NULL;
	return g_ptr_array_index(file->statements, file->next++);
}
