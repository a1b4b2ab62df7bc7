#include "correspondent.h"

#include <string.h>

#include "mail/domain.h"
#include "mail/recipient.h"
#include "recognize/reply.h"
#include "recognize/hints.h"

/* ---- what kind of mail it is ---- */

char *
correspondent_sender(Message *message, char delimiter)
{
	const Mailbox *from = message_from(message);

	if (from == NULL || !message_from_is_single(message))
		return NULL;
	return mailbox_comparable(from->address, delimiter);
}

/* Fields that programs leave on what they send by themselves, and ours on what we have had. */
static gboolean
has_telling_field(Message *message)
{
	static const char *const names[] = {
		"Precedence",
		"Auto-Response-Suppress",
		"X-Auto-Response-Suppress",
		"X-Auto-Reply",
		"X-Autoreply",
		"X-Autorespond",
		"X-Invitation",
		NULL,
	};

	for (const char *const *name = names; *name != NULL; name++)
		if (message_raw(message, *name, 0) != NULL)
			return TRUE;
	return FALSE;
}

gboolean
correspondent_is_letter(Message *message)
{
	const guint addressed =
		message_to(message)->len + message_cc(message)->len + message_bcc(message)->len;
	const char *path = message_sender_path(message);

	return addressed <= CORRESPONDENT_CROWD && (path == NULL || *path != '\0') &&
	       !hints_is_bulk(message) && !hints_is_any_list(message) &&
	       !has_telling_field(message) && !reply_is_notice(message);
}

/* ---- whom it is to ---- */

/* What lists are called where nobody says that they are. */
static gboolean
is_list(const char *address)
{
	static const char *const hosts[] = { "googlegroups.com", "groups.io", "yahoogroups.com",
					     NULL };
	static const char *const endings[] = { "-list",    "-users", "-dev", "-devel", "-announce",
					       "-discuss", "-l",     "-all", NULL };
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

/* Whether ADDRESS, in comparable form, is that of somebody else than SENDER, a person's. */
static gboolean
is_person(const CorrespondentSettings *settings, const char *address, const char *sender)
{
	const char *domain = mailbox_domain(address);
	const char delimiter = settings->recipient_delimiter;

	return domain != NULL && !is_list(address) && !mailbox_is_role(address) &&
	       ruleset_network_of(settings->rules, domain) == NULL &&
	       !mailbox_is_listed(settings->list_addresses, address, delimiter) &&
	       !mailbox_is_listed(settings->own, address, delimiter) &&
	       strcmp(address, sender) != 0;
}

void
correspondent_add_name(Contact *contact, const char *name)
{
	g_autofree char *form =
		strchr(name, '@') == NULL ? identity_form(IDENTITY_NAME, name) : NULL;

	if (form == NULL || contact->names->len >= CORRESPONDENT_NAMES)
		return;
	for (guint i = 0; i < contact->names->len; i++) {
		g_autofree char *other = identity_form(IDENTITY_NAME, contact->names->pdata[i]);

		if (strcmp(form, other) == 0)
			return;
	}
	g_ptr_array_add(contact->names, g_strdup(name));
}

/* The persons of one mail on their way. */
typedef struct Persons {
	const CorrespondentSettings *settings;
	const char *sender;
	GPtrArray *contacts; /* Contact * */
	GHashTable *by_form; /* address in comparable form -> Contact, lent */
} Persons;

/*
 * The contact with ADDRESS; where there is none it is made if NEW is allowed (nullable: it is
 * nobody).
 */
static Contact *
person_of(Persons *persons, const char *address, gboolean new)
{
	g_autofree char *form = identity_form(IDENTITY_EMAIL, address);
	Contact *contact = form != NULL ? g_hash_table_lookup(persons->by_form, form) : NULL;

	if (form == NULL || contact != NULL || !new ||
	    !is_person(persons->settings, form, persons->sender))
		return contact;
	contact = contact_new(NULL);
	contact->source = g_strdup(contact_source_words[SOURCE_LEARNED]);
	g_ptr_array_add(contact->emails, g_strdup(address));
	g_ptr_array_add(persons->contacts, contact);
	g_hash_table_insert(persons->by_form, g_steal_pointer(&form), contact);
	return contact;
}

static void
take_mailboxes(Persons *persons, const GPtrArray *mailboxes, gboolean new)
{
	for (guint i = 0; i < mailboxes->len; i++) {
		const Mailbox *mailbox = mailboxes->pdata[i];
		Contact *contact = person_of(persons, mailbox->address, new);

		if (contact != NULL && mailbox->name != NULL)
			correspondent_add_name(contact, mailbox->name);
	}
}

GPtrArray *
correspondents_of(const CorrespondentSettings *settings, Message *message, const char *sender,
		  const char *const *recipients)
{
	Persons persons = {
		.settings = settings,
		.sender = sender,
		.contacts = g_ptr_array_new_with_free_func((GDestroyNotify)contact_free),
		.by_form = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	};
	const gboolean anybody = recipients == NULL;

	if (anybody || g_strv_length((char **)recipients) <= CORRESPONDENT_CROWD) {
		for (; recipients != NULL && *recipients != NULL; recipients++)
			if (recipient_is_clear(*recipients))
				person_of(&persons, *recipients, TRUE);
		take_mailboxes(&persons, message_to(message), anybody);
		take_mailboxes(&persons, message_cc(message), anybody);
		take_mailboxes(&persons, message_bcc(message), anybody);
	}
	g_hash_table_unref(persons.by_form);
	return persons.contacts;
}
