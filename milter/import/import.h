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

typedef enum {
	IMPORT_ANY,         /* as the file shows */
	IMPORT_VCARD,
	IMPORT_CSV,         /* ours, or any with names and addresses */
	IMPORT_GOOGLE,
	IMPORT_LINKEDIN,
	IMPORT_OUTLOOK,
	IMPORT_THUNDERBIRD,
	IMPORT_SENT,        /* mail, not a file of contacts: sent.h */
} ImportFormat;
extern const char *const import_format_words[]; /* "any", "vcard", "csv" ... */

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
	 * The file is an export of ours, and what it says besides the person is taken: state, network, source,
	 * since, what was learned.  Else that is told, and who is declined in it is left out: a file of somebody
	 * else's declines no friend and passes for nobody's hand.
	 */
	gboolean restores;
} ImportHandler;

/*
 * Read all contacts of INPUT, a file in FORMAT.  FALSE with IMPORT_ERROR, INPUT_ERROR or what
 * HANDLER's take said.
 */
gboolean import_book(Input *input, ImportFormat format, const ImportHandler *handler,
		     GError **error);

#endif
