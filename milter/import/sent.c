#include "sent.h"

#include <string.h>

#include "invite/reply.h"
#include "invite/signs.h"
#include "mail/domain.h"
#include "mail/mailstore.h"

/* A mail to more people is an announcement. */
#define CROWD 20

/* A correspondent is called by few names; more are somebody's game. */
#define NAMES_LIMIT 5

struct Sent {
	const SentSettings *settings;
	const ImportHandler *handler;
	GPtrArray *contacts;  /* Contact *, in the order of their first mail */
	GHashTable *by_form;  /* address in comparable form -> Contact, lent */
	char *from;           /* who wrote the mail being read, comparable form */
	guint64 mails, used;
	SentProgressFunc progress;
	gpointer user_data;
};

Sent *
sent_new(const SentSettings *settings, const ImportHandler *handler)
{
	Sent *sent = g_new0(Sent, 1);

	sent->settings = settings;
	sent->handler = handler;
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
	g_free(sent->from);
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

static gboolean
is_by_owner(Sent *sent, Message *message)
{
	const SentSettings *settings = sent->settings;
	const Mailbox *from = message_from(message);

	g_clear_pointer(&sent->from, g_free);
	if (from == NULL || !message_from_is_single(message))
		return FALSE;
	sent->from = mailbox_comparable(from->address, settings->recipient_delimiter);
	return is_own(settings, sent->from);
}

/* ---- whom it is to ---- */

/* What lists are called where nobody says that they are. */
static gboolean
is_list(const char *address)
{
	static const char *const hosts[] = { "googlegroups.com", "groups.io", "yahoogroups.com",
					     NULL };
	static const char *const endings[] = { "-list",	 "-users", "-dev", "-devel", "-announce",
					       "-discuss", "-l",   "-all", NULL };
	const char *domain = mailbox_domain(address);
	g_autofree char *local = g_strndup(address, domain - 1 - address);

	for (const char *const *ending = endings; *ending != NULL; ending++)
		if (g_str_has_suffix(local, *ending))
			return TRUE;
	for (const char *const *host = hosts; *host != NULL; host++)
		if (domain_is_under(domain, *host))
			return TRUE;
	return g_str_has_prefix(domain, "lists.") || g_str_has_prefix(domain, "list.");
}

static gboolean
is_person(const Sent *sent, const char *address)
{
	const SentSettings *settings = sent->settings;
	const char *domain = mailbox_domain(address);

	return domain != NULL && !is_list(address) && !mailbox_is_role(address) &&
	       ruleset_network_of(sent->handler->rules, domain) == NULL &&
	       !mailbox_is_listed(settings->list_addresses, address,
				  settings->recipient_delimiter) &&
	       !mailbox_is_listed(settings->senders, address, settings->recipient_delimiter) &&
	       strcmp(address, settings->owner) != 0 && strcmp(address, sent->from) != 0;
}

/* Add NAME unless it is there in another spelling, or is an address. */
static void
add_name(Contact *contact, const char *name)
{
	g_autofree char *form =
		strchr(name, '@') == NULL ? identity_form(IDENTITY_NAME, name) : NULL;

	if (form == NULL || contact->names->len >= NAMES_LIMIT)
		return;
	for (guint i = 0; i < contact->names->len; i++) {
		g_autofree char *other = identity_form(IDENTITY_NAME, contact->names->pdata[i]);

		if (strcmp(form, other) == 0)
			return;
	}
	g_ptr_array_add(contact->names, g_strdup(name));
}

/* The contact with ADDRESS, whose comparable form is FORM, made where there is none. */
static Contact *
contact_of(Sent *sent, const char *address, const char *form)
{
	Contact *contact = g_hash_table_lookup(sent->by_form, form);

	if (contact != NULL)
		return contact;
	contact = contact_new(NULL);
	contact->source = g_strdup(contact_source_words[SOURCE_LEARNED]);
	contact->since = sent->handler->now;
	g_ptr_array_add(contact->emails, g_strdup(address));
	g_ptr_array_add(sent->contacts, contact);
	g_hash_table_insert(sent->by_form, g_strdup(form), contact);
	return contact;
}

static gboolean
take_mailboxes(Sent *sent, const GPtrArray *mailboxes)
{
	gboolean anybody = FALSE;

	for (guint i = 0; i < mailboxes->len; i++) {
		const Mailbox *mailbox = mailboxes->pdata[i];
		g_autofree char *form = identity_form(IDENTITY_EMAIL, mailbox->address);
		Contact *contact;

		if (form == NULL || !is_person(sent, form))
			continue;
		contact = contact_of(sent, mailbox->address, form);
		anybody = TRUE;
		if (mailbox->name != NULL)
			add_name(contact, mailbox->name);
	}
	return anybody;
}

static void
take_message(Sent *sent, Message *message)
{
	const GPtrArray *to = message_to(message), *cc = message_cc(message);
	const GPtrArray *bcc = message_bcc(message);
	gboolean anybody;

	if (to->len + cc->len + bcc->len > CROWD || !is_by_owner(sent, message) ||
	    signs_bulk(message) || signs_list(message) || reply_is_notice(message))
		return;
	anybody = take_mailboxes(sent, to);
	anybody = take_mailboxes(sent, cc) || anybody;
	anybody = take_mailboxes(sent, bcc) || anybody;
	sent->used += anybody;
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
