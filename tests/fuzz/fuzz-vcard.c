/* Visiting cards: of address books, and in mail (import/vcard.h, mail/vcard.h). */
#include "fuzz.h"

#include "mail/vcard.h"
#include "book.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	return 0;
}

static void
check_mail(const uint8_t *data, size_t size)
{
	g_autofree char *text = fuzz_utf8(data, size);
	g_autoptr(GPtrArray) cards = g_ptr_array_new_with_free_func((GDestroyNotify)vcard_free);

	vcard_read(text, cards);
	g_assert_cmpuint(cards->len, <=, 100);
	for (guint i = 0; i < cards->len; i++) {
		const VCard *card = cards->pdata[i];

		fuzz_assert_utf8(card->name);
		fuzz_assert_utf8(card->email);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const charsets[] = { NULL, "iso-8859-1", "utf-16", "shift_jis" };
	FuzzDice dice = fuzz_dice(data, size);
	const char *charset = charsets[fuzz_throw(&dice, 8) % 5 % G_N_ELEMENTS(charsets)];
	g_autoptr(GPtrArray) contacts = book_read(data, size, import_format_find("vcard"), charset);

	for (guint i = 0; i < MIN(contacts->len, 3); i++)
		book_check(contacts->pdata[i]);
	check_mail(data, size);
	return 0;
}
