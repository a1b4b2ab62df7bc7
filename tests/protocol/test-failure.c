/* When something breaks, mail does not: databases, and the on-error answer. */

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "instance.h"
#include "mails.h"
#include "mta.h"

#define TAG "insert 0 X-Invitation:"

typedef struct Case {
	const char *name;
	const char *on_error;
	int answer;
	const char *reply; /* (nullable) */
} Case;

static const Case answers[] = {
	{ "tags", "accept", MTA_ACCEPT, NULL },
	{ "defers", "tempfail", MTA_REPLY, "reply 451 4.7.1 " },
	{ "refuses", "reject", MTA_REPLY, "reply 550 5.7.1 " },
};

static int
send_mail(const Instance *instance, const char *mail, GPtrArray *changes)
{
	g_autoptr(Letter) letter = mails_letter(mail);
	Mta *mta = mta_open(instance->socket, &mta_postfix);
	int answer;

	mta_client(mta, "mail.example.com", "192.0.2.7");
	answer = mta_send(mta, letter, "4XF1", 65535, changes);
	mta_close(mta);
	return answer;
}

static Instance *
start_with(const char *on_error)
{
	g_autofree char *line = g_strdup_printf("on-error %s\n", on_error);

	return instance_new(line);
}

/* An invitation gets the answer of ROW and one line in the log; ordinary mail does not notice. */
static void
check_answer(Instance *instance, const Case *row)
{
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);

	g_assert_cmpint(send_mail(instance, mail_invitation, changes), ==, row->answer);
	if (row->answer == MTA_ACCEPT) {
		const char *field = mails_change(changes, TAG);

		g_assert_nonnull(field);
		g_assert_nonnull(strstr(field, "action=tag"));
		/* Nobody could be asked. */
		g_assert_null(strstr(field, "standing="));
	} else {
		g_assert_null(mails_change(changes, TAG));
	}
	if (row->reply != NULL)
		g_assert_nonnull(mails_change(changes, row->reply));
	g_assert_true(instance_says(instance, "; on-error"));
	g_assert_cmpuint(instance_count(instance, "; on-error"), ==, 1);
	g_assert_cmpint(send_mail(instance, mail_ordinary, NULL), ==, MTA_ACCEPT);
}

static void
test_corrupt(gconstpointer data)
{
	const Case *row = data;
	g_autoptr(Instance) instance = start_with(row->on_error);

	instance_write(instance, "invite.db",
		       "This was a database once.  Then somebody wrote a letter over it, "
		       "and another one after that, until nothing was left of the contacts.");
	instance_start(instance);
	check_answer(instance, row);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/* A database that another program has for itself. */
static sqlite3 *
lock_database(const Instance *instance)
{
	g_autofree char *path = g_build_filename(instance->folder, "invite.db", NULL);
	sqlite3 *database = NULL;

	g_assert_cmpint(sqlite3_open(path, &database), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(database,
				     "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;"
				     "CREATE TABLE IF NOT EXISTS other (x);"
				     "BEGIN EXCLUSIVE; INSERT INTO other VALUES (1);",
				     NULL, NULL, NULL),
			==, SQLITE_OK);
	return database;
}

static void
test_locked(gconstpointer data)
{
	const Case *row = data;
	g_autoptr(Instance) instance = start_with(row->on_error);
	sqlite3 *database = lock_database(instance);

	instance_start(instance);
	check_answer(instance, row);
	sqlite3_close(database);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

static void
test_missing(void)
{
	g_autoptr(Instance) instance = start_with("reject");
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *path = g_build_filename(instance->folder, "invite.db", NULL);

	instance_start(instance);
	g_assert_cmpint(send_mail(instance, mail_invitation, changes), ==, MTA_ACCEPT);
	g_assert_nonnull(mails_change(changes, TAG));
	g_assert_true(instance_says(instance, "every book is empty"));
	g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

static void
test_gone(void)
{
	g_autoptr(Instance) instance = start_with("tempfail");
	g_autofree char *path = g_build_filename(instance->folder, "invite.db", NULL);

	instance_write(instance, "invite.db", "There was a file here when the filter came.");
	instance_start(instance);
	g_assert_cmpint(g_unlink(path), ==, 0);
	g_assert_cmpint(send_mail(instance, mail_invitation, NULL), ==, MTA_REPLY);
	g_assert_true(instance_says(instance, "4XF1: "));
	g_assert_cmpuint(instance_count(instance, "there is no database; on-error tempfail"), ==,
			 1);

	instance_reload(instance);
	g_assert_cmpint(send_mail(instance, mail_invitation, NULL), ==, MTA_ACCEPT);
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

/* Unjudged mail must not pass for mail that we judged. */
static void
test_forged_field(void)
{
	g_autoptr(Instance) instance = start_with("accept");
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *mail =
		g_strconcat("X-Invitation: mx.example.org; action=pass\n", mail_invitation, NULL);

	instance_write(instance, "invite.db", "no database");
	instance_start(instance);
	g_assert_cmpint(send_mail(instance, mail, changes), ==, MTA_ACCEPT);
	g_assert_nonnull(mails_change(changes, "remove 1 X-Invitation"));
	g_assert_cmpint(instance_stop(instance), ==, 0);
}

static void
add_table(const char *format, GTestDataFunc func)
{
	for (gsize i = 0; i < G_N_ELEMENTS(answers); i++) {
		g_autofree char *path = g_strdup_printf(format, answers[i].name);

		g_test_add_data_func(path, &answers[i], func);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add_table("/failure/with a damaged database it %s, as on-error says", test_corrupt);
	add_table("/failure/with a locked database it %s, as on-error says", test_locked);
	g_test_add_func("/failure/without a database every book is empty", test_missing);
	g_test_add_func("/failure/a database that goes away is an error until a reload", test_gone);
	g_test_add_func("/failure/a forged field goes even where nothing can be judged",
			test_forged_field);
	return g_test_run();
}
