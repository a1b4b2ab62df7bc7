/* What outgoing mail teaches, and whom: logins, their map, and who may teach nobody. */
#include <glib/gstdio.h>
#include <string.h>

#include "base/statement.h"
#include "filter/lesson.h"
#include "given.h"

static const char rules_text[] =
	"network pals \"Pals\"\n"
	"    category     social\n"
	"    from         pals.example.net\n"
	"    member-links pals.example.net/join/\n"
	"    invitation   subject /^(?<name>.+?) waits for you on Pals$/\n";

/* A filter with CONFIG and the login-map LOGINS (nullable: none). */
static Filter *
load(const char *config, const char *logins, GError **error)
{
	g_autofree char *folder = g_dir_make_tmp("test-lesson-XXXXXX", NULL);
	g_autofree char *rules = g_build_filename(folder, "pals.rules", NULL);
	g_autofree char *map = g_build_filename(folder, "logins", NULL);
	g_autofree char *path = g_build_filename(folder, "test.conf", NULL);
	g_autofree char *text =
		g_strdup_printf("rules %s\n%s%s\n%s", folder, logins != NULL ? "login-map " : "",
				logins != NULL ? map : "", config);
	Filter *filter;

	g_assert_true(g_file_set_contents(rules, rules_text, -1, NULL));
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	g_assert_true(g_file_set_contents(map, logins != NULL ? logins : "", -1, NULL));
	filter = filter_load(path, NULL, error);
	g_unlink(rules);
	g_unlink(map);
	g_unlink(path);
	g_rmdir(folder);
	return filter;
}

#define ORG "local-domains example.org\n"
#define TWO "local-domains example.org example.com\n"
#define TO "To: Jane Doe <jane@example.net>\n"
#define BOB "From: Bob Coe <bob@example.org>\n" TO
#define JANE "bob@example.org: jane@example.net"

typedef struct Row {
	const char *name;
	const char *config, *logins; /* nullable */
	const char *login;
	const char *header;
	const char *recipient; /* NULL: jane@example.net */
	const char
		*wanted; /* "owner: address"; "?": nobody knows whose login it is; NULL: nothing */
} Row;

/* clang-format off */
static const Row rows[] = {
	{ "a login that is an address", "", NULL, "bob@example.org", BOB, NULL, JANE },
	{ "in any case and with detail", "", NULL, "Bob+phone@Example.ORG", BOB, NULL, JANE },
	{ "a login at the only domain", ORG, NULL, "bob", BOB, NULL, JANE },
	{ "of two domains nobody knows which", TWO, NULL, "bob", BOB, NULL, "?" },
	{ "without a domain nobody knows", "", NULL, "bob", BOB, NULL, "?" },
	{ "an address elsewhere is nobody here", ORG, NULL, "bob@example.com",
	  "From: bob@example.com\n" TO, NULL, "?" },
	{ "a login of the map", TWO, "bob bob@example.org\n", "bob", BOB, NULL, JANE },
	{ "a login of the map, in another case", TWO, "bob bob@example.org\n", "BOB", BOB, NULL,
	  JANE },
	{ "the map comes first", ORG, "b@example.org bob@example.org\n", "b@example.org", BOB,
	  NULL, JANE },
	{ "a realm of the map", TWO, "@mx.example.org @example.org\n", "bob@mx.example.org", BOB,
	  NULL,
	  JANE },
	{ "a login comes before its realm", TWO,
	  "@mx.example.org @example.com\nbob@mx.example.org bob@example.org\n",
	  "bob@mx.example.org", BOB,
	  NULL, JANE },
	{ "a second address of the login's", TWO, "bob bob@example.org b.coe@example.com\n", "bob",
	  "From: b.coe@example.com\n" TO, NULL, JANE },
	{ "to whom the login's own address is nobody", TWO,
	  "bob bob@example.org b.coe@example.com\n",
	  "bob", BOB, "b.coe@example.com", NULL },
	/* mallory */
	{ "another's From teaches nobody", ORG, NULL, "mallory", BOB, NULL, NULL },
	{ "another's From at a login that is an address", ORG, NULL, "mallory@example.org", BOB,
	  NULL,
	  NULL },
	{ "an own From with another's beside it", ORG, NULL, "bob",
	  "From: bob@example.org, mallory@example.com\n" TO, NULL, NULL },
	{ "a login that looks like a whole domain", "", NULL, "@example.org", BOB, NULL, "?" },
	{ "a login that looks like everybody called so", "", NULL, "bob@", BOB, NULL, "?" },
	{ "mail to a network", ORG, NULL, "bob", BOB, "answer+17@pals.example.net", NULL },
	{ "mail that came through a list", ORG, NULL, "bob", BOB "List-Id: <club.example.net>\n",
	  NULL,
	  NULL },
	{ "mail to a list of ours", ORG "list-address team@\n", NULL, "bob", BOB,
	  "team@example.org", NULL },
};
/* clang-format on */

static char *
text_of(const Lesson *lesson)
{
	GString *text = g_string_new(lesson->owner);

	for (guint i = 0; i < lesson->contacts->len; i++) {
		const Contact *contact = lesson->contacts->pdata[i];

		g_assert_cmpstr(contact->owner, ==, lesson->owner);
		g_assert_cmpint(contact->since, ==, 1000000000);
		g_string_append_printf(text, "%s %s", i == 0 ? ":" : "",
				       (const char *)contact->emails->pdata[0]);
	}
	return g_string_free(text, FALSE);
}

static void
check(gconstpointer data)
{
	const Row *row = data;
	const char *const recipients[] = {
		row->recipient != NULL ? row->recipient : "jane@example.net",
		NULL,
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(Filter) filter = load(row->config, row->logins, &error);
	g_autoptr(Message) message = given_mail(row->header, NULL);
	g_autoptr(Lesson) lesson = NULL;
	g_autofree char *text = NULL;
	gboolean homeless;

	g_assert_no_error(error);
	lesson = lesson_read(filter, message, row->login, recipients, 1000000000, &homeless);
	text = lesson != NULL ? text_of(lesson) : g_strdup(homeless ? "?" : NULL);
	g_assert_cmpstr(text, ==, row->wanted);
}

/* ---- mistakes in the map ---- */

typedef struct Mistake {
	const char *name;
	const char *logins;
	const char *message; /* of it, after the folder */
} Mistake;

/* clang-format off */
static const Mistake mistakes[] = {
	{ "a login without an address", "bob\n", "logins:1:4: expected an address" },
	{ "an address that is none", "# ours\nbob bob.example.org\n",
	  "logins:2:5: expected an address" },
	{ "a domain for a login", "bob @example.org\n", "logins:1:5: expected an address" },
	{ "a name for a login", "bob bob@\n", "logins:1:5: expected an address" },
	{ "an address for a realm", "@mx bob@example.org\n", "logins:1:5: expected @domain" },
	{ "two domains for a realm", "@mx @example.org @example.com\n",
	  "logins:1:18: expected the end" },
	{ "a realm without a name", "@ @example.org\n", "logins:1:1: expected a login or @realm" },
	{ "a login twice", "bob bob@example.org\nBob rob@example.org\n",
	  "logins:2:1: \"Bob\" stands here twice" },
};
/* clang-format on */

static void
check_mistake(gconstpointer data)
{
	const Mistake *mistake = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(Filter) filter = load("", mistake->logins, &error);

	g_assert_null(filter);
	g_assert_error(error, STATEMENT_ERROR, STATEMENT_ERROR_SYNTAX);
	if (strstr(error->message, mistake->message) == NULL)
		g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, mistake->message));
}

static void
check_missing(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Filter) filter = load("login-map /nonexistent/logins\n", NULL, &error);

	g_assert_null(filter);
	g_assert_error(error, STATEMENT_ERROR, STATEMENT_ERROR_OPEN);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	GIVEN_ROWS("lesson", rows, check);
	GIVEN_ROWS("lesson/mistakes", mistakes, check_mistake);
	g_test_add_func("/lesson/mistakes/a map that is not there", check_missing);
	return g_test_run();
}
