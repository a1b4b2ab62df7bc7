#include "book.h"

#include <string.h>

void
acquaintance_clear(Acquaintance *acquaintance)
{
	g_free(acquaintance->contact);
	memset(acquaintance, 0, sizeof *acquaintance);
}

static gboolean
know_nobody(Book *book, const char *owner, const char *network, const Inviter *inviter,
	    const char *message_id, Acquaintance *acquaintance, GError **error)
{
	(void)book, (void)owner, (void)network, (void)inviter, (void)message_id, (void)error;
	memset(acquaintance, 0, sizeof *acquaintance);
	return TRUE;
}

Book *
book_empty(void)
{
	/* It has no state: one serves all threads. */
	static Book empty = { know_nobody };

	return &empty;
}
