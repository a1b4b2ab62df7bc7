/* invitectl contact export: a book as vCard or CSV, which import takes back the same */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/terminal.h"
#include "book.h"
#include "person.h"
#include "import/csv.h"
#include "import/vcard.h"

typedef struct ExportOptions {
	ContactOptions book; /* owner, words: the file */
	char *format;
	char **persons;
} ExportOptions;

static void
export_options_clear(ExportOptions *options)
{
	contact_options_clear(&options->book);
	g_free(options->format);
	g_strfreev(options->persons);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ExportOptions, export_options_clear)

static int
check_person(const ExportOptions *options, CommandContext *context)
{
	if (options->book.owner != NULL || options->format != NULL || options->book.words != NULL)
		return command_fail(
			context, EX_USAGE,
			"--person prints what all books have: no owner, format or file");
	return EX_OK;
}

static int
export_options_parse(ExportOptions *options, CommandContext *context, int argc, char **argv)
{
	const GOptionEntry entries[] = {
		{ "owner", 0, 0, G_OPTION_ARG_FILENAME, &options->book.owner,
		  "Whose book: an address, @domain or *", "OWNER" },
		{ "format", 0, 0, G_OPTION_ARG_STRING, &options->format, "vcard (default) or csv",
		  "FORMAT" },
		{ "person", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->persons,
		  "Instead, print all that is stored of a person; may be repeated",
		  "NAME|ADDRESS|PROFILE" },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &options->book.json,
		  "Of a person: one JSON object a line", NULL },
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->book.words, NULL,
		  NULL },
		{ 0 },
	};

	if (!command_parse(context, "[FILE]",
			   "Write a book as vCard or CSV, or all that is stored of a person.",
			   entries, argc, argv))
		return EX_USAGE;
	if (options->persons != NULL)
		return check_person(options, context);
	if (options->book.owner == NULL)
		return command_fail(context, EX_USAGE,
				    "whose book?  Expected --owner OWNER, or --person");
	if (options->book.json)
		return command_fail(context, EX_USAGE, "--json is for --person");
	if (options->book.words != NULL && options->book.words[1] != NULL)
		return command_fail(context, EX_USAGE, "expected one file");
	if (options->format != NULL && strcmp(options->format, "vcard") != 0 &&
	    strcmp(options->format, "csv") != 0)
		return command_fail(context, EX_USAGE, "\"%s\": expected vcard or csv",
				    options->format);
	return EX_OK;
}

static gboolean
is_named(const ExportOptions *options)
{
	return options->book.words != NULL && strcmp(options->book.words[0], "-") != 0;
}

/* In a folder of somebody else's a name may be one of root's files besides. */
static gboolean
check_output(CommandContext *context, int descriptor, const char *path)
{
	struct stat status;

	if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
		return TRUE;
	if (status.st_nlink > 1) {
		command_say(context, "%s: it has another name besides, whose file would be lost",
			    path);
		return FALSE;
	}
	if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		command_say(context, "%s: others than its owner have rights to it (mode %04o)",
			    path, (unsigned)status.st_mode & 07777);
	return TRUE;
}

/* Open the file before root becomes another; what is there is lost only when the book is open. */
static int
open_output(CommandContext *context, const ExportOptions *options, FILE **out)
{
	const char *path;
	int descriptor;

	if (!is_named(options)) {
		*out = isatty(STDOUT_FILENO) ? stdout : terminal_raw_output();
		return *out != NULL ? EX_OK
				    : command_fail(context, EX_CANTCREAT, "standard output: %s",
						   g_strerror(errno));
	}
	path = options->book.words[0];
	descriptor = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (descriptor >= 0 && !check_output(context, descriptor, path)) {
		close(descriptor);
		return EX_CANTCREAT;
	}
	*out = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
	if (*out == NULL && errno == ELOOP)
		return command_fail(context, EX_CANTCREAT, "%s: a link, which may lead anywhere",
				    path);
	return *out != NULL
		       ? EX_OK
		       : command_fail(context, EX_CANTCREAT, "%s: %s", path, g_strerror(errno));
}

static int
close_output(CommandContext *context, FILE *out)
{
	if (out == stdout)
		return EX_OK;
	/* A pipe or a device knows no sync. */
	if (fflush(out) != 0 || ferror(out) != 0 ||
	    (fsync(fileno(out)) != 0 && errno != EINVAL && errno != EROFS)) {
		fclose(out);
		return command_fail(context, EX_IOERR, "cannot write the file");
	}
	return fclose(out) == 0 ? EX_OK : command_fail(context, EX_IOERR, "cannot write the file");
}

/* How a book is written. */
typedef struct Writer {
	FILE *out;
	char *(*write)(const Contact *contact);
} Writer;

/* A ContactFunc. */
static gboolean
write_contact(Contact **contact, gpointer user_data, GError **error)
{
	const Writer *writer = user_data;
	g_autofree char *text = writer->write(*contact);

	(void)error;
	fputs(text, writer->out);
	return TRUE;
}

/* What is there of OUT goes, where something can be. */
static gboolean
empty(FILE *out)
{
	struct stat status;

	return fstat(fileno(out), &status) == 0 &&
	       (!S_ISREG(status.st_mode) || ftruncate(fileno(out), 0) == 0);
}

/* NAMED: OUT is a file of ours alone, and not what somebody goes on writing to. */
static int
write_book(ContactBook *book, gboolean csv, gboolean named, FILE *out)
{
	Writer writer = { out, csv ? export_csv : export_vcard };
	g_autofree char *header = csv ? export_csv_header() : g_strdup("");
	g_autoptr(GError) error = NULL;

	if (named && !empty(out))
		return command_fail(book->context, EX_IOERR, "cannot write the file: %s",
				    g_strerror(errno));
	fputs(header, out);
	if (book->store != NULL && !book->store->contacts->each(book->store->contacts, book->owner,
								write_contact, &writer, &error))
		return command_fail_with(book->context, error);
	return EX_OK;
}

static int
run(CommandContext *context, int argc, char **argv)
{
	g_auto(ExportOptions) options = { 0 };
	g_auto(ContactBook) book = { 0 };
	FILE *out = stdout;
	int closed, status = export_options_parse(&options, context, argc, argv);

	if (status == EX_OK && options.persons != NULL)
		return contact_person_print(context, options.persons, options.book.json);
	if (status == EX_OK)
		status = contact_book_name(&book, context, &options.book);
	if (status == EX_OK)
		status = open_output(context, &options, &out);
	if (status != EX_OK)
		return status;
	status = contact_book_open(&book, context, &options.book, STORE_READ);
	if (status == EX_OK)
		status = write_book(&book, g_strcmp0(options.format, "csv") == 0,
				    is_named(&options), out);
	closed = close_output(context, out);
	return status != EX_OK ? status : closed;
}

const Command contact_export_command = { "export", run, "write a book as vCard or CSV" };
