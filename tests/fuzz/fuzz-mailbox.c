/* Address fields, and whoever compares addresses (mail/mailbox.h, mail/address.h). */
#include "fuzz.h"

#include "mail/address.h"
#include "mail/mailbox.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	return 0;
}

static void
check_mailbox(const Mailbox *mailbox)
{
	g_autofree char *comparable = mailbox_comparable(mailbox->address, '+');
	g_autofree char *again = mailbox_comparable(comparable, '+');

	g_assert_cmpstr(mailbox->address, !=, "");
	fuzz_assert_utf8(mailbox->address);
	fuzz_assert_utf8(mailbox->name);
	g_assert_cmpstr(comparable, ==, again);
	mailbox_is_role(comparable);
}

/* What the reader of plain shapes takes, the other takes for the same. */
static void
check_plain(const char *value)
{
	g_autoptr(Mailbox) plain = address_parse_plain(value);
	g_autoptr(GPtrArray) any = plain != NULL ? address_parse_any(value) : NULL;
	const Mailbox *other;

	if (plain == NULL)
		return;
	check_mailbox(plain);
	g_assert_cmpuint(any->len, ==, 1);
	other = any->pdata[0];
	g_assert_cmpstr(plain->address, ==, other->address);
	g_assert_cmpstr(plain->name, ==, other->name);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *value = fuzz_text(data, size);
	g_autoptr(GPtrArray) list = address_parse_list(value);
	g_autofree char *bare = mailbox_bare(value);

	g_assert_cmpuint(list->len, <=, ADDRESS_LIMIT);
	for (guint i = 0; i < list->len; i++)
		check_mailbox(list->pdata[i]);
	check_plain(value);
	mailbox_domain(bare);
	return 0;
}
