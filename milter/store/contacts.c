#include "contacts.h"

#include <string.h>

#include "mail/domain.h"
#include "mail/mailbox.h"
#include "people/identities.h"

char *
contacts_owner(const char *word, char delimiter)
{
	if (strcmp(word, "*") == 0)
		return g_strdup(word);
	if (word[0] == '@') {
		g_autofree char *domain = NULL;

		if (word[1] == '\0' || strpbrk(word + 1, "@ <>,;") != NULL)
			return NULL;
		domain = domain_to_ascii(word + 1);
		return g_strconcat("@", domain, NULL);
	}
	{
		g_autofree char *valid = identity_form(IDENTITY_EMAIL, word);

		return valid != NULL ? mailbox_comparable(word, delimiter) : NULL;
	}
}

/* A ContactFunc: keep the contact. */
static gboolean
collect(Contact **contact, gpointer user_data, GError **error)
{
	(void)error;
	g_ptr_array_add((GPtrArray *)user_data, g_steal_pointer(contact));
	return TRUE;
}

GPtrArray *
contacts_list(Contacts *contacts, const char *owner, GError **error)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)contact_free);

	if (!contacts->each(contacts, owner, collect, list, error))
		return NULL;
	return g_steal_pointer(&list);
}
