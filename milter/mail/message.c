#include "message.h"

#include <string.h>

#include <gmime/gmime.h>
#include <libxml/parser.h>

#include "address.h"
#include "body.h"
#include "decode.h"
#include "exempt.h"
#include "field.h"
#include "guard.h"
#include "omission.h"
#include "subject.h"
#include "whole.h"

const MessageLimits message_default_limits = {
	.body = 1024 * 1024,
	.fields = 1000,
	.header = 1024 * 1024,
	.field_length = 64 * 1024,
	.parts = 500,
	.depth = 20,
};

/* Fields of one name that may hold addresses; a mail needs one (RFC 5322 section 3.6). */
enum { MOST_LISTS = 16 };

typedef enum { LIST_FROM, LIST_SENDER, LIST_REPLY_TO, LIST_TO, LIST_CC, LIST_BCC, N_LISTS } List;

static const char *const list_names[N_LISTS] = { "From", "Sender", "Reply-To", "To", "Cc", "Bcc" };

struct Message {
	MessageLimits limits;
	Header *header;
	GByteArray *body;
	char *sender_path;
	gboolean sender_is_odd; /* its path was more than the address in <> */
	Omissions *omitted;
	Exempt *exempt;           /* once the header is longer than is read (nullable) */
	gboolean has_more_fields; /* than are read, and it was told */
	gboolean is_cut;          /* of the header something was not read */
	gboolean is_flooded;      /* not even all fields of our names */
	Whole whole;
	/* At first use: */
	GPtrArray *lists[N_LISTS]; /* NULL also where the field is not there */
	gboolean read[N_LISTS];
	guint from; /* which of the list it is */
	char *subject;
	char *id;
	MessageText *text;
};

void
message_library_init(void)
{
	g_mime_init();
	xmlInitParser();
}

Message *
message_new(const MessageLimits *limits)
{
	Message *message = g_new0(Message, 1);

	message->limits = limits != NULL ? *limits : message_default_limits;
	if (message->limits.header == 0)
		message->limits.header = G_MAXSIZE;
	message->header = header_new();
	header_set_limits(message->header, message->limits.fields, message->limits.header);
	message->body = g_byte_array_new();
	message->omitted = omissions_new();
	return message;
}

void
message_clear(Message *message)
{
	enum { KEPT_BODY = 64 * 1024 };
	List list;

	header_clear(message->header);
	if (message->body->len > KEPT_BODY) {
		g_byte_array_unref(message->body);
		message->body = g_byte_array_new();
	}
	g_byte_array_set_size(message->body, 0);
	omissions_clear(message->omitted);
	message->has_more_fields = message->is_cut = message->is_flooded = FALSE;
	g_clear_pointer(&message->exempt, exempt_free);
	message->from = 0;
	whole_clear(&message->whole);
	for (list = 0; list < N_LISTS; list++) {
		g_clear_pointer(&message->lists[list], g_ptr_array_unref);
		message->read[list] = FALSE;
	}
	g_clear_pointer(&message->sender_path, g_free);
	message->sender_is_odd = FALSE;
	g_clear_pointer(&message->subject, g_free);
	g_clear_pointer(&message->id, g_free);
	g_clear_pointer(&message->text, body_text_free);
}

void
message_free(Message *message)
{
	if (message == NULL)
		return;
	message_clear(message);
	header_free(message->header);
	g_byte_array_unref(message->body);
	omissions_free(message->omitted);
	g_free(message);
}

void
message_set_sender(Message *message, const char *mail_from)
{
	g_free(message->sender_path);
	message->sender_path = mailbox_bare(mail_from);
	message->sender_is_odd = !mailbox_path_is(mail_from, message->sender_path);
}

const char *
message_sender_path(const Message *message)
{
	return message->sender_path;
}

gboolean
message_sender_is_odd(const Message *message)
{
	return message->sender_is_odd;
}

static Exempt *
exempt_of(Message *message)
{
	if (message->exempt == NULL)
		message->exempt = exempt_new(message->limits.wanted);
	return message->exempt;
}

static void
note_cut(Message *message, const char *name)
{
	g_autofree char *visible = decode_header(name);

	message->is_cut = TRUE;
	exempt_note(exempt_of(message), name);
	omissions_add(message->omitted, OMITTED_FIELDS,
		      "of the field %.80s only the first bytes were read: it is too long", visible);
}

gboolean
message_is_flooded(const Message *message)
{
	return message->is_flooded;
}

/* The header is as long as is read; some fields are read all the same. */
static HeaderResult
add_beyond(Message *message, const char *name, const char *value)
{
	gsize most = message->limits.field_length;

	if (!message->has_more_fields)
		omissions_add(message->omitted, OMITTED_FIELDS,
			      "header fields beyond the first %u were not read, but for some names",
			      header_count(message->header));
	message->has_more_fields = TRUE;
	if (exempt_take(exempt_of(message), name, strlen(name) + MIN(strlen(value), most)))
		return header_add_beyond(message->header, name, value, most);
	message->is_cut = TRUE;
	message->is_flooded |= exempt_is_ours(name);
	return HEADER_FULL;
}

void
message_add_field(Message *message, const char *name, const char *value)
{
	HeaderResult result =
		header_add(message->header, name, value, message->limits.field_length);

	if (result == HEADER_ADDED)
		return;
	if (result == HEADER_FULL)
		result = add_beyond(message, name, value);
	if (result == HEADER_CUT)
		note_cut(message, name);
}

gboolean
message_lacks(const Message *message, const char *name)
{
	return message->exempt != NULL && exempt_lacks(message->exempt, name);
}

void
message_add_body(Message *message, const void *data, gsize size)
{
	gsize room = message->limits.body - message->body->len;
	gsize read = MIN(size, room);

	if (message->limits.whole > 0 && message->body->len == 0)
		message_keep_whole(message, g_get_tmp_dir(), message->limits.whole);
	if (read > 0) {
		g_byte_array_append(message->body, data, (guint)read);
		if (read == room)
			omissions_add(message->omitted, OMITTED_BODY,
				      "of the body the first %" G_GSIZE_FORMAT " bytes were read",
				      message->limits.body);
	}
	whole_add(&message->whole, size, (const char *)data + read, size - read);
}

gboolean
message_wants_body(const Message *message)
{
	return message->body->len < message->limits.body || whole_wants_more(&message->whole);
}

void
message_keep_whole(Message *message, const char *folder, guint64 most)
{
	whole_begin(&message->whole, message->header, folder, most);
}

gboolean
message_is_whole(const Message *message, const char **reason)
{
	*reason = message->is_cut ? "a header field was cut"
				  : whole_lacks(&message->whole, message->header);
	return *reason == NULL;
}

gboolean
message_emit(const Message *message, guint first, MessageSink sink, gpointer data, GError **error)
{
	return whole_emit(&message->whole, message->header, first, message->body, sink, data,
			  error);
}

guint64
message_size(const Message *message)
{
	return message->whole.size + strlen("\r\n");
}

gsize
message_field_size(const Message *message, guint index)
{
	return whole_field_size(header_field(message->header, index));
}

guint
message_field_count(const Message *message)
{
	return header_count(message->header);
}

const Field *
message_field(const Message *message, guint index)
{
	return header_field(message->header, index);
}

const char *
message_raw(const Message *message, const char *name, guint nth)
{
	gint index = header_find(message->header, name, nth);

	return index < 0 ? NULL : header_field(message->header, (guint)index)->value;
}

const char *
message_header(Message *message, const char *name, guint nth)
{
	gint index = header_find(message->header, name, nth);

	return index < 0 ? NULL : header_decoded(message->header, (guint)index);
}

const char *
message_subject(Message *message)
{
	const char *decoded = message_header(message, "Subject", 0);
	gboolean cut;

	if (message->subject == NULL && decoded != NULL) {
		message->subject = subject_clean(decoded, &cut);
		if (cut)
			omissions_add(message->omitted, OMITTED_FIELDS,
				      "of the subject the first %d bytes were read",
				      SUBJECT_LONGEST);
	}
	return message->subject;
}

static void
read_mailboxes(Message *message, List which)
{
	GPtrArray **list = &message->lists[which];
	const char *value;
	guint nth;

	message->read[which] = TRUE;
	for (nth = 0;
	     nth < MOST_LISTS && (value = message_raw(message, list_names[which], nth)) != NULL;
	     nth++) {
		if (!guard_field_is_safe(value))
			omissions_add(
				message->omitted, OMITTED_ADDRESSES,
				"%s was read for its addresses alone: too long, or nested groups",
				list_names[which]);
		if (*list == NULL)
			*list = address_parse_list(value);
		else
			g_ptr_array_extend_and_steal(*list, address_parse_list(value));
	}
	if (nth == MOST_LISTS && message_raw(message, list_names[which], nth) != NULL) {
		exempt_note(exempt_of(message), list_names[which]);
		omissions_add(message->omitted, OMITTED_ADDRESSES,
			      "fields %s beyond the first %u were not read", list_names[which],
			      nth);
	}
}

static const GPtrArray *
mailboxes(Message *message, List which)
{
	if (!message->read[which])
		read_mailboxes(message, which);
	if (message->lists[which] == NULL)
		message->lists[which] =
			g_ptr_array_new_with_free_func((GDestroyNotify)mailbox_free);
	return message->lists[which];
}

/* Nearly no mail has a Sender: then not even an empty list is made. */
static const Mailbox *
mailbox_at(Message *message, List which, guint index)
{
	const GPtrArray *list;

	if (!message->read[which])
		read_mailboxes(message, which);
	list = message->lists[which];
	return list != NULL && index < list->len ? g_ptr_array_index(list, index) : NULL;
}

const Mailbox *
message_from(Message *message)
{
	return mailbox_at(message, LIST_FROM, message->from);
}

const GPtrArray *
message_froms(Message *message)
{
	return mailboxes(message, LIST_FROM);
}

gboolean
message_from_is_several(Message *message)
{
	return mailbox_at(message, LIST_FROM, 1) != NULL;
}

void
message_prefer_from(Message *message, guint index)
{
	message->from = index;
}

gboolean
message_from_is_single(Message *message)
{
	const Mailbox *from = message_from(message);

	return message_raw(message, "From", 1) == NULL && mailboxes(message, LIST_FROM)->len <= 1 &&
	       (from == NULL || !from->doubtful) && !message_lacks(message, "From");
}

gboolean
message_from_is_readable(Message *message)
{
	const Mailbox *from = message_from(message);

	return from != NULL && (from->plain || mailbox_is_somebodys(from->address)) &&
	       (message->exempt == NULL || !message_lacks(message, "From"));
}

const Mailbox *
message_sender(Message *message)
{
	return mailbox_at(message, LIST_SENDER, 0);
}

const Mailbox *
message_reply_to(Message *message)
{
	return mailbox_at(message, LIST_REPLY_TO, 0);
}

const GPtrArray *
message_to(Message *message)
{
	return mailboxes(message, LIST_TO);
}

const GPtrArray *
message_cc(Message *message)
{
	return mailboxes(message, LIST_CC);
}

gint64
message_date(Message *message)
{
	const char *raw = message_raw(message, "Date", 0);
	g_autoptr(GDateTime) date = raw != NULL ? g_mime_utils_header_decode_date(raw) : NULL;

	return date != NULL ? g_date_time_to_unix(date) * 1000 : 0;
}

const GPtrArray *
message_bcc(Message *message)
{
	return mailboxes(message, LIST_BCC);
}

static char *
bare_id(const char *value)
{
	const char *open = strchr(value, '<');
	const char *close = open != NULL ? strchr(open, '>') : NULL;

	return close != NULL ? g_strndup(open + 1, (gsize)(close - open - 1)) : g_strdup(value);
}

const char *
message_id(Message *message)
{
	const char *value = message_header(message, "Message-ID", 0);

	if (message->id == NULL && value != NULL)
		message->id = bare_id(value);
	return message->id;
}

char *
message_lowest_id(Message *message)
{
	for (guint i = message_field_count(message); i > 0; i--)
		if (g_ascii_strcasecmp(message_field(message, i - 1)->name, "Message-ID") == 0)
			return bare_id(header_decoded(message->header, i - 1));
	return NULL;
}

const MessageText *
message_text(Message *message)
{
	if (message->text == NULL)
		message->text = body_read(message->header, (const char *)message->body->data,
					  message->body->len, &message->limits, message->omitted);
	return message->text;
}

const GPtrArray *
message_omitted(Message *message)
{
	return omissions_sentences(message->omitted);
}

const char *
message_unread(Message *message)
{
	return omissions_words(message->omitted);
}

void
message_note_given_up(Message *message)
{
	omissions_mark(message->omitted, OMITTED_RULES);
}
