#include "owners.h"

void
owner_record_free(OwnerRecord *record)
{
	if (record == NULL)
		return;
	owner_settings_free(record->settings);
	g_clear_pointer(&record->aliases, g_ptr_array_unref);
	g_clear_pointer(&record->shares, g_ptr_array_unref);
	g_clear_pointer(&record->persons, g_ptr_array_unref);
	g_free(record);
}

gboolean
owners_person(Owners *owners, char **owner, guint *persons, GError **error)
{
	g_autoptr(Owner) found = owners->find(owners, *owner, error);

	if (found == NULL)
		return FALSE;
	if (persons != NULL)
		*persons = found->persons;
	g_free(*owner);
	*owner = g_steal_pointer(&found->name);
	return TRUE;
}
