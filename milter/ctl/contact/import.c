/* invitectl contact import: address books and sent mail become contacts, all of them or none */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/names.h"
#include "book.h"
#include "import-report.h"
#include "import/sent.h"
#include "store/store.h"

typedef struct ImportOptions {
	ContactOptions book; /* owner, json, words: the files */
	char *format_word, *charset;
	char **senders;
	gboolean dry, restore;
	const ImportFormat *format; /* NULL: as the file shows */
} ImportOptions;

static void
import_options_clear(ImportOptions *options)
{
	contact_options_clear(&options->book);
	g_free(options->format_word);
	g_free(options->charset);
	g_strfreev(options->senders);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ImportOptions, import_options_clear)

/* A run of the command. */
typedef struct Import {
	CommandContext *context;
	const ImportOptions *options;
	ContactBook book;
	Ruleset *rules;
	GArray *descriptors; /* int, of the files, opened before root becomes another */
	Staging *staging;
	ImportReport report;
} Import;

static void
close_descriptor(gpointer data)
{
	int descriptor = *(int *)data;

	if (descriptor > STDIN_FILENO)
		close(descriptor);
}

static void
import_clear(Import *run)
{
	import_report_clear(&run->report);
	contact_book_clear(&run->book);
	ruleset_free(run->rules);
	g_clear_pointer(&run->descriptors, g_array_unref);
	staging_free(run->staging);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Import, import_clear)

/* ---- options ---- */

static int
read_format(CommandContext *context, ImportOptions *options)
{
	g_autofree const char **words = NULL;
	g_autofree char *expected = NULL;

	if (options->format_word == NULL)
		return EX_OK;
	options->format = import_format_find(options->format_word);
	if (options->format != NULL)
		return EX_OK;
	words = import_format_words();
	expected = names_expected(words);
	return command_fail(context, EX_USAGE, "\"%s\": expected %s", options->format_word,
			    expected);
}

static int
import_options_parse(ImportOptions *options, CommandContext *context, int argc, char **argv)
{
	g_autofree const char **words = import_format_words();
	g_autofree char *list = g_strjoinv(", ", (char **)words);
	g_autofree char *formats = g_strconcat(list, "; else as the file shows", NULL);
	const GOptionEntry entries[] = {
		{ "owner", 0, 0, G_OPTION_ARG_FILENAME, &options->book.owner,
		  "Whose book: an address, @domain or *", "OWNER" },
		{ "format", 0, 0, G_OPTION_ARG_STRING, &options->format_word, formats, "FORMAT" },
		{ "charset", 0, 0, G_OPTION_ARG_STRING, &options->charset,
		  "What the files are in, if not UTF-8", "CHARSET" },
		{ "from", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->senders,
		  "Of sent mail: another address of the owner's; may be repeated", "ADDRESS" },
		{ "dry-run", 0, 0, G_OPTION_ARG_NONE, &options->dry,
		  "Say what would be, and store nothing", NULL },
		{ "restore", 0, 0, G_OPTION_ARG_NONE, &options->restore,
		  "The files are our own exports: take the state, source and all they say", NULL },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &options->book.json,
		  "Print one JSON object a line", NULL },
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->book.words, NULL,
		  NULL },
		{ 0 },
	};

	if (!command_parse(context, "FILE...|-",
			   "Fill a book from address books (vCard, CSV) or from sent mail.",
			   entries, argc, argv))
		return EX_USAGE;
	if (options->book.owner == NULL)
		return command_fail(context, EX_USAGE, "whose book?  Expected --owner OWNER");
	if (options->book.words == NULL)
		return command_fail(context, EX_USAGE, "expected a file, or - for standard input");
	return read_format(context, options);
}

/* ---- gathering ---- */

static gboolean
take(Contact *contact, guint line, gpointer user_data, GError **error)
{
	Import *run = user_data;
	g_autoptr(Contact) taken = contact;

	(void)line;
	run->report.read++;
	return run->staging->add(run->staging, taken, error);
}

/* An ImportHandler's skip. */
static void
skip(guint line, const char *reason, gpointer user_data)
{
	import_report_left_out(&((Import *)user_data)->report, line, reason);
}

static int
import_status(const GError *error)
{
	if (error->domain == INPUT_ERROR)
		return error->code == INPUT_ERROR_CHARSET ? EX_USAGE : EX_NOINPUT;
	return error->domain == IMPORT_ERROR ? EX_DATAERR : command_status(error);
}

static int
open_files(Import *run)
{
	run->descriptors = g_array_new(FALSE, FALSE, sizeof(int));
	g_array_set_clear_func(run->descriptors, close_descriptor);
	for (char **word = run->options->book.words; *word != NULL; word++) {
		int descriptor =
			strcmp(*word, "-") == 0 ? STDIN_FILENO : open(*word, O_RDONLY | O_CLOEXEC);
		struct stat status;

		if (descriptor < 0)
			return command_fail(run->context, EX_NOINPUT, "%s: %s", *word,
					    g_strerror(errno));
		g_array_append_val(run->descriptors, descriptor);
		if (fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode))
			return command_fail(run->context, EX_NOINPUT,
					    "%s: a folder; is it mail (--format sent)?", *word);
	}
	return EX_OK;
}

/* One file of contacts. */
static int
gather_file(Import *run, int descriptor, const ImportHandler *handler)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Input) input = input_new(descriptor, run->options->charset, &error);

	if (input == NULL)
		return command_fail(run->context, import_status(error), "%s", error->message);
	input_set_progress(input, import_report_progress, &run->report);
	if (import_book(input, run->options->format, handler, &error))
		return EX_OK;
	import_report_hide(&run->report);
	return command_fail(run->context, import_status(error), "%s: %s", run->report.file,
			    error->message);
}

static guint64
file_size(int descriptor)
{
	struct stat status;

	return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) ? (guint64)status.st_size
									  : 0;
}

static int
gather_files(Import *run, const ImportHandler *handler)
{
	int status = EX_OK;

	for (guint i = 0; i < run->descriptors->len && status == EX_OK; i++) {
		int descriptor = g_array_index(run->descriptors, int, i);

		run->report.file = run->options->book.words[i];
		import_report_begin(&run->report, file_size(descriptor));
		status = gather_file(run, descriptor, handler);
	}
	return status;
}

/* A Maildir is read as who may read it, before root becomes another: the persons wait in memory. */
static Sent *
read_sent(Import *run, const SentSettings *settings, const ImportHandler *handler)
{
	Sent *sent = sent_new(settings, handler);

	import_report_begin(&run->report, 0);
	for (char **word = run->options->book.words; *word != NULL; word++) {
		run->report.file = *word;
		sent_read(sent, *word, import_report_progress, &run->report);
	}
	import_report_hide(&run->report);
	return sent;
}

static int
begin_staging(Import *run)
{
	g_autoptr(GError) error = NULL;
	int status = contact_book_become(&run->book);

	if (status == EX_OK)
		status = contact_book_find_person(&run->book);
	if (status != EX_OK)
		return status;
	run->staging = run->context->engine->stage(run->book.owner, &error);
	return run->staging != NULL ? EX_OK : command_fail_with(run->context, error);
}

static int
gather_sent(Import *run, const ImportHandler *handler)
{
	const Config *config = run->book.config;
	const SentSettings settings = {
		.owner = run->book.owner,
		.senders = (const char *const *)run->options->senders,
		.local_domains = (const char *const *)config->local_domains,
		.list_addresses = (const char *const *)config->list_addresses,
		.recipient_delimiter = config->recipient_delimiter,
	};
	g_autoptr(Sent) sent = read_sent(run, &settings, handler);
	g_autoptr(GError) error = NULL;
	int status;

	if (sent_mails(sent) > 0 && sent_used(sent) == 0)
		command_say(run->context,
			    "none of %" G_GUINT64_FORMAT " mails is from %s to a person;"
			    " --from names other addresses",
			    sent_mails(sent), run->book.owner);
	status = begin_staging(run);
	if (status != EX_OK)
		return status;
	return sent_take(sent, &error) ? EX_OK : command_fail_with(run->context, error);
}

static int
gather(Import *run)
{
	const ImportHandler handler = {
		.take = take,
		.skip = skip,
		.user_data = run,
		.rules = run->rules,
		.now = g_get_real_time() / G_USEC_PER_SEC,
		.restores = run->options->restore,
	};
	int status;

	if (run->options->format == &import_sent_format)
		return gather_sent(run, &handler);
	status = open_files(run);
	if (status == EX_OK)
		status = begin_staging(run);
	return status == EX_OK ? gather_files(run, &handler) : status;
}

/* ---- merging ---- */

static int
merge(Import *run)
{
	g_autoptr(GError) error = NULL;
	gboolean dry = run->options->dry, merged;
	guint64 count;
	int status = contact_book_open(&run->book, run->context, &run->options->book,
				       dry ? STORE_WRITE : STORE_CREATE);

	if (status != EX_OK)
		return status;
	if (!run->staging->count(run->staging, &count, &error))
		return command_fail_with(run->context, error);
	import_report_begin(&run->report, count);
	merged = run->staging->merge(
		run->staging, run->book.store != NULL ? run->book.store->contacts : NULL, dry,
		import_report_progress, &run->report, &run->report.counts, &error);
	import_report_hide(&run->report);
	return merged ? EX_OK : command_fail_with(run->context, error);
}

static int
run(CommandContext *context, int argc, char **argv)
{
	g_auto(ImportOptions) options = { 0 };
	g_auto(Import) run = { .context = context, .options = &options };
	int status = import_options_parse(&options, context, argc, argv);

	run.report.json = options.book.json;
	run.report.dry = options.dry;
	if (status == EX_OK)
		status = contact_book_name(&run.book, context, &options.book);
	if (status == EX_OK && (run.rules = command_rules(context)) == NULL)
		status = EX_CONFIG;
	if (status == EX_OK)
		status = gather(&run);
	if (status == EX_OK)
		status = merge(&run);
	if (status != EX_OK)
		return status;
	import_report_print(&run.report, run.book.owner);
	if (run.report.left_out == 0)
		return EX_OK;
	return options.format == &import_sent_format ? EX_NOINPUT : EX_DATAERR;
}

const Command contact_import_command = { "import", run,
					 "fill a book from address books or sent mail" };
