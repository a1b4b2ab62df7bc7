/*
 * import - address books of other programs -> contacts
 *
 * Knows no database: who reads a book is handed each contact as it is found, and told of
 * what was skipped and why.
 */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "language/ruleset.h"
#include "people/contact.h"
#include "input.h"

#define IMPORT_ERROR (g_quark_from_static_string("import-error"))
typedef enum {
	IMPORT_ERROR_FORMAT, /* the file is not of the format, or of none that is known */
} ImportErrorCode;

/* Who is told what a file holds. */
typedef struct ImportHandler {
	/* CONTACT (transfer full), without owner, stands at LINE.  FALSE with ERROR stops. */
	gboolean (*take)(Contact *contact, guint line, gpointer user_data, GError **error);

	/* Something that stands at LINE is left out because of REASON. */
	void (*skip)(guint line, const char *reason, gpointer user_data);

	gpointer user_data;
	const Ruleset *rules; /* whose members' pages are known */
	gint64 now;           /* seconds since 1970: since when they are contacts */

	/*
	 * The file is an export of ours, and what it says besides the person is taken: state,
	 * network, source, since, what was learned.  Else that is told, and who is declined in it
	 * is left out: a file of somebody else's declines no friend and passes for nobody's hand.
	 */
	gboolean restores;
} ImportHandler;

/*
 * What an address book is written in.  A format with a grammar of its own stands in the file that
 * reads it, the tables of another program in csv-layout.c; import.c has the list.
 */
typedef struct ImportFormat ImportFormat;
struct ImportFormat {
	const char *word;

	/* Read INPUT (import_book()).  NULL: it is mail, not a file of contacts (sent.h). */
	gboolean (*read)(Input *input, const ImportFormat *format, const ImportHandler *handler,
			 GError **error);

	/* Whether such a file begins with LINE.  NULL: it is not known by one line. */
	gboolean (*begins)(const InputLine *line);
};

/* Sent mail. */
extern const ImportFormat import_sent_format;

/* The format called WORD (transfer none), or NULL. */
const ImportFormat *import_format_find(const char *word);

/* The words of all formats (transfer container, NULL-terminated). */
const char **import_format_words(void);

/*
 * Read all contacts of INPUT, a file in FORMAT, or NULL: as the file shows.  FALSE with
 * IMPORT_ERROR, INPUT_ERROR or what HANDLER's take said.
 */
gboolean import_book(Input *input, const ImportFormat *format, const ImportHandler *handler,
		     GError **error);

#endif
