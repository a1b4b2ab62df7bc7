#include "lesson.h"

#include "judge/correspondent.h"

void
lesson_free(Lesson *lesson)
{
	if (lesson == NULL)
		return;
	g_free(lesson->owner);
	g_ptr_array_unref(lesson->contacts);
	g_free(lesson);
}

/* Whose book is never read need not be filled. */
static gboolean
is_local(const Config *config, const char *address)
{
	const char *domain = mailbox_domain(address);

	return domain != NULL &&
	       (config->local_domains == NULL ||
		g_strv_contains((const char *const *)config->local_domains, domain));
}

/* The login's addresses, the owner first (transfer full, nullable: nobody knows). */
static char **
addresses_of(const Filter *filter, const char *login)
{
	const Config *config = filter_config(filter);
	char **domains = config->local_domains;
	char **mapped = login_map_addresses(filter_logins(filter), login);
	const char *at = mailbox_domain(login);

	if (mapped != NULL)
		return mapped;
	mapped = g_new0(char *, 2);
	if (at != NULL && *at != '\0' && at > login + 1)
		mapped[0] = g_strdup(login);
	else if (at == NULL && domains != NULL && domains[0] != NULL && domains[1] == NULL)
		mapped[0] = g_strdup_printf("%s@%s", login, domains[0]);
	else
		g_clear_pointer(&mapped, g_strfreev);
	return mapped;
}

/*
 * The comparable form of the first of the login's ADDRESSES, if it is of ours (transfer full,
 * nullable).
 */
static char *
owner_of(const Config *config, char **addresses)
{
	g_autofree char *owner =
		addresses != NULL ? mailbox_comparable(addresses[0], config->recipient_delimiter)
				  : NULL;

	return owner != NULL && is_local(config, owner) ? g_steal_pointer(&owner) : NULL;
}

/* A letter from one of ADDRESSES; who else's name is used teaches nobody. */
static gboolean
is_own_letter(const Config *config, Message *message, char **addresses)
{
	g_autofree char *sender = correspondent_sender(message, config->recipient_delimiter);

	return sender != NULL &&
	       mailbox_is_listed((const char *const *)addresses, sender,
				 config->recipient_delimiter) &&
	       correspondent_is_letter(message);
}

Lesson *
lesson_read(const Filter *filter, Message *message, const char *login,
	    const char *const *recipients, gint64 now, gboolean *homeless)
{
	const Config *config = filter_config(filter);
	g_auto(GStrv) addresses = addresses_of(filter, login);
	const CorrespondentSettings settings = {
		.rules = filter_rules(filter),
		.list_addresses = (const char *const *)config->list_addresses,
		.own = (const char *const *)addresses,
		.recipient_delimiter = config->recipient_delimiter,
	};
	g_autofree char *owner = owner_of(config, addresses);
	g_autoptr(Lesson) lesson = NULL;

	*homeless = owner == NULL;
	if (owner == NULL || !is_own_letter(config, message, addresses))
		return NULL;
	lesson = g_new0(Lesson, 1);
	lesson->contacts = correspondents_of(&settings, message, owner, recipients);
	for (guint i = 0; i < lesson->contacts->len; i++) {
		Contact *contact = lesson->contacts->pdata[i];

		contact->owner = g_strdup(owner);
		contact->since = now;
	}
	lesson->owner = g_steal_pointer(&owner);
	return lesson->contacts->len > 0 ? g_steal_pointer(&lesson) : NULL;
}
