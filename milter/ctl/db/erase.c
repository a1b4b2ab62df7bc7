/* invitectl db erase: forget an owner, or a person, for good */
#include "ctl/contact/book.h"
#include "ctl/held/run.h"
#include "ctl/shown.h"
#include "store/erase.h"

typedef struct EraseOptions {
	char *owner;
	char **persons;
	gboolean dry;
} EraseOptions;

static void
erase_options_clear(EraseOptions *options)
{
	g_free(options->owner);
	g_strfreev(options->persons);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EraseOptions, erase_options_clear)

static int
erase_options_parse(EraseOptions *options, CommandContext *context, int argc, char **argv)
{
	const GOptionEntry entries[] = {
		{ "owner", 0, 0, G_OPTION_ARG_FILENAME, &options->owner,
		  "Whose book, history, journal and held mail: an address, @domain or *", "OWNER" },
		{ "person", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->persons,
		  "Who is in the books of others; may be repeated", "NAME|ADDRESS|PROFILE" },
		{ "dry-run", 0, 0, G_OPTION_ARG_NONE, &options->dry,
		  "Of a person: only say how much there is", NULL },
		{ 0 },
	};

	if (!command_parse(context, NULL,
			   "Forget an owner, or a person in all books, so that nothing stays in "
			   "the files.",
			   entries, argc, argv))
		return EX_USAGE;
	if ((options->owner != NULL) == (options->persons != NULL))
		return command_fail(context, EX_USAGE, "whom?  Expected --owner or --person");
	if (options->dry && options->persons == NULL)
		return command_fail(context, EX_USAGE, "--dry-run tells of a person alone");
	return EX_OK;
}

static void
print_counts(const char *what, guint contacts, guint invitations, guint copies)
{
	printf("%s: %u contacts, %u senders in the history, %u held messages\n", what, contacts,
	       invitations, copies);
}

/* What is said when it is done; what had to stay. */
static int
report(const HeldRun *run, const Erased *erased, guint unreadable)
{
	print_counts("erased", erased->contacts, erased->invitations, erased->copies);
	if (unreadable > 0)
		command_say(run->context,
			    "%u held messages cannot be read: \"held check\" names them",
			    unreadable);
	if (erased->busy == 0)
		return EX_OK;
	return command_fail(run->context, EX_TEMPFAIL,
			    "%u messages are just being delivered: do it again", erased->busy);
}

/* Those who are called as the erased were may be the same, or others: a person has to say. */
static int
mention_namesakes(const HeldRun *run, char **names)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Traces) rest = traces_find(run->decider.store, run->decider.spool,
					     (const char *const *)names, &error);
	g_autofree char *shown = NULL;

	if (rest == NULL)
		return command_fail_with(run->context, error);
	if (traces_is_empty(rest))
		return EX_OK;
	shown = shown_line(names[0]);
	print_counts("kept, for a name alone is not the person", rest->contacts->len,
		     rest->invitations->len, rest->copies->len);
	printf("if they are, erase --person '%s' as well\n", shown);
	return EX_OK;
}

static int
erase_person(HeldRun *run, const EraseOptions *options)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Traces) traces = traces_find(run->decider.store, run->decider.spool,
					       (const char *const *)options->persons, &error);
	g_auto(GStrv) names = NULL;
	Erased erased;
	int status;

	if (traces == NULL)
		return command_fail_with(run->context, error);
	if (options->dry) {
		print_counts("would be erased", traces->contacts->len, traces->invitations->len,
			     traces->copies->len);
		return EX_OK;
	}
	names = traces_names(traces);
	if (!erase_traces(run->decider.store, run->decider.spool, traces, run->decider.who, &erased,
			  &error))
		return command_fail_with(run->context, error);
	status = report(run, &erased, traces->unreadable);
	return status == EX_OK ? mention_namesakes(run, names) : status;
}

static int
erase_book(HeldRun *run, const EraseOptions *options)
{
	g_autofree char *owner =
		contacts_owner(options->owner, run->decider.config->recipient_delimiter);
	g_autoptr(GError) error = NULL;
	Erased erased;

	if (owner == NULL)
		return command_fail(run->context, EX_USAGE,
				    "\"%s\" is no owner: expected an address, @domain or *",
				    options->owner);
	if (!erase_owner(run->decider.store, run->decider.spool, owner, run->decider.who, &erased,
			 &error))
		return command_fail_with(run->context, error);
	return report(run, &erased, 0);
}

static int
run_erase(CommandContext *context, int argc, char **argv)
{
	g_auto(EraseOptions) options = { 0 };
	g_auto(HeldRun) run = { 0 };
	int status = erase_options_parse(&options, context, argc, argv);

	if (status == EX_OK && !contact_read_pages(context, options.persons))
		status = EX_USAGE;
	if (status == EX_OK)
		status = held_run_open(&run, context, options.dry ? STORE_READ : STORE_WRITE);
	if (status != EX_OK)
		return status;
	return options.owner != NULL ? erase_book(&run, &options) : erase_person(&run, &options);
}

const Command db_erase_command = { "erase", run_erase, "forget an owner, or a person, for good" };
