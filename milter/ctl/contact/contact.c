/* invitectl contact: the books, whom an owner trusts or declines */
#include <stdio.h>
#include <string.h>

#include "mail/decode.h"
#include "people/identities.h"
#include "store/store.h"
#include "book.h"
#include "print.h"

/* Check VALUES (nullable) and add them to TARGET. */
static gboolean
take_values(CommandContext *context, IdentityType type, char **values, GPtrArray *target)
{
	for (; values != NULL && *values != NULL; values++) {
		g_autofree char *form = identity_form(type, *values);

		if (form == NULL) {
			g_autofree char *shown = g_utf8_make_valid(*values, -1);

			command_say(context, "\"%s\": expected %s", shown, identity_expected(type));
			return FALSE;
		}
		g_ptr_array_add(target, decode_collapse(decode_visible(g_strdup(*values))));
	}
	return TRUE;
}

/* The contact that the options describe (transfer full), or NULL after saying what is wrong. */
static Contact *
contact_from_options(CommandContext *context, const char *owner, const ContactOptions *options)
{
	g_autoptr(Contact) contact = contact_new(owner);

	if (!contact_read_pages(context, options->profiles) ||
	    !take_values(context, IDENTITY_NAME, options->names, contact->names) ||
	    !take_values(context, IDENTITY_EMAIL, options->emails, contact->emails) ||
	    !take_values(context, IDENTITY_PROFILE, options->profiles, contact->profiles))
		return NULL;
	if (contact->names->len + contact->emails->len + contact->profiles->len == 0) {
		command_say(context, "who?  Expected --name, --email or --profile");
		return NULL;
	}
	if (options->note != NULL && !g_utf8_validate(options->note, -1, NULL)) {
		command_say(context, "the note is not UTF-8");
		return NULL;
	}
	if (options->note != NULL)
		contact->note = decode_collapse(decode_visible(g_strdup(options->note)));
	contact->source = g_strdup("manual");
	contact->since = g_get_real_time() / G_USEC_PER_SEC;
	return g_steal_pointer(&contact);
}

/* What was stored is read back: it may have been joined to what the book had. */
static int
print_stored(ContactBook *book, gint64 id, gboolean json)
{
	g_autofree char *word = g_strdup_printf("%" G_GINT64_FORMAT, id);
	g_autoptr(GPtrArray) contacts = NULL;
	g_autofree char *text = NULL;
	int status = contact_book_find(book, word, &contacts);

	if (status != EX_OK)
		return status;
	text = json ? contact_json(contacts->pdata[0]) : contact_line(contacts->pdata[0]);
	command_print_line(text);
	return EX_OK;
}

static int
store_contact(CommandContext *context, const ContactOptions *options, Contact *contact)
{
	g_auto(ContactBook) book = { 0 };
	g_autoptr(GError) error = NULL;
	int status = contact_book_open(&book, context, options, STORE_CREATE);

	if (status != EX_OK)
		return status;
	g_free(contact->owner);
	contact->owner = g_strdup(book.owner);
	if (!book.store->contacts->add(book.store->contacts, contact, &error))
		return command_fail_with(context, error);
	return print_stored(&book, contact->id, options->json);
}

static int
run_add(CommandContext *context, int argc, char **argv)
{
	g_auto(ContactOptions) options = { 0 };
	g_autoptr(Contact) contact = NULL;
	int status = contact_options_parse(&options, context, TAKES_PERSON | TAKES_JSON,
					   "Trust a person.", argc, argv);

	if (status != EX_OK)
		return status;
	contact = contact_from_options(context, options.owner, &options);
	if (contact == NULL)
		return EX_USAGE;
	contact->state = CONTACT_TRUSTED;
	return store_contact(context, &options, contact);
}

static int
run_decline(CommandContext *context, int argc, char **argv)
{
	g_auto(ContactOptions) options = { 0 };
	g_autoptr(Contact) contact = NULL;
	int status =
		contact_options_parse(&options, context, TAKES_PERSON | TAKES_NETWORK | TAKES_JSON,
				      "Decline a person once, and the reminders are silent too.\n"
				      "By name alone it covers one network.",
				      argc, argv);

	if (status != EX_OK)
		return status;
	contact = contact_from_options(context, options.owner, &options);
	if (contact == NULL)
		return EX_USAGE;
	contact->state = CONTACT_DECLINED;
	if (contact->emails->len + contact->profiles->len == 0) {
		if (options.network == NULL || options.network[0] == '\0')
			return command_fail(context, EX_USAGE,
					    "a decline by name alone covers one network:"
					    " expected --network NETWORK");
		if (!g_str_is_ascii(options.network))
			return command_fail(context, EX_USAGE, "\"%s\": expected a network's name",
					    options.network);
		contact->network = g_ascii_strdown(options.network, -1);
	}
	return store_contact(context, &options, contact);
}

/* Take those of CONTACTS out that are from elsewhere than SOURCE. */
static void
keep_source(GPtrArray *contacts, const char *source)
{
	for (guint i = contacts->len; i > 0; i--)
		if (strcmp(((const Contact *)contacts->pdata[i - 1])->source, source) != 0)
			g_ptr_array_remove_index(contacts, i - 1);
}

static void
print_contacts(const GPtrArray *contacts, char *(*print)(const Contact *))
{
	for (guint i = 0; i < contacts->len; i++) {
		g_autofree char *text = print(contacts->pdata[i]);

		command_print_line(text);
	}
}

static int
run_list(CommandContext *context, int argc, char **argv)
{
	g_auto(ContactOptions) options = { 0 };
	g_auto(ContactBook) book = { 0 };
	g_autoptr(GPtrArray) contacts = NULL;
	g_autoptr(GError) error = NULL;
	int status =
		contact_options_parse(&options, context, TAKES_JSON | TAKES_SOURCE | OWNER_OPTIONAL,
				      "List a book, or without --owner all of them.", argc, argv);

	if (status == EX_OK)
		status = contact_book_open(&book, context, &options, STORE_READ);
	if (status != EX_OK || book.store == NULL)
		return status;
	contacts = contacts_list(book.store->contacts, book.owner, &error);
	if (contacts == NULL)
		return command_fail_with(context, error);
	if (options.source != NULL)
		keep_source(contacts, options.source);
	print_contacts(contacts, options.json ? contact_json : contact_line);
	return EX_OK;
}

static int
run_show(CommandContext *context, int argc, char **argv)
{
	g_auto(ContactOptions) options = { 0 };
	g_auto(ContactBook) book = { 0 };
	g_autoptr(GPtrArray) contacts = NULL;
	int status = contact_options_parse(&options, context, TAKES_JSON | TAKES_WORD,
					   "Show what a book has of a person.", argc, argv);

	if (status == EX_OK)
		status = contact_book_open(&book, context, &options, STORE_READ);
	if (status == EX_OK)
		status = contact_book_find(&book, options.words[0], &contacts);
	if (status == EX_OK)
		print_contacts(contacts, options.json ? contact_json : contact_text);
	return status;
}

static int
remove_all(ContactBook *book, const GPtrArray *contacts)
{
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i < contacts->len; i++) {
		const Contact *contact = contacts->pdata[i];
		gboolean removed;

		if (!book->store->contacts->remove(book->store->contacts, book->owner, contact->id,
						   &removed, &error))
			return command_fail_with(book->context, error);
	}
	return EX_OK;
}

static int
run_remove(CommandContext *context, int argc, char **argv)
{
	g_auto(ContactOptions) options = { 0 };
	g_auto(ContactBook) book = { 0 };
	g_autoptr(GPtrArray) contacts = NULL;
	int status = contact_options_parse(&options, context, TAKES_WORD, "Remove one contact.",
					   argc, argv);

	if (status == EX_OK)
		status = contact_book_open(&book, context, &options, STORE_WRITE);
	if (status == EX_OK)
		status = contact_book_find(&book, options.words[0], &contacts);
	if (status != EX_OK)
		return status;
	if (contacts->len > 1) {
		print_contacts(contacts, contact_line);
		return command_fail(
			context, EX_DATAERR,
			"\"%s\" means %u contacts: name one by its id, or forget them all",
			options.words[0], contacts->len);
	}
	return remove_all(&book, contacts);
}

/* Undo what was learned of the owner's mail. */
static int
forget_source(ContactBook *book, const char *source)
{
	g_autoptr(GError) error = NULL;
	guint contacts = 0;

	if (strcmp(source, contact_source_words[SOURCE_LEARNED]) != 0)
		return command_fail(
			book->context, EX_USAGE,
			"\"%s\": expected learned; what somebody said is forgotten one by one",
			source);
	if (book->store != NULL &&
	    !book->store->contacts->unlearn(book->store->contacts, book->owner, &contacts, &error))
		return command_fail_with(book->context, error);
	printf("%u learned contacts of %s forgotten\n", contacts, book->owner);
	return EX_OK;
}

static int
run_forget(CommandContext *context, int argc, char **argv)
{
	g_auto(ContactOptions) options = { 0 };
	g_auto(ContactBook) book = { 0 };
	g_autoptr(GPtrArray) contacts = NULL;
	int status = contact_options_parse(
		&options, context, TAKES_WORD | TAKES_SOURCE,
		"Remove everything that a book has of a person, trusted, learned or declined;\n"
		"or with --source learned all that it learned of the owner's mail.",
		argc, argv);

	if (status == EX_OK)
		status = contact_book_open(&book, context, &options, STORE_WRITE);
	if (status == EX_OK && options.source != NULL)
		return forget_source(&book, options.source);
	if (status == EX_OK)
		status = contact_book_find(&book, options.words[0], &contacts);
	return status == EX_OK ? remove_all(&book, contacts) : status;
}

/* The rest is in the file of its name. */
extern const Command contact_export_command, contact_import_command;

static const Command contact_add_command = { "add", run_add, "trust a person" };
static const Command contact_decline_command = { "decline", run_decline,
						 "decline a person, reminders included" };
static const Command contact_forget_command = { "forget", run_forget,
						"remove all that a book has of a person" };
static const Command contact_list_command = { "list", run_list, "list a book, or all" };
static const Command contact_remove_command = { "remove", run_remove, "remove one contact" };
static const Command contact_show_command = { "show", run_show,
					      "show what a book has of a person" };

static const Command *const commands[] = {
	&contact_add_command,    &contact_decline_command, &contact_export_command,
	&contact_forget_command, &contact_import_command,  &contact_list_command,
	&contact_remove_command, &contact_show_command,    NULL,
};

static int
run(CommandContext *context, int argc, char **argv)
{
	return command_dispatch(commands, context, argc, argv);
}

const Command contact_command = { "contact", run,
				  "keep the contact books: whom an owner trusts or declines" };
