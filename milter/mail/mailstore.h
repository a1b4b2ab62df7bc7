/*
 * mailstore - mail in a file, a folder, a Maildir, an mbox or on stdin
 *
 * The second way to feed a Message; the first is the mail server.
 */
#ifndef MAIL_MAILSTORE_H
#define MAIL_MAILSTORE_H

#include <glib.h>

#include "message.h"

#define MAILSTORE_ERROR (g_quark_from_static_string("mailstore-error"))
typedef enum {
	MAILSTORE_ERROR_READ, /* cannot be opened or read */
} MailstoreErrorCode;

typedef struct MailstoreItem {
	const char *path;    /* as given, or below it; "-" for stdin */
	gint index;          /* position in an mbox, from 0; -1 elsewhere */
	Message *message;    /* (nullable: unreadable) */
	const GError *error; /* why it is unreadable (nullable) */
	gsize size;          /* bytes of the file that it took, those left unread too */
} MailstoreItem;

/*
 * Called for each mail; *ITEM and what it holds are lent for the call (a
 * Message may be stolen by setting item->message to NULL).  FALSE stops.
 */
typedef gboolean (*MailstoreFunc)(MailstoreItem *item, gpointer user_data);

/*
 * Walk PATH: a message, an mbox (a file whose first line begins with "From "),
 * a Maildir (new, cur), any folder (files in order of names, down to its
 * subfolders) or "-".  Files feed a Message as a mail server would: fields,
 * then the body; lines may end in LF or CRLF; the sender is taken from
 * Return-Path or the mbox "From " line.  Returns FALSE if FUNC stopped.
 */
gboolean mailstore_walk(const char *path, const MessageLimits *limits, MailstoreFunc func,
			gpointer user_data);

/* The bytes of all that mailstore_walk() would read of PATH, without reading it; 0 for "-". */
guint64 mailstore_measure(const char *path);

/* Feed the SIZE bytes at DATA, one whole message, to MESSAGE. */
void mailstore_feed(Message *message, const char *data, gsize size);

#endif
