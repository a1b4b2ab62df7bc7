#include "book.h"

#include <string.h>

void
acquaintance_clear(Acquaintance *acquaintance)
{
	g_free(acquaintance->contact);
	memset(acquaintance, 0, sizeof *acquaintance);
}

static gboolean
know_nobody(Book *book, const Meeting *meeting, Acquaintance *acquaintance, GError **error)
{
	(void)book, (void)meeting, (void)error;
	memset(acquaintance, 0, sizeof *acquaintance);
	return TRUE;
}

Owner *
book_find_owner(Book *book, const char *address, GError **error)
{
	return book->find_owner != NULL ? book->find_owner(book, address, error)
					: owner_new(address);
}

Book *
book_empty(void)
{
	/* It has no state: one serves all threads. */
	static Book empty = { know_nobody, NULL };

	return &empty;
}
