/* invitectl owner alias: the addresses of a person, and those that several share */
#include <stdio.h>

#include "owner.h"
#include "store.h"

/* The comparable forms of WORDS, addresses all (transfer full, NULL-terminated), or NULL after saying what is none. */
static char **
read_addresses(const OwnerStore *store, char **words)
{
	g_autoptr(GStrvBuilder) forms = g_strv_builder_new();

	for (; *words != NULL; words++) {
		g_autofree char *form = owner_store_form(store, *words);

		if (form == NULL)
			return NULL;
		if (form[0] == '@' || form[0] == '*') {
			command_say(store->context, "\"%s\": expected the address of a mailbox", *words);
			return NULL;
		}
		g_strv_builder_add(forms, form);
	}
	return g_strv_builder_end(forms);
}

static void
print_alias(const char *address, char **persons, guint moved)
{
	g_autofree char *joined = g_strjoinv(", ", persons);

	if (*persons == NULL)
		printf("%s is no alias\n", address);
	else if (persons[1] != NULL)
		printf("%s is shared by %s: it has no book of its own, and is tagged at most\n", address,
		       joined);
	else
		printf("%s is an alias of %s\n", address, joined);
	if (moved > 0)
		printf("%u %s that it had %s in the book of %s now\n", moved,
		       moved == 1 ? "contact" : "contacts", moved == 1 ? "is" : "are", joined);
}

static int
make_alias(CommandContext *context, char **words)
{
	g_auto(OwnerStore) store = { 0 };
	g_auto(GStrv) forms = NULL;
	g_autoptr(GError) error = NULL;
	guint moved = 0;
	int status = owner_store_begin(&store, context);

	if (status != EX_OK)
		return status;
	forms = read_addresses(&store, words);
	if (forms == NULL)
		return EX_USAGE;
	status = owner_store_open(&store, words[1] != NULL ? DATABASE_CREATE : DATABASE_WRITE);
	if (status != EX_OK || store.database == NULL)
		return status;
	if (!owners_alias(store.database, forms[0], (const char *const *)forms + 1, &moved, &error))
		return command_fail_with(context, error);
	print_alias(forms[0], forms + 1, moved);
	return EX_OK;
}

int
owner_alias_command(CommandContext *context, int argc, char **argv)
{
	g_auto(GStrv) words = NULL;
	gboolean remove = FALSE;
	const GOptionEntry entries[] = {
		{ "remove", 0, 0, G_OPTION_ARG_NONE, &remove, "It is nobody's alias any more", NULL },
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL },
		{ 0 },
	};

	if (!command_parse(context, "ADDRESS OWNER...",
			   "Make an address an alias of a person, whose book, history and settings count"
			   " for it then,\nor of several, who share it.", entries, argc, argv))
		return EX_USAGE;
	if (words == NULL)
		return command_fail(context, EX_USAGE, "which address?  Expected ADDRESS OWNER...");
	if (remove != (words[1] == NULL))
		return command_fail(context, EX_USAGE, remove ? "--remove takes an address alone"
							      : "whose alias?  Expected an owner, or --remove");
	return make_alias(context, words);
}
