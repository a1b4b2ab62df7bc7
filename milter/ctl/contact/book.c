#include "book.h"

#include "people/profile.h"
#include "store/become.h"
#include "store/store.h"

void
contact_options_clear(ContactOptions *options)
{
	g_free(options->owner);
	g_strfreev(options->names);
	g_strfreev(options->emails);
	g_strfreev(options->profiles);
	g_free(options->network);
	g_free(options->note);
	g_free(options->source);
	g_strfreev(options->words);
}

void
contact_book_clear(ContactBook *book)
{
	g_free(book->owner);
	config_free(book->config);
	store_close(book->store);
}

/*
 * Arguments are taken as bytes (FILENAME), not as strings: GLib would convert those from the
 * locale, and cron's locale knows no letter of a foreign name.
 */
static void
append_entry(GArray *entries, const char *name, GOptionArg type, gpointer target,
	     const char *description, const char *argument)
{
	const GOptionEntry entry = { name, 0, 0, type, target, description, argument };

	g_array_append_val(entries, entry);
}

static GArray *
contact_entries(ContactOptions *options, ContactTakes takes)
{
	GArray *entries = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));

	append_entry(entries, "owner", G_OPTION_ARG_FILENAME, &options->owner,
		     "Whose book: an address, @domain or *", "OWNER");
	if (takes & TAKES_PERSON) {
		append_entry(entries, "name", G_OPTION_ARG_FILENAME_ARRAY, &options->names,
			     "The person's name; may be repeated", "NAME");
		append_entry(entries, "email", G_OPTION_ARG_FILENAME_ARRAY, &options->emails,
			     "An address; may be repeated", "ADDRESS");
		append_entry(
			entries, "profile", G_OPTION_ARG_FILENAME_ARRAY, &options->profiles,
			"A profile network:form:value, or the address of its page; may be repeated",
			"PROFILE");
		append_entry(entries, "note", G_OPTION_ARG_FILENAME, &options->note,
			     "A remark to keep with it", "TEXT");
	}
	if (takes & TAKES_NETWORK)
		append_entry(entries, "network", G_OPTION_ARG_FILENAME, &options->network,
			     "The network that a decline by name alone covers", "NETWORK");
	if (takes & TAKES_SOURCE)
		append_entry(entries, "source", G_OPTION_ARG_FILENAME, &options->source,
			     "Those from this source alone, such as learned", "SOURCE");
	if (takes & TAKES_JSON)
		append_entry(entries, "json", G_OPTION_ARG_NONE, &options->json,
			     "Print one JSON object a line", NULL);
	if (takes & TAKES_WORD)
		append_entry(entries, G_OPTION_REMAINING, G_OPTION_ARG_FILENAME_ARRAY,
			     &options->words, NULL, NULL);
	return entries;
}

static int
check_source(const ContactOptions *options, CommandContext *context)
{
	if (!g_strv_contains(contact_source_words, options->source))
		return command_fail(context, EX_USAGE, "\"%s\": expected learned, import or manual",
				    options->source);
	if (options->words != NULL)
		return command_fail(context, EX_USAGE, "expected --source or a contact, not both");
	return EX_OK;
}

int
contact_options_parse(ContactOptions *options, CommandContext *context, ContactTakes takes,
		      const char *summary, int argc, char **argv)
{
	g_autoptr(GArray) entries = contact_entries(options, takes);
	const char *arguments = takes & TAKES_WORD ? "ID|NAME|ADDRESS|PROFILE" : NULL;

	if (!command_parse(context, arguments, summary, (const GOptionEntry *)entries->data, argc,
			   argv))
		return EX_USAGE;
	if (options->owner == NULL && !(takes & OWNER_OPTIONAL))
		return command_fail(context, EX_USAGE, "whose book?  Expected --owner OWNER");
	if (options->source != NULL)
		return check_source(options, context);
	if ((takes & TAKES_WORD) && (options->words == NULL || options->words[1] != NULL))
		return command_fail(context, EX_USAGE,
				    "which contact?  Expected one id, name, address or profile");
	return EX_OK;
}

gboolean
contact_read_pages(CommandContext *context, char **profiles)
{
	g_autoptr(Ruleset) rules = NULL;

	for (; profiles != NULL && *profiles != NULL; profiles++) {
		char *profile;

		if (!profile_is_url(*profiles))
			continue;
		if (rules == NULL && (rules = command_rules(context)) == NULL)
			return FALSE;
		profile = profile_of_url(rules, *profiles);
		if (profile == NULL) {
			command_say(context,
				    "\"%s\" is no member's page that the rules know: "
				    "expected %s",
				    *profiles, identity_expected(IDENTITY_PROFILE));
			return FALSE;
		}
		g_free(*profiles);
		*profiles = profile;
	}
	return TRUE;
}

static int
book_set_owner(ContactBook *book, const ContactOptions *options, char delimiter)
{
	if (options->owner == NULL)
		return EX_OK;
	book->owner = contacts_owner(options->owner, delimiter);
	if (book->owner == NULL)
		return command_fail(book->context, EX_USAGE,
				    "\"%s\" is no owner: expected an address, @domain or *",
				    options->owner);
	return EX_OK;
}

int
contact_book_name(ContactBook *book, CommandContext *context, const ContactOptions *options)
{
	int status;

	book->context = context;
	book->config = command_config(context);
	if (book->config == NULL)
		return EX_CONFIG;
	status = book_set_owner(book, options, book->config->recipient_delimiter);
	if (status == EX_OK)
		command_say_defaults(context, book->config);
	return status;
}

int
contact_book_become(ContactBook *book)
{
	g_autoptr(GError) error = NULL;

	if (!become_owner(book->config->database, &error))
		return command_fail_with(book->context, error);
	return EX_OK;
}

/*
 * Several persons' address has no book of its own to put somebody into; what it had is still to be
 * seen.
 */
static int
find_person(ContactBook *book, Store *store, StoreAccess access)
{
	g_autofree char *named = g_strdup(book->owner);
	guint persons = 0;
	g_autoptr(GError) error = NULL;

	if (named == NULL)
		return EX_OK;
	if (!owners_person(store->owners, &book->owner, &persons, &error))
		return command_fail_with(book->context, error);
	if (persons == 1)
		command_say(book->context, "%s is an alias of %s, whose book it is", named,
			    book->owner);
	else if (persons > 1 && access == STORE_CREATE)
		return command_fail(
			book->context, EX_DATAERR,
			"%s is an alias of %u persons and has no book: name one of them, "
			"the domain or *",
			named, persons);
	return EX_OK;
}

int
contact_book_find_person(ContactBook *book)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store =
		book->context->engine->open(book->config->database, STORE_READ, &error);

	if (g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING))
		return EX_OK;
	return store != NULL ? find_person(book, store, STORE_CREATE)
			     : command_fail_with(book->context, error);
}

int
contact_book_open(ContactBook *book, CommandContext *context, const ContactOptions *options,
		  StoreAccess access)
{
	g_autoptr(GError) error = NULL;
	int status = book->config == NULL ? contact_book_name(book, context, options) : EX_OK;

	if (status == EX_OK)
		status = contact_book_become(book);
	if (status != EX_OK)
		return status;
	book->store = context->engine->open(book->config->database, access, &error);
	if (g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING)) {
		command_say(context, "no database at %s, the book is empty",
			    book->config->database);
		return EX_OK;
	}
	return book->store != NULL ? find_person(book, book->store, access)
				   : command_fail_with(context, error);
}

/* Whether WORD is a contact's number; names have letters. */
static gboolean
word_is_id(const char *word, gint64 *id)
{
	guint64 number;

	if (!g_ascii_string_to_unsigned(word, 10, 1, G_MAXINT64, &number, NULL))
		return FALSE;
	*id = (gint64)number;
	return TRUE;
}

/* The contact with the number ID, or none. */
static GPtrArray *
find_by_id(ContactBook *book, gint64 id, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)contact_free);
	Contact *contact;

	if (!book->store->contacts->read(book->store->contacts, book->owner, id, &contact, error))
		return NULL;
	if (contact != NULL)
		g_ptr_array_add(found, contact);
	return g_steal_pointer(&found);
}

int
contact_book_find(ContactBook *book, const char *word, GPtrArray **contacts)
{
	g_autoptr(GPtrArray) found = NULL;
	g_autoptr(GError) error = NULL;
	gint64 id = 0;

	if (book->store != NULL) {
		found = word_is_id(word, &id)
				? find_by_id(book, id, &error)
				: book->store->contacts->find(book->store->contacts, book->owner,
							      word, &error);
		if (found == NULL)
			return command_fail_with(book->context, error);
	}
	if (found == NULL || found->len == 0)
		return command_fail(book->context, EX_DATAERR,
				    "the book of %s has no contact \"%s\"", book->owner, word);
	*contacts = g_steal_pointer(&found);
	return EX_OK;
}
