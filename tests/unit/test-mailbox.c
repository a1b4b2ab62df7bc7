#include "mail/address.h"
#include "mail/mailbox.h"

#include <malloc.h>
#include <string.h>

#include "rows.h"

/* An address field and what is read from it, "name|address" a mailbox, ";" between them. */
typedef struct ListCase {
	const char *title, *value, *wanted;
} ListCase;

static const ListCase list_cases[] = {
	{ "a name and an address", " Jane Doe <jane@example.org>", "Jane Doe|jane@example.org" },
	{ "an address alone", "jane@example.org", "|jane@example.org" },
	{ "an address in brackets", "<jane@example.org>", "|jane@example.org" },
	{ "a quoted name", "\"Doe, Jane\" <jane@example.org>", "Doe, Jane|jane@example.org" },
	{ "a name without its quotes", "Doe, Jane <jane@example.org>",
	  "Doe, Jane|jane@example.org" },
	{ "an escaped quote", "\"Jane \\\"J\\\" Doe\" <jane@example.org>",
	  "Jane \"J\" Doe|jane@example.org" },
	{ "quotes of Outlook come off", "\"'Jane Doe'\" <jane@example.org>",
	  "Jane Doe|jane@example.org" },
	{ "an empty name is none", "\"\" <jane@example.org>", "|jane@example.org" },
	{ "a folded name", "Jane\n\tDoe\n <jane@example.org>", "Jane Doe|jane@example.org" },
	{ "white space collapses", "\"  Jane   Doe \" <jane@example.org>",
	  "Jane Doe|jane@example.org" },
	{ "a name in a comment", "jane@example.org (Jane Doe)", "Jane Doe|jane@example.org" },
	{ "an encoded word", "=?UTF-8?Q?J=C3=A4ne_Doe?= <jane@example.org>",
	  "Jäne Doe|jane@example.org" },
	{ "nothing is lost behind the padding of a word in base64",
	  "=?utf-8?B?w6Q=?= =?utf-8?B?w6Q=?= <jane@example.org>", "ää|jane@example.org" },
	{ "nor where a character is cut in two",
	  "=?utf-8?B?SsM=?=\n =?utf-8?B?pG5l?= <jane@example.org>", "Jäne|jane@example.org" },
	{ "an encoded comma parts no names", "=?UTF-8?Q?Doe=2C_Jane?= <jane@example.org>",
	  "Doe, Jane|jane@example.org" },
	{ "an encoded word in quotes", "\"=?ISO-8859-1?Q?J=E4ne?=\" <jane@example.org>",
	  "Jäne|jane@example.org" },
	{ "raw UTF-8", "Jäne Doe <jane@example.org>", "Jäne Doe|jane@example.org" },
	{ "raw 8-bit of old days", "J\xe4ne Doe <jane@example.org>", "Jäne Doe|jane@example.org" },
	{ "raw 8-bit in quotes", "\"J\xe4ne\" <jane@example.org>", "Jäne|jane@example.org" },
	{ "an international domain in Unicode", "Jane <jane@exämple.org>",
	  "Jane|jane@exämple.org" },
	{ "an international domain in A-labels", "Jane <jane@xn--exmple-cua.org>",
	  "Jane|jane@xn--exmple-cua.org" },
	{ "a list", "Jane <jane@example.org>, bob@example.net",
	  "Jane|jane@example.org;|bob@example.net" },
	{ "a group is opened", "friends: jane@example.org, Bob <bob@example.net>;",
	  "|jane@example.org;Bob|bob@example.net" },
	{ "an empty group", "undisclosed-recipients:;", "" },
	{ "nothing at all", "", "" },
	{ "an open bracket", "\"Jane Doe\" <jane@example.org", "Jane Doe|jane@example.org" },
	{ "a bracket too many", "Jane Doe <jane@example.org>>", "Jane Doe|jane@example.org" },
	{ "an open comment", "jane@example.org (Jane", "|jane@example.org" },
	{ "an address as archives write it", "jane at example.org (Jane Doe)",
	  "Jane Doe|jane@example.org" },
	{ "the same without a name", "jane at example.org", "|jane@example.org" },
	{ "no at of a name", "Jane at Acme Inc. <jane@example.org>",
	  "Jane at Acme Inc.|jane@example.org" },
	{ "no brackets", "Jane Doe jane@example.org", "Jane Doe|jane@example.org" },
	{ "square brackets in a name", "Jane [Acme] <jane@example.org>",
	  "Jane [Acme]|jane@example.org" },
	{ "a dot before the at", "<jane.@example.org>", "|jane.@example.org" },
	{ "a URL of mail", "<mailto:jane@example.org>", "|jane@example.org" },
	{ "an address as its own name", "\"jane@example.org\" <jane@example.org>",
	  "jane@example.org|jane@example.org" },
	{ "an address literal", "Jane <jane@[192.0.2.1]>", "Jane|jane@[192.0.2.1]" },
	{ "a quoted local-part", "\"jane doe\"@example.org", "|\"jane doe\"@example.org" },
	{ "an empty address is none", "Jane <>", "" },
	{ "invisible characters come off a name", "Ja\u200bne <jane@example.org>",
	  "Jane|jane@example.org" },
	{ "initials", "J. R. Doe <jane@example.org>", "J. R. Doe|jane@example.org" },
	{ "an employer", "Jane Doe | Acme & Sons <jane@example.org>",
	  "Jane Doe | Acme & Sons|jane@example.org" },
	{ "upper case stays", "JANE <Jane@Example.ORG>", "JANE|Jane@Example.ORG" },
};

static char *
list_text(const GPtrArray *mailboxes)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < mailboxes->len; i++) {
		const Mailbox *mailbox = g_ptr_array_index(mailboxes, i);

		g_assert_true(mailbox->name == NULL || g_utf8_validate(mailbox->name, -1, NULL));
		g_string_append_printf(text, "%s%s|%s", i > 0 ? ";" : "",
				       mailbox->name != NULL ? mailbox->name : "",
				       mailbox->address);
	}
	return g_string_free(text, FALSE);
}

static void
test_list(gconstpointer data)
{
	const ListCase *row = data;
	g_autoptr(GPtrArray) mailboxes = address_parse_list(row->value);
	g_autofree char *text = list_text(mailboxes);

	g_assert_cmpstr(text, ==, row->wanted);
}

/* The plain reader is a short cut and nothing else. */
static void
test_readers_agree(gconstpointer data)
{
	const ListCase *row = data;
	g_autoptr(GPtrArray) all = address_parse_any(row->value);
	g_autofree char *text = list_text(all);

	g_assert_cmpstr(text, ==, row->wanted);
}

static void
test_plain_shapes(void)
{
	static const char *const plain[] = {
		" Jane Doe <jane@example.org>",
		" jane.doe+x@mail.example.org",
		"\"Doe, Jane\" <jane@example.org> ",
		"<jane@example.org>",
		"J. R. Doe <j_r@example.org>",
		"Jäne <jane@example.org>",
		NULL,
	};
	static const char *const others[] = {
		"=?UTF-8?Q?J?= <jane@example.org>",
		"a@example.org, b@example.org",
		"jane@example.org (Jane)",
		"g: jane@example.org;",
		"\"J\\\"\" <jane@example.org>",
		"Jane <jane@xn--exmple-cua.org>",
		"J\xe4ne <jane@example.org>",
		"Jane <jane@example.org",
		"",
		NULL,
	};

	for (const char *const *value = plain; *value != NULL; value++) {
		g_autoptr(Mailbox) mailbox = address_parse_plain(*value);

		g_assert_nonnull(mailbox);
	}
	for (const char *const *value = others; *value != NULL; value++)
		g_assert_null(address_parse_plain(*value));
}

/* Values put together at random: both readers agree, and nothing breaks. */
static void
test_random_values(void)
{
	static const char *const pieces[] = {
		"<",
		">",
		"@",
		"\"",
		"(",
		")",
		",",
		";",
		":",
		"\\",
		" ",
		".",
		"a",
		"Jane",
		"example.org",
		"=?UTF-8?Q?",
		"?=",
		"\n ",
		"ä",
		"\xe4",
		"'",
		"-",
		"a@b",
		"<a@b>",
		"[",
		"]",
		"at",
		"=",
		"xn--exmple-cua",
	};
	g_autoptr(GRand) rand = g_rand_new_with_seed(20);

	for (int i = 0; i < 20000; i++) {
		g_autoptr(GString) value = g_string_new(NULL);
		g_autoptr(GPtrArray) all = NULL, list = NULL;
		g_autofree char *text = NULL, *any = NULL;

		for (int n = g_rand_int_range(rand, 1, 9); n > 0; n--)
			g_string_append(value,
					pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
		all = address_parse_any(value->str);
		list = address_parse_list(value->str);
		text = list_text(list);
		any = list_text(all);
		if (strcmp(text, any) != 0)
			g_error("\"%s\" gives %s and %s", value->str, text, any);
	}
}

static void
test_hostile_lists(void)
{
	g_autoptr(GString) groups = g_string_new(NULL), many = g_string_new(NULL);
	g_autoptr(GPtrArray) none = NULL, some = NULL;

	for (int i = 0; i < 30000; i++)
		g_string_append(groups, "g:");
	for (int i = 0; i < 2000; i++)
		g_string_append_printf(many, "%sjane%d@example.org", i > 0 ? ", " : "", i);
	none = address_parse_list(groups->str);
	some = address_parse_list(many->str);

	g_assert_cmpuint(none->len, ==, 0);
	g_assert_cmpuint(some->len, ==, 256);
}

typedef struct PairCase {
	const char *title, *in, *wanted;
} PairCase;

static const PairCase bare_cases[] = {
	{ "a path", "<jane@example.org>", "jane@example.org" },
	{ "a bare address", "jane@example.org", "jane@example.org" },
	{ "white space inside the brackets", "< jane@example.org\t>", "jane@example.org" },
	{ "bytes that are no UTF-8", "<j\xff@example.org>", "j\357\277\275@example.org" },
	{ "the null sender", "<>", "" },
	{ "space around", " <jane@example.org> ", "jane@example.org" },
	{ "a source route", "<@relay.example.net:jane@example.org>", "jane@example.org" },
};

static const PairCase comparable_cases[] = {
	{ "case does not count", "Jane@Example.ORG", "jane@example.org" },
	{ "the detail does not count", "jane+lists@example.org", "jane@example.org" },
	{ "only from the first delimiter", "jane+a+b@example.org", "jane@example.org" },
	{ "a leading delimiter is none", "+jane@example.org", "+jane@example.org" },
	{ "an international domain", "jane@EXÄMPLE.org", "jane@xn--exmple-cua.org" },
	{ "a local-part beyond ASCII", "JÄNE@example.org", "jäne@example.org" },
	{ "a final dot", "jane@example.org.", "jane@example.org" },
	{ "no domain", "Jane", "jane" },
};

static void
test_bare(gconstpointer data)
{
	const PairCase *row = data;
	g_autofree char *bare = mailbox_bare(row->in);

	g_assert_cmpstr(bare, ==, row->wanted);
}

static void
test_comparable(gconstpointer data)
{
	const PairCase *row = data;
	g_autofree char *comparable = mailbox_comparable(row->in, '+');

	g_assert_cmpstr(comparable, ==, row->wanted);
}

static void
test_comparable_undivided(void)
{
	g_autofree char *comparable = mailbox_comparable("jane+x@example.org", '\0');

	g_assert_cmpstr(comparable, ==, "jane+x@example.org");
}

static void
test_domain(void)
{
	g_assert_cmpstr(mailbox_domain("jane@example.org"), ==, "example.org");
	g_assert_cmpstr(mailbox_domain("\"a@b\"@example.org"), ==, "example.org");
	g_assert_null(mailbox_domain("jane"));
	g_assert_null(mailbox_domain("jane@"));
}

static void
test_roles(void)
{
	static const char *const roles[] = {
		"noreply",
		"no-reply",
		"no_reply",
		"do-not-reply",
		"donotreply",
		"invitations",
		"invitation",
		"invite",
		"invite+tok42",
		"member",
		"notification",
		"notifications",
		"mailrobot",
		"MAILER-DAEMON",
		"postmaster",
		"info",
		"support",
		"news",
		"newsletter",
		"ne-pas-repondre",
		"friend.request",
		"notif",
		"hey",
		"equipo",
		"member-services",
		"no-responder",
		"convites",
		"uitnodigingen",
		"updates",
		"admin",
		"messages-noreply",
		"invitations-noreply",
		"first_reminder",
		"friend_request",
		"twitter-invite-x",
		"info2",
		"hello",
		"connections",
		"interaction",
		"support-team",
		"notification+kr4x",
		"account-update",
		NULL,
	};
	static const char *const persons[] = {
		"jane",      "jane.doe",    "j.doe",   "jane_doe42", "doe-jane",
		"news.jane", "jane.info",   "hi.jane", "42",         "admina",
		"teamer",    "jane+invite", "",        NULL,
	};

	for (const char *const *local = roles; *local != NULL; local++) {
		g_autofree char *address = g_strconcat(*local, "@example.org", NULL);

		if (!mailbox_is_role(address))
			g_error("%s is a role", address);
	}
	for (const char *const *local = persons; *local != NULL; local++) {
		g_autofree char *address = g_strconcat(*local, "@example.org", NULL);

		if (mailbox_is_role(address))
			g_error("%s is a person's", address);
	}
}

/* GMime 3.2.13 loses the address that stands before a comment without end. */
static void
test_endless(void)
{
	static const char *const values[] = {
		"<a@b> (",           "a@b (c", "\":n@[](", "\"a <b@c> (d", "\"a\" <b@c> (d \"e",
		"a@b, \"c\" (\\) d",
	};
	gsize before = 0;

	for (guint i = 0; i < 2000 * G_N_ELEMENTS(values); i++) {
		g_ptr_array_unref(address_parse_list(values[i % G_N_ELEMENTS(values)]));
		if (i == 100)
			before = mallinfo2().uordblks;
	}
	g_assert_cmpuint(mallinfo2().uordblks, <, before + 20000);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("mailbox/list", list_cases, test_list);
	GIVEN_ROWS("mailbox/by GMime", list_cases, test_readers_agree);
	GIVEN_ROWS("mailbox/bare", bare_cases, test_bare);
	GIVEN_ROWS("mailbox/comparable", comparable_cases, test_comparable);
	g_test_add_func("/mailbox/comparable/without a delimiter all counts",
			test_comparable_undivided);
	g_test_add_func("/mailbox/plain shapes need no GMime, all others do", test_plain_shapes);
	g_test_add_func("/mailbox/random values: both readers agree", test_random_values);
	g_test_add_func("/mailbox/nested groups and endless lists are bounded", test_hostile_lists);
	g_test_add_func("/mailbox/what never ends costs no memory", test_endless);
	g_test_add_func("/mailbox/the domain follows the last at", test_domain);
	g_test_add_func("/mailbox/roles are told from persons", test_roles);
	return g_test_run();
}
