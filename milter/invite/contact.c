#include "contact.h"

const char *const contact_state_words[] = { "trusted", "declined", NULL };

Contact *
contact_new(const char *owner)
{
	Contact *contact = g_new0(Contact, 1);

	contact->owner = g_strdup(owner);
	contact->names = g_ptr_array_new_with_free_func(g_free);
	contact->emails = g_ptr_array_new_with_free_func(g_free);
	contact->profiles = g_ptr_array_new_with_free_func(g_free);
	return contact;
}

void
contact_free(Contact *contact)
{
	if (contact == NULL)
		return;
	g_free(contact->owner);
	g_ptr_array_unref(contact->names);
	g_ptr_array_unref(contact->emails);
	g_ptr_array_unref(contact->profiles);
	g_free(contact->network);
	g_free(contact->source);
	g_free(contact->note);
	g_free(contact);
}

GPtrArray *
contact_values(const Contact *contact, IdentityType type)
{
	switch (type) {
	case IDENTITY_NAME:
		return contact->names;
	case IDENTITY_EMAIL:
		return contact->emails;
	case IDENTITY_PROFILE:
		return contact->profiles;
	}
	return NULL;
}
