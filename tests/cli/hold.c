/*
 * hold - keep a copy of a mail file as the filter would, and print its id
 *
 *	hold DATABASE MAIL [NAME=VALUE]...
 *	hold --journal DATABASE ID
 *
 * A NAME in capitals is a field of the copy's header (store/spool-entry.h) and may be repeated:
 * Sender=<jane@example.net> Recipient=<bob@example.org> Owner=bob@example.org are needed.  Others
 *are place=held|outbox, mark=prepared|answered|sending (default: answered) and index=no, which
 *leaves the database alone.  --journal prints what the journal has of a copy: events in order, in
 *one line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/origin.h"
#include "mail/mailbox.h"
#include "mail/mailstore.h"
#include "sqlite/engine.h"
#include "sqlite/transaction.h"
#include "store/held-check.h"

static void
insist(const GError *error)
{
	if (error == NULL)
		return;
	fprintf(stderr, "hold: %s\n", error->message);
	exit(1);
}

/* The value of the first word NAME=VALUE, as in a header, or OTHERWISE. */
static const char *
value_of(char **words, const char *name, const char *otherwise)
{
	gsize length = strlen(name);

	for (; *words != NULL; words++)
		if (strncmp(*words, name, length) == 0 && (*words)[length] == '=')
			return *words + length + 1;
	return otherwise;
}

static int
choice_of(char **words, const char *name, const char *const *choices, int otherwise)
{
	const char *value = value_of(words, name, choices[otherwise]);

	for (int i = 0; choices[i] != NULL; i++)
		if (strcmp(choices[i], value) == 0)
			return i;
	fprintf(stderr, "hold: %s=%s?\n", name, value);
	exit(1);
}

static Message *
read_mail(const char *path, const Spool *spool)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL;
	Message *message = message_new(NULL);
	const char *body;
	gsize size;

	g_file_get_contents(path, &text, &size, &error);
	insist(error);
	/* As a mail server does: that all is to be kept is known when the header is. */
	body = strstr(text, "\n\n") != NULL ? strstr(text, "\n\n") + 2 : text + size;
	mailstore_feed(message, text, (gsize)(body - text));
	message_keep_whole(message, spool_temporary_folder(spool), G_MAXUINT32);
	message_add_body(message, body, size - (gsize)(body - text));
	return message;
}

/* The copy's header is written down and read: so every field can be given. */
static SpoolEntry *
read_entry(const Message *message, char **words)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *fingerprint = origin_fingerprint(message, NULL, &error);
	g_autofree char *sender = mailbox_bare(value_of(words, "Sender", "<>"));
	g_autofree char *recipient = mailbox_bare(value_of(words, "Recipient", ""));
	g_autofree char *id = origin_copy_id(fingerprint, sender, recipient);
	g_autoptr(GString) header = g_string_new("Invite-Milter-Copy: 1\n");
	SpoolEntry *entry;

	g_string_append_printf(header, "Id: %s\nMessage-Size: %" G_GUINT64_FORMAT "\n", id,
			       message_size(message));
	for (; *words != NULL; words++) {
		const char *value = strchr(*words, '=');

		if (value != NULL && g_ascii_isupper(**words))
			g_string_append_printf(header, "%.*s: %s\n", (int)(value - *words), *words,
					       value + 1);
	}
	g_string_append_c(header, '\n');
	entry = spool_entry_parse(header->str, header->len, &error);
	insist(error);
	return entry;
}

static int
print_journal(const char *path, const char *id)
{
	static const char sql[] = "SELECT event FROM journal WHERE copy = ?1 ORDER BY id";
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) database = sqlite_engine.open(path, STORE_READ, &error);
	sqlite3_stmt *statement;
	gboolean row;

	insist(error);
	statement = database_prepare((Database *)database, sql, &error);
	insist(error);
	sqlite3_bind_text(statement, 1, id, -1, SQLITE_TRANSIENT);
	while (database_step((Database *)database, statement, &row, &error) && row)
		printf("%s ", sqlite3_column_text(statement, 0));
	insist(error);
	putchar('\n');
	return 0;
}

int
main(int argc, char **argv)
{
	static const char *const places[] = { "held", "outbox", NULL };
	static const char *const marks[] = { "prepared", "answered", "sending", NULL };
	static const char *const answers[] = { "no", "yes", NULL };
	char **words = argc > 2 ? argv + 3 : NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(Spool) spool = NULL;
	g_autoptr(Message) message = NULL;
	g_autoptr(SpoolEntry) entry = NULL;
	g_autoptr(Store) database = NULL;
	SpoolPlace place;

	if (argc == 4 && strcmp(argv[1], "--journal") == 0)
		return print_journal(argv[2], argv[3]);
	if (words == NULL) {
		fputs("usage: hold DATABASE MAIL [NAME=VALUE]...\n", stderr);
		return 64;
	}
	message_library_init();
	spool = spool_new(argv[1]);
	message = read_mail(argv[2], spool);
	entry = read_entry(message, words);
	place = (SpoolPlace)choice_of(words, "place", places, SPOOL_HELD);
	if (spool_keep(spool, place, entry, message, &error))
		spool_mark(spool, place, entry->id,
			   (SpoolMark)choice_of(words, "mark", marks, SPOOL_ANSWERED), TRUE,
			   &error);
	insist(error);
	if (choice_of(words, "index", answers, TRUE)) {
		database = sqlite_engine.open(argv[1], STORE_CREATE, &error);
		insist(error);
		held_index(database->held, spool, entry->id, &error);
		insist(error);
	}
	puts(entry->id);
	return 0;
}
