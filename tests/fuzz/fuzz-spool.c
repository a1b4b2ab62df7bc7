/*
 * Files of the spool: what cannot be read is told, what can is read within its bounds
 * (store/spool*.h).
 */
#include "fuzz.h"

#include "sqlite/engine.h"
#include "store/spool-file.h"

static Store *database;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	database = sqlite_engine.open(STORE_IN_MEMORY, STORE_CREATE, NULL);
	g_assert_nonnull(database);
	return 0;
}

/* What a header says, written again and read again, says the same. */
static void
check_return(const SpoolEntry *entry)
{
	g_autofree char *text = spool_entry_format(entry), *again = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(SpoolEntry) other = spool_entry_parse(text, strlen(text), &error);

	g_assert_no_error(error);
	again = spool_entry_format(other);
	g_assert_cmpstr(again, ==, text);
}

/* The message comes to its end, and is no longer than the file and its edits. */
static void
check_message(int fd, const SpoolEntry *entry, gboolean edited, gsize most)
{
	SpoolReader *reader = spool_reader_new(fd, entry, edited);
	g_autoptr(GError) error = NULL;
	const char *data;
	gsize size = 1, all = 0;

	while (size > 0 && spool_reader_next(reader, &data, &size, &error))
		all += size;
	g_assert_no_error(error);
	g_assert_cmpuint(all, <=, edited ? 3 * most : most);
	if (!edited)
		g_assert_cmpuint(all, ==, entry->size);
	spool_reader_free(reader);
}

static void
check_index(const SpoolEntry *entry)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows = NULL;

	if (!database->held->put(database->held, entry, &error))
		return;
	rows = database->held->list(database->held, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(rows->len, ==, 1);
	g_assert_true(database->held->remove(database->held, entry->id, &error));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = fuzz_file(data, size);
	g_autoptr(GError) error = NULL;
	g_autoptr(SpoolEntry) entry = spool_file_read(fuzz_file_path(), &error);

	fuzz_assert_error(entry == NULL, error);
	if (entry == NULL)
		return 0;
	check_return(entry);
	check_message(fd, entry, FALSE, size);
	check_message(fd, entry, TRUE, size);
	check_index(entry);
	return 0;
}
