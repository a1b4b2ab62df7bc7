#include "evidence-values.h"

#define SUBJECTS_LOOKED_AT 4
#define FEW_WORDS 3

/* An absent or empty field has no value; only the null sender is a value although it is empty. */
static void
add(GArray *values, const char *text)
{
	EvidenceValue value = { text, FALSE };

	if (text != NULL && *text != '\0')
		g_array_append_val(values, value);
}

static void
add_mailbox(GArray *values, const Mailbox *mailbox, gboolean name)
{
	if (mailbox != NULL)
		add(values, name ? mailbox->name : mailbox->address);
}

static void
add_sender_path(GArray *values, Message *message)
{
	EvidenceValue value = { message_sender_path(message), FALSE };

	if (value.text != NULL)
		g_array_append_val(values, value);
}

static void
add_header(GArray *values, Message *message, const char *name)
{
	const char *text;

	for (guint i = 0; (text = message_header(message, name, i)) != NULL; i++)
		add(values, text);
}

/* A mail has one (RFC 5322 section 3.6); of several readers show the first or the last. */
static void
add_subjects(GArray *values, Message *message)
{
	add(values, message_subject(message));
	for (guint i = 1; i < SUBJECTS_LOOKED_AT; i++)
		add(values, message_header(message, "Subject", i));
}

static void
add_links(GArray *values, const MessageText *text)
{
	for (guint i = 0; i < text->links->len; i++) {
		const Link *link = g_ptr_array_index(text->links, i);
		EvidenceValue value = { link->url, link->href };

		if (!link->image)
			g_array_append_val(values, value);
	}
}

static void
add_attachments(GArray *values, const MessageText *text)
{
	for (guint i = 0; i < text->attachments->len; i++)
		add(values, ((const Attachment *)g_ptr_array_index(text->attachments, i))->name);
}

static void
add_vcards(GArray *values, const MessageText *text, gboolean name)
{
	for (guint i = 0; i < text->vcards->len; i++) {
		const VCard *vcard = g_ptr_array_index(text->vcards, i);

		add(values, name ? vcard->name : vcard->email);
	}
}

static void
add_body(GArray *values, const MessageText *text, Place place)
{
	switch (place) {
	case PLACE_QUOTED:
		add(values, text->quoted);
		break;
	case PLACE_LINK:
		add_links(values, text);
		break;
	case PLACE_ATTACHMENT:
		add_attachments(values, text);
		break;
	case PLACE_VCARD_NAME:
	case PLACE_VCARD_EMAIL:
		add_vcards(values, text, place == PLACE_VCARD_NAME);
		break;
	default:
		add(values, text->text);
		break;
	}
}

void
evidence_values_add_quoted(GArray *values, const MessageText *text)
{
	guint words = 0;

	for (const char *p = text->text; *p != '\0' && words < FEW_WORDS; p++)
		words += !g_ascii_isspace(*p) && (p == text->text || g_ascii_isspace(p[-1]));
	if (words < FEW_WORDS)
		add(values, text->quoted);
}

GArray *
evidence_values_read(Message *message, const RuleField *field)
{
	GArray *values = g_array_new(FALSE, FALSE, sizeof(EvidenceValue));

	switch (field->place) {
	case PLACE_FROM:
	case PLACE_FROM_NAME:
		add_mailbox(values, message_from(message), field->place == PLACE_FROM_NAME);
		break;
	case PLACE_SENDER:
		add_mailbox(values, message_sender(message), FALSE);
		break;
	case PLACE_REPLY_TO:
	case PLACE_REPLY_TO_NAME:
		add_mailbox(values, message_reply_to(message), field->place == PLACE_REPLY_TO_NAME);
		break;
	case PLACE_MAIL_FROM:
		add_sender_path(values, message);
		break;
	case PLACE_TO:
		for (guint i = 0; i < message_to(message)->len; i++)
			add_mailbox(values, g_ptr_array_index(message_to(message), i), FALSE);
		break;
	case PLACE_SUBJECT:
		add_subjects(values, message);
		break;
	case PLACE_HEADER:
		add_header(values, message, field->header);
		break;
	case PLACE_LIST_ID:
		add_header(values, message, "List-Id");
		break;
	default:
		add_body(values, message_text(message), field->place);
		break;
	}
	return values;
}
