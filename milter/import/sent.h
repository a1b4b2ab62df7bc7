/*
 * sent - mail that somebody sent -> the persons it was addressed to
 *
 * Who counts among them says judge/correspondent.h, for these and for what is sent today.
 */
#ifndef IMPORT_SENT_H
#define IMPORT_SENT_H

#include "import.h"

typedef struct SentSettings {
	const char *owner; /* comparable form: from whom, or whose domain's, the mail must be */
	const char *const *senders;       /* more addresses of the owner's (nullable) */
	const char *const *local_domains; /* for the site's book (nullable: any sender) */
	const char *const
		*list_addresses; /* lists of ours: "user@", "user@domain" or "@domain" (nullable) */
	char recipient_delimiter;
} SentSettings;

typedef struct Sent Sent;

/* Nothing read yet (transfer full); lends HANDLER and SETTINGS. */
Sent *sent_new(const SentSettings *settings, const ImportHandler *handler);
void sent_free(Sent *sent); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sent, sent_free)

/* Called after each mail: how many were READ so far. */
typedef void (*SentProgressFunc)(guint64 read, gpointer user_data);

/*
 * Read the mail in PATH, a Maildir, folder, mbox, message or "-".  Mail that cannot be read
 * is told to the handler's skip, with line 0.  Mail by others, bulk, automatic and
 * forwarded list mail, and mail to more than 20 people is passed over.
 */
void sent_read(Sent *sent, const char *path, SentProgressFunc progress, gpointer user_data);

/* How many mails were read, and how many of them were somebody's to somebody. */
guint64 sent_mails(const Sent *sent);
guint64 sent_used(const Sent *sent);

/*
 * Hand all persons found to the handler's take, in the order in which they were first written to.
 */
gboolean sent_take(Sent *sent, GError **error);

#endif
