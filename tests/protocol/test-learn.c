/* What users send becomes their contacts, late and once; and who cannot teach. */

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "instance.h"
#include "mails.h"
#include "mta.h"

#define BOB "bob@example.org"
#define LETTER "From: Bob Coe <bob@example.org>\nTo: Jane Doe <jane@example.net>\nSubject: Hello\n"
#define BODY "\nHello Jane.\n"

/* Send TEXT to the recipients TO, separated by blanks, as LOGIN (nullable). */
static void
send_as(Instance *instance, const MtaOffer *offer, const char *login, const char *text,
	const char *to)
{
	g_autoptr(Letter) letter = letter_parse(text, strlen(text));
	g_auto(GStrv) recipients = g_strsplit(to, " ", -1);
	Mta *mta = mta_open(instance->socket, offer);

	mta_client(mta, "home.example.com", "192.0.2.7");
	mta_mail(mta, "bounce@example.org", login);
	for (char **recipient = recipients; *recipient != NULL; recipient++)
		mta_recipient(mta, *recipient);
	for (guint i = 0; i < letter->fields->len; i++) {
		const LetterField *field = letter->fields->pdata[i];

		mta_field(mta, field->name, field->value);
	}
	g_assert_cmpint(mta_end_of_header(mta, "4XL1"), ==, MTA_ACCEPT);
	mta_close(mta);
}

static void
send_letter(Instance *instance, const char *login)
{
	send_as(instance, &mta_postfix, login, LETTER BODY, "jane@example.net");
}

/* What "contact list" says (transfer full). */
static char *
contacts(Instance *instance)
{
	static const char *const words[] = { "contact",  "list",    "--json",
					     "--source", "learned", NULL };
	char *output = NULL;

	instance_invitectl(instance, words, &output);
	return output;
}

/* Stop it, so that all is written, and say whether the book has TEXT. */
static gboolean
learned(Instance *instance, const char *text)
{
	g_autofree char *output = NULL;

	instance_stop(instance);
	output = contacts(instance);
	return strstr(output, text) != NULL;
}

static gboolean
has_database(Instance *instance)
{
	g_autofree char *path = g_build_filename(instance->folder, "invite.db", NULL);

	return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* Whether its counters say TEXT, by now or soon. */
static gboolean
counts(Instance *instance, const char *text)
{
	for (guint i = 0; i < 1000 && instance_count(instance, text) == 0; i++) {
		instance_signal(instance, SIGUSR2);
		g_usleep(10000);
	}
	return instance_count(instance, text) > 0;
}

static void
test_first_letter(void)
{
	g_autoptr(Instance) instance = instance_new("");

	instance_start(instance);
	g_assert_false(has_database(instance));
	send_letter(instance, BOB);
	g_assert_true(counts(instance, " learned=1"));
	g_assert_true(learned(instance, "\"owner\":\"bob@example.org\",\"names\":[\"Jane Doe\"],"
					"\"emails\":[\"jane@example.net\"]"));
}

typedef struct Row {
	const char *name;
	const char *config;
	const char *login; /* NULL: it did not log in */
	const char *header;
} Row;

/* clang-format off */
static const Row rows[] = {
	{ "a client that did not log in", "", NULL, LETTER },
	{ "a client that is exempt and did not log in", "exempt-clients 192.0.2.0/24\n", NULL,
	  LETTER },
	{ "a login with another's From", "", "mallory@example.org", LETTER },
	{ "what is switched off", "learn no\n", BOB, LETTER },
	{ "a mail with two From fields", "", BOB, "From: mallory@example.org\n" LETTER },
	{ "a mail of a list", "", BOB, LETTER "List-Id: <club.example.net>\n" },
};
/* clang-format on */

static void
test_teaches_nothing(gconstpointer data)
{
	const Row *row = data;
	g_autoptr(Instance) instance = instance_new(row->config);
	g_autofree char *text = g_strconcat(row->header, BODY, NULL);

	instance_start(instance);
	send_as(instance, &mta_postfix, row->login, text, "jane@example.net");
	g_assert_cmpint(instance_stop(instance), ==, 0);
	g_assert_false(has_database(instance));
}

static void
test_crowd_a_day(void)
{
	g_autoptr(Instance) instance = instance_new("");
	g_auto(GStrv) lines = NULL;
	g_autofree char *output = NULL;

	instance_start(instance);
	for (guint i = 0; i < 6; i++) {
		g_autoptr(GString) to = g_string_new(NULL);

		for (guint j = 0; j < 20; j++)
			g_string_append_printf(to, "%sp%u-%u@example.net", j > 0 ? " " : "", i, j);
		send_as(instance, &mta_postfix, BOB, LETTER BODY, to->str);
	}
	send_as(instance, &mta_postfix, "ann@example.org",
		"From: ann@example.org\nTo: Jane <jane@example.net>\n" BODY, "jane@example.net");
	instance_stop(instance);
	output = contacts(instance);
	lines = g_strsplit(g_strchomp(output), "\n", -1);
	g_assert_cmpuint(g_strv_length(lines), ==, 101);
	g_assert_true(strstr(lines[100], "ann@example.org") != NULL);
	g_assert_cmpuint(
		instance_count(instance, "learn owner=bob@example.org: 100 new contacts today"), ==,
		1);
}

static void
test_homeless(void)
{
	g_autoptr(Instance) instance = instance_new("local-domains example.org example.com\n");

	instance_start(instance);
	send_letter(instance, "bob");
	send_letter(instance, "ann");
	g_assert_true(instance_says(instance, "whose address the login \"bob\" is, nobody knows"));
	instance_write(instance, "logins", "bob bob@example.org\n");
	{
		g_autofree char *lines = g_strdup_printf("local-domains example.org example.com\n"
							 "login-map %s/logins\n",
							 instance->folder);

		instance_configure(instance, lines);
	}
	instance_reload(instance);
	g_assert_cmpuint(instance_count(instance, "nobody knows"), ==, 1);
	send_letter(instance, "bob");
	instance_write(instance, "logins", "bob bob\n");
	instance_reload(instance);
	g_assert_true(instance_says(
		instance, "logins:1:5: expected an address, found \"bob\"; not reloaded"));
	g_assert_true(learned(instance, "jane@example.net"));
}

/* Somebody took the file away: an empty one in its place would hide that. */
static void
test_lost_database(void)
{
	g_autoptr(Instance) instance = instance_new("");
	g_autofree char *path = g_build_filename(instance->folder, "invite.db", NULL);

	instance_start(instance);
	send_letter(instance, BOB);
	g_assert_true(counts(instance, " learned=1"));
	g_assert_true(has_database(instance));
	g_unlink(path);
	send_letter(instance, BOB);
	g_assert_cmpint(instance_stop(instance), ==, 0);
	g_assert_false(has_database(instance));
}

/* Every start, and every hour, whom nobody wrote to is forgotten. */
static void
test_expire(void)
{
	g_autoptr(Instance) instance = instance_new("learn-expire 1s\n");

	instance_start(instance);
	send_letter(instance, BOB);
	g_assert_true(learned(instance, "jane@example.net"));
	g_usleep(2100000);
	instance_start(instance);
	g_assert_false(learned(instance, "jane@example.net"));
}

#define NOBODY "of 1000 messages none came with the macro {auth_authen}"

/* A thousand ordinary mails, of which the first is by LOGIN (nullable). */
static guint
said_after_a_thousand(const char *config, const MtaOffer *offer, const char *login)
{
	g_autoptr(Instance) instance = instance_new(config);
	Mta *mta;

	instance_start(instance);
	send_as(instance, offer, login, LETTER BODY, "jane@example.net");
	mta = mta_open(instance->socket, offer);
	for (guint i = 0; i < 1100; i++) {
		mta_mail(mta, "jane@example.net", NULL);
		mta_recipient(mta, BOB);
		mta_field(mta, "Subject", " Hello");
		mta_end_of_header(mta, "4XL2");
	}
	mta_close(mta);
	instance_stop(instance);
	return instance_count(instance, NOBODY);
}

static void
test_nobody_logs_in(void)
{
	const MtaOffer deaf = { mta_postfix.actions & ~0x100U, mta_postfix.steps };

	g_assert_cmpuint(said_after_a_thousand("", &deaf, NULL), ==, 1);
	g_assert_cmpuint(said_after_a_thousand("", &deaf, BOB), ==, 0);
	g_assert_cmpuint(said_after_a_thousand("learn no\n", &deaf, NULL), ==, 0);
	g_assert_cmpuint(said_after_a_thousand("", &mta_postfix, NULL), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/learn/the first letter makes the database and the contact",
			test_first_letter);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *path = g_strdup_printf("/learn/teaches nothing: %s", rows[i].name);

		g_test_add_data_func(path, &rows[i], test_teaches_nothing);
	}
	g_test_add_func("/learn/a hundred new contacts a day are enough, and it is said",
			test_crowd_a_day);
	g_test_add_func("/learn/a login without an address is said once, and mapped",
			test_homeless);
	g_test_add_func("/learn/a database that went away is not replaced", test_lost_database);
	g_test_add_func("/learn/whom nobody writes to is forgotten", test_expire);
	g_test_add_func("/learn/a mail server that tells no logins is said once",
			test_nobody_logs_in);
	return g_test_run();
}
