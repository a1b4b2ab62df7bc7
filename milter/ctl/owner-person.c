#include "owner-person.h"

#include "store/owners.h"

int
owner_person(CommandContext *context, Database *database, char **owner, guint *persons)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Owner) found = owners_find(database, *owner, &error);

	if (found == NULL)
		return command_fail_with(context, error);
	if (persons != NULL)
		*persons = found->persons;
	g_free(*owner);
	*owner = g_steal_pointer(&found->name);
	return EX_OK;
}
