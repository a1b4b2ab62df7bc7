/* Tables of contacts in all layouts (import/csv.h). */
#include "fuzz.h"

#include "book.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* What is none has the file show it. */
	static const char *const formats[] = { "any",    "any",      "any",     "any",        "csv",
					       "google", "linkedin", "outlook", "thunderbird" };
	static const char *const charsets[] = { NULL, "windows-1252", NULL, "utf-16" };
	FuzzDice dice = fuzz_dice(data, size);
	const ImportFormat *format =
		import_format_find(formats[fuzz_throw(&dice, G_N_ELEMENTS(formats))]);
	const char *charset = charsets[fuzz_throw(&dice, G_N_ELEMENTS(charsets))];
	g_autoptr(GPtrArray) contacts = book_read(data, size, format, charset);

	for (guint i = 0; i < MIN(contacts->len, 3); i++)
		book_check(contacts->pdata[i]);
	return 0;
}
