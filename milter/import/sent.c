#include "sent.h"

#include <string.h>

#include "judge/correspondent.h"
#include "mail/mailstore.h"

struct Sent {
	const SentSettings *settings;
	const ImportHandler *handler;
	GPtrArray *contacts; /* Contact *, in the order of their first mail */
	GHashTable *by_form; /* address in comparable form -> Contact, lent */
	GStrv own;           /* the owner's addresses: nobody is their own contact */
	guint64 mails, used;
	SentProgressFunc progress;
	gpointer user_data;
};

/* The owner, where that is a person, and the owner's other addresses (transfer full). */
static GStrv
own_addresses(const SentSettings *settings)
{
	g_autoptr(GStrvBuilder) own = g_strv_builder_new();

	if (settings->owner[0] != '@' && settings->owner[0] != '*')
		g_strv_builder_add(own, settings->owner);
	if (settings->senders != NULL)
		g_strv_builder_addv(own, (const char **)settings->senders);
	return g_strv_builder_end(own);
}

Sent *
sent_new(const SentSettings *settings, const ImportHandler *handler)
{
	Sent *sent = g_new0(Sent, 1);

	sent->settings = settings;
	sent->handler = handler;
	sent->own = own_addresses(settings);
	sent->contacts = g_ptr_array_new_with_free_func((GDestroyNotify)contact_free);
	sent->by_form = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return sent;
}

void
sent_free(Sent *sent)
{
	if (sent == NULL)
		return;
	g_ptr_array_unref(sent->contacts);
	g_hash_table_unref(sent->by_form);
	g_strfreev(sent->own);
	g_free(sent);
}

/* ---- whose mail it is ---- */

static gboolean
is_of_domains(const char *const *domains, const char *address)
{
	const char *domain = mailbox_domain(address);

	return domain != NULL && g_strv_contains(domains, domain);
}

static gboolean
is_own(const SentSettings *settings, const char *address)
{
	const char *domain = mailbox_domain(address);

	if (mailbox_is_listed(settings->senders, address, settings->recipient_delimiter))
		return TRUE;
	if (strcmp(settings->owner, "*") == 0)
		return settings->local_domains == NULL ||
		       is_of_domains(settings->local_domains, address);
	if (settings->owner[0] == '@')
		return g_strcmp0(domain, settings->owner + 1) == 0;
	return strcmp(address, settings->owner) == 0;
}

/* ---- whom it is to ---- */

/* What PERSON was called in one more mail, or a new contact (transfer full). */
static void
take_person(Sent *sent, Contact *person)
{
	g_autoptr(Contact) taken = person;
	g_autofree char *form = identity_form(IDENTITY_EMAIL, person->emails->pdata[0]);
	Contact *contact = g_hash_table_lookup(sent->by_form, form);

	if (contact == NULL) {
		person->since = sent->handler->now;
		g_ptr_array_add(sent->contacts, g_steal_pointer(&taken));
		g_hash_table_insert(sent->by_form, g_steal_pointer(&form), person);
		return;
	}
	for (guint i = 0; i < person->names->len; i++)
		correspondent_add_name(contact, person->names->pdata[i]);
}

static void
take_message(Sent *sent, Message *message)
{
	const CorrespondentSettings settings = {
		.rules = sent->handler->rules,
		.list_addresses = sent->settings->list_addresses,
		.own = (const char *const *)sent->own,
		.recipient_delimiter = sent->settings->recipient_delimiter,
	};
	g_autofree char *sender = correspondent_sender(message, settings.recipient_delimiter);
	g_autoptr(GPtrArray) persons = NULL;

	if (sender == NULL || !is_own(sent->settings, sender) || !correspondent_is_letter(message))
		return;
	persons = correspondents_of(&settings, message, sender, NULL);
	for (guint i = 0; i < persons->len; i++)
		take_person(sent, g_steal_pointer(&persons->pdata[i]));
	sent->used += persons->len > 0;
}

/* ---- reading ---- */

static gboolean
take_item(MailstoreItem *item, gpointer user_data)
{
	Sent *sent = user_data;

	if (item->message != NULL) {
		sent->mails++;
		take_message(sent, item->message);
	} else {
		sent->handler->skip(0, item->error->message, sent->handler->user_data);
	}
	sent->progress(sent->mails, sent->user_data);
	return TRUE;
}

void
sent_read(Sent *sent, const char *path, SentProgressFunc progress, gpointer user_data)
{
	MessageLimits header_alone = message_default_limits;

	header_alone.body = 1; /* none at all would end the header as well */
	sent->progress = progress;
	sent->user_data = user_data;
	mailstore_walk(path, &header_alone, take_item, sent);
}

guint64
sent_mails(const Sent *sent)
{
	return sent->mails;
}

guint64
sent_used(const Sent *sent)
{
	return sent->used;
}

gboolean
sent_take(Sent *sent, GError **error)
{
	for (guint i = 0; i < sent->contacts->len; i++) {
		Contact *contact = g_steal_pointer(&sent->contacts->pdata[i]);

		if (!sent->handler->take(contact, 0, sent->handler->user_data, error))
			return FALSE;
	}
	g_hash_table_remove_all(sent->by_form);
	g_ptr_array_set_size(sent->contacts, 0);
	return TRUE;
}
