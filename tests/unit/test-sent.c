/* Mail that somebody sent: who becomes a contact, by which names, and what is counted. */
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "given.h"
#include "import/sent.h"

#define BOB "bob@example.org"
#define FROM_BOB "From: Bob Coe <bob@example.org>\n"
#define FROM_ANN "From: Ann Coe <ann@example.org>\n"
#define FROM_MALLORY "From: Mallory <mallory@example.com>\n"
#define MOST 3

typedef struct SentCase {
	const char *name;
	const char *owner;
	const char *senders, *domains; /* one more of each (nullable) */
	char delimiter;
	const char *mails[MOST];
	guint64 used;
	const char *wanted; /* "address: names|...", a line each */
} SentCase;

/* clang-format off */
static const SentCase cases[] = {
	{ "whom bob wrote to is known to him, by the name he used", BOB, NULL, NULL, '+',
	  { FROM_BOB "To: Jane Doe <jane@example.net>\n" }, 1, "jane@example.net: Jane Doe\n" },
	{ "in the order in which they were first written to", BOB, NULL, NULL, '+',
	  { FROM_BOB "To: zoe@example.net\n",
	  FROM_BOB "To: ann@example.net, zoe@example.net\n" }, 2,
	  "zoe@example.net: \nann@example.net: \n" },
	{ "with all the names they were called by, in one spelling", BOB, NULL, NULL, '+',
	  { FROM_BOB "To: Jane Doe <jane@example.net>\n", FROM_BOB "To: Jane <Jane@Example.net>\n",
	    FROM_BOB "To: \"DOE, Jane\" <jane@example.net>\n" },
	  3, "jane@example.net: Jane Doe|Jane\n" },
	{ "mail by others teaches bob nothing", BOB, NULL, NULL, '+',
	  { FROM_MALLORY "To: jane@example.net\n", FROM_BOB "To: john@example.net\n" }, 1,
	  "john@example.net: \n" },
	{ "nor does mail by somebody of his domain", BOB, NULL, NULL, '+',
	  { FROM_ANN "To: jane@example.net\n" }, 0, "" },
	{ "his other address is his, too, and no contact", BOB, "robert@example.com", NULL, '+',
	  { "From: robert@example.com\nTo: jane@example.net, bob@example.org\n",
	    FROM_BOB "To: robert@example.com\n" },
	  1, "jane@example.net: \n" },
	{ "his own address is no contact", BOB, NULL, NULL, '+',
	  { FROM_BOB "To: bob+notes@example.org\n" }, 0,
	  "" },
	{ "a detail behind the delimiter is still his", BOB, NULL, NULL, '+',
	  { "From: bob+shop@example.org\nTo: jane@example.net\n" }, 1, "jane@example.net: \n" },
	{ "without a delimiter it is another's", BOB, NULL, NULL, '\0',
	  { "From: bob+shop@example.org\nTo: jane@example.net\n" }, 0, "" },
	{ "a domain's book learns from all of its people", "@example.org", NULL, NULL, '+',
	  { FROM_BOB "To: jane@example.net\n", FROM_ANN "To: john@example.net\n",
	    FROM_MALLORY "To: rita@example.net\n" },
	  2, "jane@example.net: \njohn@example.net: \n" },
	{ "but not from those of a domain below it", "@example.org", NULL, NULL, '+',
	  { "From: x@sub.example.org\nTo: jane@example.net\n" }, 0, "" },
	{ "the site's book learns from all", "*", NULL, NULL, '+',
	  { FROM_BOB "To: jane@example.net\n", FROM_MALLORY "To: rita@example.net\n" }, 2,
	  "jane@example.net: \nrita@example.net: \n" },
	{ "or from those of its own domains", "*", NULL, "example.org", '+',
	  { FROM_BOB "To: jane@example.net\n", FROM_MALLORY "To: rita@example.net\n" }, 1,
	  "jane@example.net: \n" },
	{ "mail in bulk is no letter", BOB, NULL, NULL, '+',
	  { FROM_BOB "Precedence: bulk\nTo: jane@example.net\n" }, 0, "" },
	{ "a list of ours is nobody", BOB, NULL, NULL, '+',
	  { FROM_BOB "To: team@example.org, jane@example.net\n" }, 1, "jane@example.net: \n" },
	{ "mail without a sender is nobody's", BOB, NULL, NULL, '+',
	  { "To: jane@example.net\n" }, 0, "" },
};
/* clang-format on */

/* What the reader hears. */
typedef struct Heard {
	GString *contacts;
	GString *skipped;
	guint64 read; /* by the last progress */
	guint refuse; /* the number of the contact that is refused; 0: none */
	guint taken;
} Heard;

static gboolean
take(Contact *contact, guint line, gpointer data, GError **error)
{
	g_autoptr(Contact) owned = contact;
	Heard *heard = data;

	g_assert_cmpuint(line, ==, 0);
	if (++heard->taken == heard->refuse) {
		g_set_error(error, IMPORT_ERROR, IMPORT_ERROR_FORMAT, "no more");
		return FALSE;
	}
	g_assert_cmpstr(contact->source, ==, "learned");
	g_assert_null(contact->owner);
	g_assert_cmpint(contact->since, ==, 1700000000);
	g_assert_cmpuint(contact->emails->len, ==, 1);
	g_string_append_printf(heard->contacts, "%s: ", (const char *)contact->emails->pdata[0]);
	for (guint i = 0; i < contact->names->len; i++)
		g_string_append_printf(heard->contacts, "%s%s", i > 0 ? "|" : "",
				       (const char *)contact->names->pdata[i]);
	g_string_append_c(heard->contacts, '\n');
	return TRUE;
}

static void
skip(guint line, const char *reason, gpointer data)
{
	Heard *heard = data;

	g_assert_cmpuint(line, ==, 0);
	g_string_append_printf(heard->skipped, "%s\n", reason);
}

static void
progress(guint64 read, gpointer data)
{
	((Heard *)data)->read = read;
}

/* MAILS as an mbox: its path (transfer full). */
static char *
mbox_of(const char *const *mails)
{
	g_autoptr(GString) text = g_string_new(NULL);
	char *path = NULL;
	int fd = g_file_open_tmp("test-sent-XXXXXX", &path, NULL);

	g_assert_cmpint(fd, >=, 0);
	close(fd);
	for (; *mails != NULL; mails++)
		g_string_append_printf(
			text, "From bob@example.org Mon Nov 23 12:00:00 2026\n%s\nHello.\n\n",
			*mails);
	g_assert_true(g_file_set_contents(path, text->str, -1, NULL));
	return path;
}

static guint
count_mails(const char *const *mails)
{
	guint count = 0;

	while (mails[count] != NULL)
		count++;
	return count;
}

/* Read what C has and hand it over into HEARD; what sent_take() said. */
static gboolean
read_sent(const SentCase *c, Heard *heard, guint times, GError **error)
{
	static const char *const lists[] = { "team@", NULL };
	const char *const senders[] = { c->senders, NULL }, *const domains[] = { c->domains, NULL };
	const char *const mails[] = { c->mails[0], c->mails[1], c->mails[2], NULL };
	const SentSettings settings = {
		.owner = c->owner,
		.senders = c->senders != NULL ? senders : NULL,
		.local_domains = c->domains != NULL ? domains : NULL,
		.list_addresses = lists,
		.recipient_delimiter = c->delimiter,
	};
	g_autoptr(Ruleset) rules = given_rules("network club \"Club\"\n    category social\n"
					       "    from club.example.com\n"
					       "    invitation subject /^join/\n"
					       "    inviter from-name /^(?<name>.+)$/\n");
	const ImportHandler handler = {
		.take = take, .skip = skip, .user_data = heard, .rules = rules, .now = 1700000000
	};
	Sent *sent = sent_new(&settings, &handler);
	g_autofree char *path = mbox_of(mails);
	gboolean taken;

	heard->contacts = g_string_new(NULL);
	heard->skipped = g_string_new(NULL);
	for (guint i = 0; i < times; i++)
		sent_read(sent, path, progress, heard);
	g_assert_cmpuint(sent_mails(sent), ==, times * count_mails(mails));
	g_assert_cmpuint(heard->read, ==, times * count_mails(mails));
	g_assert_cmpuint(sent_used(sent), ==, times * c->used);
	taken = sent_take(sent, error);
	if (taken) {
		/* What was handed over is not handed over again. */
		g_assert_true(sent_take(sent, error));
		g_assert_cmpuint(heard->taken, <=, 5);
	}
	sent_free(sent);
	g_remove(path);
	return taken;
}

static void
heard_clear(Heard *heard)
{
	g_string_free(heard->contacts, TRUE);
	g_string_free(heard->skipped, TRUE);
}

static void
test_case(gconstpointer data)
{
	const SentCase *c = data;
	g_autoptr(GError) error = NULL;
	Heard heard = { 0 };

	g_assert_true(read_sent(c, &heard, 1, &error));
	g_assert_no_error(error);
	g_assert_cmpstr(heard.contacts->str, ==, c->wanted);
	g_assert_cmpstr(heard.skipped->str, ==, "");
	heard_clear(&heard);
}

/* Several folders of one person are one reading: nobody comes twice. */
static void
test_twice(gconstpointer data)
{
	const SentCase *c = data;
	g_autoptr(GError) error = NULL;
	Heard heard = { 0 };

	g_assert_true(read_sent(c, &heard, 2, &error));
	g_assert_cmpstr(heard.contacts->str, ==, c->wanted);
	heard_clear(&heard);
}

static void
test_refused(void)
{
	const SentCase c = {
		"",   BOB,
		NULL, NULL,
		'+',  { FROM_BOB "To: jane@example.net, john@example.net, rita@example.net\n" },
		1,    ""
	};
	g_autoptr(GError) error = NULL;
	Heard heard = { .refuse = 2 };

	g_assert_false(read_sent(&c, &heard, 1, &error));
	g_assert_error(error, IMPORT_ERROR, IMPORT_ERROR_FORMAT);
	g_assert_cmpstr(heard.contacts->str, ==, "jane@example.net: \n");
	g_assert_cmpuint(heard.taken, ==, 2);
	heard_clear(&heard);
}

static void
test_missing(void)
{
	const SentSettings settings = { .owner = BOB };
	Heard heard = { g_string_new(NULL), g_string_new(NULL), 99, 0, 0 };
	const ImportHandler handler = { .take = take, .skip = skip, .user_data = &heard };
	Sent *sent = sent_new(&settings, &handler);

	sent_read(sent, "/nowhere/Sent", progress, &heard);
	g_assert_cmpuint(sent_mails(sent), ==, 0);
	g_assert_cmpuint(heard.read, ==, 0);
	g_assert_nonnull(strstr(heard.skipped->str, "/nowhere/Sent"));
	sent_free(sent);
	sent_free(NULL);
	heard_clear(&heard);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_library_init();
	GIVEN_ROWS("sent", cases, test_case);
	GIVEN_ROWS("sent/twice", cases, test_twice);
	g_test_add_func("/sent/who does not want one more gets no more", test_refused);
	g_test_add_func("/sent/mail that is not there is told", test_missing);
	return g_test_run();
}
