/* One message to thousands: what it costs grows with their number, and no faster. */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "instance.h"
#include "mails.h"
#include "mta.h"
#include "sink.h"

#define FEW 1000
#define MANY 10000

/* For each thousand of recipients. */
#define MILLISECONDS 250
#define KIBIBYTES (64 * 1024)

typedef struct Cost {
	double milliseconds;
	long kibibytes; /* the most that it held so far */
} Cost;

static double
processor_time(const Instance *instance)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/stat", (int)instance->pid);
	g_autofree char *stat = NULL;
	unsigned long user = 0, system = 0;

	g_assert_true(g_file_get_contents(path, &stat, NULL, NULL));
	g_assert_cmpint(sscanf(strrchr(stat, ')'),
			       ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user,
			       &system),
			==, 2);
	return (double)(user + system) * 1000 / (double)sysconf(_SC_CLK_TCK);
}

static long
peak(const Instance *instance)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/status", (int)instance->pid);
	g_autofree char *status = NULL;
	const char *line;

	g_assert_true(g_file_get_contents(path, &status, NULL, NULL));
	line = strstr(status, "VmHWM:");
	g_assert_nonnull(line);
	return strtol(line + strlen("VmHWM:"), NULL, 10);
}

/* Send MAIL to COUNT recipients; what that cost. */
static Cost
send_to(const Instance *instance, const char *mail, guint count, guint *deleted)
{
	g_autoptr(Letter) letter = mails_letter(mail);
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(g_free);
	double before = processor_time(instance);
	Mta *mta = mta_open(instance->socket, &mta_postfix);
	int answer;
	Cost cost;

	for (guint i = 1; i < count; i++) {
		g_autofree char *recipient = g_strdup_printf("user%u@example.org", i);

		letter_add_recipient(letter, recipient);
	}
	mta_client(mta, "mail.example.com", "192.0.2.7");
	answer = mta_send(mta, letter, "4XC1", 65535, changes);
	/* It goes nowhere once all have copies. */
	g_assert_true(answer == MTA_ACCEPT || answer == MTA_DISCARD);
	mta_close(mta);
	*deleted = 0;
	for (guint i = 0; i < changes->len; i++)
		*deleted += g_str_has_prefix(changes->pdata[i], "delete ");
	cost.milliseconds = processor_time(instance) - before;
	cost.kibibytes = peak(instance);
	g_test_message("%u recipients: %.0f ms, %ld KiB at most, %u leave", count,
		       cost.milliseconds, cost.kibibytes, *deleted);
	return cost;
}

/* A sanitizer, whose folder is named by it, and valgrind take their time. */
static gboolean
has_budget(void)
{
	const char *build = g_getenv("BUILD");

	return g_getenv("WRAP") == NULL && (build == NULL || strstr(build, "/build-") == NULL);
}

/* Each of the first COUNT has a book: an address in it is known, Jane is not. */
static void
give_books(Instance *instance, guint count)
{
	static const char *const first[] = { "contact", "add",        "--owner", "bob@example.org",
					     "--name",  "Mary Major", NULL };
	g_autofree char *path = g_build_filename(instance->folder, "invite.db", NULL);
	g_autofree char *sql = g_strdup_printf(
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u)"
		" INSERT INTO contact (owner, state, source, since)"
		" SELECT 'user' || i || '@example.org', 0, 'manual', 1 FROM n",
		count);
	sqlite3 *database;

	g_assert_cmpint(instance_invitectl(instance, first, NULL), ==, 0);
	g_assert_cmpint(sqlite3_open(path, &database), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(database);
}

static guint
number(Instance *instance, const char *sql)
{
	g_autofree char *path = g_build_filename(instance->folder, "invite.db", NULL);
	sqlite3 *database;
	sqlite3_stmt *statement;
	guint found;

	g_assert_cmpint(sqlite3_open(path, &database), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_ROW);
	found = (guint)sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(database);
	return found;
}

static void
is_within(Cost cost, Cost idle, guint count)
{
	if (!has_budget())
		return;
	g_assert_cmpfloat(cost.milliseconds, <, MILLISECONDS * (double)count / FEW);
	g_assert_cmpint(cost.kibibytes - idle.kibibytes, <, KIBIBYTES);
}

/* The longest line of the log. */
static gsize
longest_line(Instance *instance)
{
	g_autofree char *log = instance_read(instance, "log");
	gsize longest = 0;

	for (const char *line = log; *line != '\0';
	     line += strcspn(line, "\n"), line += *line == '\n')
		longest = MAX(longest, strcspn(line, "\n"));
	return longest;
}

static void
test_tagged(void)
{
	g_autoptr(Instance) instance = instance_new("");
	guint deleted;
	Cost idle;

	give_books(instance, MANY);
	instance_start(instance);
	idle = send_to(instance, mail_invitation, 1, &deleted);
	is_within(send_to(instance, mail_invitation, FEW, &deleted), idle, FEW);
	g_assert_cmpuint(deleted, ==, 0);
	is_within(send_to(instance, mail_invitation, MANY, &deleted), idle, MANY);
	g_assert_cmpuint(deleted, ==, 0);
	g_assert_cmpint(instance_stop(instance), ==, 0);
	/* Nothing was dropped: each of them has met her. */
	g_assert_cmpuint(number(instance, "SELECT count(DISTINCT owner) FROM invitation"), ==,
			 MANY);
	g_assert_cmpuint(longest_line(instance), <, 4000);
}

/* The copies of a thousand are in the index, however much is to be written besides. */
static void
test_held(void)
{
	Sink *sink = sink_new();
	g_autofree char *lines = g_strdup_printf("mode enforce\nreinject smtp:127.0.0.1:%u\n"
						 "policy unknown quarantine\n",
						 sink_port(sink));
	g_autoptr(Instance) instance = instance_new(lines);
	guint deleted;
	Cost idle;

	give_books(instance, FEW);
	instance_start(instance);
	idle = send_to(instance, mail_invitation, 1, &deleted);
	/* To have a copy safe on the disk costs more than to judge for whom it is. */
	is_within(send_to(instance, mail_invitation, FEW, &deleted), idle, 16 * FEW);
	g_assert_cmpint(instance_stop(instance), ==, 0);
	g_assert_cmpuint(number(instance, "SELECT count(*) FROM held"), ==, FEW);
	g_assert_cmpuint(longest_line(instance), <, 4000);
	sink_free(sink);
}

/* Each is redirected elsewhere: who gets it anyway is found at once. */
static void
test_redirected(void)
{
	Sink *sink = sink_new();
	g_autofree char *lines = g_strdup_printf("mode enforce\nreinject smtp:127.0.0.1:%u\n"
						 "policy unknown redirect team@example.net\n",
						 sink_port(sink));
	g_autoptr(Instance) instance = instance_new(lines);
	guint deleted;
	Cost idle;

	give_books(instance, MANY);
	instance_start(instance);
	idle = send_to(instance, mail_invitation, 1, &deleted);
	is_within(send_to(instance, mail_invitation, MANY, &deleted), idle, MANY);
	g_assert_cmpuint(deleted, ==, MANY);
	g_assert_cmpint(instance_stop(instance), ==, 0);
	sink_free(sink);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/recipients/thousands are tagged, each by their own book", test_tagged);
	g_test_add_func("/recipients/the copies of a thousand are kept and listed", test_held);
	g_test_add_func("/recipients/thousands are redirected to one", test_redirected);
	return g_test_run();
}
