/*
 * input - an address book as lines of UTF-8, in little memory
 *
 * A byte order mark tells UTF-8 and UTF-16, else the caller tells the charset, else it is
 * UTF-8.  What is no character of it is not guessed: the line is handed over as it is, and is no
 * valid UTF-8.
 */
#ifndef IMPORT_INPUT_H
#define IMPORT_INPUT_H

#include <glib.h>

#define INPUT_ERROR (g_quark_from_static_string("input-error"))
typedef enum {
	INPUT_ERROR_CHARSET, /* nobody knows this charset */
	INPUT_ERROR_READ,    /* the file cannot be read */
} InputErrorCode;

typedef struct InputLine {
	const char *data; /* without its line end; lent until the next call */
	gsize length;
	guint number; /* from 1 */
	gboolean cut; /* it was longer than a line may be */
} InputLine;

/* LINE with its data behind it and a NUL (g_free; transfer full). */
InputLine *input_line_copy(const InputLine *line);

typedef struct Input Input;

/*
 * Read the descriptor FD, which stays the caller's, in CHARSET (nullable: not told).
 * Returns (transfer full), or NULL with INPUT_ERROR_CHARSET.
 */
Input *input_new(int fd, const char *charset, GError **error);
void input_free(Input *input); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Input, input_free)

/* The next line.  FALSE at the end, or with INPUT_ERROR_READ. */
gboolean input_next(Input *input, InputLine *line, GError **error);

/* Let the next input_next() give LINE, copied, once more. */
void input_unread(Input *input, const InputLine *line);

/* Call FUNC (nullable) after each block: how many bytes were READ so far. */
typedef void (*InputProgressFunc)(guint64 read, gpointer user_data);
void input_set_progress(Input *input, InputProgressFunc func, gpointer user_data);

/*
 * Whether the charset was told or marked for the whole file: then what its lines say of it is void.
 */
gboolean input_is_converted(const Input *input);

/* LENGTH bytes of CHARSET (NULL: UTF-8) as UTF-8 (transfer full), or NULL where they are none. */
char *input_convert(const char *bytes, gsize length, const char *charset);

#endif
