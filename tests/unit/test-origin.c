/* By what a message is known again when a client tries again. */

#include <string.h>

#include "judge/origin.h"

#include "rows.h"

#define RESULTS(value) "Authentication-Results", " mx.example.org; " value
#define OWN "Received", " from relay.example.com by mx.example.org (Postfix) with ESMTP id 1"
#define OWN_AGAIN "Received", " from relay.example.com by mx.example.org (Postfix) with ESMTP id 2"
#define FOREIGN "Received", " from web by relay.example.com with ESMTP id 3"
#define FROM "From", " Jane Doe <jane@example.net>"

typedef struct Case {
	const char *name;
	const char *one[12], *other[12];
	const char *other_body; /* NULL: the same */
	gboolean same;
} Case;

/* clang-format off */
static const Case cases[] = {
	{ "the same is the same", { FOREIGN, FROM }, { FOREIGN, FROM }, NULL, TRUE },
	{ "our own Received of another try does not matter", { OWN, FOREIGN, FROM },
	  { OWN_AGAIN, FOREIGN, FROM }, NULL, TRUE },
	{ "nor what our verifier said this time", { RESULTS("dkim=temperror"), OWN, FOREIGN, FROM },
	  { RESULTS("dkim=pass"), OWN_AGAIN, FOREIGN, FROM }, NULL, TRUE },
	{ "without any Received our verifier does not matter either",
	  { RESULTS("dkim=temperror"), FROM },
	  { RESULTS("dkim=pass"), FROM }, NULL, TRUE },
	{ "another body is another message", { FOREIGN, FROM }, { FOREIGN, FROM }, "Bye\r\n",
	  FALSE },
	{ "another body is another message, without Received too", { FROM }, { FROM }, "Bye\r\n",
	  FALSE },
	{ "another field beneath is another message", { FOREIGN, FROM }, { FOREIGN, FROM, "X",
	  " 1" }, NULL,
	  FALSE },
	{ "another foreign Received is another message", { FOREIGN, FROM },
	  { "Received", " from web by relay.example.com with ESMTP id 4", FROM }, NULL, FALSE },
	{ "another field without Received is another message", { FROM }, { FROM, "X", " 1" },
	  NULL, FALSE },
};
/* clang-format on */

static char *
fingerprint(const char *const *fields, const char *body)
{
	static const char *const own_hosts[] = { "mx.example.org", NULL };
	g_autoptr(Message) message = message_new(NULL);
	g_autoptr(GError) error = NULL;
	char *result;

	for (; *fields != NULL; fields += 2)
		message_add_field(message, fields[0], fields[1]);
	message_keep_whole(message, "/", 10000);
	message_add_body(message, body, strlen(body));
	result = origin_fingerprint(message, own_hosts, &error);
	g_assert_no_error(error);
	return result;
}

static void
test_case(gconstpointer data)
{
	const Case *c = data;
	g_autofree char *one = fingerprint(c->one, "Hello\r\n");
	g_autofree char *other =
		fingerprint(c->other, c->other_body != NULL ? c->other_body : "Hello\r\n");

	g_assert_cmpuint(strlen(one), ==, 64);
	g_assert_cmpint(strcmp(one, other) == 0, ==, c->same);
}

static void
test_copy(void)
{
	g_autofree char *bob = origin_copy_id("f", "bounce@example.com", "bob@example.org");
	g_autofree char *again = origin_copy_id("f", "bounce@example.com", "bob@example.org");
	g_autofree char *carol = origin_copy_id("f", "bounce@example.com", "carol@example.org");
	g_autofree char *null = origin_copy_id("f", "", "bob@example.org");
	g_autofree char *other = origin_copy_id("g", "bounce@example.com", "bob@example.org");

	g_assert_cmpuint(strlen(bob), ==, 64);
	g_assert_cmpstr(bob, ==, again);
	g_assert_cmpstr(bob, !=, carol);
	g_assert_cmpstr(bob, !=, null);
	g_assert_cmpstr(bob, !=, other);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("origin", cases, test_case);
	g_test_add_func("/origin/a copy is known by recipient, sender and message", test_copy);
	return g_test_run();
}
