#include "store.h"

#include "store/contacts.h"
#include "store/owner-process.h"

void
owner_store_clear(OwnerStore *store)
{
	database_close(store->database);
	config_free(store->config);
}

int
owner_store_begin(OwnerStore *store, CommandContext *context)
{
	store->context = context;
	store->config = command_config(context);
	if (store->config == NULL)
		return EX_CONFIG;
	command_say_defaults(context, store->config);
	return EX_OK;
}

int
owner_store_open(OwnerStore *store, DatabaseAccess access)
{
	g_autoptr(GError) error = NULL;

	if (!owner_process_become(store->config->database, &error))
		return command_fail_with(store->context, error);
	store->database = database_open(store->config->database, access, &error);
	if (g_error_matches(error, DATABASE_ERROR, DATABASE_ERROR_MISSING)) {
		command_say(store->context, "no database at %s: nobody has set anything",
			    store->config->database);
		return EX_OK;
	}
	return store->database != NULL ? EX_OK : command_fail_with(store->context, error);
}

char *
owner_store_form(const OwnerStore *store, const char *word)
{
	char *form = contacts_owner(word, store->config->recipient_delimiter);

	if (form == NULL)
		command_say(store->context, "\"%s\" is no owner: expected an address, @domain or *",
			    word);
	return form;
}

char *
owner_store_person(const OwnerStore *store, const char *word)
{
	g_autofree char *form = owner_store_form(store, word);
	g_autofree char *named = g_strdup(form);
	g_autoptr(GError) error = NULL;
	guint persons;

	if (form == NULL || store->database == NULL)
		return g_steal_pointer(&form);
	if (!owners_person(store->database, &form, &persons, &error)) {
		command_fail_with(store->context, error);
		return NULL;
	}
	if (persons == 1)
		command_say(store->context, "%s is an alias of %s", named, form);
	return g_steal_pointer(&form);
}
