#include "mail/received.h"

#include "rows.h"

/* A value of Received, and who took the message; NULL: nobody can tell. */
typedef struct ByCase {
	const char *title, *value, *wanted;
} ByCase;

static const ByCase by_cases[] = {
	{ "as Postfix writes",
	  " from mail.example.net (mail.example.net [192.0.2.1])\n\tby mx.example.org (Postfix) "
	  "with ESMTPS id 4X\n\tfor <bob@example.org>; Mon, 1 Jan 2024 10:00:00 +0000 (UTC)",
	  "mx.example.org" },
	{ "as a client on the host itself",
	  "by MX.example.org. (Postfix, from userid 0)\n\tid 4X; Mon", "mx.example.org" },
	{ "a by in a comment does not count",
	  "from a.example.net (b by evil.example.net) by mx.example.org; Mon", "mx.example.org" },
	{ "nor does one of ours in a comment",
	  "from x (by mx.example.org) by b.example.net (by mx.example.org); Mon", "b.example.net" },
	{ "a greeting cannot say by whom",
	  "from x by mx.example.org (a [192.0.2.1]) by b.example.net with SMTP", "b.example.net" },
	{ "nor can one in quotes", "from \"a by mx.example.org\" by b.example.net; Mon",
	  "b.example.net" },
	{ "nor can one that opens a comment",
	  "from x by mx.example.org ( (a [192.0.2.1]) by b.example.net with SMTP; Mon", NULL },
	{ "nor one that opens a quoted string",
	  "from x by mx.example.org \" (a [192.0.2.1]) by b.example.net with SMTP; Mon", NULL },
	{ "an address for whom does not count",
	  "from a by mx.example.org for <by@example.net>; Mon", "mx.example.org" },
	{ "nor one with white space in it", "from a by b.example.net for <by mx.example.org>; Mon",
	  "b.example.net" },
	{ "what stands behind the date's semicolon does not count",
	  "from a by b.example.net; by mx.example.org", "b.example.net" },
	{ "a protocol is no host", "from a by b.example.net with by.mx.example.org; Mon",
	  "b.example.net" },
	{ "a host of another alphabet is another host",
	  "from a by mx.example。org.example.com; Mon", "mx.example.org.example.com" },
	{ "nobody", "from a.example.net with SMTP", NULL },
	{ "a host that is only the sender", "from mx.example.org", NULL },
	{ "a by without a host", "from a.example.net by", NULL },
	{ "nothing", "", NULL },
};

static void
test_by(gconstpointer data)
{
	const ByCase *row = data;
	g_autofree char *by = received_by(row->value);

	g_assert_cmpstr(by, ==, row->wanted);
}

static void
test_own(void)
{
	static const char *const hosts[] = { "MX.example.org", "mail.example.org", NULL };

	g_assert_true(received_by_own("from a by mx.example.org.; Mon", hosts));
	g_assert_false(received_by_own("from a by a.mx.example.org; Mon", hosts));
	g_assert_false(received_by_own("from mx.example.org", hosts));
	g_assert_false(received_by_own("from a by mx.example.org; Mon", NULL));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("received", by_cases, test_by);
	g_test_add_func("/received/hosts of ours are compared exactly", test_own);
	return g_test_run();
}
