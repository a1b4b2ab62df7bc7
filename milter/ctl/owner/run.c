#include "run.h"

#include "store/store.h"
#include "store/become.h"

void
owner_run_clear(OwnerRun *run)
{
	store_close(run->store);
	config_free(run->config);
}

int
owner_run_begin(OwnerRun *run, CommandContext *context)
{
	run->context = context;
	run->config = command_config(context);
	if (run->config == NULL)
		return EX_CONFIG;
	command_say_defaults(context, run->config);
	return EX_OK;
}

int
owner_run_open(OwnerRun *run, StoreAccess access)
{
	g_autoptr(GError) error = NULL;

	if (!become_owner(run->config->database, &error))
		return command_fail_with(run->context, error);
	run->store = run->context->engine->open(run->config->database, access, &error);
	if (g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING)) {
		command_say(run->context, "no database at %s: nobody has set anything",
			    run->config->database);
		return EX_OK;
	}
	return run->store != NULL ? EX_OK : command_fail_with(run->context, error);
}

char *
owner_run_form(const OwnerRun *run, const char *word)
{
	char *form = contacts_owner(word, run->config->recipient_delimiter);

	if (form == NULL)
		command_say(run->context, "\"%s\" is no owner: expected an address, @domain or *",
			    word);
	return form;
}

char *
owner_run_person(const OwnerRun *run, const char *word)
{
	g_autofree char *form = owner_run_form(run, word);
	g_autofree char *named = g_strdup(form);
	g_autoptr(GError) error = NULL;
	guint persons;

	if (form == NULL || run->store == NULL)
		return g_steal_pointer(&form);
	if (!owners_person(run->store->owners, &form, &persons, &error)) {
		command_fail_with(run->context, error);
		return NULL;
	}
	if (persons == 1)
		command_say(run->context, "%s is an alias of %s", named, form);
	return g_steal_pointer(&form);
}
