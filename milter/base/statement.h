/*
 * statement - the logical lines of configuration and rules files
 *
 * A file is a sequence of statements, one a logical line: "#" begins a comment
 * (at the beginning of a word), a backslash at the end of a line continues it,
 * "strings" take \" and \\, /expressions/flags take \/.  Who reads a keyword
 * asks the cursor for what it wants next; whatever else stands there is an
 * error that names file, line and column and what was expected.
 *
 * The text of a file must be UTF-8 without NUL.
 */
#ifndef BASE_STATEMENT_H
#define BASE_STATEMENT_H

#include <glib.h>

#include "pattern.h"

#define STATEMENT_ERROR (g_quark_from_static_string("statement-error"))
typedef enum {
	STATEMENT_ERROR_OPEN,   /* the file cannot be read */
	STATEMENT_ERROR_SYNTAX, /* "file:line:column: expected ..." */
} StatementErrorCode;

/* A whole file, cut into statements. */
typedef struct StatementFile StatementFile;

/* One statement and the cursor in it.  Lives as long as its file. */
typedef struct Statement Statement;

/*
 * Read PATH.  Returns (transfer full) the file, or NULL with STATEMENT_ERROR.
 * Messages call the file by PATH as given.
 */
StatementFile *statement_file_load(const char *path, GError **error);

/* The same from TEXT (copied), called NAME in messages.  For tests and built-in defaults. */
StatementFile *statement_file_parse(const char *name, const char *text, GError **error);
void statement_file_free(StatementFile *file); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StatementFile, statement_file_free)

/* The next statement, cursor at its first word (transfer none, nullable: at the end). */
Statement *statement_file_next(StatementFile *file);

/* The name of the file as given, and the line the statement begins in (from 1). */
const char *statement_file_name(const Statement *statement);
guint statement_line(const Statement *statement);

/* (transfer full) "file:line:column" of the last thing taken: for what only the whole can tell. */
char *statement_place(const Statement *statement);

/* Whether the statement's line began with white space. */
gboolean statement_indented(const Statement *statement);

/* Whether nothing is left after the cursor. */
gboolean statement_at_end(const Statement *statement);

/*
 * Take what the caller wants from the cursor on.  WHAT names it in the message
 * ("a network's name").  Each returns NULL or FALSE with STATEMENT_ERROR_SYNTAX
 * if something else stands there.
 *
 * statement_word      a bare word: everything up to white space
 * statement_string    a bare word or a "quoted string", which may be empty
 * statement_number    a whole decimal number in [low, high]
 * statement_size      a number with an optional K, M or G (powers of 1024)
 * statement_duration  a number of seconds, or with s, m, h, d, w, y (365 days)
 * statement_choice    one of the words of TABLE; the value in *VALUE
 * statement_yes_no    yes or no
 * statement_pattern   /expression/flags, compiled
 * statement_end       nothing: the statement ends here
 */
char *statement_word(Statement *statement, const char *what, GError **error);
char *statement_string(Statement *statement, const char *what, GError **error);
gboolean statement_number(Statement *statement, const char *what, guint64 low, guint64 high,
			  guint64 *value, GError **error);
gboolean statement_size(Statement *statement, const char *what, guint64 *value, GError **error);
gboolean statement_duration(Statement *statement, const char *what, guint64 *value, GError **error);
gboolean statement_choice(Statement *statement, const char *const *table, int *value,
			  GError **error);
gboolean statement_yes_no(Statement *statement, gboolean *value, GError **error);
Pattern *statement_pattern(Statement *statement, const char *what, GError **error);
gboolean statement_end(Statement *statement, GError **error);

/* Take WORD if it stands next and is followed by white space, "(" , ")" or the end. */
gboolean statement_take(Statement *statement, const char *word);

/* The first byte at the cursor, '\0' at the end: to tell "/" from "@" from a word. */
char statement_peek(const Statement *statement);

/* Take the single byte C (as "(" or "|") if it stands at the cursor. */
gboolean statement_take_byte(Statement *statement, char c);

/*
 * A word that also ends before any byte of STOPS ("|/(@)"), for a field's name.
 * Same errors as statement_word().
 */
char *statement_name(Statement *statement, const char *stops, const char *what, GError **error);

/*
 * Set ERROR to "file:line:column: MESSAGE" for the place where the last thing
 * was taken, or for the cursor.  Return FALSE, so that a reader may return it.
 */
gboolean statement_fail(const Statement *statement, GError **error, const char *format, ...)
	G_GNUC_PRINTF(3, 4);
gboolean statement_fail_here(const Statement *statement, GError **error, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

#endif
