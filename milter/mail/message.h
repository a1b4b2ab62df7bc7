/*
 * message - one mail, fed in pieces by a mail server or by a file
 *
 * Everything got from a Message is lent, valid UTF-8, and decoded at first use:
 * ordinary mail costs the copy of its fields and nothing more.  A Message belongs
 * to one thread at a time.
 */
#ifndef MAIL_MESSAGE_H
#define MAIL_MESSAGE_H

#include <glib.h>

#include "mailbox.h"

typedef struct Message Message;

/* Once in a program, before threads start. */
void message_library_init(void);

/* What is read at most; the rest is not judged, and message_omitted() says so. */
typedef struct MessageLimits {
	gsize body;         /* bytes of the body */
	guint fields;       /* header fields ... */
	gsize header;       /* ... and bytes of all of them; 0: no bound */
	gsize field_length; /* bytes of one unfolded field */
	guint parts;        /* MIME parts */
	guint depth;        /* MIME nesting */
	guint64 whole; /* bytes of a message that are kept in full, as message_keep_whole() does; 0:
			  none */
	/*
	 * Fields that are read beyond FIELDS and HEADER, besides those that exempt.h names
	 * (NULL-terminated, nullable; lent for the Message's life).
	 */
	const char *const *wanted;
} MessageLimits;
extern const MessageLimits message_default_limits; /* 1 MiB, 1000, 1 MiB, 64 KiB, 500, 20 */

/* One header field as received. */
typedef struct Field {
	char *name;
	char *value; /* raw: after the colon, white space and folds ("\n" + WSP) kept, no final line
			end */
} Field;

Message *message_new(const MessageLimits *limits); /* (transfer full); NULL: the default ones */
void message_free(Message *message);               /* NULL is fine */
void message_clear(Message *message); /* for the next mail of a connection; what was lent is gone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Message, message_free)

/* Feed.  Strings are copied.  CR is taken out of values; NUL cannot occur. */
void message_set_sender(Message *message,
			const char *mail_from); /* "<a@b>" or "a@b"; "<>" is the empty sender */
void message_add_field(Message *message, const char *name, const char *value);
void message_add_body(Message *message, const void *data, gsize size);

/*
 * Fields of our own names (X-Invitation, X-Invitation-From) are read behind all limits, so that
 * each can be taken off, up to bounds of their own (exempt.h).  Whether more came still.
 */
gboolean message_is_flooded(const Message *message);

/* Whether more body would still be taken: FALSE once nobody reads or keeps what would come. */
gboolean message_wants_body(const Message *message);

/*
 * Keep the whole of this message, up to MOST bytes, so that a copy can be made of it: what is
 * not judged of a large body goes into an unnamed file in FOLDER.  Before the first piece of the
 * body; until message_clear().
 */
void message_keep_whole(Message *message, const char *folder, guint64 most);

/*
 * Whether message_emit() gives all that came.  *REASON (transfer none, nullable) says why it
 * would not: nothing but the whole may become a copy.
 */
gboolean message_is_whole(const Message *message, const char **reason);

/* Takes the next bytes of a message.  FALSE with ERROR stops. */
typedef gboolean (*MessageSink)(gpointer sink, const void *data, gsize size, GError **error);

/*
 * The message as received, in the form of the wire: the fields from FIRST on (lines end in CRLF),
 * an empty line, the body as it came.  FALSE with the sink's ERROR or a G_FILE_ERROR.
 */
gboolean message_emit(const Message *message, guint first, MessageSink sink, gpointer data,
		      GError **error);

/* Bytes of all that message_emit() gives from the first field on, where the message is whole. */
guint64 message_size(const Message *message);

/* Bytes of the field at INDEX in message_emit(), its line end included. */
gsize message_field_size(const Message *message, guint index);

/* The envelope sender without <> ("" for the null sender; nullable: not known). */
const char *message_sender_path(const Message *message);

/* Whether more stood in the envelope sender than that: a source route, white space. */
gboolean message_sender_is_odd(const Message *message);

/* The fields in the order received. */
guint message_field_count(const Message *message);
const Field *message_field(const Message *message, guint index);

/* The raw value of the NTH (from 0) field called NAME, case-insensitive (nullable). */
const char *message_raw(const Message *message, const char *name, guint nth);

/*
 * Whether fields called NAME came that were not read, or not to their end.  It can only be so in
 * a header that is longer than is read, or of a field that is.
 */
gboolean message_lacks(const Message *message, const char *name);

/* The same unfolded, encoded words decoded, surrounding white space off (nullable). */
const char *message_header(Message *message, const char *name, guint nth);

/*
 * The Subject without "[list tags]" in front, without invisible characters, white
 * space collapsed (nullable).
 */
const char *message_subject(Message *message);

/*
 * Whether there is at most one From field, with at most one mailbox, and no doubt about it.  Of
 * several nobody can tell which one a verifier judged and which one a reader sees (RFC 7489 section
 * 6.6.1); nor of one that is not written as RFC 5322 says.
 */
gboolean message_from_is_single(Message *message);

/*
 * Whether From tells an address that can be somebody's: not where there is no From, where it names
 * none, or where not all of it was read.
 */
gboolean message_from_is_readable(Message *message);

/* Whether From names more than one mailbox: then message_froms() has them, and ... */
gboolean message_from_is_several(Message *message);

/* All mailboxes of From: (array of Mailbox *, maybe empty). */
const GPtrArray *message_froms(Message *message);

/* ... from now on message_from() is the one at INDEX of message_froms(). */
void message_prefer_from(Message *message, guint index);

/* The first mailbox of From:, Sender:, Reply-To: (nullable). */
const Mailbox *message_from(Message *message);
const Mailbox *message_sender(Message *message);
const Mailbox *message_reply_to(Message *message);

/* All mailboxes of To:, Cc: and Bcc: (array of Mailbox *, maybe empty). */
const GPtrArray *message_to(Message *message);
const GPtrArray *message_cc(Message *message);
const GPtrArray *message_bcc(Message *message);

/* Date, in milliseconds since 1970; 0: there is none that can be read. */
gint64 message_date(Message *message);

/* Message-ID with its <> off (nullable). */
const char *message_id(Message *message);

/* The same of the lowest of several (transfer full): it is the one that a signature covers. */
char *message_lowest_id(Message *message);

/* A URL of the text or of an href, entities decoded, unwrapped from link-rewriting services. */
typedef struct Link {
	char *url;
	char *anchor;   /* what the reader clicks on; text or alt of an image (nullable) */
	gboolean href;  /* from an attribute of HTML; FALSE: typed in text */
	gboolean image; /* the src of an image, not a thing to click on */
} Link;

typedef struct Attachment {
	char *name; /* file name (nullable) */
	char *type; /* "text/x-vcard", lower case */
} Attachment;

typedef struct VCard { /* of a text/vcard or text/x-vcard part */
	char *name;    /* FN, or N put together (nullable) */
	char *email;   /* first EMAIL (nullable) */
} VCard;

/*
 * What a reader sees.
 *
 * The text is that of the text/plain parts.  HTML takes their place where there
 * are none, or where they have fewer than 20 words in all and it has more ("please view
 * this in a browser"); where it says something else than they do it stands behind them.
 * Alternatives of one type are all read, and so is what is meant for the disk where there
 * is nothing else.  In HTML, hidden elements (preheaders), <title>, <style>
 * and <script> are not seen; a blockquote goes to quoted.  Lines are kept, white
 * space in them is collapsed, invisible characters are off.  Attached messages
 * are not read: their text is not what the sender of this one wrote.  A body whose
 * MIME structure yields nothing is read as it stands.
 */
typedef struct MessageText {
	char *text;              /* plain, or HTML as read, up to the first quote or forward mark */
	char *quoted;            /* the rest, without its quote marks */
	GPtrArray *links;        /* Link * */
	gboolean has_more_links; /* than were read */
	GPtrArray *attachments;  /* Attachment * */
	GPtrArray *vcards;       /* VCard * */
	gboolean has_html;       /* HTML was read */
	gboolean carries_html;   /* there is HTML, read or not: attached, a second alternative */
	gboolean has_calendar;   /* a text/calendar part */
	gboolean has_report;     /* multipart/report or message/delivery-status */
} MessageText;

/* The body, parsed at first use (transfer none, never NULL). */
const MessageText *message_text(Message *message);

/*
 * Why something of what was asked for so far was not read, a sentence each
 * (GPtrArray of char *, maybe empty).
 */
const GPtrArray *message_omitted(Message *message);

/* The same in a few words, "body+parts" (transfer none, nullable: all was read). */
const char *message_unread(Message *message);

/* Note that rules were not compared with all of what was read; who gave up says why. */
void message_note_given_up(Message *message);

#endif
