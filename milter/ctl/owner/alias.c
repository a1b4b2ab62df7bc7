/* invitectl owner alias: the addresses of a person, and those that several share */
#include <stdio.h>

#include "run.h"

/*
 * The comparable forms of WORDS, addresses all (transfer full, NULL-terminated), or NULL after
 * saying what is none.
 */
static char **
read_addresses(const OwnerRun *run, char **words)
{
	g_autoptr(GStrvBuilder) forms = g_strv_builder_new();

	for (; *words != NULL; words++) {
		g_autofree char *form = owner_run_form(run, *words);

		if (form == NULL)
			return NULL;
		if (form[0] == '@' || form[0] == '*') {
			command_say(run->context, "\"%s\": expected the address of a mailbox",
				    *words);
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
		printf("%s is shared by %s: it has no book of its own, and is tagged at most\n",
		       address, joined);
	else
		printf("%s is an alias of %s\n", address, joined);
	if (moved > 0)
		printf("%u %s that it had %s in the book of %s now\n", moved,
		       moved == 1 ? "contact" : "contacts", moved == 1 ? "is" : "are", joined);
}

static int
make_alias(CommandContext *context, char **words)
{
	g_auto(OwnerRun) run = { 0 };
	g_auto(GStrv) forms = NULL;
	g_autoptr(GError) error = NULL;
	guint moved = 0;
	int status = owner_run_begin(&run, context);

	if (status != EX_OK)
		return status;
	forms = read_addresses(&run, words);
	if (forms == NULL)
		return EX_USAGE;
	status = owner_run_open(&run, words[1] != NULL ? STORE_CREATE : STORE_WRITE);
	if (status != EX_OK || run.store == NULL)
		return status;
	if (!run.store->owners->alias(run.store->owners, forms[0], (const char *const *)forms + 1,
				      &moved, &error))
		return command_fail_with(context, error);
	print_alias(forms[0], forms + 1, moved);
	return EX_OK;
}

static int
run_alias(CommandContext *context, int argc, char **argv)
{
	g_auto(GStrv) words = NULL;
	gboolean remove = FALSE;
	const GOptionEntry entries[] = {
		{ "remove", 0, 0, G_OPTION_ARG_NONE, &remove, "It is nobody's alias any more",
		  NULL },
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL },
		{ 0 },
	};

	if (!command_parse(
		    context, "ADDRESS OWNER...",
		    "Make an address an alias of a person, whose book, history and settings count"
		    " for it then,\nor of several, who share it.",
		    entries, argc, argv))
		return EX_USAGE;
	if (words == NULL)
		return command_fail(context, EX_USAGE, "which address?  Expected ADDRESS OWNER...");
	if (remove != (words[1] == NULL))
		return command_fail(context, EX_USAGE,
				    remove ? "--remove takes an address alone"
					   : "whose alias?  Expected an owner, or --remove");
	return make_alias(context, words);
}

const Command owner_alias_command = { "alias", run_alias,
				      "make an address an alias of a person, or of several" };
