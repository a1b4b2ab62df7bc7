/*
 * spool-entry - what a copy's file says of itself
 *
 * The file is a mail: a header in lines that end in LF, an empty line, and then, as its
 * message/rfc822 body, the message as received.
 *
 *	Invite-Milter-Copy: 1
 *	Id: 5f0c...
 *	Since: 1795806000
 *	Queue-Id: 4XQ1bJ2Zrz
 *	Sender: <bounce@example.com>
 *	Sender-Parameter: BODY=8BITMIME
 *	Recipient: <bob@example.org>
 *	Recipient-Parameter: NOTIFY=NEVER
 *	Owner: bob@example.org
 *	Inviter-Name: Jane Doe
 *	Inviter-Name-Strong: yes
 *	Inviter-Profile: strong linkedin:slug:jane-doe-42
 *	Inviter-More: 1 weak name John Roe
 *	Edit: 0 0 X-Invitation: mx.example.org; action=quarantine
 *	Edit: 120 57
 *	Message-Size: 4711
 *
 * An Edit puts a field in the place of LENGTH bytes at OFFSET of the message, or nothing.  Fields
 * that say nothing are left out; what may stand more than once keeps its order.  Where a message
 *names several inviters, those behind the first are counted from 1.
 */
#ifndef STORE_SPOOL_ENTRY_H
#define STORE_SPOOL_ENTRY_H

#include <glib.h>

#include "people/inviter.h"

#define SPOOL_ERROR (g_quark_from_static_string("spool-error"))
typedef enum {
	SPOOL_ERROR_WRITE,   /* cannot be made: full, read-only, no such folder ... */
	SPOOL_ERROR_READ,    /* cannot be read */
	SPOOL_ERROR_MISSING, /* there is no such copy */
	SPOOL_ERROR_BROKEN,  /* a file that is not whole, or none of ours */
} SpoolErrorCode;

typedef struct SpoolEdit {
	guint64 offset, length; /* bytes of the message */
	char *field; /* "Name: value", folds as "\n" + WSP, no final line end; NULL: nothing */
} SpoolEdit;

typedef struct SpoolEntry {
	char *id;
	gint64 since;   /* seconds since 1970 */
	char *queue_id; /* (nullable) */
	/* The envelope, verbatim. */
	char *sender;             /* "<jane@example.net>", "<>" */
	char **sender_parameters; /* (nullable, as all that follow but owner) */
	char *recipient;
	char **recipient_parameters;
	char *client_name, *client_address;
	/* What was judged. */
	char *owner;
	char *network;                        /* its key, as in Recognition */
	char *kind, *standing, *proof, *rule; /* words of the judgement */
	guint count;
	char *message_id;
	Inviter first;     /* of the inviters; what its invitation is called is not kept */
	GPtrArray *more;   /* Inviter *, those behind the first */
	char *subject;     /* decoded, to show */
	char **why;        /* sentences */
	char *refused;     /* what the reinjector said when it refused the copy */
	GPtrArray *edits;  /* SpoolEdit *, by offset */
	guint64 size;      /* bytes of the message */
	gsize header_size; /* bytes before it in the file, filled in by reading */
} SpoolEntry;

SpoolEntry *spool_entry_new(void);        /* (transfer full) */
void spool_entry_free(SpoolEntry *entry); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpoolEntry, spool_entry_free)

/*
 * Add an edit behind those of the same offset, but what only inserts before what takes a place.
 * FIELD: transfer full, nullable.
 */
void spool_entry_edit(SpoolEntry *entry, guint64 offset, guint64 length, char *field);

/*
 * The inviters as the judgement saw them: Inviter * (transfer full), none where the message named
 * nobody.
 */
GPtrArray *spool_entry_inviters(const SpoolEntry *entry);

/* Take down one more inviter. */
void spool_entry_add_inviter(SpoolEntry *entry, const Inviter *inviter);

/* The header of the file, the empty line included (transfer full). */
char *spool_entry_format(const SpoolEntry *entry);

/*
 * Read TEXT, SIZE bytes from the beginning of a file (transfer full); NULL with SPOOL_ERROR_BROKEN.
 */
SpoolEntry *spool_entry_parse(const char *text, gsize size, GError **error);

#endif
