/* The names of keys, and keys from a file. */
#include "base/statement.h"
#include "given.h"
#include "room.h"
#include "verify/keys-file.h"

#define LABEL63 "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabc"
#define LABEL50 "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"

typedef struct NameCase {
	const char *name, *selector, *domain, *wanted; /* NULL: there can be none */
} NameCase;

static const NameCase name_cases[] = {
	{ "selector and domain", "test", "example.org", "test._domainkey.example.org" },
	{ "upper case is lower case", "Test", "Example.ORG", "test._domainkey.example.org" },
	{ "digits, - and _", "a-1_b", "x-_.org", "a-1_b._domainkey.x-_.org" },
	{ "a selector of several labels", "a.b.c", "example.org", "a.b.c._domainkey.example.org" },
	{ "a label of 63 octets", LABEL63, "example.org", LABEL63 "._domainkey.example.org" },
	{ "a label of 64 octets", LABEL63 "x", "example.org", NULL },
	{ "a name of 253 octets", LABEL63 "." LABEL63 "." LABEL63, LABEL50,
	  LABEL63 "." LABEL63 "." LABEL63 "._domainkey." LABEL50 },
	{ "a name of 254 octets", LABEL63 "." LABEL63 "." LABEL63, LABEL50 "x", NULL },
	{ "an empty label", "a..b", "example.org", NULL },
	{ "an empty first label", ".a", "example.org", NULL },
	{ "an empty selector", "", "example.org", NULL },
	{ "an empty domain", "a", "", NULL },
	{ "an empty last label", "a", "example..", NULL },
	{ "a space", "a b", "example.org", NULL },
	{ "a backslash", "a\\b", "example.org", NULL },
	{ "an asterisk", "*", "example.org", NULL },
	{ "a control character", "a\001b", "example.org", NULL },
	{ "a selector beyond ASCII", "m\xc3\xbcller", "example.org",
	  "xn--mller-kva._domainkey.example.org" },
	{ "a domain beyond ASCII", "a", "m\xc3\xbcller.example", NULL },
	{ "octets that are no UTF-8", "\xff", "example.org", NULL },
};

static void
test_name(gconstpointer data)
{
	const NameCase *row = data;
	g_autofree char *name = key_name(row->selector, row->domain);

	g_assert_cmpstr(name, ==, row->wanted);
}

typedef struct FileCase {
	const char *name, *text;
	const char *asked;
	guint texts;       /* 0: the key is not there */
	const char *first; /* of them */
	const char *error; /* behind the path */
} FileCase;

#define ASKED "test._domainkey.example.org"

static const FileCase file_cases[] = {
	{ "a key", "test._domainkey.example.org v=DKIM1; k=rsa; p=AB+/==\n", ASKED, 1,
	  "v=DKIM1; k=rsa; p=AB+/==", NULL },
	{ "the form of OpenDKIM's TestPublicKeys", "TEST._domainkey.Example.org\tv=DKIM1;p=A\n",
	  ASKED, 1, "v=DKIM1;p=A", NULL },
	{ "two records", ASKED " p=A\n" ASKED " p=B\n", ASKED, 2, "p=A", NULL },
	{ "another key", "other._domainkey.example.org p=A\n", ASKED, 0, NULL, NULL },
	{ "an empty file has no key", "", ASKED, 0, NULL, NULL },
	{ "comments and long lines", "# mine\n" ASKED " v=DKIM1; \\\n  p=A # the key\n", ASKED, 1,
	  "v=DKIM1; p=A", NULL },
	{ "a name alone", ASKED "\n", NULL, 0, NULL, ":1:28: expected a key record" },
	{ "another name", "\nexample.org p=A\n", NULL, 0, NULL,
	  ":2:1: expected SELECTOR._domainkey.DOMAIN, found \"example.org\"" },
	{ "a name that cannot be", "a..b._domainkey.example.org p=A\n", NULL, 0, NULL,
	  ":1:1: expected SELECTOR._domainkey.DOMAIN, found \"a..b._domainkey.example.org\"" },
	{ "nine records",
	  ASKED " p=A\n" ASKED " p=A\n" ASKED " p=A\n" ASKED " p=A\n" ASKED " p=A\n" ASKED
		" p=A\n" ASKED " p=A\n" ASKED " p=A\n" ASKED " p=A\n",
	  NULL, 0, NULL, ":9:29: expected at most 8 records under one name" },
};

static void
test_file(gconstpointer data)
{
	const FileCase *row = data;
	g_auto(Room) room = { 0 };
	g_autofree char *path = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(KeySource) keys = NULL;

	room_init(&room);
	path = g_build_filename(room.folder, "keys", NULL);
	g_assert_true(g_file_set_contents(path, row->text, -1, NULL));
	keys = keys_file_load(path, &error);
	if (row->error != NULL) {
		g_assert_error(error, STATEMENT_ERROR, STATEMENT_ERROR_SYNTAX);
		g_assert_true(g_str_has_prefix(error->message, path));
		g_test_message("%s", error->message + strlen(path));
		g_assert_true(g_str_has_prefix(error->message + strlen(path), row->error));
	} else {
		g_autoptr(GPtrArray) queries =
			g_ptr_array_new_with_free_func((GDestroyNotify)key_query_free);
		KeyQuery *query = key_query_new(row->asked);

		g_assert_no_error(error);
		g_ptr_array_add(queries, query);
		keys->look_up(keys, queries, 0);
		g_assert_cmpint(query->answer, ==, row->texts > 0 ? KEY_FOUND : KEY_NONE);
		g_assert_cmpuint(query->texts != NULL ? query->texts->len : 0, ==, row->texts);
		if (row->texts > 0) {
			gsize size;
			const char *text =
				g_bytes_get_data(g_ptr_array_index(query->texts, 0), &size);

			g_assert_cmpmem(text, size, row->first, strlen(row->first));
		}
	}
}

static void
test_no_file(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(keys_file_load("/nonexistent/keys", &error));
	g_assert_error(error, STATEMENT_ERROR, STATEMENT_ERROR_OPEN);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	GIVEN_ROWS("key-name", name_cases, test_name)
	GIVEN_ROWS("keys-file", file_cases, test_file)
	g_test_add_func("/keys-file/a file that is not there", test_no_file);
	return g_test_run();
}
