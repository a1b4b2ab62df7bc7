#include "contact.h"

#include "base/names.h"

const char *const contact_state_words[] = { "trusted", "declined", NULL };
const char *const contact_source_words[] = { "learned", "import", "manual", NULL };

Contact *
contact_new(const char *owner)
{
	Contact *contact = g_new0(Contact, 1);

	contact->owner = g_strdup(owner);
	contact->names = g_ptr_array_new_with_free_func(g_free);
	contact->emails = g_ptr_array_new_with_free_func(g_free);
	contact->profiles = g_ptr_array_new_with_free_func(g_free);
	contact->learned = g_ptr_array_new();
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
	g_ptr_array_unref(contact->learned);
	g_free(contact->network);
	g_free(contact->source);
	g_free(contact->note);
	g_free(contact);
}

ContactSource
contact_source(const Contact *contact)
{
	int value = contact->source != NULL ? names_value(contact_source_words, contact->source, -1)
					    : -1;

	return value >= 0 ? (ContactSource)value : SOURCE_MANUAL;
}

gboolean
contact_is_source(const char *word)
{
	static const char *const held[] = { CONTACT_RELEASED, CONTACT_DECLINED_HELD,
					    CONTACT_UNPROVEN, NULL };

	return names_value(contact_source_words, word, -1) >= 0 || names_value(held, word, -1) >= 0;
}

gboolean
contact_is_unproven(const Contact *contact)
{
	return g_strcmp0(contact->source, CONTACT_UNPROVEN) == 0;
}

gboolean
contact_is_learned(const Contact *contact, const char *value)
{
	return contact_source(contact) == SOURCE_LEARNED ||
	       g_ptr_array_find(contact->learned, value, NULL);
}

void
contact_set_learned(Contact *contact, const char *value)
{
	g_ptr_array_add(contact->learned, (gpointer)value);
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
	case IDENTITY_INVITATION:
		break;
	}
	return NULL;
}
